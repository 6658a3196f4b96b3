"""The days of an announced bill as its actions change them: rescheduled, extended, postponed, each on record."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pytest
import sqlalchemy as sa

from app.bills import actions
from app.bills.events import NoticeExtended, NoticeRescheduled, ResponsePostponed
from app.bills.models import Bill, NoticeChangeKind, ShortGround, Status
from app.bills.notice_period import NoticePeriod
from app.bills.notice_plan import NoticePlan
from app.bills.queries_path import list_notice_changes
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.record.models import Act, Entry, Opening
from tests.bills.drafts import JUSTIFICATION, REASON, add_official
from tests.builders import TODAY, World
from tests.conftest import NOON

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)


def _extend(world: World, bill: Bill, last_day: date, now: Any = NOON, **more: Any) -> None:
    official = world.people["official"]
    actions.extend_notice(
        world.session, official, bill, **({"last_day": last_day, "reason": REASON, "now": now} | more)
    )


def _postpone(world: World, bill: Bill, due_day: date, now: Any = NOON, **more: Any) -> None:
    official = world.people["official"]
    actions.postpone_response(
        world.session, official, bill, **({"due_day": due_day, "reason": REASON, "now": now} | more)
    )


def _reschedule(world: World, first: date, last: date, **more: Any) -> Bill:
    bill, official = world.bills["announced"], world.people["official"]
    days = {name: more.pop(name) for name in ("short_ground", "justification", "reason") if name in more}
    plan = NoticePlan(first, last, **({"reason": REASON} | days))
    actions.reschedule_notice(world.session, official, bill, plan, **({"now": NOON} | more))
    return bill


def _last_entry(world: World) -> tuple[Entry, dict[str, Any]]:
    entry = world.session.scalars(sa.select(Entry).order_by(Entry.seq.desc())).first()
    assert entry is not None
    return entry, world.session.get_one(Opening, entry.seq).words


@pytest.fixture
def told(world: World) -> Iterator[list[object]]:
    """What listeners hear."""
    heard: list[object] = []
    events = world.session.info["events"]
    for kind in (NoticeExtended, NoticeRescheduled, ResponsePostponed):
        events.subscribe(kind, lambda _session, event: heard.append(event))
    yield heard
    for kind in (NoticeExtended, NoticeRescheduled, ResponsePostponed):
        events._handlers[kind].pop()


def test_extension_moves_the_last_day_and_the_response(world: World, told: list[object]) -> None:
    bill = world.bills["open"]
    old, new = bill.last_day, bill.last_day + 10 * DAY
    _extend(world, bill, new)
    assert (bill.last_day, bill.response_due_day) == (new, new + 14 * DAY)
    assert bill.closes_at == bill.notice.closes_at
    assert bill.status(bill.closes_at - TICK) is Status.OPEN
    assert bill.status(bill.closes_at) is Status.CLOSED
    entry, words = _last_entry(world)
    assert (entry.act, entry.actor, entry.subject) == (Act.EXTEND, "p-official", "bill:open-bill")
    assert words == {
        "old_last_day": old.isoformat(), "last_day": new.isoformat(),
        "old_due_day": (old + 14 * DAY).isoformat(), "due_day": (new + 14 * DAY).isoformat(),
        "reason": f"{REASON.zh}\n\n{REASON.en}",
    }  # fmt: skip
    (change,) = list_notice_changes(world.session, bill)
    assert (change.kind, change.old_last_day, change.new_last_day) == (NoticeChangeKind.EXTENSION, old, new)
    assert (change.reason, change.log_seq) == (REASON, entry.seq)
    (event,) = told
    assert event == NoticeExtended(bill, change, NOON)


@pytest.mark.parametrize("days", [0, -1, -30])
def test_open_notice_is_never_shortened(world: World, days: int) -> None:
    bill = world.bills["open"]
    with pytest.raises(Refused) as refused:
        _extend(world, bill, bill.last_day + days * DAY)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "last_day")
    assert list_notice_changes(world.session, bill) == []


@pytest.mark.parametrize(("offset", "code"), [(-TICK, None), (0 * TICK, "notice_closed"), (TICK, "notice_closed")])
def test_extension_is_possible_to_the_last_microsecond(world: World, offset: timedelta, code: str | None) -> None:
    bill = world.bills["open"]
    now = bill.closes_at + offset
    if code is None:
        _extend(world, bill, bill.last_day + DAY, now)
        assert bill.status(now) is Status.OPEN
        return
    with pytest.raises(Refused, match=code):
        _extend(world, bill, bill.last_day + DAY, now)


def test_extension_has_an_end(world: World) -> None:
    for last_day in (date.max, world.bills["open"].first_day + 731 * DAY):
        with pytest.raises(Refused) as refused:
            _extend(world, world.bills["open"], last_day)
        assert refused.value.field == "last_day"
    _extend(world, world.bills["open"], world.bills["open"].first_day + 730 * DAY)


def test_extension_never_brings_a_postponed_response_forward(world: World) -> None:
    bill = world.bills["open"]
    postponed = bill.last_day + 40 * DAY
    _postpone(world, bill, postponed)
    _extend(world, bill, bill.last_day + 10 * DAY)
    assert bill.response_due_day == postponed
    _extend(world, bill, bill.last_day + 30 * DAY)
    assert bill.response_due_day == bill.last_day + 14 * DAY


def test_short_notice_extended_to_sixty_days_is_short_no_more(world: World) -> None:
    bill = world.bills["open"]
    assert bill.first_day is not None
    short = NoticePeriod(bill.first_day, bill.first_day + timedelta(days=40))
    bill.last_day, bill.closes_at = short.last_day, short.closes_at
    bill.short_ground, bill.justification = ShortGround.URGENT, JUSTIFICATION
    _extend(world, bill, bill.first_day + 58 * DAY)
    assert bill.justification == JUSTIFICATION
    _extend(world, bill, bill.first_day + 59 * DAY)
    assert not bill.short_ground
    assert not bill.justification


@pytest.mark.parametrize(
    "reason", [Bilingual(), Bilingual("。"), Bilingual("太短"), Bilingual("延" * 40), Bilingual("", "no reason")]
)
def test_acts_need_a_reason_in_words(world: World, reason: Bilingual) -> None:
    bill = world.bills["open"]
    for act in (
        lambda: _extend(world, bill, bill.last_day + DAY, reason=reason),
        lambda: _postpone(world, bill, bill.response_due_day + DAY, reason=reason),
        lambda: _reschedule(world, TODAY + 5 * DAY, TODAY + 90 * DAY, reason=reason),
    ):
        with pytest.raises(Refused) as refused:
            act()
        assert (refused.value.reason.code, refused.value.field) == ("invalid", "reason_zh")


def test_postponed_response_is_overdue_after_the_new_day(world: World, told: list[object]) -> None:
    bill = world.bills["closed"]
    old = bill.response_due_day
    assert bill.overdue_days(NOON) == (TODAY - old).days > 0
    new = TODAY + 3 * DAY
    _postpone(world, bill, new)
    assert bill.overdue_days(NOON) == 0
    assert [bill.overdue_days(NOON + days * DAY) for days in (3, 4, 5)] == [0, 1, 2]
    entry, words = _last_entry(world)
    assert entry.act == Act.POSTPONE
    assert (words["old_due_day"], words["due_day"]) == (old.isoformat(), new.isoformat())
    assert "last_day" not in words
    assert isinstance(told[0], ResponsePostponed)


def test_postponement_is_bounded(world: World) -> None:
    bill = world.bills["open"]
    latest = bill.last_day + (14 + 60) * DAY
    for due_day in (bill.response_due_day, bill.response_due_day - DAY, latest + DAY, date.max, date.min):
        with pytest.raises(Refused) as refused:
            _postpone(world, bill, due_day)
        assert refused.value.field == "due_day", due_day
    _postpone(world, bill, latest - DAY)
    _postpone(world, bill, latest)
    with pytest.raises(Refused, match="invalid"):
        _postpone(world, bill, latest + DAY)


def test_response_is_not_postponed_to_a_day_that_has_passed(world: World) -> None:
    bill = world.bills["closed"]
    assert bill.response_due_day < TODAY - DAY
    with pytest.raises(Refused, match="invalid"):
        _postpone(world, bill, TODAY - DAY)
    _postpone(world, bill, TODAY)


def test_rescheduling_sets_all_days_anew(world: World, told: list[object]) -> None:
    first, last = TODAY + 10 * DAY, TODAY + 69 * DAY
    bill = _reschedule(world, first, last)
    assert (bill.first_day, bill.last_day, bill.response_due_day) == (first, last, last + 14 * DAY)
    assert (bill.opens_at, bill.closes_at) == (bill.notice.opens_at, bill.notice.closes_at)
    entry, words = _last_entry(world)
    assert (entry.act, words["first_day"], words["old_first_day"]) == (
        Act.RESCHEDULE,
        first.isoformat(),
        (TODAY + 2 * DAY).isoformat(),
    )
    assert isinstance(told[0], NoticeRescheduled)


@pytest.mark.parametrize(
    ("first", "last", "field"),
    [
        (TODAY, TODAY + 90 * DAY, "first_day"),
        (TODAY + 5 * DAY, TODAY + 4 * DAY, "last_day"),
        (TODAY + DAY, TODAY + 59 * DAY, "short_ground"),
        (TODAY + 2 * DAY, TODAY + 61 * DAY, "first_day"),
    ],
)
def test_rescheduled_notice_keeps_the_rules(world: World, first: date, last: date, field: str) -> None:
    with pytest.raises(Refused) as refused:
        _reschedule(world, first, last)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", field)


def test_rescheduling_to_a_short_notice_takes_two(world: World) -> None:
    days = (TODAY + DAY, TODAY + 30 * DAY)
    why: dict[str, Any] = {"short_ground": ShortGround.TREATY, "justification": JUSTIFICATION}
    for nobody in (None, world.people["official"], world.people["citizen"], world.people["other_agency_official"]):
        with pytest.raises(Refused, match="not_allowed"):
            _reschedule(world, *days, **why, asked_by=nobody)
    bill = _reschedule(world, *days, **why, asked_by=add_official(world))
    assert (bill.short_ground, bill.justification) == (ShortGround.TREATY, JUSTIFICATION)
    entry, words = _last_entry(world)
    assert (entry.ground, words["asked_by"]) == ("treaty", "p-second-official")
    full = _reschedule(world, TODAY + DAY, TODAY + 60 * DAY)
    assert (full.short_ground, full.justification) == (None, None)


def test_rescheduling_ends_with_the_opening(world: World) -> None:
    bill = world.bills["announced"]
    days = (TODAY + 20 * DAY, TODAY + 90 * DAY)
    with pytest.raises(Refused, match="conflict"):
        _reschedule(world, *days, now=bill.opens_at)
    _reschedule(world, *days, now=bill.opens_at - TICK)


def test_stale_revisions_are_conflicts(world: World) -> None:
    bill = world.bills["open"]
    with pytest.raises(Refused, match="conflict"):
        _extend(world, bill, bill.last_day + DAY, revision=bill.revision + 1)
    with pytest.raises(Refused, match="conflict"):
        _postpone(world, bill, bill.response_due_day + DAY, revision=bill.revision + 1)
    with pytest.raises(Refused, match="conflict"):
        _reschedule(world, TODAY + 9 * DAY, TODAY + 90 * DAY, revision=bill.revision + 1)
