"""Every read of moderation: the queue of reports, one reported comment with its context, the decisions on a comment."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.access import GRANTS, Permission
from app.accounts.models import Person
from app.bills.models import Bill, bill_co_lead
from app.discussion.models import Comment, Ground, State
from app.discussion.rows import CommentRow, read_rows, select_rows
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.richtext import guess_language
from app.moderation.models import Decision, DecisionKind, Report

PAGE = 20


def said(text: str | None) -> Passage:
    """Somebody's plain words, with the language that they seem to be in."""
    return Passage(text or "", guess_language(text or ""))


@dataclass(frozen=True, slots=True)
class ReportRow:
    """One report as moderators see it: never by whom."""

    id: int
    comment_id: int
    ground: Ground
    note: str
    reported_at: datetime

    @property
    def words(self) -> Passage:
        """The note, with the language that it seems to be in."""
        return said(self.note)


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision on a comment, with the handle of who took it; `log_seq` is None for dismissed reports."""

    id: int
    comment_id: int
    kind: DecisionKind
    ground: Ground | None
    reason: str
    decided_at: datetime
    log_seq: int | None
    moderator_handle: str

    @property
    def words(self) -> Passage:
        """The reason, with the language that it seems to be in."""
        return said(self.reason)


@dataclass(frozen=True, slots=True)
class Standing:
    """How many of its author's comments in the same bill are shown and hidden."""

    visible: int = 0
    hidden: int = 0


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A comment with open reports: the card, the one it answers, and what was reported."""

    comment: CommentRow
    parent: CommentRow | None
    bill_title: Bilingual
    reports: tuple[ReportRow, ...]
    standing: Standing

    @property
    def oldest_at(self) -> datetime:
        """When the first of the open reports came in."""
        return self.reports[0].reported_at

    @property
    def grounds(self) -> list[tuple[Ground, int]]:
        """The grounds that were named, most frequent first."""
        return Counter(report.ground for report in self.reports).most_common()


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue, oldest report first; `next` is the id to go on after, or None."""

    items: list[QueueItem]
    next: int | None


def moderated_by(person: Person, now: datetime) -> sa.ColumnElement[bool]:
    """The SQL twin of policy.may_moderate, as a condition on a comment joined to its bill."""
    running = [m for m in person.memberships if m.is_running(now)]
    subgroups = [m.subgroup_id for m in running if Permission.MODERATE in GRANTS[m.role]]
    agencies = [m.agency_id for m in running if m.agency_id is not None]
    co_leads = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    return sa.and_(
        sa.literal(person.is_active()),
        Bill.announced_at <= now,
        Bill.subgroup_id.in_(subgroups),
        Bill.agency_id.not_in(agencies),
        Bill.id.not_in(co_leads),
        Comment.author_id != person.id,
    )


def list_queue(session: Session, person: Person, now: datetime, after: int | None = None, limit: int = PAGE) -> Queue:
    """Read one page of the comments with open reports that a person may decide on, oldest report first."""
    oldest = sa.func.min(Report.id)
    query = _open_reports(person, now, Report.comment_id, oldest.label("oldest"), Bill.title)
    query = query.group_by(Report.comment_id, Bill.id, Bill.title).order_by(oldest).limit(limit + 1)
    if after is not None:
        query = query.having(oldest > after)
    found = session.execute(query).all()
    titles = {row.comment_id: row.title for row in found[:limit]}
    return Queue(_items(session, titles), found[limit - 1].oldest if len(found) > limit else None)


def count_queue(session: Session, person: Person, now: datetime) -> int:
    """Count the comments with open reports that a person may decide on."""
    query = _open_reports(person, now, sa.func.count(sa.distinct(Report.comment_id)))
    return session.scalar(query) or 0


def get_item(session: Session, comment: Comment) -> QueueItem:
    """Read one comment (its bill loaded) with its context and its open reports, of which there may be none."""
    return _items(session, {comment.id: comment.bill.title})[0]


def list_decisions(session: Session, comment_id: int, *, public: bool = True) -> Sequence[DecisionRow]:
    """List the decisions on a comment, oldest first; the public ones are those on the record."""
    query = _select_decisions().where(Decision.comment_id == comment_id).order_by(Decision.id)
    if public:
        query = query.where(Decision.log_seq.is_not(None))
    return [DecisionRow(*row) for row in session.execute(query)]


def list_decisions_by_ids(session: Session, ids: Iterable[int]) -> dict[int, DecisionRow]:
    """Read some decisions, by id."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row.id: DecisionRow(*row) for row in session.execute(_select_decisions().where(Decision.id.in_(wanted)))}


def has_reported(session: Session, person: Person | None, comment: Comment) -> bool:
    """Whether a person has reported a comment."""
    if person is None:
        return False
    wanted = sa.select(Report.id).where(Report.comment_id == comment.id, Report.reporter_id == person.id)
    return session.scalar(wanted) is not None


def _open_reports(person: Person, now: datetime, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Report)
        .join(Comment, Comment.id == Report.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Report.decision_id.is_(None), Comment.state == State.VISIBLE, moderated_by(person, now))
    )


def _items(session: Session, titles: dict[int, Bilingual]) -> list[QueueItem]:
    """Read the comments of these ids with all that stands beside them, in the order given."""
    rows = _rows_and_parents(session, list(titles))
    reports: dict[int, list[ReportRow]] = {comment_id: [] for comment_id in titles}
    for report in session.execute(_select_reports(titles)):
        reports[report.comment_id].append(ReportRow(*report))
    standings = _standings(session, [rows[comment_id] for comment_id in titles])
    return [
        QueueItem(
            comment=rows[comment_id],
            parent=rows.get(rows[comment_id].parent_id or 0),
            bill_title=title,
            reports=tuple(reports[comment_id]),
            standing=standings[rows[comment_id].bill_slug, rows[comment_id].author_id],
        )
        for comment_id, title in titles.items()
    ]


def _rows_and_parents(session: Session, ids: Sequence[int]) -> dict[int, CommentRow]:
    """Read the cards of some comments and of those that they answer."""
    answered = sa.select(Comment.parent_id).where(Comment.id.in_(ids), Comment.parent_id.is_not(None))
    query = select_rows().where(sa.or_(Comment.id.in_(ids), Comment.id.in_(answered)))
    return {row.id: row for row in read_rows(session, query)}


def _select_reports(ids: Iterable[int]) -> sa.Select[Any]:
    columns: tuple[Any, ...] = (Report.id, Report.comment_id, Report.ground, Report.note, Report.reported_at)
    return sa.select(*columns).where(Report.comment_id.in_(list(ids)), Report.decision_id.is_(None)).order_by(Report.id)


def _select_decisions() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Decision.id,
        Decision.comment_id,
        Decision.kind,
        Decision.ground,
        Decision.reason,
        Decision.decided_at,
        Decision.log_seq,
        Person.handle,
    )
    return sa.select(*columns).join(Person, Person.id == Decision.moderator_id)


def _standings(session: Session, rows: Iterable[CommentRow]) -> dict[tuple[str, int], Standing]:
    """Count, for each author and bill among some comments, those that are shown and those that are hidden."""
    authors = {(row.bill_slug, row.author_id) for row in rows}
    query = (
        sa.select(
            Bill.slug,
            Comment.author_id,
            sa.func.sum(sa.case((Comment.state == State.VISIBLE, 1), else_=0)),
            sa.func.sum(sa.case((Comment.state == State.HIDDEN, 1), else_=0)),
        )
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Comment.author_id.in_({author for _slug, author in authors}), Bill.slug.in_({s for s, _ in authors}))
        .group_by(Bill.slug, Comment.author_id)
    )
    return {(slug, author): Standing(int(v), int(h)) for slug, author, v, h in session.execute(query)}
