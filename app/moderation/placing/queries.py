"""Reading what moderators decided on where comments stand."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.bilingual import Passage
from app.moderation.placing.models import Placing, PlacingKind
from app.moderation.queries import said


@dataclass(frozen=True, slots=True)
class PlacingRow:
    """One decision on a comment's place, with the handle of who took it."""

    id: int
    comment_id: int
    kind: PlacingKind
    from_place: str | None
    to_place: str | None
    into_id: int | None
    reason: str
    decided_at: datetime
    log_seq: int
    moderator_handle: str

    @property
    def words(self) -> Passage:
        """The reason, with the language that it seems to be in."""
        return said(self.reason)


def list_placings(session: Session, comment_id: int) -> Sequence[PlacingRow]:
    """List the decisions on a comment's place, oldest first."""
    query = _select().where(Placing.comment_id == comment_id).order_by(Placing.id)
    return [PlacingRow(*row) for row in session.execute(query)]


def list_placings_by_ids(session: Session, ids: Iterable[int]) -> dict[int, PlacingRow]:
    """Read some decisions, by id; no statement where there are none."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row.id: PlacingRow(*row) for row in session.execute(_select().where(Placing.id.in_(wanted)))}


def _select() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Placing.id,
        Placing.comment_id,
        Placing.kind,
        Placing.from_place,
        Placing.to_place,
        Placing.into_id,
        Placing.reason,
        Placing.decided_at,
        Placing.log_seq,
        Person.handle,
    )
    return sa.select(*columns).join(Person, Person.id == Placing.moderator_id)
