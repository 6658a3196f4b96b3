"""Bursts on made-up series: a steady bill has none, a flood is one."""

import random
from datetime import datetime, timedelta

import pytest

from app.moderation.clusters.pace import HOUR, find_bursts
from tests.conftest import NOON

UNTIL = NOON.replace(minute=0)
SINCE = UNTIL - timedelta(days=14)
HOURS = 14 * 24
Series = dict[datetime, int]


def every_hour(number: int) -> Series:
    return {SINCE + at * HOUR: number for at in range(HOURS)}


def by_day(number: int, hours: range = range(9, 19)) -> Series:
    return {SINCE + at * HOUR: number for at in range(HOURS) if at % 24 in hours}


def by_chance(most: int, seed: int) -> Series:
    choose = random.Random(seed)
    return {SINCE + at * HOUR: found for at in range(HOURS) if (found := choose.randint(0, most))}


STEADY = {
    "nothing": {},
    "one an hour": every_hour(1),
    "forty an hour": every_hour(40),
    "twelve an hour by day": by_day(12),
    "a busy lunch": by_day(15) | dict.fromkeys(by_day(1, range(12, 14)), 40),
    "by chance": by_chance(30, 1),
    "few by chance": by_chance(3, 2),
    "nine at once": {SINCE: 9},
}


@pytest.mark.parametrize("series", STEADY)
def test_a_steady_bill_has_no_burst(series: str) -> None:
    assert find_bursts(STEADY[series], SINCE, UNTIL) == []


@pytest.mark.parametrize("series", STEADY)
def test_a_flood_is_one_burst_whatever_is_usual(series: str) -> None:
    start = UNTIL - 30 * HOUR
    flood = {start + at * HOUR: 400 for at in range(6)}
    (found,) = find_bursts(STEADY[series] | flood, SINCE, UNTIL)
    assert (found.starts_at, found.ends_at, found.number, found.most) == (start, start + 6 * HOUR, 2400, 400)
    assert found.usual <= 40


def test_a_flood_of_two_days_is_still_seen_on_a_quiet_bill() -> None:
    flood = {UNTIL - at * HOUR: 100 for at in range(1, 51)}
    (found,) = find_bursts(by_day(2, range(9, 11)) | flood, SINCE, UNTIL)
    assert found.number >= 5000


def test_bursts_come_newest_first_and_a_pause_of_an_hour_does_not_part_them() -> None:
    first, second = SINCE + 50 * HOUR, SINCE + 200 * HOUR
    found = find_bursts({first: 30, second: 30, second + HOUR: 2, second + 2 * HOUR: 30}, SINCE, UNTIL)
    assert [(burst.starts_at, burst.number) for burst in found] == [(second, 62), (first, 30)]


def test_what_came_in_the_first_hours_of_a_notice_is_its_usual_pace() -> None:
    assert find_bursts({UNTIL - at * HOUR: 50 for at in range(1, 4)}, UNTIL - 3 * HOUR, UNTIL) == []
