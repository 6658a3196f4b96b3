"""Counting anew what tally.py keeps: the check that the kept counts are right."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.discussion.argument_models import Argument, Voice
from app.discussion.models import (
    ArticleParticipation,
    Comment,
    DayCount,
    Endorsement,
    Participation,
    Position,
    State,
    Wording,
)
from app.kernel.days import taipei_date

_SAID: Any = Comment.__table__.alias("said")
_GIVEN: Any = Endorsement.__table__
_DAY: Any = taipei_date(_SAID.c.posted_at)


class WrongCount(NamedTuple):
    """A count that is not what a recount gives: the column that keeps it, its row's key, and both numbers."""

    column: Any
    row: tuple[Any, ...]
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
    yield Comment.office_count, _visible(said.root_id, only=said.badge.is_not(None))
    endorsed = sa.select(_GIVEN.c.comment_id, sa.func.count().label("counted")).group_by(_GIVEN.c.comment_id)
    yield Comment.endorsement_count, endorsed.subquery()
    of_article = said.article_id.is_not(None)
    speakers = sa.func.count(sa.distinct(said.author_id))
    yield Article.people_count, _visible(said.article_id, only=of_article, count=speakers)
    is_proposal = said.wording_id.is_not(None)
    yield Article.proposal_count, _visible(said.article_id, only=is_proposal)
    for kept_in, how_many in (
        (Wording.comment_count, None),
        (Wording.people_count, speakers),
        (Wording.endorsement_count, sa.func.sum(said.endorsement_count)),
    ):
        yield kept_in, _visible(said.wording_id, only=is_proposal, count=how_many)
    together = said.argument_id.is_not(None)
    yield Argument.comment_count, _visible(said.argument_id, only=together)
    yield Argument.voice_count, _visible(said.argument_id, only=together, count=speakers)
    yield Bill.copy_count, _copies()
    for model, counts in _rows_of_their_own():
        yield model.comment_count, counts


def _copies() -> Any:
    """Visible comments of each bill that repeat another one: of every argument that nobody dissolved all but one."""
    said, argument = _SAID.c, Argument.__table__.c
    of_argument = _visible(said.bill_id, said.argument_id, only=said.argument_id.is_not(None))
    one = sa.and_(argument.id == of_argument.c.argument_id, argument.dissolved_seq.is_(None))
    copies = sa.func.sum(of_argument.c.counted - 1).label("counted")
    joined = of_argument.join(Argument.__table__, one)
    return sa.select(of_argument.c.bill_id, copies).select_from(joined).group_by(of_argument.c.bill_id).subquery()


def _rows_of_their_own() -> Iterator[tuple[Any, Any]]:
    """Each table whose rows are there for a count alone, and its counts."""
    said = _SAID.c
    yield Participation, _visible(said.bill_id, said.author_id)
    yield ArticleParticipation, _visible(said.article_id, said.author_id, only=said.article_id.is_not(None))
    yield DayCount, _visible(said.bill_id, _DAY)
    yield Voice, _visible(said.argument_id, said.author_id, only=said.argument_id.is_not(None))


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
    yield from _find_missing_rows(session)


def _find_missing_rows(session: Session) -> Iterator[WrongCount]:
    """Find the counts that ought to have a row of their own and have none."""
    for model, counts in _rows_of_their_own():
        table = model.__table__
        same = [key == by for key, by in zip(table.primary_key.columns, counts.c, strict=False)]
        query = sa.select(*counts.c).select_from(counts.outerjoin(table, sa.and_(*same)))
        for *row, anew in session.execute(query.where(table.c.comment_count.is_(None))):
            yield WrongCount(table.c.comment_count, tuple(row), 0, anew)
