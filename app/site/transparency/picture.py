"""What a transparency page shows: counts laid out as rows over months, the waits, the bills."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Ground
from app.kernel.bilingual import Bilingual
from app.kernel.months import Month
from app.moderation.appeals.models import DECIDED, REVERSED
from app.moderation.figures import OF_MODERATION, Count, Measure, Wait, Waits, add_up, read_counts, read_waits
from app.record.models import Act
from app.site.transparency.period import Period

OPEN = "open"
ALWAYS = (Act.HIDE, Act.RESTORE)


@dataclass(frozen=True, slots=True)
class Row:
    """One thing that is counted, month by month; `act` is what the log calls it, where it stands there."""

    code: str
    numbers: tuple[int, ...]
    act: Act | None = None

    @property
    def total(self) -> int:
        """All months together."""
        return sum(self.numbers)


class BillLine(NamedTuple):
    """What was decided on one bill: acts of moderation on the record, hidings among them."""

    slug: str
    title: Bilingual
    acts: int
    hidden: int


@dataclass(frozen=True, slots=True)
class Appeals:
    """The appeals made in a period, and what has come of them so far."""

    made: int
    decided: int
    reversed: int
    open: int


@dataclass(frozen=True, slots=True)
class Picture:
    """Moderation in figures over some months, on one bill or on the whole site."""

    months: list[Month]
    counts: list[Count]
    waits: Waits

    @property
    def happened(self) -> list[Row]:
        """Reports, what moderators did with them and without, one row each; acts that never happened are left out."""
        acts = [self._row(Measure.ACTS, act.value, act) for act in OF_MODERATION]
        shown = [row for row in acts if row.total or row.act in ALWAYS]
        return [self._row(Measure.REPORTS), *shown, self._row(Measure.DISMISSALS)]

    @property
    def hidden(self) -> list[Row]:
        """Comments hidden, by ground."""
        return [self._row(Measure.ACTS, Act.HIDE.value, Act.HIDE, ground.value) for ground in Ground]

    @property
    def reported(self) -> list[Row]:
        """Reports received, by ground."""
        return [self._row(Measure.REPORTS, ground=ground.value) for ground in Ground]

    @property
    def acts(self) -> int:
        """All acts of moderation on the record."""
        return add_up(self.counts, Measure.ACTS)

    @property
    def appeals(self) -> Appeals:
        """The appeals of the period."""

        def count(*outcomes: str) -> int:
            return sum(add_up(self.counts, Measure.APPEALS, outcome) for outcome in outcomes)

        return Appeals(add_up(self.counts, Measure.APPEALS), count(*DECIDED), count(*REVERSED), count(OPEN))

    @property
    def hidden_now(self) -> int:
        """How many comments are hidden at present."""
        return add_up(self.counts, Measure.HIDDEN_NOW)

    @property
    def share_hidden(self) -> float | None:
        """Which share of the comments that were not withdrawn is hidden at present, from 0 to 1."""
        every = self.hidden_now + add_up(self.counts, Measure.VISIBLE_NOW)
        return self.hidden_now / every if every else None

    @property
    def wait(self) -> Wait | None:
        """How long all decisions on reports were waited for."""
        return self.waits.get((None, None))

    @property
    def waits_by_month(self) -> list[tuple[Month, Wait]]:
        """How long the decisions of each month were waited for, where there were any."""
        return [(month, wait) for month in self.months if (wait := self.waits.get((str(month), None)))]

    @property
    def hidings(self) -> int:
        """How often a comment was hidden."""
        return add_up(self.counts, Measure.ACTS, Act.HIDE.value)

    @property
    def reports(self) -> int:
        """How many reports came."""
        return add_up(self.counts, Measure.REPORTS)

    def _row(self, measure: Measure, code: str | None = None, act: Act | None = None, ground: str | None = None) -> Row:
        numbers = dict.fromkeys(map(str, self.months), 0)
        for count in self.counts:
            if count.measure is measure and code in (None, count.code) and ground in (None, count.ground):
                numbers[str(count.month)] += count.number
        return Row(ground or code or measure.value, tuple(numbers.values()), act)


def read_picture(session: Session, period: Period, now: datetime, bill: Bill | None = None) -> Picture:
    """Read the figures of a period, on one bill or on the whole site, in two statements."""
    counts = read_counts(session, period.months, now, bill)
    waits = read_waits(session, period.months, bill)
    return Picture(period.trimmed([count.month for count in counts if count.month]), counts, waits)


def list_bills(session: Session, counts: Iterable[Count]) -> Sequence[BillLine]:
    """List the bills on which moderators acted, the most acts first."""
    found: dict[str, list[Count]] = {}
    for count in counts:
        if count.bill and count.month:
            found.setdefault(count.bill, []).append(count)
    titles = session.execute(sa.select(Bill.slug, Bill.title).where(Bill.slug.in_(found))).all()
    lines = [
        BillLine(
            slug,
            title,
            add_up(found[slug], Measure.ACTS),
            add_up(found[slug], Measure.ACTS, Act.HIDE.value),
        )
        for slug, title in titles
    ]
    return sorted(lines, key=lambda line: (-line.acts, line.slug))
