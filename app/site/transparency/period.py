"""The months that a transparency page speaks of: those asked for, or a sensible stretch."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from app.kernel.clock import taipei_day
from app.kernel.months import Month, read_month, taipei_month

USUAL = 12
MOST = 240


@dataclass(frozen=True, slots=True)
class Period:
    """The months from the first to the last; `choices` are those that there is anything to ask for, `is_chosen` where somebody asked."""

    first: Month
    last: Month
    choices: tuple[Month, ...]
    is_chosen: bool

    @property
    def months(self) -> list[Month]:
        """All its months, in order."""
        return self.first.until(self.last)

    @property
    def query(self) -> str:
        """The query that asks for the same months."""
        return f"?from={self.first}&to={self.last}" if self.is_chosen else ""

    def trimmed(self, used: Sequence[str]) -> list[Month]:
        """The months from the first to the last with anything in them, unless somebody asked for certain ones."""
        months = self.months
        if self.is_chosen or not used:
            return months
        return [month for month in months if min(used) <= str(month) <= max(used)]


def read_period(asked_from: str, asked_to: str, since: datetime, now: datetime, *, usual: int = USUAL) -> Period:
    """Read which months are asked for, between the first on record and this one; two in the wrong order are turned round.

    What is not a month counts as not asked for: then it is the last `usual` months, or as many as there are.
    """
    today = taipei_month(now)
    earliest = max(min(taipei_month(since), today), today.plus(1 - MOST))
    choices = earliest.until(today)
    first, last = read_month(asked_from), read_month(asked_to)
    if first is None and last is None:
        return Period(max(earliest, today.plus(1 - usual)), today, tuple(choices), is_chosen=False)
    ends = sorted((_within(first or earliest, choices), _within(last or today, choices)))
    return Period(ends[0], ends[1], tuple(choices), is_chosen=True)


def is_current(month: Month, now: datetime) -> bool:
    """Whether a month is not over yet."""
    return month.first_day <= taipei_day(now) < month.plus(1).first_day


def _within(month: Month, choices: Sequence[Month]) -> Month:
    return min(max(month, choices[0]), choices[-1])
