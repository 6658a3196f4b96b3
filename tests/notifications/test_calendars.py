"""iCalendar files: the days of the notice and of the response, as calendars read them."""

from datetime import UTC, date, datetime, timedelta

import pytest
from flask.testing import FlaskClient
from icalendar import Calendar, Component
from sqlalchemy.orm import Session

from app.bills.models import Bill, NoticeChange, NoticeChangeKind
from app.kernel.bilingual import Bilingual
from tests.builders import World
from tests.conftest import NOON, Clock, Statements


def read(client: FlaskClient, path: str, lang: str = "en") -> dict[str, Component]:
    """The events of a calendar by the first part of their UID."""
    response = client.get(path, headers={"Accept-Language": lang})
    assert response.status_code == 200
    assert response.content_type == "text/calendar; charset=utf-8"
    assert all(len(line) <= 75 for line in response.data.split(b"\r\n"))
    calendar = Calendar.from_ical(response.data)
    assert calendar["VERSION"] == "2.0"
    events = list(calendar.walk("VEVENT"))
    assert not any(event.errors for event in events)
    return {event["UID"].partition("@")[0]: event for event in events}


def extend(session: Session, bill: Bill, days: int) -> None:
    old = {"old_first_day": bill.first_day, "old_last_day": bill.last_day, "old_due_day": bill.response_due_day}
    assert bill.last_day
    assert bill.closes_at
    assert bill.response_due_day
    longer = timedelta(days=days)
    bill.last_day, bill.closes_at = bill.last_day + longer, bill.closes_at + longer
    bill.response_due_day = bill.response_due_day + longer
    new = {"new_first_day": bill.first_day, "new_last_day": bill.last_day, "new_due_day": bill.response_due_day}
    reason = Bilingual("理由", "Reason")
    session.add(
        NoticeChange(bill_id=bill.id, kind=NoticeChangeKind.EXTENSION, at=NOON, reason=reason, log_seq=1, **old, **new)
    )
    session.flush()


def test_three_days_of_a_bill(client: FlaskClient, world: World) -> None:
    events = read(client, "/bills/open-bill/calendar.ics")
    assert {name: event.decoded("DTSTART") for name, event in events.items()} == {
        "open-bill-opens": date(2026, 2, 28),
        "open-bill-closes": date(2026, 4, 28),
        "open-bill-response": date(2026, 5, 12),
    }
    closes = events["open-bill-closes"]
    assert closes.decoded("DTEND") == date(2026, 4, 29)
    assert closes["DTSTART"].params["VALUE"] == "DATE"
    assert str(closes["SUMMARY"]) == "Last day to comment: Draft open-bill"
    assert closes["SUMMARY"].params["LANGUAGE"] == "en"
    assert "2026-04-28T16:00:00Z" in closes["DESCRIPTION"]
    assert closes["URL"] == "http://localhost/bills/open-bill"
    assert closes["STATUS"] == "CONFIRMED"
    assert closes.decoded("DTSTAMP") == world.bills["open"].announced_at


def test_extension_moves_the_same_events_and_raises_their_sequence(client: FlaskClient, world: World) -> None:
    before = read(client, "/bills/open-bill/calendar.ics")
    extend(world.session, world.bills["open"], 10)
    after = read(client, "/bills/open-bill/calendar.ics")
    assert before.keys() == after.keys()
    assert after["open-bill-closes"].decoded("DTSTART") == date(2026, 5, 8)
    assert after["open-bill-closes"]["SEQUENCE"] == before["open-bill-closes"]["SEQUENCE"] + 1
    assert after["open-bill-closes"].decoded("LAST-MODIFIED") == NOON


def test_withdrawal_cancels_what_lies_ahead(client: FlaskClient, world: World) -> None:
    world.bills["withdrawn"].withdrawn_at = NOON
    world.session.flush()
    events = read(client, "/bills/withdrawn-bill/calendar.ics")
    stati = {name.rpartition("-")[2]: event["STATUS"] for name, event in events.items()}
    assert stati == {"opens": "CONFIRMED", "closes": "CANCELLED", "response": "CANCELLED"}
    assert {event["SEQUENCE"] for event in events.values()} == {1}


def test_chinese_by_the_header(client: FlaskClient, world: World) -> None:
    closes = read(client, "/bills/open-bill/calendar.ics", "zh-TW")["open-bill-closes"]
    assert "open-bill 草案" in closes["SUMMARY"]
    assert closes["SUMMARY"].params["LANGUAGE"] == "zh-Hant-TW"


def test_whole_calendar_holds_public_bills_alone(client: FlaskClient, world: World) -> None:
    slugs = {name.rpartition("-")[0] for name in read(client, "/calendar.ics")}
    assert slugs == {f"{phase}-bill" for phase in ("announced", "open", "closed", "answered", "withdrawn")}


def test_hostile_title_stays_in_its_property(client: FlaskClient, world: World) -> None:
    title = "x\r\nSTATUS:CANCELLED\r\nEND:VEVENT; a, b\\n \x00\x1b" + "長" * 100
    world.bills["open"].title = Bilingual(title, title)
    world.session.flush()
    closes = read(client, "/bills/open-bill/calendar.ics")["open-bill-closes"]
    assert closes["STATUS"] == "CONFIRMED"
    assert "\x00" not in closes["SUMMARY"]
    assert "STATUS:CANCELLED" in closes["SUMMARY"]
    assert str(closes["SUMMARY"]).endswith("長" * 100)


@pytest.mark.parametrize("path", ["/calendar.ics", "/bills/open-bill/calendar.ics"])
def test_one_statement_and_no_second_sending(
    client: FlaskClient, world: World, statements: Statements, clock: Clock, path: str
) -> None:
    with statements:
        first = client.get(path)
    assert len(statements) == 1
    clock.now = NOON + timedelta(days=3)
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 304
    extend(world.session, world.bills["open"], 1)
    assert client.get(path, headers={"If-None-Match": first.headers["ETag"]}).status_code == 200


def test_closing_instant_is_the_platforms_own(client: FlaskClient, world: World) -> None:
    for bill in world.bills.values():
        if bill.announced_at is None:
            continue
        event = read(client, f"/bills/{bill.slug}/calendar.ics")[f"{bill.slug}-closes"]
        said = event["DESCRIPTION"].partition("until ")[2].split(" ")[0]
        assert datetime.fromisoformat(said).astimezone(UTC) == bill.closes_at
