"""Bursts: hours in which much more came in than a discussion is used to.

What it is used to is a median, which a flood does not move until it fills half of the hours. Where a discussion is busy (something in
at least a quarter of its hours), the hours in which nothing came are left out: nights would make every morning a burst.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from statistics import median

HOUR = timedelta(hours=1)
LEAST = 10  # in an hour; fewer are read as they come
TIMES = 5
SPREADS = 6 * 1.4826  # of the median absolute deviation: six standard deviations, were the hours alike


@dataclass(frozen=True, slots=True)
class Burst:
    """From an hour to the end of another so many came in; the most in one of these hours, and what is usual in an hour."""

    starts_at: datetime
    ends_at: datetime
    number: int
    most: int
    usual: float


def find_bursts(counts: Mapping[datetime, int], since: datetime, until: datetime) -> list[Burst]:
    """Find the bursts among the hours from one instant to another, newest first; hours that are not in `counts` had nothing."""
    length = max(len(counts), -((since - until) // HOUR))
    usual, needed = _usual([*counts.values(), *[0] * (length - len(counts))])
    bursts: list[Burst] = []
    for hour in sorted(hour for hour, number in counts.items() if number >= needed):
        number = counts[hour]
        last = bursts[-1] if bursts else None
        if last and hour - last.ends_at <= HOUR:
            between = counts.get(last.ends_at, 0) if hour > last.ends_at else 0
            together = last.number + between + number
            bursts[-1] = Burst(last.starts_at, hour + HOUR, together, max(last.most, number), usual)
        else:
            bursts.append(Burst(hour, hour + HOUR, number, number, usual))
    return bursts[::-1]


def _usual(hours: list[int]) -> tuple[float, float]:
    """What is usual in an hour, and from how many on it is a burst."""
    if not hours:
        return 0, LEAST
    busy = [number for number in hours if number]
    among = busy if 4 * len(busy) >= len(hours) else hours
    usual = median(among)
    spread = median(abs(number - usual) for number in among)
    return usual, max(LEAST, TIMES * usual, usual + SPREADS * spread)
