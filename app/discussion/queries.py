"""Every read of the discussion but its pages (pages.py): one comment, the latest, a history."""

from collections.abc import Sequence
from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.policy import may_read_bill
from app.discussion.models import Comment, EarlierText, Endorsement, State
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.kernel.verdict import not_found


def get_comment(
    session: Session, comment_id: int, person: Person | None, now: datetime, *, lock: bool = False
) -> Comment:
    """Load a comment with its bill, place, author and version, or raise the stranger's 404.

    With `lock` the bill's row is held until the transaction ends, so that acts on one discussion follow each other: every
    one of them changes the bill's counts or revision, and taking that row first leaves no room for deadlocks.
    """
    if lock:
        of_bill = sa.select(Comment.bill_id).where(Comment.id == comment_id).scalar_subquery()
        session.execute(sa.select(Bill.id).where(Bill.id == of_bill).with_for_update())
    comment = session.scalars(_whole_by_id(lock), {"id": comment_id}).unique().one_or_none()
    if comment is None or not may_read_bill(person, comment.bill, now):
        raise not_found()
    return comment


@cache
def _whole_by_id(lock: bool) -> sa.Select[Comment]:
    """Select a comment with all that acts on it read; made once, since every act does."""
    wanted = sa.select(Comment).where(Comment.id == sa.bindparam("id")).options(*whole_comment())
    return wanted.execution_options(populate_existing=lock)


def whole_comment() -> tuple[Any, ...]:
    """What is loaded with a comment that somebody acts on: its bill with its offices, its place, author and version."""
    return (
        joinedload(Comment.bill, innerjoin=True).options(
            joinedload(Bill.agency, innerjoin=True),
            joinedload(Bill.subgroup, innerjoin=True),
            joinedload(Bill.co_leads),
        ),
        joinedload(Comment.article),
        joinedload(Comment.question),
        joinedload(Comment.author, innerjoin=True).lazyload(Person.memberships),
        joinedload(Comment.version, innerjoin=True),
    )


def list_latest(session: Session, bill_id: int, limit: int, *, article_id: int | None = None) -> list[CommentRow]:
    """Read the newest visible comments of a bill, or of one of its articles."""
    query = select_rows().where(Comment.bill_id.between(bill_id, bill_id), Comment.state == State.VISIBLE)
    if article_id is not None:
        query = query.where(Comment.article_id == article_id)
    return read_rows(session, query.order_by(Comment.bill_id.desc(), Comment.id.desc()).limit(limit))


def list_earlier_texts(session: Session, comment: Comment) -> Sequence[EarlierText]:
    """Read a visible comment's earlier texts, oldest first; none are public while it is not visible."""
    if comment.state is not State.VISIBLE:
        return []
    wanted = sa.select(EarlierText).where(EarlierText.comment_id == comment.id)
    return session.scalars(wanted.order_by(EarlierText.ordinal)).all()


def list_endorsed(session: Session, person: Person | None, ids: Sequence[int]) -> set[int]:
    """Tell which of some comments a person has endorsed."""
    if person is None or not ids:
        return set()
    wanted = sa.select(Endorsement.comment_id).where(
        Endorsement.person_id == person.id, Endorsement.comment_id.in_(ids)
    )
    return set(session.scalars(wanted))
