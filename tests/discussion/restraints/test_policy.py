"""How long a restraint may hold, and whom it keeps from posting: each bound, and one microsecond before it."""

from collections.abc import Sequence
from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.accounts.models import Membership, Person, Role
from app.bills.models import Bill
from app.bills.notice_period import NoticePeriod
from app.discussion.restraints import policy
from app.discussion.restraints.models import RestraintKind
from app.discussion.restraints.policy import Pace, Running
from app.discussion.restraints.queries import is_new_in_sql
from app.kernel.clock import day_start
from app.kernel.verdict import Verdict
from tests.builders import LONG_AGO, World

TICK = timedelta(microseconds=1)
NOW = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)
LOCK, SLOW, GATE = RestraintKind
HOUR, MINUTE, DAY = timedelta(hours=1), timedelta(minutes=1), timedelta(days=1)
LAST_WEEK = datetime(2026, 4, 22, 16, 0, tzinfo=UTC)  # 23 April in Taipei, the seventh day from the end


def make_bill(last_day: date = date(2026, 4, 29)) -> Bill:
    notice = NoticePeriod(date(2026, 3, 1), last_day)
    return Bill(
        id=1,
        agency_id=1,
        subgroup_id=1,
        co_leads=[],
        announced_at=LONG_AGO,
        first_day=notice.first_day,
        last_day=last_day,
        opens_at=notice.opens_at,
        closes_at=notice.closes_at,
    )


def make_person(age: timedelta = 1000 * DAY, comments: int = 9, **office: int) -> Person:
    person = Person(created_at=NOW - age, confirmed_at=LONG_AGO, suspended_at=None, comment_count=comments)
    if office:
        role = Role.OFFICIAL if "agency_id" in office else Role.MODERATOR
        person.memberships = [Membership(role=role, starts_at=LONG_AGO, ends_at=None, **office)]
    return person


def code(verdict: Verdict) -> str | None:
    return verdict.reason.code if verdict.reason else None


@pytest.mark.parametrize(
    "now, expected",
    [
        (day_start(date(2026, 3, 1)) - TICK, "conflict"),
        (day_start(date(2026, 3, 1)), None),
        (LAST_WEEK - TICK, None),
        (LAST_WEEK, "conflict"),
        (day_start(date(2026, 4, 30)), "conflict"),
    ],
)
def test_a_discussion_is_restrained_while_open_but_not_in_the_last_seven_days(now: datetime, expected: str) -> None:
    bill = make_bill()
    assert policy.last_days_begin(bill) == LAST_WEEK
    assert code(policy.may_restrain(bill, now)) == expected
    bill.withdrawn_at = now
    assert code(policy.may_restrain(bill, now)) == "conflict"


def test_a_notice_of_a_week_is_never_restrained() -> None:
    bill = make_bill(last_day=date(2026, 3, 7))
    assert code(policy.may_restrain(bill, bill.opens_at)) == "conflict"


@pytest.mark.parametrize("kind", RestraintKind)
def test_none_holds_for_more_than_72_hours_or_into_the_last_seven_days(kind: RestraintKind) -> None:
    bill = make_bill()
    assert policy.latest_end(bill, kind, [], NOW) == NOW + 72 * HOUR
    for now in (LAST_WEEK - 72 * HOUR, LAST_WEEK - 72 * HOUR + TICK, LAST_WEEK - TICK):
        latest = policy.latest_end(bill, kind, [], now)
        assert latest == min(now + 72 * HOUR, LAST_WEEK)
        assert policy.end_of(72, latest, now) <= LAST_WEEK
        assert now < policy.end_of(72, latest, now) <= now + 72 * HOUR


def test_a_thread_is_paused_and_a_bill_gated_for_72_hours_in_any_seven_days() -> None:
    bill = make_bill()
    earlier = [(NOW - 60 * HOUR, NOW - 20 * HOUR), (NOW - 8 * DAY, NOW - 6 * DAY)]  # 40 hours, and 24 of 48
    for kind, left in ((LOCK, 8), (GATE, 8), (SLOW, 72)):
        assert policy.latest_end(bill, kind, earlier, NOW) == NOW + left * HOUR
    held = [(NOW - 72 * HOUR, NOW)]
    assert policy.latest_end(bill, LOCK, held, NOW) == NOW
    assert policy.latest_end(bill, LOCK, held, NOW + 4 * DAY + HOUR) == NOW + 4 * DAY + 2 * HOUR


def test_it_ends_on_a_whole_minute_and_never_before_it_begins() -> None:
    now = NOW + timedelta(seconds=30)
    assert policy.end_of(2, now + 72 * HOUR, now) == NOW + 2 * HOUR
    assert policy.end_of(2, now + TICK, now) == now + TICK


@pytest.mark.parametrize(
    "age, comments, expected",
    [
        (DAY - TICK, 99, True),
        (DAY, 3, False),
        (DAY, 2, True),
        (7 * DAY - TICK, 2, True),
        (7 * DAY, 0, False),
        (1000 * DAY, 0, False),
    ],
)
def test_an_account_is_new_in_its_first_day_or_week(
    world: World, age: timedelta, comments: int, expected: bool
) -> None:
    """In Python and in SQL."""
    person = world.people["citizen"]
    person.created_at, person.comment_count = NOW - age, comments
    assert policy.is_new(person, NOW) is expected
    world.session.flush()
    query = sa.select(is_new_in_sql()).where(Person.id == person.id)
    assert world.session.scalar(query, {"day": NOW - DAY, "week": NOW - 7 * DAY}) == expected


def may(person: Person, *running: Running, said: Sequence[timedelta] = (), bill: int = 1, **crowd: datetime) -> Verdict:
    pace = Pace(tuple((bill, NOW - ago) for ago in said), running, crowd.get("crowd_at"))
    return policy.may_post_now(person, make_bill(), pace, NOW)


OLD, YOUNG = make_person(), make_person(HOUR)
IN_OFFICE = [make_person(HOUR, agency_id=1), make_person(HOUR, subgroup_id=1)]
ELSEWHERE = [make_person(HOUR, agency_id=2), make_person(HOUR, subgroup_id=2)]


def test_a_lock_binds_everybody() -> None:
    lock = Running(LOCK, 0, NOW + HOUR)
    for person in (OLD, YOUNG, *IN_OFFICE, *ELSEWHERE):
        verdict = may(person, lock)
        assert (code(verdict), verdict.reason.retry_at) == ("conflict", NOW + HOUR)


@pytest.mark.parametrize("minutes", policy.MINUTES)
def test_slow_mode_spaces_out_what_one_person_says_on_the_bill(minutes: int) -> None:
    slow, within = Running(SLOW, minutes, NOW + 72 * HOUR), minutes * MINUTE - TICK
    verdict = may(OLD, slow, said=[within, within + HOUR])
    assert (code(verdict), verdict.reason.retry_at) == ("too_many_requests", NOW + TICK)
    assert may(OLD, slow, said=[minutes * MINUTE])
    assert may(OLD, slow, said=[within], bill=2)
    assert may(OLD, slow)
    for person in IN_OFFICE:
        assert may(person, slow, said=[within])
    for person in ELSEWHERE:
        assert code(may(person, slow, said=[within])) == "too_many_requests"


def test_slow_mode_lets_everybody_in_at_its_end() -> None:
    verdict = may(OLD, Running(SLOW, 60, NOW + MINUTE), said=[MINUTE])
    assert verdict.reason.retry_at == NOW + MINUTE


@pytest.mark.parametrize("days", range(1, 8))
def test_a_gate_keeps_out_whose_account_is_too_new(days: int) -> None:
    gate = Running(GATE, days, NOW + 72 * HOUR)
    verdict = may(make_person(days * DAY - TICK), gate)
    assert (code(verdict), verdict.reason.retry_at) == ("not_allowed", NOW + TICK)
    assert may(make_person(days * DAY), gate)
    assert may(IN_OFFICE[0], gate)
    assert may(IN_OFFICE[1], gate)
    assert code(may(ELSEWHERE[1], gate)) == "not_allowed"
    late = may(make_person(timedelta()), Running(GATE, days, NOW + HOUR))
    assert late.reason.retry_at == NOW + HOUR


PACES = [
    ("old, ten in ten minutes", OLD, [10 * MINUTE - TICK] * 10, "too_many_requests"),
    ("old, the first of ten is over", OLD, [MINUTE] * 9 + [10 * MINUTE], None),
    ("new, five in ten minutes", YOUNG, [MINUTE] * 5, "too_many_requests"),
    ("new, the first of five is over", YOUNG, [MINUTE] * 4 + [10 * MINUTE], None),
    ("new, eight an hour", YOUNG, [MINUTE] * 2 + [60 * MINUTE - TICK] * 6, "too_many_requests"),
    ("new, seven an hour", YOUNG, [MINUTE] * 2 + [60 * MINUTE - TICK] * 5, None),
    ("old, eight an hour", OLD, [MINUTE] * 2 + [60 * MINUTE - TICK] * 6, None),
    ("in office, eight an hour", IN_OFFICE[0], [MINUTE] * 2 + [60 * MINUTE - TICK] * 6, None),
]


@pytest.mark.parametrize("person, said, expected", [row[1:] for row in PACES], ids=[row[0] for row in PACES])
def test_everybody_has_a_pace_and_new_accounts_a_lower_one(
    person: Person, said: list[timedelta], expected: str | None
) -> None:
    assert code(may(person, said=said)) == expected


def test_a_new_account_posts_twelve_an_hour_over_all_bills() -> None:
    said = [30 * MINUTE] * 12
    assert code(may(YOUNG, said=said, bill=2)) == "too_many_requests"
    assert may(YOUNG, said=said[1:], bill=2)
    assert may(OLD, said=said, bill=2)


def test_a_crowd_of_new_accounts_slows_new_accounts_alone() -> None:
    within, over = NOW - policy.BURST + TICK, NOW - policy.BURST
    verdict = may(YOUNG, crowd_at=within)
    assert (code(verdict), verdict.reason.retry_at) == ("too_many_requests", NOW + TICK)
    assert may(YOUNG, crowd_at=over)
    assert may(OLD, crowd_at=within)
    for person in IN_OFFICE:
        assert may(person, crowd_at=within)
