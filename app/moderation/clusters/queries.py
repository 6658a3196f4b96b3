"""What clusters are found in: the last two weeks of the bills that a person moderates, each list cut at a bound."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.argument_models import Argument
from app.discussion.models import Comment, State
from app.kernel.bilingual import Bilingual
from app.kernel.db import UTCDateTime
from app.kernel.hours import hour_of, read_hour
from app.moderation.clusters.joint import Sent
from app.moderation.models import Report
from app.moderation.queries import moderated_by

WINDOW = timedelta(days=14)
YOUNG = timedelta(days=7)
MOST_REPORTS = 5_000
MOST_COMMENTS = 1_000


class Flow(StrEnum):
    """What comes in."""

    COMMENTS = "comments"
    REPORTS = "reports"


Pace = dict[tuple[Flow, int], dict[datetime, int]]


class BillFacts(NamedTuple):
    """What a cluster's bill is called, and since when anything can have come in."""

    id: int
    slug: str
    title: Bilingual
    opens_at: datetime


class Span(NamedTuple):
    """A stretch of time on a bill of which the young accounts are to be counted."""

    flow: Flow
    bill_id: int
    starts_at: datetime
    ends_at: datetime


class Noted(NamedTuple):
    """A report as it was sent, and the words that came with it."""

    sent: Sent
    note: str


@dataclass(frozen=True, slots=True)
class Said:
    """A recent comment, as near copies are looked for; `text` is None where discussion has put it into an argument."""

    id: int
    bill_id: int
    author_id: int
    is_young: bool
    argument_id: int | None
    text: str | None


def read_pace(session: Session, person: Person, now: datetime) -> Pace:
    """Count by the hour what came in on each bill that a person moderates, in one statement."""
    comments = _moderated(sa.select(*_hours(Flow.COMMENTS, Comment.posted_at)).select_from(Comment), person, now)
    reports = sa.select(*_hours(Flow.REPORTS, Report.reported_at)).select_from(Report)
    reports = _moderated(reports.join(Comment, Comment.id == Report.comment_id), person, now)
    since = now - WINDOW
    comments = comments.where(Comment.posted_at > since, Comment.posted_at <= now)
    reports = reports.where(Report.reported_at > since, Report.reported_at <= now)
    both = sa.union_all(*(query.group_by(Comment.bill_id, "hour") for query in (comments, reports)))
    pace: Pace = defaultdict(dict)
    for flow, bill_id, hour, number in session.execute(both):
        pace[Flow(flow), bill_id][read_hour(hour)] = number
    return pace


def read_bills(session: Session, ids: Iterable[int]) -> dict[int, BillFacts]:
    """Read the names of bills, by id."""
    columns = (Bill.id, Bill.slug, Bill.title, sa.func.coalesce(Bill.opens_at, Bill.created_at))
    rows = session.execute(sa.select(*columns).where(Bill.id.in_(set(ids))))
    return {row[0]: BillFacts(*row) for row in rows}


def count_young(session: Session, spans: Sequence[Span]) -> list[int]:
    """Count for each stretch what came from accounts that were younger than a week at its beginning, in one statement."""
    if not spans:
        return []
    columns = ("place", sa.Integer), ("bill_id", sa.Integer), ("starts_at", None), ("ends_at", None), ("young", None)
    table: list[Any] = [sa.column(name, kind or UTCDateTime()) for name, kind in columns]
    parts = []
    for flow, instant, who in (
        (Flow.COMMENTS, Comment.posted_at, Comment.author_id),
        (Flow.REPORTS, Report.reported_at, Report.reporter_id),
    ):
        rows = [
            (place, span.bill_id, span.starts_at, span.ends_at, span.starts_at - YOUNG)
            for place, span in enumerate(spans)
            if span.flow is flow
        ]
        if not rows:
            continue
        asked = sa.values(*table, name=f"asked_{flow}").data(rows).cte(f"asked_{flow}")
        within = sa.and_(instant >= asked.c.starts_at, instant < asked.c.ends_at)
        query = sa.select(asked.c.place, sa.func.count()).select_from(asked)
        if flow is Flow.COMMENTS:
            query = query.join(Comment, sa.and_(Comment.bill_id == asked.c.bill_id, within))
        else:
            query = query.join(Report, within)
            query = query.join(Comment, sa.and_(Comment.id == Report.comment_id, Comment.bill_id == asked.c.bill_id))
        query = query.join(Person, sa.and_(Person.id == who, Person.created_at > asked.c.young))
        parts.append(query.group_by(asked.c.place))
    found = {row[0]: row[1] for row in session.execute(sa.union_all(*parts))}
    return [found.get(place, 0) for place in range(len(spans))]


def list_said(session: Session, person: Person, now: datetime) -> list[Said]:
    """List the newest visible comments on the bills that a person moderates, oldest first."""
    alone = sa.or_(Comment.argument_id.is_(None), Argument.dissolved_seq.is_not(None))
    columns: tuple[Any, ...] = (
        Comment.id,
        Comment.bill_id,
        Comment.author_id,
        Comment.posted_at,
        Person.created_at,
        sa.case((alone, None), else_=Comment.argument_id),
        sa.case((alone & Comment.parted_from_id.is_(None) & Argument.id.is_(None), Comment.body)),
    )
    query = sa.select(*columns).select_from(Comment).join(Person, Person.id == Comment.author_id)
    query = _moderated(query.outerjoin(Argument, Argument.id == Comment.argument_id), person, now)
    query = query.where(Comment.posted_at > now - WINDOW, Comment.posted_at <= now, Comment.state == State.VISIBLE)
    rows = session.execute(query.order_by(Comment.posted_at.desc(), Comment.id.desc()).limit(MOST_COMMENTS)).all()
    return [
        Said(id_, bill, author, posted - created < YOUNG, argument, text)
        for id_, bill, author, posted, created, argument, text in reversed(rows)
    ]


def list_sent(session: Session, person: Person, now: datetime) -> list[Noted]:
    """List the newest reports on the bills that a person moderates, oldest first."""
    columns: tuple[Any, ...] = (
        Report.id,
        Report.comment_id,
        Comment.author_id,
        Comment.bill_id,
        Report.reporter_id,
        Report.reported_at,
        Person.created_at,
        sa.and_(Report.decision_id.is_(None), Comment.state == State.VISIBLE),
        Report.note,
    )
    query = sa.select(*columns).select_from(Report).join(Comment, Comment.id == Report.comment_id)
    query = _moderated(query.join(Person, Person.id == Report.reporter_id), person, now)
    query = query.where(Report.reported_at > now - WINDOW, Report.reported_at <= now)
    rows = session.execute(query.order_by(Report.reported_at.desc(), Report.id.desc()).limit(MOST_REPORTS)).all()
    return [
        Noted(Sent(id_, comment, author, bill, who, at, at - created < YOUNG, bool(waits)), note)
        for id_, comment, author, bill, who, at, created, waits, note in reversed(rows)
    ]


def _hours(flow: Flow, instant: Any) -> tuple[Any, ...]:
    return (
        sa.literal(flow.value, sa.String).label("flow"),
        Comment.bill_id,
        hour_of(instant).label("hour"),
        sa.func.count().label("number"),
    )


def _moderated(query: sa.Select[Any], person: Person, now: datetime) -> sa.Select[Any]:
    return query.join(Bill, Bill.id == Comment.bill_id).where(moderated_by(person, now))
