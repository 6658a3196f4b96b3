"""Days in Taipei as half-open instants in UTC."""

from datetime import UTC, date, datetime, timedelta

import pytest

from app import Gongyi
from app.kernel.clock import day_end, day_start, request_now, rfc3339, taipei_day

MICROSECOND = timedelta(microseconds=1)


def test_a_day_is_counted_in_full_and_half_open() -> None:
    day = date(2026, 3, 1)
    assert day_start(day) == datetime(2026, 2, 28, 16, tzinfo=UTC)
    assert day_end(day) - day_start(day) == timedelta(days=1)
    assert taipei_day(day_start(day)) == day
    assert taipei_day(day_start(day) - MICROSECOND) == day - timedelta(days=1)
    assert taipei_day(day_end(day) - MICROSECOND) == day
    assert taipei_day(day_end(day)) == day + timedelta(days=1)


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        (datetime(2026, 11, 22, 3, 6, 33, tzinfo=UTC), "2026-11-22T03:06:33.000000Z"),
        (datetime(2026, 11, 22, 3, 6, 33, 7, tzinfo=UTC), "2026-11-22T03:06:33.000007Z"),
    ],
)
def test_rfc3339_always_has_six_decimals(instant: datetime, text: str) -> None:
    assert rfc3339(instant) == text
    assert rfc3339(instant.astimezone()) == text


def test_a_request_is_judged_at_one_instant(app: Gongyi) -> None:
    ticks = iter(datetime(2026, 1, 1, tzinfo=UTC) + timedelta(seconds=n) for n in range(9))
    app.extensions["gongyi.clock"] = lambda: next(ticks)
    with app.test_request_context("/"):
        assert request_now() == request_now()
    with app.test_request_context("/"):
        assert request_now().second == 1
    del app.extensions["gongyi.clock"]
