"""A page of a bill's discussion, or of the replies below a comment: read by position, never by offset."""

from collections.abc import Callable
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.asked import Asked
from app.discussion.cursors import write_cursor
from app.discussion.models import Comment
from app.discussion.orders import AT, Walk, choose_walk
from app.discussion.paths import LEVELS, SEGMENT, end_of_branch
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.discussion.windows import read_windows

PAGE = 50
ROOTS = 20
SPAN = 2_000  # comments that are judged for one page, at most
BEFORE = 10  # comments of a thread that stand before one which is shown in its context


@dataclass(frozen=True, slots=True)
class Page:
    """One page of cards; `next` is the cursor of the following page, or None. `more` says how many replies of a root are not shown."""

    rows: list[CommentRow]
    next: str | None
    more: dict[int, int]


NOTHING = Page([], None, {})


def list_page(session: Session, bill: Bill, asked: Asked, limit: int = PAGE) -> Page:
    """Read one page of a bill's discussion: threads with their first replies, or single comments."""
    if not asked.is_by_thread:
        return list_flat(session, bill, asked, limit)
    if asked.is_idle:
        return NOTHING
    page = walk_on(session, choose_walk(bill.id, asked, by_thread=True), asked.cursor, min(limit, ROOTS))
    rows, more = read_windows(session, page.rows)
    return replace(page, rows=rows, more=more)


def list_flat(session: Session, bill: Bill, asked: Asked, limit: int) -> Page:
    """Read one page of single comments (no windows of replies), as the API gives them."""
    if asked.is_idle:
        return NOTHING
    return walk_on(session, choose_walk(bill.id, asked, by_thread=False), asked.cursor, limit)


def list_branch(session: Session, comment: Comment, cursor: str = "", limit: int = PAGE) -> Page:
    """Read the replies below a comment in reading order; below the fourth level, its direct replies."""
    if comment.depth >= LEVELS:
        return walk_on(session, Walk(((Comment.parent_id, comment.id),), (Comment.id,)), cursor, limit)
    place = ((Comment.bill_id, comment.bill_id), (Comment.place_rank, comment.place_rank))
    return walk_on(
        session, Walk(place, (Comment.path,)), cursor, limit, start=comment.path, end=end_of_branch(comment.path)
    )


def context_cursor(session: Session, comment: Comment) -> str:
    """The cursor of the page in article order on which a comment stands, after what was said just before it in its thread."""
    dialect = session.get_bind().dialect.name
    place = ((Comment.bill_id, comment.bill_id), (Comment.place_rank, comment.place_rank))
    back = Walk(place, (Comment.path,), forward=False)
    passed = (*back.after((comment.path,), True, dialect), *back.until((comment.path[:SEGMENT],), dialect))
    query = sa.select(Comment.path).where(*passed).order_by(*back.order(dialect)).offset(BEFORE).limit(1)
    return write_cursor(str(comment.place_rank), session.scalar(query) or comment.path[:SEGMENT], AT)


def walk_on(
    session: Session, walk: Walk, cursor: str, limit: int, *, start: str | None = None, end: str | None = None
) -> Page:
    """Read one page of a walk from a cursor on (or from its start), and not beyond an end.

    Where comments are judged on the way, SPAN of them at most are looked at: the page may then hold fewer than fit.
    """
    dialect = session.get_bind().dialect.name
    position, is_within = walk.read(cursor)
    if start is not None and (position is None or position[0] < start):
        position, is_within = (start,), False
    after = walk.after(position, is_within, dialect)
    order = walk.order(dialect)
    last = None
    if walk.judged:
        passed = sa.select(*walk.keys).where(*after, *walk.until(None, dialect), *walk.holds).order_by(*order)
        last = session.execute(passed.offset(SPAN - 1).limit(1)).one_or_none()
    until = walk.until(tuple(last) if last else (end,) if end else None, dialect)
    query = select_rows().where(*after, *until, *walk.fits()).order_by(*order).limit(limit + 1)
    page = cut(read_rows(session, query), limit, walk.write)
    return replace(page, next=walk.write(last)) if last and page.next is None else page


def cut(rows: list[CommentRow], limit: int, cursor: Callable[[CommentRow], str]) -> Page:
    """Make a page of so many rows; one more says that another page follows."""
    return Page(rows[:limit], cursor(rows[limit - 1]) if len(rows) > limit else None, {})
