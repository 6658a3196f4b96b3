"""Every read of objections; those on comments that cannot be read are never among them."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import not_found
from app.summaries.models import Citation, Summary
from app.summaries.objections.models import Objection
from app.summaries.queries import belongs_to, latest_id

_OF, _IN = aliased(Summary), aliased(Summary)


@dataclass(frozen=True, slots=True)
class ObjectionRow:
    """An objection that stands: to which version, and the answer with the number of the version that gives it, if one does."""

    id: int
    comment_id: int
    author: str
    words: str
    made_at: datetime
    version: int
    answer: Bilingual
    answered_in: int | None
    answered_at: datetime | None

    @property
    def is_answered(self) -> bool:
        """Whether a published version answers it."""
        return self.answered_at is not None


def list_shown(session: Session, summary_id: int) -> list[ObjectionRow]:
    """List what stands against a version, and what it answers, oldest first; answers in drafts are not among it."""
    here = sa.or_(Objection.summary_id == summary_id, Objection.answered_in_id == summary_id)
    query = _select().where(here)
    return [_row(row) for row in session.execute(query.order_by(Objection.made_at, Objection.id))]


def list_of_bill(session: Session, bill: Bill) -> list[ObjectionRow]:
    """List all objections to the versions of a bill's summary, oldest first; answers in drafts are not among it."""
    query = _select().where(_OF.bill_id == bill.id)
    return [_row(row) for row in session.execute(query.order_by(Objection.made_at, Objection.id))]


def list_to_answer(session: Session, bill: Bill) -> list[ObjectionRow]:
    """List, for moderators, what no published version answers yet, with what the draft says to it; oldest first."""
    query = _select().where(_OF.bill_id == bill.id, _IN.published_at.is_(None))
    return [ObjectionRow(*row) for row in session.execute(query.order_by(Objection.made_at, Objection.id))]


def is_open(bill_id: Any) -> tuple[sa.ColumnElement[bool], ...]:
    """The conditions on an objection, with the comment that it is about, under which it waits for an answer."""
    return (
        Objection.summary_id.in_(sa.select(_OF.id).where(_OF.bill_id == bill_id).correlate(Bill)),
        Objection.withdrawn_at.is_(None),
        Objection.answered_in_id.is_(None),
        Comment.state == State.VISIBLE,
    )


def count_open(bill_id: Any) -> sa.Select[int]:
    """Select how many objections on a bill wait for an answer."""
    query = sa.select(sa.func.count()).select_from(Objection).join(Comment, Comment.id == Objection.comment_id)
    return query.where(*is_open(bill_id))


def find_latest_cited(session: Session, comment: Comment) -> tuple[Summary | None, bool]:
    """Find the latest published version of a comment's bill, and whether it cites the comment."""
    latest = session.scalars(sa.select(Summary).where(Summary.id == latest_id(comment.bill_id))).one_or_none()
    if latest is None:
        return None, False
    cited = sa.select(sa.exists().where(Citation.comment_id == comment.id, belongs_to(latest.id)))
    return latest, bool(session.scalar(cited))


def find_objection(session: Session, summary: Summary | None, comment: Comment) -> Objection | None:
    """Find the objection on a comment to a version, taken back or not."""
    if summary is None:
        return None
    query = sa.select(Objection).where(Objection.summary_id == summary.id, Objection.comment_id == comment.id)
    return session.scalars(query).one_or_none()


def get_to_answer(session: Session, bill: Bill, objection_id: int) -> Objection:
    """Load an objection that no published version answers yet, or raise Refused (not found)."""
    query = (
        sa.select(Objection)
        .join(Comment, Comment.id == Objection.comment_id)
        .join(_OF, _OF.id == Objection.summary_id)
        .outerjoin(_IN, _IN.id == Objection.answered_in_id)
        .where(Objection.id == objection_id, _OF.bill_id == bill.id, _IN.published_at.is_(None))
        .where(Objection.withdrawn_at.is_(None), Comment.state == State.VISIBLE)
    )
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise not_found()
    return found


def _select() -> sa.Select[Any]:
    columns: Sequence[Any] = (
        Objection.id,
        Objection.comment_id,
        Person.handle,
        Objection.words,
        Objection.made_at,
        _OF.number,
        Objection.answer,
        _IN.number,
        _IN.published_at,
    )
    return (
        sa.select(*columns)
        .join(Comment, Comment.id == Objection.comment_id)
        .join(Person, Person.id == Comment.author_id)
        .join(_OF, _OF.id == Objection.summary_id)
        .outerjoin(_IN, _IN.id == Objection.answered_in_id)
        .where(Objection.withdrawn_at.is_(None), Comment.state == State.VISIBLE)
    )


def _row(row: Any) -> ObjectionRow:
    """An objection as everybody may see it: without the answer that a draft would give."""
    found = ObjectionRow(*row)
    return found if found.is_answered else replace(found, answer=Bilingual(), answered_in=None)
