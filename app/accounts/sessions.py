"""Sessions on the server: a random token in the cookie, its hash in the database; ended by sign-out or age."""

import hashlib
import secrets
from datetime import datetime, timedelta
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import LoginSession, Person

IDLE = timedelta(days=7)
LONGEST = timedelta(days=30)
FRESH = timedelta(hours=12)  # since the sign-in; acts in an office need it
TOUCH = timedelta(minutes=10)


def hash_token(token: str) -> str:
    """The form in which a token is kept."""
    return hashlib.sha256(token.encode()).hexdigest()


def start_session(session: Session, person: Person, now: datetime) -> str:
    """Begin a session for somebody who has just proved who they are; return its token."""
    token = secrets.token_urlsafe(32)
    session.add(LoginSession(token_hash=hash_token(token), person_id=person.id, started_at=now, seen_at=now))
    return token


def find_signed_in(session: Session, token: str, now: datetime) -> tuple[LoginSession, Person] | None:
    """Find a running session by its token, and whose it is with their offices; idle or old ones do not count."""
    found = session.execute(_signed_in(), {"token": hash_token(token)}).unique().one_or_none()
    if found is None or found[0].seen_at <= now - IDLE or found[0].started_at <= now - LONGEST:
        return None
    return found[0], found[1]


@cache
def _signed_in() -> sa.Select[LoginSession, Person]:
    """Select the session of a token's hash and its person; made once, since every page of theirs asks for it."""
    wanted = sa.select(LoginSession, Person).join(Person, Person.id == LoginSession.person_id)
    return wanted.where(LoginSession.token_hash == sa.bindparam("token")).options(
        joinedload(Person.memberships), joinedload(Person.conflicts)
    )


def end_session(session: Session, token: str) -> None:
    """End one session."""
    session.execute(sa.delete(LoginSession).where(LoginSession.token_hash == hash_token(token)))


def end_all_sessions(session: Session, person_id: int) -> None:
    """End all sessions of a person (password change, suspension)."""
    session.execute(sa.delete(LoginSession).where(LoginSession.person_id == person_id))


def touch_session(session: Session, token: str, now: datetime) -> None:
    """Note that a session was used."""
    session.execute(sa.update(LoginSession).where(LoginSession.token_hash == hash_token(token)).values(seen_at=now))


def note_proof(session: Session, token: str, now: datetime) -> None:
    """Note that the password was given again in a session."""
    session.execute(sa.update(LoginSession).where(LoginSession.token_hash == hash_token(token)).values(proved_at=now))
