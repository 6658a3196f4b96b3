"""A thousand random instants around each bound: all that tells a bill's status says the same, under any server's time zone."""

import math
import random
import time
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from icalendar import Calendar

from app import Gongyi
from app.bills import policy
from app.bills.cards import bill_card
from app.bills.models import Bill, Status
from app.bills.notice_period import NoticePeriod, Phase
from app.opendata.shapes_bills import bill_item
from tests.builders import World
from tests.conftest import Clock

INSTANTS = 1_000
TICK = timedelta(microseconds=1)
TAIPEI = timedelta(hours=8)  # no summer time since 1980


def _around(bound: datetime, chance: random.Random) -> list[datetime]:
    """Instants before and after a bound, from a microsecond to ten days away, each order of magnitude as likely."""
    farthest = math.log10(10 * 86_400_000_000)
    away = [round(10 ** chance.uniform(0, farthest)) for _ in range(INSTANTS - 3)]
    near = [bound - TICK, bound, bound + TICK]
    return near + [bound + timedelta(microseconds=chance.choice((-1, 1)) * size) for size in away]


def _oracle(bill: Bill, first_day: date, last_day: date, now: datetime) -> str:
    """The status by the calendar on the wall in Taipei."""
    today = (now + TAIPEI).date()
    if bill.announced_at is None or now < bill.announced_at:
        return "unpublished"
    if today < first_day:
        return "announced"
    if today <= last_day:
        return "open"
    return "answered" if bill.answered_at else "closed"


def _in_sql(world: World, bill: Bill, instants: list[datetime]) -> list[str]:
    found: list[str] = []
    for start in range(0, len(instants), 200):
        columns = [Bill.status_at(now) for now in instants[start : start + 200]]
        found += world.session.execute(sa.select(*columns).where(Bill.id == bill.id)).one()
    return found


def _calendar_days(client: FlaskClient) -> tuple[date, date, date]:
    file = Calendar.from_ical(client.get("/bills/open-bill/calendar.ics").data)
    days = {str(event["UID"]).partition("@")[0]: event.decoded("DTSTART") for event in file.walk("VEVENT")}
    return days["open-bill-opens"], days["open-bill-closes"], days["open-bill-response"]


@pytest.mark.parametrize("bound", ["announced_at", "opens_at", "closes_at", "response"])
def test_all_agree_around_a_bound(app: Gongyi, client: FlaskClient, world: World, bound: str) -> None:
    bill, person = world.bills["open"], world.people["official"]
    first_day, last_day, due_day = _calendar_days(client)
    due_end = NoticePeriod(due_day, due_day).closes_at
    at = due_end if bound == "response" else getattr(bill, bound)
    instants = _around(at, random.Random(f"{bound}: around the bound"))
    in_sql = _in_sql(world, bill, instants)
    with app.test_request_context():
        for now, sql in zip(instants, in_sql, strict=True):
            expected = _oracle(bill, first_day, last_day, now)
            overdue = max(0, ((now + TAIPEI).date() - due_day).days) if expected == "closed" else 0
            page, api = bill_card(bill, now), bill_item(bill, (), now)
            assert {sql, bill.status(now).value, page["status"], api["status"]} == {expected}, now
            assert {page["overdue_days"], api["overdue_days"]} == {overdue}, now
            assert bool(policy.may_extend(person, bill, now)) == (expected == "open"), now
            assert bool(policy.may_reschedule(person, bill, now)) == (expected == "announced"), now
            assert bool(policy.may_postpone(person, bill, now)) == (expected in ("open", "closed")), now


@pytest.mark.parametrize(
    ("bound", "before", "after"), [("opens_at", "announced", "open"), ("closes_at", "open", "closed")]
)
def test_page_and_api_answer_to_the_microsecond(
    client: FlaskClient, world: World, clock: Clock, bound: str, before: str, after: str
) -> None:
    at = getattr(world.bills["open"], bound)
    for now, expected in ((at - TICK, before), (at, after)):
        clock.now = now
        assert f'data-code="{expected}"' in client.get("/bills/open-bill").text
        assert client.get("/api/v1/bills/open-bill").json["status"] == expected
        listed = client.get(f"/api/v1/bills?status={expected}").json["items"]
        assert "open-bill" in [item["slug"] for item in listed]


@pytest.fixture(params=["UTC", "Asia/Taipei", "America/Los_Angeles", "Pacific/Kiritimati", "Pacific/Marquesas"])
def server_zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[str]:
    """The zone that the server's clock is set to."""
    monkeypatch.setenv("TZ", request.param)
    time.tzset()
    yield request.param
    monkeypatch.undo()
    time.tzset()


def test_bounds_are_the_same_under_any_server_time_zone(world: World, server_zone: str) -> None:
    chance = random.Random(server_zone)
    for _ in range(INSTANTS):
        first = date(1990, 1, 1) + timedelta(days=chance.randrange(40_000))
        notice = NoticePeriod(first, first + timedelta(days=chance.randrange(730)))
        midnight = datetime(first.year, first.month, first.day, tzinfo=UTC) - TAIPEI
        assert notice.opens_at == midnight
        assert notice.closes_at == midnight + timedelta(days=notice.days)
        assert [notice.phase(notice.closes_at + tick) for tick in (-TICK, 0 * TICK)] == [Phase.OPEN, Phase.AFTER]
    bill = world.bills["open"]
    world.session.expire(bill)
    assert bill.notice is not None
    assert bill.closes_at is not None
    assert (bill.opens_at, bill.closes_at) == (bill.notice.opens_at, bill.notice.closes_at)
    instants: list[datetime] = [bill.closes_at - TICK, bill.closes_at]
    assert _in_sql(world, bill, instants) == [Status.OPEN.value, Status.CLOSED.value]
