"""Every write of this room, by noun: people, sign-ins, institutions, roles."""

from app.accounts.actions.api_tokens import create_api_token, end_api_token
from app.accounts.actions.institutions import (
    assign_subgroup,
    create_agency,
    create_subgroup,
    edit_agency,
    edit_subgroup,
)
from app.accounts.actions.people import (
    change_password,
    choose_language,
    confirm_email,
    forget_stale_accounts,
    register_person,
    request_confirmation,
    request_reset,
    reset_password,
)
from app.accounts.actions.roles import appoint_administrator, create_person, end_role, grant_role
from app.accounts.actions.sign_ins import end_other_sessions, end_own_session, sign_in

__all__ = [
    "appoint_administrator",
    "assign_subgroup",
    "change_password",
    "choose_language",
    "confirm_email",
    "create_agency",
    "create_api_token",
    "create_person",
    "create_subgroup",
    "edit_agency",
    "edit_subgroup",
    "end_api_token",
    "end_other_sessions",
    "end_own_session",
    "end_role",
    "forget_stale_accounts",
    "grant_role",
    "register_person",
    "request_confirmation",
    "request_reset",
    "reset_password",
    "sign_in",
]
