"""Tokens that are mailed: single use, short lived, void after any change of the account; only their hashes are kept."""

import secrets
from datetime import datetime, timedelta
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import AccountToken, Person
from app.accounts.sessions import hash_token
from app.kernel.verdict import not_found


class Purpose(StrEnum):
    """What a token lets its holder do, once."""

    CONFIRM = "confirm"
    RESET = "reset"


LIFETIME = {Purpose.CONFIRM: timedelta(hours=24), Purpose.RESET: timedelta(minutes=15)}


def mint_token(session: Session, person: Person, purpose: Purpose, now: datetime) -> str:
    """Make a token for a person, to be mailed at once."""
    token = secrets.token_urlsafe(32)
    session.add(
        AccountToken(
            token_hash=hash_token(token),
            person_id=person.id,
            purpose=purpose.value,
            account_version=person.account_version,
            expires_at=now + LIFETIME[purpose],
        )
    )
    return token


def find_holder(session: Session, token: str, purpose: Purpose, now: datetime) -> Person:
    """Find whose valid token this is, or refuse: unknown, used, expired and void tokens are all alike."""
    kept = session.get(AccountToken, hash_token(token))
    person = session.get(Person, kept.person_id) if kept else None
    if kept is None or person is None or kept.purpose != purpose.value or kept.expires_at <= now:
        raise not_found()
    if kept.account_version != person.account_version or person.suspended_at is not None:
        raise not_found()
    return person


def void_tokens(session: Session, person: Person) -> None:
    """Make all tokens of a person worthless, because the account changes."""
    person.account_version += 1
    session.execute(sa.delete(AccountToken).where(AccountToken.person_id == person.id))
