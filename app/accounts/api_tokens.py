"""Personal tokens for the API: made once, kept as a hash, ended by hand or with the password."""

import secrets
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import ApiToken, Person, TokenScope
from app.accounts.sessions import hash_token
from app.kernel.clock import taipei_day

PREFIX = "gongyi_"  # so that a token left in a public place can be recognised


def new_token(session: Session, person: Person, name: str, scope: TokenScope, now: datetime) -> str:
    """Add a token for a person and return it; it can never be read again."""
    token = PREFIX + secrets.token_urlsafe(32)
    session.add(ApiToken(person_id=person.id, name=name, scope=scope, token_hash=hash_token(token), created_at=now))
    session.flush()
    return token


def find_token(session: Session, token: str) -> ApiToken | None:
    """Find the running token that somebody shows."""
    query = sa.select(ApiToken).where(ApiToken.token_hash == hash_token(token), ApiToken.ended_at.is_(None))
    return session.scalars(query).one_or_none()


def note_use(session: Session, token_id: int, now: datetime) -> None:
    """Note the day on which a token was used last."""
    session.execute(sa.update(ApiToken).where(ApiToken.id == token_id).values(used_day=taipei_day(now)))


def end_tokens(session: Session, person_id: int, now: datetime) -> None:
    """End all tokens of a person (new password)."""
    running = (ApiToken.person_id == person_id, ApiToken.ended_at.is_(None))
    session.execute(sa.update(ApiToken).where(*running).values(ended_at=now))
