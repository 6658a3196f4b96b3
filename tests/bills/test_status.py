"""The status computed in Python equals the one computed in SQL, at each bound and a microsecond before."""

from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa

from app.bills.models import Bill, Status
from tests.builders import World

TICK = timedelta(microseconds=1)


def _in_sql(world: World, bill: Bill, now: datetime) -> str:
    return world.session.scalars(sa.select(Bill.status_at(now)).where(Bill.id == bill.id)).one()


def _bounds(bill: Bill) -> list[datetime]:
    instants = (bill.announced_at, bill.opens_at, bill.closes_at, bill.withdrawn_at, bill.answered_at)
    return [at for at in instants if at is not None]


@pytest.mark.parametrize("phase", ["unpublished", "announced", "open", "closed", "answered", "withdrawn"])
def test_twins_agree(world: World, phase: str) -> None:
    bill = world.bills[phase]
    for bound in _bounds(bill):
        for now in (bound - TICK, bound, bound + TICK):
            assert bill.status(now).value == _in_sql(world, bill, now), (phase, now)


def test_bounds_are_half_open(world: World) -> None:
    bill = world.bills["open"]
    assert bill.announced_at is not None
    assert bill.opens_at is not None
    assert bill.closes_at is not None
    assert bill.status(bill.announced_at - TICK) is Status.UNPUBLISHED
    assert bill.status(bill.announced_at) is Status.ANNOUNCED
    assert bill.status(bill.opens_at - TICK) is Status.ANNOUNCED
    assert bill.status(bill.opens_at) is Status.OPEN
    assert bill.status(bill.closes_at - TICK) is Status.OPEN
    assert bill.status(bill.closes_at) is Status.CLOSED


def test_response_is_overdue_by_one_day_on_the_day_after_it_was_due(world: World) -> None:
    """Last day 1 March: due 15 March, overdue by 1 day on 16 March."""
    bill = world.bills["closed"]
    assert bill.response_due_day is not None
    due_noon = datetime.fromisoformat(f"{bill.response_due_day}T04:00:00+00:00")
    assert bill.overdue_days(due_noon) == 0
    assert bill.overdue_days(due_noon + timedelta(days=1)) == 1
    bill.answered_at = due_noon
    assert bill.overdue_days(due_noon + timedelta(days=9)) == 0
