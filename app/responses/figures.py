"""How an agency keeps the days and what it decides, in figures: each with what it counts and of how many."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from statistics import median
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill, Status
from app.bills.notice_period import NoticePeriod
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.responses.models import Answer, Outcome
from app.summaries.models import Recommendation, Summary

SHOWN = 200  # bills whose clocks are listed one by one; all of them are counted


class Standing(StrEnum):
    """How a bill stands to the day on which its response is due."""

    AHEAD = "ahead"
    WAITING = "waiting"
    OVERDUE = "overdue"
    IN_TIME = "in-time"
    LATE = "late"
    WITHDRAWN = "withdrawn"


@dataclass(frozen=True, slots=True)
class BillClock:
    """A public bill's clock at an instant: the days that count, and where it stands to them.

    `rule_day` is the day that the rule alone sets, where the response was put off to another; `late_days` how many days after
    the due day it was answered or, where it is not, today is.
    """

    slug: str
    title: Bilingual
    standing: Standing
    last_day: date
    due_day: date
    rule_day: date | None
    answered_day: date | None
    days_taken: int | None
    late_days: int


@dataclass(frozen=True, slots=True)
class Decisions:
    """What was decided on recommendations: how many were asked, have an answer, were adopted, were adopted in part."""

    asked: int = 0
    answered: int = 0
    adopted: int = 0
    partly: int = 0

    def __add__(self, other: "Decisions") -> "Decisions":
        pairs = zip(_numbers(self), _numbers(other), strict=True)
        return Decisions(*(one + more for one, more in pairs))

    @property
    def share(self) -> float | None:
        """Which share of the answered ones was adopted or partly adopted, from 0 to 1; None where none was answered."""
        return (self.adopted + self.partly) / self.answered if self.answered else None


@dataclass(frozen=True, slots=True)
class Figures:
    """The figures of an agency's public bills, or of those whose notice ended in one year."""

    bills: int
    in_time: int
    late: int
    overdue: int
    median_days: float | None
    decisions: Decisions

    @property
    def due(self) -> int:
        """How many responses have been answered or have fallen due: what `in_time` is counted of."""
        return self.in_time + self.late + self.overdue

    @property
    def answered(self) -> int:
        """How many bills are answered in full: what the median is taken of."""
        return self.in_time + self.late

    @property
    def share_in_time(self) -> float | None:
        """Which share of the responses that have fallen due was complete in time, from 0 to 1."""
        return self.in_time / self.due if self.due else None


NONE = Figures(0, 0, 0, 0, None, Decisions())


@dataclass(frozen=True, slots=True)
class AgencyFigures:
    """All of an agency's figures: together, by the year in which the notice ended (last first), and bill by bill."""

    whole: Figures
    years: tuple[tuple[int, Figures], ...]
    clocks: tuple[BillClock, ...]


def read_agency_figures(session: Session, agency_id: int, now: datetime) -> AgencyFigures:
    """Read the figures of the public bills that an agency leads, in two statements."""
    clocks = _read_clocks(session, now, Bill.agency_id == agency_id).get(agency_id, [])
    decided = read_decisions(session, agency_id, now)
    years = sorted({clock.last_day.year for clock in clocks if clock.standing is not Standing.AHEAD}, reverse=True)
    return AgencyFigures(
        whole=add_up(clocks, decided.values()),
        years=tuple((year, _of_year(year, clocks, decided)) for year in years),
        clocks=tuple(clocks[:SHOWN]),
    )


def read_figures(session: Session, now: datetime) -> dict[int, Figures]:
    """Count for each agency the public bills that it leads, those answered in time and late, and those overdue now."""
    return {agency_id: add_up(clocks) for agency_id, clocks in _read_clocks(session, now).items()}


def add_up(clocks: Sequence[BillClock], decisions: Iterable[Decisions] = ()) -> Figures:
    """Make figures of some bills."""
    taken = [c.days_taken for c in clocks if c.days_taken is not None]
    return Figures(
        bills=len(clocks),
        in_time=_count(clocks, Standing.IN_TIME),
        late=_count(clocks, Standing.LATE),
        overdue=_count(clocks, Standing.OVERDUE),
        median_days=float(median(taken)) if taken else None,
        decisions=sum(decisions, Decisions()),
    )


def read_decisions(session: Session, agency_id: int, now: datetime) -> dict[str, Decisions]:
    """Count by bill what an agency decided on the recommendations of the latest summaries of its closed and answered bills.

    A recommendation counts as it stands decided now: by the last addition that decides anew, else by the answer.
    """
    ended = Bill.status_at(now).in_([Status.CLOSED.value, Status.ANSWERED.value])
    published = sa.select(Summary.bill_id, sa.func.max(Summary.number).label("number"))
    latest = published.where(Summary.published_at.is_not(None)).group_by(Summary.bill_id).subquery()
    asked = (
        sa.select(Bill.slug, _decision().label("outcome"))
        .join(latest, latest.c.bill_id == Bill.id)
        .join(Summary, sa.and_(Summary.bill_id == Bill.id, Summary.number == latest.c.number))
        .join(Recommendation, Recommendation.summary_id == Summary.id)
        .where(Bill.agency_id == agency_id, ended)
        .subquery()
    )
    counted = sa.select(asked.c.slug, asked.c.outcome, sa.func.count()).group_by(asked.c.slug, asked.c.outcome)
    found: dict[str, Decisions] = {}
    for slug, outcome, number in session.execute(counted):
        found[slug] = found.get(slug, Decisions()) + Decisions(
            asked=number,
            answered=number if outcome else 0,
            adopted=number if outcome is Outcome.ADOPTED else 0,
            partly=number if outcome is Outcome.PARTLY_ADOPTED else 0,
        )
    return found


def _decision() -> sa.ScalarSelect[Outcome | None]:
    """Select the decision that stands on a recommendation, as `responses.queries.Item.outcome` tells it."""
    return (
        sa.select(Answer.outcome)
        .where(Answer.bill_id == Bill.id, Answer.recommendation_ordinal == Recommendation.ordinal)
        .where(Answer.published_at.is_not(None), Answer.outcome.is_not(None))
        .order_by(Answer.is_addition.desc(), Answer.published_at.desc(), Answer.id.desc())
        .limit(1)
        .correlate(Bill, Recommendation)
        .scalar_subquery()
    )


def _read_clocks(session: Session, now: datetime, *where: sa.ColumnElement[bool]) -> dict[int, list[BillClock]]:
    """Read the clocks of public bills by lead agency, the last notice to end first."""
    columns = (Bill.agency_id, Bill.slug, Bill.title, Bill.status_at(now), Bill.first_day, Bill.last_day)
    query = sa.select(*columns, Bill.response_due_day, Bill.answered_at).where(
        *where, Bill.status_at(now) != Status.UNPUBLISHED.value
    )
    found: dict[int, list[BillClock]] = {}
    rows: Iterable[Any] = session.execute(query.order_by(Bill.last_day.desc(), Bill.id.desc()))
    for row in rows:
        found.setdefault(row[0], []).append(_clock(*row[1:], today=taipei_day(now)))
    return found


def _clock(
    slug: str,
    title: Bilingual,
    status: str,
    first_day: date,
    last_day: date,
    due_day: date | None,
    answered_at: datetime | None,
    *,
    today: date,
) -> BillClock:
    rule = NoticePeriod(first_day, last_day).response_due_day
    due = due_day or rule
    answered = taipei_day(answered_at) if answered_at and status == Status.ANSWERED else None
    return BillClock(
        slug=slug,
        title=title,
        standing=judge(status, answered, due, today),
        last_day=last_day,
        due_day=due,
        rule_day=rule if due != rule else None,
        answered_day=answered,
        days_taken=(answered - last_day).days if answered else None,
        late_days=max(0, ((answered or today) - due).days) if status in (Status.CLOSED, Status.ANSWERED) else 0,
    )


def judge(status: str, answered: date | None, due: date, today: date) -> Standing:
    """Tell how a public bill stands to its due day."""
    if status == Status.WITHDRAWN:
        return Standing.WITHDRAWN
    if answered is not None:
        return Standing.IN_TIME if answered <= due else Standing.LATE
    if status != Status.CLOSED:
        return Standing.AHEAD
    return Standing.OVERDUE if due < today else Standing.WAITING


def _of_year(year: int, clocks: Sequence[BillClock], decided: dict[str, Decisions]) -> Figures:
    own = [c for c in clocks if c.last_day.year == year and c.standing is not Standing.AHEAD]
    return add_up(own, [decided[clock.slug] for clock in own if clock.slug in decided])


def _count(clocks: Sequence[BillClock], standing: Standing) -> int:
    return sum(clock.standing is standing for clock in clocks)


def _numbers(decisions: Decisions) -> tuple[int, int, int, int]:
    return decisions.asked, decisions.answered, decisions.adopted, decisions.partly
