"""Calendar months of Taipei: values that know their bounds, half-open in UTC."""

import re
from dataclasses import dataclass
from datetime import date, datetime

from app.kernel.clock import day_start, taipei_day


@dataclass(frozen=True, slots=True, order=True)
class Month:
    """A calendar month in Taipei; written 2026-03."""

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}-{self.number:02}"

    @property
    def first_day(self) -> date:
        """Its first day."""
        return date(self.year, self.number, 1)

    @property
    def starts_at(self) -> datetime:
        """The UTC instant at which it begins."""
        return day_start(self.first_day)

    @property
    def ends_at(self) -> datetime:
        """The UTC instant at which it has ended: the first of the next."""
        return self.plus(1).starts_at

    def plus(self, months: int) -> "Month":
        """The month that comes so many months later (or earlier)."""
        return month_at(self.year * 12 + self.number - 1 + months)

    def until(self, last: "Month") -> list["Month"]:
        """This month and all after it up to another, in order; none where that one is earlier."""
        return [month_at(place) for place in range(self._place, last._place + 1)]

    @property
    def _place(self) -> int:
        return self.year * 12 + self.number - 1


def month_at(place: int) -> Month:
    """The month at a place in the count of all months since the year 0."""
    return Month(place // 12, place % 12 + 1)


def month_of(day: date) -> Month:
    """The month that a day belongs to."""
    return Month(day.year, day.month)


def taipei_month(instant: datetime) -> Month:
    """The month in Taipei in which an instant falls."""
    return month_of(taipei_day(instant))


def read_month(text: str) -> Month | None:
    """Read a month written 2026-03, of this or the last century; None where it is not one."""
    found = re.fullmatch(r"((?:19|20)[0-9]{2})-(0[1-9]|1[0-2])", text)
    return Month(int(found[1]), int(found[2])) if found else None
