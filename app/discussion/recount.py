"""Counting anew what tally.py keeps: the check that the kept counts are right."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.discussion.models import Comment, Endorsement, Participation, Position, State

_SAID: Any = Comment.__table__.alias("said")
_GIVEN: Any = Endorsement.__table__


class WrongCount(NamedTuple):
    """A count that is not what a recount gives: the column that keeps it, its row's key, and both numbers."""

    column: Any
    row: tuple[int, ...]
    kept: int
    counted: int

    @property
    def name(self) -> str:
        """Table and column."""
        return f"{self.column.table.name}.{self.column.name}"


def _visible(*by: Any, only: Any = True, count: Any = None) -> Any:
    """Visible comments counted by some columns, in one pass over the table."""
    number = (sa.func.count() if count is None else count).label("counted")
    return sa.select(*by, number).where(_SAID.c.state == State.VISIBLE, only).group_by(*by).subquery()


def _counts() -> Iterator[tuple[Any, Any]]:
    """Each column that is kept, and its counts by the key of its table."""
    said = _SAID.c
    yield Bill.comment_count, _visible(said.bill_id)
    yield Bill.people_count, _visible(said.bill_id, count=sa.func.count(sa.distinct(said.author_id)))
    yield Person.comment_count, _visible(said.author_id)
    for place, at in ((Article, said.article_id), (Question, said.question_id)):
        yield place.comment_count, _visible(at)
        for code in Position:
            yield getattr(place, f"{code.value}_count"), _visible(at, only=said.position == code)
    yield Comment.reply_count, _visible(said.parent_id)
    yield Comment.thread_count, _visible(said.root_id)
    endorsed = sa.select(_GIVEN.c.comment_id, sa.func.count().label("counted")).group_by(_GIVEN.c.comment_id)
    yield Comment.endorsement_count, endorsed.subquery()
    yield Participation.comment_count, _visible(said.bill_id, said.author_id)


def find_wrong_counts(session: Session) -> Iterator[WrongCount]:
    """Find every kept count that a recount contradicts; each kind of count is one statement."""
    for kept_in, counts in _counts():
        column = kept_in.property.columns[0]
        keys = list(column.table.primary_key.columns)
        same = [key == by for key, by in zip(keys, counts.c, strict=False)]
        counted = sa.func.coalesce(counts.c.counted, 0)
        query = sa.select(*keys, column, counted).select_from(column.table.outerjoin(counts, sa.and_(*same)))
        for *row, kept, anew in session.execute(query.where(column != counted)):
            yield WrongCount(column, tuple(row), kept, anew)
