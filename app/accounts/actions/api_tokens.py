"""Making and ending one's tokens for the API."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts import policy
from app.accounts.api_tokens import new_token
from app.accounts.models import ApiToken, Person, TokenScope
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line
from app.kernel.verdict import conflict, invalid, not_found

MOST = 20
LONGEST_NAME = 80


def create_api_token(session: Session, person: Person | None, *, name: str, scope: TokenScope, now: datetime) -> str:
    """Make a token for oneself and return it."""
    policy.may_create_token(person, scope, now).require()
    assert person is not None  # noqa: S101
    name = clean_line(name)
    if not name or len(name) > LONGEST_NAME:
        raise invalid(_l("Name the token in 1 to 80 characters, after what will use it."), "name")
    running = sa.select(sa.func.count()).where(ApiToken.person_id == person.id, ApiToken.ended_at.is_(None))
    if (session.scalar(running) or 0) >= MOST:
        raise conflict(_l("You have 20 tokens. End one that is no longer used first."))
    return new_token(session, person, name, scope, now)


def end_api_token(session: Session, person: Person, token_id: int, *, now: datetime) -> ApiToken:
    """End one of one's own tokens; it opens nothing from now on."""
    found = session.get(ApiToken, token_id)
    if found is None or found.person_id != person.id:
        raise not_found()
    found.ended_at = found.ended_at or now
    session.flush()
    return found
