"""A discussion in figures: comments per day over the notice, what happened to the notice meanwhile, and where most is said."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill, Milestone, NoticeChange, NoticeChangeKind, Status
from app.discussion.models import DayCount
from app.kernel.clock import taipei_day

TOP = 5  # articles that most is said on


class MarkKind(StrEnum):
    """What a day on the chart is marked for."""

    OPENING = "opening"
    EXTENSION = "extension"
    CLOSING = "closing"
    WITHDRAWAL = "withdrawal"


@dataclass(frozen=True, slots=True)
class Mark:
    """A day on which something happened to the notice; `until` is the last day that an extension set."""

    kind: MarkKind
    day: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Day:
    """A day on which visible comments were posted."""

    day: date
    comments: int


@dataclass(frozen=True, slots=True)
class Path:
    """What happened to a bill: stages that it reached, changes of its days, and how many comments were posted on which days."""

    milestones: list[Milestone]
    changes: list[NoticeChange]
    days: list[Day]


@dataclass(frozen=True, slots=True)
class Timeline:
    """The days from the opening to the closing (so far as it is fixed); `days` are those with comments, in order."""

    first_day: date
    last_day: date
    today: date
    days: tuple[Day, ...]
    marks: tuple[Mark, ...]

    @property
    def length(self) -> int:
        """How many days there are."""
        return (self.last_day - self.first_day).days + 1

    @property
    def total(self) -> int:
        """How many comments there are."""
        return sum(day.comments for day in self.days)

    @property
    def busiest(self) -> Day | None:
        """The day with the most comments, the first of such."""
        return max(self.days, key=lambda day: day.comments, default=None)

    @property
    def ahead(self) -> int:
        """How many of the days are still to come."""
        return max(0, (self.last_day - max(self.today, self.first_day - timedelta(days=1))).days)

    def place(self, day: date) -> int:
        """Which of the days a day is, from 0; what lies outside stands at the nearer end."""
        return min(max(0, (day - self.first_day).days), self.length - 1)

    def sums(self) -> list[tuple[Day, int]]:
        """Each day with the number of comments up to its end."""
        sums: list[tuple[Day, int]] = []
        for day in self.days:
            sums.append((day, day.comments + (sums[-1][1] if sums else 0)))
        return sums


def read_path(session: Session, bill: Bill) -> Path:
    """Read what happened to a bill, in one statement; stages by day, changes and days in order."""
    kinds = sa.union_all(*(sa.select(sa.literal(kind).label("kind")) for kind in (1, 2, 3))).subquery()
    query = (
        sa.select(Milestone, NoticeChange, DayCount.day, DayCount.comment_count)
        .select_from(kinds)
        .outerjoin(Milestone, sa.and_(kinds.c.kind == 1, Milestone.bill_id == bill.id))
        .outerjoin(NoticeChange, sa.and_(kinds.c.kind == 2, NoticeChange.bill_id == bill.id))
        .outerjoin(DayCount, sa.and_(kinds.c.kind == 3, DayCount.bill_id == bill.id, DayCount.comment_count > 0))
        .order_by(kinds.c.kind, Milestone.day, Milestone.id, NoticeChange.at, NoticeChange.id, DayCount.day)
    )
    rows = session.execute(query).all()
    return Path(
        milestones=[row[0] for row in rows if row[0] is not None],
        changes=[row[1] for row in rows if row[1] is not None],
        days=[Day(row[2], row[3]) for row in rows if row[2] is not None],
    )


def make_timeline(bill: Bill, path: Path, now: datetime) -> Timeline | None:
    """Lay out a bill's days with what is marked on them; None while its notice has not opened."""
    notice, today = bill.notice, taipei_day(now)
    if notice is None or bill.announced_at is None or today < notice.first_day:
        return None
    if bill.withdrawn_at is not None and taipei_day(bill.withdrawn_at) < notice.first_day:
        return None
    marks = _marks(bill, path.changes, now)
    spoken = [day.day for day in path.days]
    first = min([notice.first_day, *spoken[:1]])
    return Timeline(first, max([marks[-1].day, *spoken[-1:]]), today, tuple(path.days), tuple(marks))


def _marks(bill: Bill, changes: Sequence[NoticeChange], now: datetime) -> list[Mark]:
    """The opening, each extension of the running notice, and the end, in order."""
    notice = bill.notice
    if notice is None:
        return []
    end = Mark(MarkKind.CLOSING, notice.last_day)
    if bill.withdrawn_at is not None and bill.status(now) is Status.WITHDRAWN:
        end = Mark(MarkKind.WITHDRAWAL, min(taipei_day(bill.withdrawn_at), notice.last_day))
    longer = [change for change in changes if change.kind is NoticeChangeKind.EXTENSION]
    extended = [Mark(MarkKind.EXTENSION, taipei_day(change.at), change.new_last_day) for change in longer]
    return [Mark(MarkKind.OPENING, notice.first_day), *extended, end]


def sample_timeline(today: date) -> Timeline:
    """Lay out made-up days, to show the chart by itself."""
    first, last = today - timedelta(days=40), today + timedelta(days=34)
    days = tuple(Day(first + timedelta(days=n), 2 + n * (37 - n) % 23) for n in range(0, 40, 1 + first.day % 2))
    extension = Mark(MarkKind.EXTENSION, today - timedelta(days=9), last)
    marks = (Mark(MarkKind.OPENING, first), extension, Mark(MarkKind.CLOSING, last))
    return Timeline(first, last, today, days, marks)


def most_discussed(articles: Iterable[dict[str, Any]], top: int = TOP) -> list[dict[str, Any]]:
    """The articles (as cards) with the most comments, in the order of the text where they have as many."""
    return sorted((card for card in articles if card["comments"]), key=lambda card: -card["comments"])[:top]
