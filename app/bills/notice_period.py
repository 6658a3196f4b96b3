"""The notice period as a value: days on a calendar in a zone, half-open in UTC."""

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from zoneinfo import ZoneInfo

from app.kernel.clock import day_end, day_start

SHORTEST = 60  # days, both ends counted; Executive Yuan order of October 2016, applied here to every bill
RESPONSE_DAYS = 14  # days after the last day on which the consolidated response is due
MOST_POSTPONED = 60  # days by which the response can be postponed in all, counted from the day that the rule sets
LONGEST = 730  # days of a notice, its extensions among them
FARTHEST = 730  # days that the first day may lie ahead


class Phase(StrEnum):
    """Where an instant lies against a notice period."""

    BEFORE = "before"
    OPEN = "open"
    AFTER = "after"


@dataclass(frozen=True, slots=True)
class NoticePeriod:
    """First and last day, both counted in full in the zone."""

    first_day: date
    last_day: date
    zone: str = "Asia/Taipei"

    @property
    def opens_at(self) -> datetime:
        """The UTC instant of the first moment of the notice."""
        return day_start(self.first_day, ZoneInfo(self.zone))

    @property
    def closes_at(self) -> datetime:
        """The UTC instant at which the notice is over (it is closed at exactly this instant)."""
        return day_end(self.last_day, ZoneInfo(self.zone))

    def last_days_begin_at(self, days: int) -> datetime:
        """The UTC instant of the first moment of the last days of the notice, so many of them."""
        return day_start(self.last_day - timedelta(days=days - 1), ZoneInfo(self.zone))

    @property
    def days(self) -> int:
        """How many days the notice lasts, both ends counted."""
        return (self.last_day - self.first_day).days + 1

    @property
    def response_due_day(self) -> date:
        """The last day on which the consolidated response is in time."""
        return self.last_day + timedelta(days=RESPONSE_DAYS)

    @property
    def latest_due_day(self) -> date:
        """The last day to which the response can be postponed."""
        return self.response_due_day + timedelta(days=MOST_POSTPONED)

    def due_day_not_before(self, standing: date | None) -> date:
        """The day on which the response is due where it was due on another day so far: never earlier than that."""
        return max(self.response_due_day, standing) if standing else self.response_due_day

    @property
    def is_short(self) -> bool:
        """Whether the period is below the rule and so needs a ground and a justification."""
        return self.days < SHORTEST

    def phase(self, now: datetime) -> Phase:
        """Judge an instant: open from opens_at until before closes_at."""
        if now < self.opens_at:
            return Phase.BEFORE
        return Phase.OPEN if now < self.closes_at else Phase.AFTER
