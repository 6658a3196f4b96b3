"""Coming in and going out."""

from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.models import LoginSession, Person
from app.accounts.sessions import hash_token, start_session
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, not_found

MARK = 20  # how much of a session's hash names it on its owner's page


@dataclass(frozen=True, slots=True)
class Proof:
    """Somebody has shown the password of this kept hash; `rehash` replaces one that was made in an older way."""

    person_id: int
    kept: str
    rehash: str | None = None


def sign_in(session: Session, proof: Proof, now: datetime) -> tuple[Person, str]:
    """Begin a session for somebody who proved who they are; return them with the session's token."""
    person = session.get(Person, proof.person_id)
    if person is None or person.password_hash != proof.kept:
        raise conflict(_l("The account changed meanwhile. Try again."))
    policy.may_sign_in(person).require()
    if proof.rehash:
        person.password_hash = proof.rehash
    token = start_session(session, person, now)
    session.flush()
    return person, token


def end_own_session(session: Session, person: Person, mark: str) -> str:
    """End one of a person's own sessions, named by the beginning of its hash; return the whole hash."""
    own = LoginSession.person_id == person.id
    found = session.scalars(sa.select(LoginSession).where(own)).all()
    ended = next((s for s in found if s.token_hash[:MARK] == mark), None)
    if ended is None:
        raise not_found()
    session.delete(ended)
    return ended.token_hash


def end_other_sessions(session: Session, person: Person, token: str) -> None:
    """End all of a person's sessions but the one that asks."""
    others = sa.and_(LoginSession.person_id == person.id, LoginSession.token_hash != hash_token(token))
    session.execute(sa.delete(LoginSession).where(others))
