"""The one clock: an instant is fixed per request, and nothing else asks what time it is."""

from collections.abc import Callable
from datetime import UTC, date, datetime, time, timedelta
from typing import cast
from zoneinfo import ZoneInfo

from flask import current_app, g, has_app_context

TAIPEI = ZoneInfo("Asia/Taipei")


def utc_now() -> datetime:
    """Read the system's clock."""
    return datetime.now(UTC)


def request_now() -> datetime:
    """Return the instant at which this request (or command) is judged; the same for its whole length."""
    if not has_app_context():
        return utc_now()
    if "now" not in g:
        read = cast(Callable[[], datetime], current_app.extensions.get("gongyi.clock", utc_now))
        g.now = read()
    return cast(datetime, g.now)


def taipei_day(instant: datetime) -> date:
    """Return the calendar day in Taipei on which an instant falls."""
    return instant.astimezone(TAIPEI).date()


def day_start(day: date, zone: ZoneInfo = TAIPEI) -> datetime:
    """Return the UTC instant at which a calendar day begins in a zone."""
    return datetime.combine(day, time(), zone).astimezone(UTC)


def day_end(day: date, zone: ZoneInfo = TAIPEI) -> datetime:
    """Return the UTC instant at which a calendar day has ended (the next day's first), half-open."""
    return day_start(day + timedelta(days=1), zone)


def rfc3339(instant: datetime) -> str:
    """Write an instant as RFC 3339 in UTC, always with six decimals, e.g. 2026-11-22T03:06:33.000000Z."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ")
