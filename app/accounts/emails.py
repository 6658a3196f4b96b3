"""The mails of this room; tokens are minted at the moment of sending."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person, Role
from app.accounts.offices.invitations import load_invitation, mint_invitation
from app.accounts.offices.models import Suspension
from app.accounts.offices.words import ROLE_NAMES, SUSPENSION_GROUNDS
from app.accounts.tokens import Purpose, mint_token
from app.kernel.clock import request_now
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.outbox import Letter, register_mail, word

Parameters = Mapping[str, Any]


def write_confirm(session: Session, person: Person, _parameters: Parameters) -> Letter | None:
    """Word the mail that confirms an address."""
    if person.confirmed_at is not None:
        return None
    token = mint_token(session, person, Purpose.CONFIRM, request_now())
    return Letter(_("Confirm your e-mail address"), word("confirm", person=person, token=token))


def write_taken(_session: Session, person: Person, _parameters: Parameters) -> Letter:
    """Word the mail to somebody whose address was used to register again."""
    return Letter(_("You have an account already"), word("taken", person=person))


def write_reset(session: Session, person: Person, _parameters: Parameters) -> Letter | None:
    """Word the mail with the link for a new password."""
    if person.suspended_at is not None:
        return None
    token = mint_token(session, person, Purpose.RESET, request_now())
    return Letter(_("Set a new password"), word("reset", person=person, token=token))


def write_invite(session: Session, person: Person, _parameters: Parameters) -> Letter:
    """Word the mail to a new administrator."""
    token = mint_token(session, person, Purpose.RESET, request_now())
    return Letter(_("You are an administrator now"), word("invite", person=person, token=token))


def write_password_changed(_session: Session, person: Person, _parameters: Parameters) -> Letter:
    """Word the mail that tells of a changed password."""
    return Letter(_("Your password was changed"), word("password_changed", person=person))


def write_invitation(session: Session, person: Person | None, parameters: Parameters) -> Letter | None:
    """Word the mail with the link of an invitation to a role."""
    invitation = load_invitation(session, parameters["invitation"])
    if invitation is None or not invitation.is_open(request_now()):
        return None
    token, place = mint_invitation(invitation), invitation.agency or invitation.subgroup
    body = word(
        "invitation",
        person=person,
        inviter=invitation.invited_by.handle,
        role=ROLE_NAMES[Role(invitation.role)],
        place=words(place.name).text if place else "",
        token=token,
    )
    return Letter(_("You are invited to an office"), body, invitation.email)


def write_suspended(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells somebody that their account is suspended, why, and what they can do."""
    suspension = session.get(Suspension, parameters["suspension"])
    if suspension is None or suspension.lifted_at is not None:
        return None
    ground = SUSPENSION_GROUNDS[suspension.ground].name
    return Letter(
        _("Your account is suspended"), word("suspended", person=person, suspension=suspension, ground=ground)
    )


def write_reinstated(_session: Session, person: Person, parameters: Parameters) -> Letter:
    """Word the mail that tells somebody that their account works again."""
    return Letter(_("Your account works again"), word("reinstated", person=person, reason=parameters["reason"]))


def write_suspension_upheld(_session: Session, person: Person, parameters: Parameters) -> Letter:
    """Word the mail that answers an objection to a suspension."""
    return Letter(
        _("Your objection was answered"), word("suspension_upheld", person=person, reason=parameters["reason"])
    )


def init_app(app: Flask) -> None:
    """Register this room's mails with the outbox."""
    register_mail(app, "confirm", write_confirm)
    register_mail(app, "taken", write_taken)
    register_mail(app, "reset", write_reset)
    register_mail(app, "invite", write_invite)
    register_mail(app, "password-changed", write_password_changed)
    register_mail(app, "invitation", write_invitation, outsiders=True)
    register_mail(app, "suspended", write_suspended)
    register_mail(app, "reinstated", write_reinstated)
    register_mail(app, "suspension-upheld", write_suspension_upheld)
