"""Every read of notices."""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Bilingual
from app.moderation.queries import DecisionRow, list_decisions_by_ids
from app.notifications.models import Notice, NoticeKind

PAGE = 30


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as its reader sees it: about which comment of theirs, and the decision or the reply that it tells of."""

    id: int
    kind: NoticeKind
    at: datetime
    is_unread: bool
    comment: CommentRow
    bill_title: Bilingual
    decision: DecisionRow | None
    reply: CommentRow | None


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page of notices, newest first; `next` is the id to go on below, or None."""

    rows: list[NoticeRow]
    next: int | None


def list_notices(session: Session, person_id: int, before: int | None = None, limit: int = PAGE) -> NoticePage:
    """Read one page of somebody's notices, newest first."""
    columns: tuple[Any, ...] = (Notice.id, Notice.kind, Notice.at, Notice.read_at, Notice.comment_id, Notice.parameters)
    query = sa.select(*columns).where(Notice.person_id == person_id).order_by(Notice.id.desc()).limit(limit + 1)
    if before is not None:
        query = query.where(Notice.id < before)
    found = session.execute(query).all()
    return NoticePage(_read(session, found[:limit]), found[limit - 1].id if len(found) > limit else None)


def bill_titles(session: Session, rows: list[CommentRow]) -> dict[str, Bilingual]:
    """Read the titles of the bills that some comments are on, by slug."""
    slugs = {row.bill_slug for row in rows}
    if not slugs:
        return {}
    found = session.execute(sa.select(Bill.slug, Bill.title).where(Bill.slug.in_(slugs)))
    return {row.slug: row.title for row in found}


def _read(session: Session, found: Any) -> list[NoticeRow]:
    replies = {row.id: row.parameters["reply"] for row in found if "reply" in row.parameters}
    decisions = {row.id: row.parameters["decision"] for row in found if "decision" in row.parameters}
    comments = list_rows_by_ids(session, {*(row.comment_id for row in found), *replies.values()})
    decided = list_decisions_by_ids(session, decisions.values())
    titles = bill_titles(session, list(comments.values()))
    return [
        NoticeRow(
            id=row.id,
            kind=row.kind,
            at=row.at,
            is_unread=row.read_at is None,
            comment=comments[row.comment_id],
            bill_title=titles[comments[row.comment_id].bill_slug],
            decision=decided.get(decisions.get(row.id, 0)),
            reply=comments.get(replies.get(row.id, 0)),
        )
        for row in found
    ]
