"""Instants and days of the seeds: on the calendar of Taipei, fixed or counted from the day of seeding."""

from datetime import date, datetime, time, timedelta

from app.kernel.clock import TAIPEI


def taipei(year: int, month: int, day: int, hour: int = 0, minute: int = 0) -> datetime:
    """Name an instant by the clock in Taipei."""
    return datetime(year, month, day, hour, minute, tzinfo=TAIPEI)


def day_of(now: datetime, offset_days: int = 0) -> date:
    """Name the day that is so many days from the day of seeding in Taipei."""
    return now.astimezone(TAIPEI).date() + timedelta(days=offset_days)


def on_day(day: date, hour: int = 0, minute: int = 0) -> datetime:
    """Name an instant of a day in Taipei."""
    return datetime.combine(day, time(hour, minute), tzinfo=TAIPEI)


def day_at(now: datetime, offset_days: int, hour: int, minute: int = 0) -> datetime:
    """Name an instant of the day that is so many days from the day of seeding in Taipei."""
    return on_day(day_of(now, offset_days), hour, minute)
