"""The mails of this room; tokens are minted at the moment of sending."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.tokens import Purpose, mint_token
from app.kernel.clock import request_now
from app.kernel.i18n import gettext as _
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


def init_app(app: Flask) -> None:
    """Register this room's mails with the outbox."""
    register_mail(app, "confirm", write_confirm)
    register_mail(app, "taken", write_taken)
    register_mail(app, "reset", write_reset)
    register_mail(app, "invite", write_invite)
    register_mail(app, "password-changed", write_password_changed)
