"""How far somebody has read a bill's discussion: what is new to them, and the note that they were here.

A visit ends after half an hour without reading. What came since the one before stays new for its whole length. The note is
renewed every ten minutes at most, so that reading writes little; what somebody saw after the last note is new to them once more.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.cursors import read_cursor, read_number, write_cursor
from app.discussion.models import Comment, State, Visit
from app.discussion.pages import PAGE, Page, cut
from app.discussion.rows import CommentRow, read_rows, select_rows

ABSENCE = timedelta(minutes=30)
TOUCH = timedelta(minutes=10)
MOST = 99  # counting stops one above


@dataclass(frozen=True, slots=True)
class News:
    """What is new to somebody on one bill: visible comments by others above `since_id`, which is None where they were never here.

    `newest_id` is the highest comment that there is; `noted_at` is when it was last noted that they were here.
    """

    person_id: int
    since_id: int | None
    since_at: datetime | None
    newest_id: int
    count: int
    noted_at: datetime | None

    def is_new(self, row: CommentRow) -> bool:
        """Whether a comment is new to them."""
        is_seen = self.since_id is None or row.id <= self.since_id
        return not is_seen and row.author_id != self.person_id and row.state is State.VISIBLE

    def wants_note(self, now: datetime) -> bool:
        """Whether it is time to note that they are here."""
        return self.noted_at is None or now - self.noted_at >= TOUCH


def read_news(session: Session, person: Person, bill: Bill, now: datetime) -> News:
    """Read what is new to somebody on a bill, in one statement, as fast in a long discussion."""
    newest = (
        sa.select(Comment.id)
        .where(Comment.bill_id.between(bill.id, bill.id))
        .order_by(Comment.bill_id.desc(), Comment.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    here = sa.and_(Visit.bill_id == Bill.id, Visit.person_id == person.id)
    columns: tuple[Any, ...] = (_since(Visit.seen_id, Visit.since_id, now), _since(Visit.seen_at, Visit.since_at, now))
    query = sa.select(*columns, sa.func.coalesce(newest, 0), _count(person, now), Visit.seen_at)
    query = query.select_from(Bill).outerjoin(Visit, here).where(Bill.id == bill.id)
    found: tuple[Any, ...] = tuple(session.execute(query).one())
    return News(person.id, *found)


def count_news(session: Session, person: Person, bills: Iterable[int], now: datetime) -> dict[int, int]:
    """Count what is new to somebody on each of some bills that they have visited, up to one above MOST."""
    query = sa.select(Visit.bill_id, _count(person, now))
    query = query.where(Visit.person_id == person.id, Visit.bill_id.in_(list(bills)))
    return {bill_id: count for bill_id, count in session.execute(query) if count}


def list_new(session: Session, bill: Bill, person_id: int, since: int, cursor: str = "", limit: int = PAGE) -> Page:
    """Read a page of what others have said on a bill after a comment, newest first."""
    query = select_rows().where(*_by_others(bill.id, bill.id, person_id), Comment.id > since)
    if cursor:
        query = query.where(Comment.id < read_number(read_cursor(cursor, 1, 1)[0]))
    rows = read_rows(session, query.order_by(Comment.bill_id.desc(), Comment.id.desc()).limit(limit + 1))
    return cut(rows, limit, lambda row: write_cursor(str(row.id)))


def note_visit(session: Session, person_id: int, bill_id: int, newest_id: int, now: datetime) -> None:
    """Note that somebody reads a bill's discussion, in which there is nothing above a comment; a visit begins or goes on."""
    visit = session.get(Visit, (bill_id, person_id), with_for_update=True)
    if visit is None:
        visit = Visit(bill_id=bill_id, person_id=person_id, seen_id=newest_id)
        session.add(visit)
    elif visit.seen_at <= now - ABSENCE:
        visit.since_id, visit.since_at = visit.seen_id, visit.seen_at
    visit.seen_id, visit.seen_at = max(visit.seen_id, newest_id), now


def mark_read(session: Session, person: Person, bill: Bill, newest_id: int, now: datetime) -> None:
    """Note that somebody has read a bill's discussion up to a comment that there is; what came later stays new."""
    seen = min(newest_id, read_news(session, person, bill, now).newest_id)
    note_visit(session, person.id, bill.id, seen, now)
    visit = session.get_one(Visit, (bill.id, person.id))
    visit.since_id, visit.since_at = max(visit.since_id or 0, seen), now


def _since(seen: Any, since: Any, now: datetime) -> Any:
    """What held at the end of the visit before the one that goes on, or begins, now."""
    return sa.case((Visit.seen_at <= now - ABSENCE, seen), else_=since)


def _count(person: Person, now: datetime) -> Any:
    """Count what is new on the bill of a visit, and stop at one above MOST."""
    new = (
        sa.select(Comment.id)
        .where(*_by_others(Visit.bill_id, Visit.bill_id, person.id))
        .where(Comment.id > _since(Visit.seen_id, Visit.since_id, now))
        .order_by(Comment.bill_id, Comment.id)
        .limit(MOST + 1)
        .correlate(Visit)
        .subquery()
    )
    return sa.select(sa.func.count()).select_from(new).scalar_subquery()


def _by_others(low: Any, high: Any, person_id: int) -> tuple[Any, ...]:
    """Visible comments by others on one bill, as a range of one, so that the order is that of the index on every database."""
    said = Comment.bill_id.between(low, high)
    return said, Comment.state == State.VISIBLE, Comment.author_id != person_id
