"""What people do with their own accounts."""

import secrets
from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError
from sqlalchemy.orm import Session

from app.accounts import queries
from app.accounts.api_tokens import end_tokens
from app.accounts.handles import may_be_called, normalise_handle, skeleton
from app.accounts.models import AccountToken, LoginSession, Membership, Person
from app.accounts.sessions import IDLE, LONGEST, end_all_sessions
from app.accounts.tokens import Purpose, find_holder, void_tokens
from app.kernel.i18n import LOCALES
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.outbox import OutboxMessage, enqueue
from app.kernel.verdict import Refused, conflict, invalid

NOBODY = 0  # gets mails that are never sent, so that asking for an unknown address costs what a known one costs
UNCONFIRMED_LASTS = timedelta(days=7)


def handle_taken() -> Refused:
    """The refusal of a handle that somebody has, or one that looks like it."""
    return invalid(_l("This handle, or one that looks like it, is taken. Choose another."), "handle")


def register_person(
    session: Session, *, handle: str, email: str, password_hash: str, language: str, now: datetime
) -> Person:
    """Register somebody and mail the link that confirms their address.

    Where the address belongs to somebody already, that person is told, and the newcomer gets an account that can
    never be confirmed (it is forgotten after seven days), so that nobody can tell the two cases apart. An unconfirmed
    claim to an address gives way to a newer one.
    """
    handle = normalise_handle(handle)
    verdict = may_be_called(handle)
    if verdict.reason:
        raise Refused(verdict.reason, "handle")
    if queries.is_handle_taken(session, handle):
        raise handle_taken()
    owner = queries.find_by_email(session, email)
    if owner is not None and owner.confirmed_at is None and not owner.memberships:
        owner.email = None
        void_tokens(session, owner)
        session.flush()
        owner = None
    person = add_person(session, handle, None if owner else email, password_hash, language, now)
    enqueue(session, "taken" if owner else "confirm", owner.id if owner else person.id, now)
    return person


def add_person(
    session: Session, handle: str, email: str | None, password_hash: str | None, language: str, now: datetime
) -> Person:
    """Write a new, unconfirmed person down; refuse what lost a race for the handle."""
    person = Person(
        public_id="p" + secrets.token_hex(12),
        handle=handle,
        handle_skeleton=skeleton(handle),
        email=email,
        password_hash=password_hash,
        language=language,
        created_at=now,
    )
    try:
        with session.begin_nested():
            session.add(person)
            session.flush()
    except IntegrityError as error:
        raise handle_taken() from error
    return person


def request_confirmation(session: Session, person: Person, now: datetime) -> None:
    """Mail a new confirmation link to somebody who is not confirmed yet."""
    if person.confirmed_at is not None:
        raise conflict(_l("Your e-mail address is confirmed already."))
    enqueue(session, "confirm", person.id, now)


def confirm_email(session: Session, token: str, now: datetime) -> Person:
    """Confirm an e-mail address by the token that was mailed to it."""
    person = find_holder(session, token, Purpose.CONFIRM, now)
    person.confirmed_at = person.confirmed_at or now
    void_tokens(session, person)
    return person


def request_reset(session: Session, email: str, now: datetime) -> None:
    """Mail a link for a new password to the owner of an address, if there is one; nobody can tell."""
    owner = queries.find_by_email(session, email)
    is_able = owner is not None and owner.suspended_at is None
    enqueue(session, "reset", owner.id if owner is not None and is_able else NOBODY, now)


def reset_password(session: Session, token: str, password_hash: str, now: datetime) -> Person:
    """Set a new password by a token that was mailed, which also confirms the address; all sessions end."""
    person = find_holder(session, token, Purpose.RESET, now)
    person.confirmed_at = person.confirmed_at or now
    _set_password(session, person, password_hash, now)
    return person


def change_password(session: Session, person: Person, *, proved: str, password_hash: str, now: datetime) -> None:
    """Change a password; `proved` is the kept hash against which the old one was found right. All sessions end."""
    if person.password_hash != proved:
        raise conflict(_l("The password was changed meanwhile."))
    _set_password(session, person, password_hash, now)


def _set_password(session: Session, person: Person, password_hash: str, now: datetime) -> None:
    person.password_hash = password_hash
    void_tokens(session, person)
    end_all_sessions(session, person.id)
    end_tokens(session, person.id, now)
    enqueue(session, "password-changed", person.id, now)


def choose_language(session: Session, person: Person, language: str) -> None:
    """Set the language in which the platform speaks to a person."""
    if language not in LOCALES:
        raise invalid(_l("There is no such language here."), "language")
    person.language = language
    session.flush()


def forget_stale_accounts(session: Session, now: datetime) -> int:
    """Forget accounts never confirmed in seven days (their handles are free again); drop old sessions and tokens."""
    session.execute(
        sa.delete(LoginSession).where(
            sa.or_(LoginSession.seen_at <= now - IDLE, LoginSession.started_at <= now - LONGEST)
        )
    )
    session.execute(sa.delete(AccountToken).where(AccountToken.expires_at <= now))
    has_role = sa.exists().where(Membership.person_id == Person.id)
    stale = sa.select(Person.id).where(
        Person.confirmed_at.is_(None),
        Person.erased_at.is_(None),
        Person.created_at <= now - UNCONFIRMED_LASTS,
        Person.comment_count == 0,
        ~has_role,
    )
    ids = list(session.scalars(stale))
    for table in (LoginSession, AccountToken, OutboxMessage):
        session.execute(sa.delete(table).where(table.person_id.in_(ids)))
    session.execute(sa.delete(Person).where(Person.id.in_(ids)))
    return len(ids)
