"""Every read of notices."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill, NoticeChange, Version
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Bilingual
from app.moderation.appeals.course import AppealRow, list_appeals
from app.moderation.appeals.models import Appeal
from app.moderation.placing.queries import PlacingRow, list_placings_by_ids
from app.moderation.queries import DecisionRow, list_decisions_by_ids
from app.notifications.models import Notice, NoticeKind
from app.responses.releasing.models import Release
from app.summaries.models import Summary
from app.summaries.signing.models import SummaryProposal
from app.summaries.signing.queries import waiting_in

PAGE = 30
_DECLINED = (
    (NoticeKind.SENT_BACK, "proposal", SummaryProposal),
    (NoticeKind.RELEASE_DECLINED, "release", Release),
)


def _waiting_proposals(ids: set[int]) -> sa.Select[Any]:
    return sa.select(SummaryProposal.id).join(Summary, waiting_in(Summary)).where(SummaryProposal.id.in_(ids))


def _waiting_releases(ids: set[int]) -> sa.Select[Any]:
    return sa.select(Release.id).where(Release.id.in_(ids), Release.settled_at.is_(None))


_WAITING: tuple[tuple[NoticeKind, str, Callable[[set[int]], sa.Select[Any]]], ...] = (
    (NoticeKind.TO_SIGN, "proposal", _waiting_proposals),
    (NoticeKind.TO_RELEASE, "release", _waiting_releases),
)


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """One notice as its reader sees it: about which comment of theirs (None where it is about the bill), and what it tells of.

    That is a decision, an appeal, a reply, a change of days or a version; a withdrawal's reason stands on the bill. `count` is how many
    of their comments it concerns, `articles` are keys of articles that read differently, `summary` is a version of the summary, `why`
    are the words with which something was declined; `is_over` says that what waited for them waits no longer.
    """

    id: int
    kind: NoticeKind
    at: datetime
    is_unread: bool
    bill: sa.Row[Any]
    comment: CommentRow | None
    decision: DecisionRow | None
    placing: PlacingRow | None
    appeal: AppealRow | None
    reply: CommentRow | None
    change: NoticeChange | None
    version: Version | None
    count: int = 1
    articles: tuple[str, ...] = ()
    summary: int | None = None
    why: str = ""
    is_over: bool = False


@dataclass(frozen=True, slots=True)
class NoticePage:
    """One page of notices, newest first; `next` is the id to go on below, or None."""

    rows: list[NoticeRow]
    next: int | None


def list_notices(session: Session, person_id: int, before: int | None = None, limit: int = PAGE) -> NoticePage:
    """Read one page of somebody's notices, newest first."""
    columns: tuple[Any, ...] = (Notice.id, Notice.kind, Notice.at, Notice.read_at, Notice.comment_id, Notice.bill_id)
    query = (
        sa.select(*columns, Notice.parameters)
        .where(Notice.person_id == person_id)
        .order_by(Notice.id.desc())
        .limit(limit + 1)
    )
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
    told = {name: _parameters(found, name) for name in ("reply", "decision", "placing", "appeal", "change", "version")}
    spoken = {row.comment_id for row in found if row.comment_id is not None}
    comments = list_rows_by_ids(session, {*spoken, *told["reply"].values()})
    decided = list_decisions_by_ids(session, told["decision"].values())
    placed = list_placings_by_ids(session, told["placing"].values())
    appeals = _appeals(session, told["appeal"])
    changes, versions = (
        _by_id(session, of, told[name]) for of, name in ((NoticeChange, "change"), (Version, "version"))
    )
    why, over = _why(session, found), _over(session, found)
    by_slug, by_id = _bills(session, comments.values(), {row.bill_id for row in found if row.bill_id is not None})
    return [
        NoticeRow(
            id=row.id,
            kind=row.kind,
            at=row.at,
            is_unread=row.read_at is None,
            bill=by_id[row.bill_id] if row.comment_id is None else by_slug[comments[row.comment_id].bill_slug],
            comment=comments.get(row.comment_id or 0),
            decision=decided.get(told["decision"].get(row.id, 0)),
            placing=placed.get(told["placing"].get(row.id, 0)),
            appeal=appeals.get(told["appeal"].get(row.id, 0)),
            reply=comments.get(told["reply"].get(row.id, 0)),
            change=changes.get(told["change"].get(row.id, 0)),
            version=versions.get(told["version"].get(row.id, 0)),
            count=row.parameters.get("comments", 1),
            articles=tuple(row.parameters.get("articles", ())),
            summary=row.parameters.get("summary"),
            why=why.get(row.id, ""),
            is_over=row.id in over,
        )
        for row in found
    ]


def _parameters(found: Any, name: str) -> dict[int, int]:
    """A parameter of the notices that have it, by the notice's id."""
    return {row.id: row.parameters[name] for row in found if name in row.parameters}


def _appeals(session: Session, wanted: dict[int, int]) -> dict[int, AppealRow]:
    """Read the appeals that some notices speak of; no statement where none does."""
    if not wanted:
        return {}
    return {row.id: row for row in list_appeals(session, Appeal.id.in_(set(wanted.values())))}


def _by_id(session: Session, model: Any, wanted: dict[int, int]) -> dict[int, Any]:
    """Load the rows that some notices speak of; no statement where none does."""
    if not wanted:
        return {}
    return {row.id: row for row in session.scalars(sa.select(model).where(model.id.in_(set(wanted.values()))))}


def _why(session: Session, found: Any) -> dict[int, str]:
    """Read the words with which something was declined, by the notice's id."""
    words: dict[int, str] = {}
    for kind, name, model in _DECLINED:
        told = _parameters([row for row in found if row.kind is kind], name)
        rows = _by_id(session, model, told)
        words |= {notice: rows[one].words for notice, one in told.items() if one in rows}
    return words


def _over(session: Session, found: Any) -> set[int]:
    """Find the notices of a signature or a release waited for that waits no longer; a draft that was changed waits for none."""
    over: set[int] = set()
    for kind, name, waiting in _WAITING:
        told = _parameters([row for row in found if row.kind is kind], name)
        left = set(session.scalars(waiting(set(told.values())))) if told else set()
        over |= {notice for notice, one in told.items() if one not in left}
    return over


def _bills(
    session: Session, comments: Iterable[CommentRow], ids: set[int]
) -> tuple[dict[str, sa.Row[Any]], dict[int, sa.Row[Any]]]:
    """Read the bills that some comments and notices are about, by slug and by id."""
    columns: tuple[Any, ...] = (Bill.id, Bill.slug, Bill.title, Bill.withdrawal_reason)
    which = sa.or_(Bill.slug.in_({row.bill_slug for row in comments}), Bill.id.in_(ids))
    found = session.execute(sa.select(*columns).where(which)).all()
    return {row.slug: row for row in found}, {row.id: row for row in found}
