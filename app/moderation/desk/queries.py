"""The queue of reports: groups by comment with all that stands beside them, in a number of statements that never grows."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person, Subgroup
from app.bills.models import Bill
from app.discussion.models import Comment, Ground, State
from app.discussion.rows import CommentRow
from app.kernel.bilingual import Bilingual
from app.moderation.desk.context import (
    Note,
    Passed,
    Standing,
    list_grounds,
    list_notes,
    list_passed,
    list_standings,
    rows_and_parents,
)
from app.moderation.desk.filters import Claimed, Filter, Order
from app.moderation.desk.models import Claim
from app.moderation.models import Report
from app.moderation.queries import moderated_by

NOTES = 5


@dataclass(frozen=True, slots=True)
class Taken:
    """Who works on a comment, and until when the others know."""

    by_id: int
    by: str
    until: datetime

    def minutes(self, now: datetime) -> int:
        """How many minutes are left, begun ones counted."""
        return -int((now - self.until).total_seconds() // 60)


@dataclass(frozen=True, slots=True)
class QueueItem:
    """A comment with open reports (or none): the card, the one it answers, what was reported, what it speaks of, who works on it.

    `first` and `newest` are the ids of the oldest and newest open report, or None and 0.
    `notes` are the first few of `note_count` different ones.
    """

    comment: CommentRow
    parent: CommentRow | None
    bill_title: Bilingual
    reports: int
    first: int | None
    newest: int
    oldest_at: datetime | None
    grounds: Sequence[tuple[Ground, int]]
    notes: Sequence[Note]
    note_count: int
    standing: Standing
    passage: Passed | None
    taken: Taken | None

    @property
    def mark(self) -> str:
        """What a moderator saw: the comment, its revision, and its newest report."""
        return f"{self.comment.id}.{self.comment.revision}.{self.newest}"

    def taken_from(self, person_id: int) -> Taken | None:
        """Who else works on it than a person."""
        return self.taken if self.taken and self.taken.by_id != person_id else None


@dataclass(frozen=True, slots=True)
class Queue:
    """One page of the queue; `total` counts all that the filter lets through, `next` is the position to go on after, or None."""

    items: list[QueueItem]
    total: int
    next: str | None


@dataclass(frozen=True, slots=True)
class Waiting:
    """How many comments of one bill wait for a decision."""

    subgroup: str
    subgroup_name: Bilingual
    bill: str
    bill_title: Bilingual
    comments: int
    reports: int


def list_queue(session: Session, person: Person, now: datetime, chosen: Filter | None = None, after: str = "") -> Queue:
    """Read one page of the comments with open reports that a person may decide on."""
    chosen = chosen or Filter()
    groups = _groups(person, now, chosen).subquery()
    query = sa.select(groups).order_by(*_order(groups, chosen.sort)).limit(chosen.size + 1)
    if (passed := _passed(groups, chosen.sort, after)) is not None:
        query = query.where(passed)
    found = session.execute(query).all()
    shown = found[: chosen.size]
    last = shown[-1] if len(found) > chosen.size else None
    place = None if last is None else f"{last.reports}-{last.first}" if chosen.sort is Order.MOST else str(last.first)
    return Queue(_items(session, shown), found[0].total if found else 0, place)


def count_waiting(session: Session, person: Person, now: datetime) -> list[Waiting]:
    """Count what waits for a person by bill, whatever is filtered."""
    comments = sa.func.count(sa.distinct(Report.comment_id))
    query = (
        _open_reports(person, now, Subgroup.slug, Subgroup.name, Bill.slug, Bill.title, comments, sa.func.count())
        .join(Subgroup, Subgroup.id == Bill.subgroup_id)
        .group_by(Subgroup.id, Subgroup.slug, Subgroup.name, Bill.id, Bill.slug, Bill.title)
        .order_by(Subgroup.id, Bill.id)
    )
    return [Waiting(*row) for row in session.execute(query)]


def get_item(session: Session, comment: Comment, now: datetime, *, all_notes: bool = False) -> QueueItem:
    """Read one comment (its bill loaded) with its context and its open reports, of which there may be none."""
    return list_items(session, [comment.id], now, notes=None if all_notes else NOTES)[0]


def list_items(session: Session, ids: Sequence[int], now: datetime, *, notes: int | None = NOTES) -> list[QueueItem]:
    """Read some comments with their context and open reports, in the order given, whoever may decide on them."""
    columns = (Comment.id.label("comment_id"), Bill.title, *_facts(), *_taken())
    query = _with_claims(
        sa.select(*columns)
        .select_from(Comment)
        .join(Bill, Bill.id == Comment.bill_id)
        .outerjoin(Report, sa.and_(Report.comment_id == Comment.id, Report.decision_id.is_(None))),
        now,
    ).where(Comment.id.in_(ids))
    groups = {row.comment_id: row for row in session.execute(query.group_by(Comment.id, Bill.title, *_taken()))}
    return _items(session, [groups[comment_id] for comment_id in ids if comment_id in groups], notes)


def _groups(person: Person, now: datetime, chosen: Filter) -> sa.Select[Any]:
    """Select the groups that a filter lets through, each with how many there are."""
    query = _with_claims(_open_reports(person, now, Report.comment_id, Bill.title, *_facts(), *_taken()), now)
    if chosen.bill:
        query = query.where(Bill.slug == chosen.bill)
    if chosen.subgroup:
        query = query.where(
            Bill.subgroup_id == sa.select(Subgroup.id).where(Subgroup.slug == chosen.subgroup).scalar_subquery()
        )
    if chosen.ground is not None:
        named = sa.func.sum(sa.case((Report.ground == chosen.ground, 1), else_=0))
        query = query.having(named > 0)
    if chosen.age is not None:
        query = query.having(sa.func.min(Report.reported_at) <= now - chosen.age.length)
    if chosen.least > 1:
        query = query.having(sa.func.count(Report.id) >= chosen.least)
    if chosen.claimed is not None:
        query = query.where(_claimed(chosen.claimed, person))
    return query.group_by(Report.comment_id, Bill.title, *_taken()).add_columns(sa.func.count().over().label("total"))


def _claimed(claimed: Claimed, person: Person) -> sa.ColumnElement[bool]:
    if claimed is Claimed.FREE:
        return Claim.comment_id.is_(None)
    return Claim.moderator_id == person.id if claimed is Claimed.MINE else Claim.moderator_id != person.id


def _facts() -> tuple[Any, ...]:
    first, newest = sa.func.min(Report.id), sa.func.max(Report.id)
    return (
        sa.func.count(Report.id).label("reports"),
        first.label("first"),
        newest.label("newest"),
        sa.func.min(Report.reported_at).label("oldest_at"),
    )


def _taken() -> tuple[Any, ...]:
    return Claim.moderator_id, Claim.expires_at, Person.handle


def _with_claims(query: sa.Select[Any], now: datetime) -> sa.Select[Any]:
    return query.outerjoin(Claim, sa.and_(Claim.comment_id == Comment.id, Claim.expires_at > now)).outerjoin(
        Person, Person.id == Claim.moderator_id
    )


def _order(groups: sa.Subquery, order: Order) -> tuple[Any, ...]:
    return (groups.c.reports.desc(), groups.c.first) if order is Order.MOST else (groups.c.first,)


def _passed(groups: sa.Subquery, order: Order, after: str) -> sa.ColumnElement[bool] | None:
    """What comes after a position of an order; None where it is none."""
    parts = after.split("-")
    if not all(part.isascii() and part.isdigit() and len(part) <= 15 for part in parts):
        return None
    numbers = [int(part) for part in parts]
    if order is Order.OLDEST and len(numbers) == 1:
        return groups.c.first > numbers[0]
    if order is Order.MOST and len(numbers) == 2:
        same = sa.and_(groups.c.reports == numbers[0], groups.c.first > numbers[1])
        return sa.or_(groups.c.reports < numbers[0], same)
    return None


def _open_reports(person: Person, now: datetime, *columns: Any) -> sa.Select[Any]:
    return (
        sa.select(*columns)
        .select_from(Report)
        .join(Comment, Comment.id == Report.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Report.decision_id.is_(None), Comment.state == State.VISIBLE, moderated_by(person, now))
    )


def _items(session: Session, groups: Iterable[Any], notes: int | None = NOTES) -> list[QueueItem]:
    """Read the comments of some groups with all that stands beside them, in the order given."""
    groups = list(groups)
    ids = [group.comment_id for group in groups]
    if not ids:
        return []
    rows = rows_and_parents(session, ids)
    grounds, said = list_grounds(session, ids), list_notes(session, ids, notes)
    standings, passages = list_standings(session, [rows[each] for each in ids]), list_passed(session, ids)
    return [
        QueueItem(
            comment=(row := rows[group.comment_id]),
            parent=rows.get(row.parent_id or 0),
            bill_title=group.title,
            reports=group.reports,
            first=group.first,
            newest=group.newest or 0,
            oldest_at=group.oldest_at,
            grounds=grounds.get(row.id, ()),
            notes=said.get(row.id, ()),
            note_count=said[row.id][0].of if row.id in said else 0,
            standing=standings[row.bill_slug, row.author_id],
            passage=passages.get(row.id),
            taken=Taken(group.moderator_id, group.handle, group.expires_at) if group.moderator_id else None,
        )
        for group in groups
    ]
