"""Reading arguments: one with its bill, and its comments page by page."""

from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.discussion.argument_models import Argument
from app.discussion.cursors import read_cursor, write_cursor
from app.discussion.models import Comment, State
from app.discussion.pages import Page, cut
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.kernel.verdict import not_found

MEMBERS = 20


class Found(NamedTuple):
    """An argument and the bill that it is about."""

    argument: Argument
    bill: Bill


def get_argument(
    session: Session, argument_id: int, person: Person | None, now: datetime, *, lock: bool = False
) -> Found:
    """Load an argument with its bill, or raise the stranger's 404; with `lock` the bill's row is held, as for every act on it."""
    slug = session.scalar(
        sa.select(Bill.slug).join(Argument, Argument.bill_id == Bill.id).where(Argument.id == argument_id)
    )
    if slug is None:
        raise not_found()
    bill = get_bill(session, slug, person, now, lock=lock)
    return Found(session.get_one(Argument, argument_id, populate_existing=True), bill)


def list_members(session: Session, argument: Argument, cursor: str = "", limit: int = MEMBERS) -> Page:
    """Read one page of an argument's visible comments, oldest first; also once it is dissolved."""
    query = _members(argument)
    if cursor:
        query = query.where(Comment.path > read_cursor(cursor, 1, 1)[0])
    rows = read_rows(session, query.order_by(Comment.path).limit(limit + 1))
    return cut(rows, limit, lambda row: write_cursor(row.path))


def find_face(session: Session, argument: Argument) -> CommentRow | None:
    """Read the oldest visible comment of an argument, which stands for all."""
    rows = read_rows(session, _members(argument).order_by(Comment.path).limit(1))
    return rows[0] if rows else None


def has_spoken(session: Session, argument: Argument, person: Person) -> bool:
    """Whether one of an argument's visible comments is somebody's own."""
    mine = sa.select(Comment.id).where(
        Comment.argument_id == argument.id, Comment.state == State.VISIBLE, Comment.author_id == person.id
    )
    return session.scalar(mine.limit(1)) is not None


def _members(argument: Argument) -> sa.Select[tuple[object, ...]]:
    return select_rows().where(Comment.argument_id == argument.id, Comment.state == State.VISIBLE)
