"""Moderation in figures, month by month: acts from the log, reports, dismissals, appeals, and how long decisions were waited for.

Acts are counted from the public log itself, so that whoever counts its entries finds the same. Reports are counted up to the end of
yesterday: nobody can watch a number grow to learn that somebody has just reported something. Nobody is named in a figure.
"""

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from functools import cache
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.kernel.clock import day_start, rfc3339, taipei_day
from app.kernel.db import UTCDateTime
from app.kernel.months import Month
from app.moderation.appeals.models import Appeal
from app.moderation.models import Decision, DecisionKind, Report
from app.record.models import Act, Entry

OF_BILLS = frozenset(
    {
        Act.ANNOUNCE,
        Act.RESCHEDULE,
        Act.EXTEND,
        Act.POSTPONE,
        Act.WITHDRAW,
        Act.PUBLISH_VERSION,
        Act.PUBLISH_SUMMARY,
        Act.PUBLISH_RESPONSE,
    }
)
OF_OFFICES = frozenset(
    {Act.GRANT, Act.REVOKE, Act.ASSIGN, Act.DECLARE, Act.RETRACT, Act.ESTABLISH, Act.AMEND}
)  # who moderates, not what they did
OF_MODERATION = tuple(act for act in Act if act not in OF_BILLS | OF_OFFICES)
MINUTE, HOUR, DAY = 60, 3_600, 86_400
ROUNDING = ((HOUR, MINUTE), (2 * DAY, HOUR // 10))  # below so much, to so much
LONGEST = DAY // 10


class Measure(StrEnum):
    """What is counted."""

    ACTS = "acts"
    REPORTS = "reports"
    DISMISSALS = "dismissals"
    APPEALS = "appeals"
    HIDDEN_NOW = "hidden-now"
    VISIBLE_NOW = "visible-now"


class Count(NamedTuple):
    """How many: of a measure, in a month ("2026-03"; none for what is so now), on a bill (slug), of an act or an outcome, on a ground."""

    measure: Measure
    month: str | None
    bill: str | None
    code: str | None
    ground: str | None
    number: int


@dataclass(frozen=True, slots=True)
class Wait:
    """How long decisions on reports were waited for, from the first report, in seconds: half took no longer, nine in ten no longer."""

    decisions: int
    median: int
    ninetieth: int


Waits = dict[tuple[str | None, str | None], Wait]


def read_counts(
    session: Session, months: Sequence[Month], now: datetime, bill: Bill | None = None, *, by_bill: bool = False
) -> list[Count]:
    """Count what was done in some months, on one bill or on the whole site, in one statement.

    Acts name their bills anyway; the rest does where it is asked for (which costs a look at each comment).
    """
    spans = _spans(months)
    parts = [
        _acts(spans, bill),
        _reports(spans, day_start(taipei_day(now)), bill, by_bill),
        _dismissals(spans, bill, by_bill),
        _appeals(spans, bill, by_bill),
        _hidden_now(bill, by_bill),
        _visible_now(now, bill, by_bill),
    ]
    counts = [Count(Measure(row.measure), *row[1:]) for row in session.execute(sa.union_all(*parts)) if row.number]
    return [count for count in counts if count.measure is not Measure.ACTS or count.code in OF_MODERATION]


def read_waits(session: Session, months: Sequence[Month], bill: Bill | None = None, *, by_bill: bool = False) -> Waits:
    """Read how long decisions were waited for: by month (None: all of them), and by bill if asked (None: all bills), in one statement.

    The median and the 90th percentile are by the nearest rank. A wait counts in full minutes below an hour, in full tenths of an
    hour below two days, and in full tenths of a day above: as exactly as it is shown, so that few numbers are read however many were
    decided.
    """
    spans, waited = _spans(months), _rounded(Decision.waited)
    columns: list[Any] = [spans.c.month, waited.label("rounded"), sa.func.count().label("number")]
    groups: list[Any] = [spans.c.month, "rounded"]
    query = sa.select(*columns, (Bill.slug if by_bill else sa.null()).label("bill")).select_from(spans)
    query = query.join(Decision, _within(spans, Decision.decided_at)).where(Decision.waited.is_not(None))
    if by_bill:
        query, groups = query.join(Bill, Bill.id == Decision.bill_id), [*groups, Bill.slug]
    if bill is not None:
        query = query.where(Decision.bill_id == bill.id)
    found: dict[tuple[str | None, str | None], Counter[int]] = defaultdict(Counter)
    rows: Any = session.execute(query.group_by(*groups))
    for month, rounded, number, slug in rows:
        for key in _counts_for(month, slug):
            found[key][rounded] += number
    return {key: _sum_up(waits) for key, waits in found.items()}


@cache
def _counts_for(month: str, slug: str | None) -> frozenset[tuple[str | None, str | None]]:
    """What a wait on a bill in a month counts for: both, each of them alone, and all together; made once, as there are many."""
    return frozenset({(month, slug), (month, None), (None, slug), (None, None)})


def _sum_up(waits: Counter[int]) -> Wait:
    """The number of waits, and the shortest two that half and nine in ten of them do not exceed."""
    decisions = waits.total()
    marks, seen = {"median": (decisions + 1) // 2, "ninetieth": -(-9 * decisions // 10)}, 0
    found: dict[str, int] = {}
    for waited in sorted(waits):
        seen += waits[waited]
        found |= {name: waited for name, rank in marks.items() if name not in found and seen >= rank}
    return Wait(decisions, **found)


def _rounded(waited: Any) -> Any:
    steps = [(waited < until, waited // step * step) for until, step in ROUNDING]
    return sa.case(*steps, else_=waited // LONGEST * LONGEST)


def add_up(counts: Iterable[Count], measure: Measure, code: str | None = None, ground: str | None = None) -> int:
    """Add up the counts of a measure, of one code and one ground where they are given."""
    return sum(
        count.number
        for count in counts
        if count.measure is measure and code in (None, count.code) and ground in (None, count.ground)
    )


def _spans(months: Sequence[Month]) -> Any:
    """The months as a table: name, bounds as instants, bounds as the log writes them."""
    columns: list[Any] = [sa.column("month", sa.String), *_bounds("starts_at"), *_bounds("ends_at")]
    rows = [
        (str(month), month.starts_at, rfc3339(month.starts_at), month.ends_at, rfc3339(month.ends_at))
        for month in months
    ]
    return sa.values(*columns, name="span").data(rows).cte("span")


def _bounds(name: str) -> list[Any]:
    return [sa.column(name, UTCDateTime()), sa.column(f"{name}_text", sa.String)]


def _within(spans: Any, instant: Any) -> sa.ColumnElement[bool]:
    return sa.and_(instant >= spans.c.starts_at, instant < spans.c.ends_at)


def _columns(measure: Measure, month: Any, bill: Any, code: Any, ground: Any, number: Any) -> list[Any]:
    words = [
        sa.cast(part, sa.String).label(name)
        for part, name in ((month, "month"), (bill, "bill"), (code, "code"), (ground, "ground"))
    ]
    return [sa.literal(measure.value, sa.String).label("measure"), *words, number.label("number")]


def _acts(spans: Any, bill: Bill | None) -> sa.Select[Any]:
    within = sa.and_(Entry.at >= spans.c.starts_at_text, Entry.at < spans.c.ends_at_text)
    columns = _columns(Measure.ACTS, spans.c.month, Entry.bill, Entry.act, Entry.ground, sa.func.count())
    query = sa.select(*columns).select_from(spans).join(Entry, within)
    if bill is not None:
        query = query.where(Entry.bill == bill.slug)
    return query.group_by(spans.c.month, Entry.bill, Entry.act, Entry.ground)


def _reports(spans: Any, end: datetime, bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    slug = _slug(bill, by_bill)
    columns = _columns(Measure.REPORTS, spans.c.month, slug, sa.null(), Report.ground, sa.func.count())
    within = sa.and_(_within(spans, Report.reported_at), Report.reported_at < end)
    query = sa.select(*columns).select_from(spans).join(Report, within)
    return _of_bill(query, Report.comment_id, bill, by_bill).group_by(*_by(spans, slug), Report.ground)


def _dismissals(spans: Any, bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    slug = _slug(bill, by_bill)
    dismissed = sa.case(
        (Decision.kind == DecisionKind.DISMISS, 1)
    )  # as a condition, SQLite would index all decisions by it first
    columns = _columns(Measure.DISMISSALS, spans.c.month, slug, sa.null(), sa.null(), sa.func.count(dismissed))
    query = sa.select(*columns).select_from(spans).join(Decision, _within(spans, Decision.decided_at))
    if bill is not None:
        query = query.where(Decision.bill_id == bill.id)
    elif by_bill:
        query = query.join(Bill, Bill.id == Decision.bill_id)
    return query.group_by(*_by(spans, slug))


def _appeals(spans: Any, bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    slug = _slug(bill, by_bill)
    outcome = sa.func.coalesce(sa.cast(Appeal.outcome, sa.String), "open")
    columns = _columns(Measure.APPEALS, spans.c.month, slug, outcome, sa.null(), sa.func.count())
    query = sa.select(*columns).select_from(spans).join(Appeal, _within(spans, Appeal.appealed_at))
    return _of_bill(query, Appeal.comment_id, bill, by_bill).group_by(*_by(spans, slug), outcome)


def _hidden_now(bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    slug = _slug(bill, by_bill)
    columns = _columns(Measure.HIDDEN_NOW, sa.null(), slug, sa.null(), sa.null(), sa.func.count())
    hidden: Any = sa.literal_column(
        f"'{State.HIDDEN}'"
    )  # SQLite compares an index's condition with words, not with values
    query = sa.select(*columns).select_from(Comment).where(Comment.state == hidden)
    if bill is not None:
        return query.where(Comment.bill_id == bill.id)
    return query.join(Bill, Bill.id == Comment.bill_id).group_by(slug) if by_bill else query


def _visible_now(now: datetime, bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    slug = _slug(bill, by_bill)
    number = sa.cast(sa.func.sum(Bill.comment_count), sa.Integer)
    columns = _columns(Measure.VISIBLE_NOW, sa.null(), slug, sa.null(), sa.null(), number)
    query = sa.select(*columns).where(Bill.announced_at <= now)
    if bill is not None:
        query = query.where(Bill.id == bill.id)
    return query.group_by(slug) if by_bill and bill is None else query


def _slug(bill: Bill | None, by_bill: bool) -> Any:
    if bill is not None:
        return sa.literal(bill.slug, sa.String)
    return Bill.slug if by_bill else sa.null()


def _by(spans: Any, slug: Any) -> list[Any]:
    return [spans.c.month, slug] if slug is Bill.slug else [spans.c.month]


def _of_bill(query: sa.Select[Any], comment_id: Any, bill: Bill | None, by_bill: bool) -> sa.Select[Any]:
    """Join what is about a comment to the comment's bill, where bills are asked for, or to one bill alone.

    The sum keeps databases from going through all comments of the bill, for each month.
    """
    if bill is not None:
        return query.join(Comment, Comment.id == comment_id).where(Comment.bill_id + 0 == bill.id)
    if by_bill:
        return query.join(Comment, Comment.id == comment_id).join(Bill, Bill.id == Comment.bill_id)
    return query
