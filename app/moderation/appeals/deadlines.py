"""The days of an appeal, counted in Taipei; the day on which something happens is not counted, the last one in full.

An appeal may be made within 30 days of the hiding; a decision is due within 14 days of the appeal.
"""

from datetime import date, datetime, timedelta

from app.kernel.clock import day_end, taipei_day

DAYS_TO_APPEAL = 30
DAYS_TO_DECIDE = 14


def last_day_to_appeal(hidden_at: datetime) -> date:
    """The last day on which a hiding can be appealed."""
    return taipei_day(hidden_at) + timedelta(days=DAYS_TO_APPEAL)


def may_still_appeal(hidden_at: datetime, now: datetime) -> bool:
    """Whether the days for an appeal have not passed."""
    return now < day_end(last_day_to_appeal(hidden_at))


def decision_due_day(appealed_at: datetime) -> date:
    """The last day on which a decision is in time."""
    return taipei_day(appealed_at) + timedelta(days=DAYS_TO_DECIDE)


def decision_due_at(appealed_at: datetime) -> datetime:
    """The first instant at which an appeal without a decision is overdue."""
    return day_end(decision_due_day(appealed_at))


def days_left(due_day: date, now: datetime) -> int:
    """How many days are left until the last day for a decision: 0 on that day, below 0 where it has passed."""
    return (due_day - taipei_day(now)).days


def days_overdue(due_day: date, now: datetime) -> int:
    """How many days after its last day an appeal has no decision; 0 on that day and before."""
    return max(0, -days_left(due_day, now))
