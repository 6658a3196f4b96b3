"""Idempotency keys: a form sent twice is one act; the key and the answer's address commit with the act."""

import hashlib
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.orm import Mapped, Session, mapped_column

from app.kernel.db import Base
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused


class IdempotencyKey(Base):
    """One act that was done under a key, and where its answer lies."""

    __tablename__ = "idempotency_key"

    owner_id: Mapped[int] = mapped_column(primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    fingerprint: Mapped[str] = mapped_column(sa.String(64))
    location: Mapped[str] = mapped_column(sa.Text, default="")
    at: Mapped[datetime]


_KEY: Any = IdempotencyKey.__table__


def fingerprint(*parts: object) -> str:
    """A hash of what was asked, so that a key used again for something else is noticed."""
    return hashlib.sha256("\x1f".join(map(str, parts)).encode()).hexdigest()


@cache
def _claiming(dialect: str) -> Any:
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    return insert(_KEY).on_conflict_do_nothing().returning(_KEY.c.key)


_settling = (
    sa.update(_KEY)
    .where(_KEY.c.owner_id == sa.bindparam("of_owner"), _KEY.c.key == sa.bindparam("of_key"))
    .values(location=sa.bindparam("at_location"))
)


def claim(session: Session, owner_id: int, key: str, asked: str, now: datetime, location: str = "") -> str | None:
    """Claim a key for an act about to be done; return the earlier answer's address if it was done already.

    Who knows already where the answer will lie names it and need not settle.
    Inserting first makes the loser of a race wait for the winner's commit and replay its answer.
    """
    if not key:
        return None
    row = {"owner_id": owner_id, "key": key, "fingerprint": asked, "location": location, "at": now}
    connection = session.connection()
    if connection.scalar(_claiming(connection.dialect.name), row) is not None:
        return None
    earlier = session.get_one(IdempotencyKey, (owner_id, key))
    if earlier.fingerprint != asked:
        raise Refused(
            Reason(
                "idempotency_key_reused",
                _l("This form was already sent, with other words. Send it once more if you mean both."),
            )
        )
    return earlier.location


def settle(session: Session, owner_id: int, key: str, location: str) -> None:
    """Keep where the answer to a claimed key lies."""
    if key:
        named = {"of_owner": owner_id, "of_key": key, "at_location": location}
        session.connection().execute(_settling, named)
