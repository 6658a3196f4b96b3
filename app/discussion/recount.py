"""Counting anew what tally.py keeps: the check that the kept counts are right, and the counts of what was inserted in bulk."""

from collections.abc import Iterator
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Person
from app.bills.models import Article, Bill, Question
from app.discussion.models import Comment, Endorsement, Participation, Position, State

_said = aliased(Comment)


class WrongCount(NamedTuple):
    """A count that is not what a recount gives: where it is kept, of which row (its key), and both numbers."""

    column: str
    row: tuple[int, ...]
    kept: int
    counted: int


def _visible(*where: Any) -> Any:
    return sa.select(sa.func.count()).where(_said.state == State.VISIBLE, *where).scalar_subquery()


def _people(bill: Any) -> Any:
    people = sa.func.count(sa.distinct(_said.author_id))
    return sa.select(people).where(_said.state == State.VISIBLE, _said.bill_id == bill).scalar_subquery()


def _counts() -> Iterator[tuple[Any, Any]]:
    """Each column that is kept, and how it is counted anew for its row."""
    yield Bill.comment_count, _visible(_said.bill_id == Bill.id)
    yield Bill.people_count, _people(Bill.id)
    yield Person.comment_count, _visible(_said.author_id == Person.id)
    for place, at in ((Article, _said.article_id), (Question, _said.question_id)):
        yield place.comment_count, _visible(at == place.id)
        for code in Position:
            yield getattr(place, f"{code.value}_count"), _visible(at == place.id, _said.position == code)
    yield Comment.reply_count, _visible(_said.parent_id == Comment.id)
    yield Comment.thread_count, _visible(_said.root_id == Comment.id)
    given = sa.select(sa.func.count()).where(Endorsement.comment_id == Comment.id)
    yield Comment.endorsement_count, given.scalar_subquery()
    here = (_said.bill_id == Participation.bill_id, _said.author_id == Participation.person_id)
    yield Participation.comment_count, _visible(*here)


def find_wrong_counts(session: Session) -> Iterator[WrongCount]:
    """Find every kept count that a recount contradicts; each kind of count is one statement."""
    for column, counted in _counts():
        table = column.class_.__table__
        query = sa.select(*table.primary_key.columns, column, counted).where(column != counted)
        for *row, kept, anew in session.execute(query):
            yield WrongCount(f"{table.name}.{column.key}", tuple(row), kept, anew)


def count_anew(session: Session, bill: Bill) -> None:
    """Set the counts of a bill, its places and everybody by a recount (not those of comments and participations)."""
    of_bill = {Bill: Bill.id == bill.id, Article: Article.bill_id == bill.id, Question: Question.bill_id == bill.id}
    spoke = sa.select(Participation.person_id).where(Participation.bill_id == bill.id)
    of_bill[Person] = Person.id.in_(spoke)
    for column, counted in _counts():
        if column.class_ in of_bill:
            update = sa.update(column.class_.__table__).where(of_bill[column.class_])
            session.connection().execute(update.values({column.key: counted}))
    session.expire_all()
