"""Calming a discussion: who may, what the record says, how long it holds, and that a gate takes two."""

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import IntegrityError

from app.accounts.models import Person
from app.discussion.models import Comment
from app.discussion.restraints.models import Restraint
from app.discussion.restraints.policy import last_days_begin
from app.kernel.clock import rfc3339
from app.kernel.verdict import Refused
from app.moderation.calming import actions, policy
from app.moderation.calming.models import GateProposal
from app.moderation.calming.queries import get_proposal
from tests.builders import NOON, PERSONAS, World
from tests.discussion.talk import load, post
from tests.moderation.calming.cases import REASON, confirm, gate, lift, lock, newest_entry, propose, slow

TICK, HOUR = timedelta(microseconds=1), timedelta(hours=1)
MODERATORS = {"moderator", "second_moderator", "lead"}


@pytest.fixture
def root(world: World) -> Comment:
    return post(world, "Words that begin a thread.")


def refusal(act: Callable[..., object], *words: Any, **more: Any) -> str:
    with pytest.raises(Refused) as refused:
        act(*words, **more)
    return refused.value.reason.code


@pytest.mark.parametrize("who", [*PERSONAS, None])
def test_moderators_of_the_bill_calm_it_and_nobody_else(world: World, root: Comment, who: str | None) -> None:
    person, bill = world.people.get(who or ""), world.bills["open"]
    held = slow(world, by="lead")
    expected = None if who in MODERATORS else "not_allowed" if who else "sign_in_required"
    for verdict in (
        policy.may_calm(person, bill, NOON),
        policy.may_lock(person, load(world, root), bill, NOON),
        policy.may_lift(person, held, bill, NOON),
    ):
        assert (verdict.reason.code if verdict.reason else None) == expected


def test_nobody_pauses_a_thread_that_they_began_and_only_whole_threads_are(world: World, root: Comment) -> None:
    own = post(world, "A moderator's own thread.", by="moderator")
    assert refusal(lock, world, own) == "not_allowed"
    reply = post(world, "A reply.", by="lead", parent=root)
    assert refusal(lock, world, reply) == "conflict"
    assert lock(world, own, by="lead").comment_id == own.id


def test_each_act_stands_on_the_record(world: World, root: Comment) -> None:
    made = {
        "lock": (lock(world, root), f"comment:{root.id}", {}),
        "slow": (slow(world), "bill:open-bill", {"minutes": "15"}),
        "gate": (gate(world), "bill:open-bill", {"days": "3", "asked_by": "p-moderator"}),
    }
    entries = world.session.execute(sa.text("SELECT seq, act, subject, bill FROM record_entry ORDER BY seq")).all()
    assert [tuple(entry) for entry in entries] == [
        (held.log_seq, act, subject, "open-bill") for act, (held, subject, _words) in made.items()
    ]
    entry, words = newest_entry(world)
    assert (entry.actor, words) == (
        "p-second-moderator",
        {"reason": REASON, "until": rfc3339(NOON + 24 * HOUR), "days": "3", "asked_by": "p-moderator"},
    )
    for act, (held, subject, _words) in made.items():
        entry = lift(world, held, by="lead", reason="People have calmed down again.")
        assert (entry.act, entry.subject) == (f"un{act}", subject)
        assert newest_entry(world)[1] == {"reason": "People have calmed down again.", "set_under": str(held.log_seq)}
        assert (held.ended_at, held.ended_log_seq) == (NOON, entry.seq)


def test_lifting_needs_one_moderator_and_no_reason(world: World) -> None:
    held = gate(world)
    entry = lift(world, held, by="moderator")
    assert newest_entry(world) == (entry, {"set_under": str(held.log_seq)})
    assert refusal(lift, world, held) == "conflict"
    again = slow(world)
    assert refusal(lift, world, again, now=again.until_at) == "conflict"
    assert lift(world, again, now=again.until_at - TICK)


ACTS: dict[str, Callable[..., Restraint]] = {"slow": slow, "gate": gate}


@pytest.mark.parametrize("act", ACTS)
def test_it_is_cut_where_the_last_seven_days_begin_and_refused_from_then_on(world: World, act: str) -> None:
    begin = last_days_begin(world.bills["open"])
    assert begin is not None
    assert refusal(ACTS[act], world, hours=1, now=begin) == "conflict"
    assert ACTS[act](world, hours=72, now=begin - TICK).until_at == begin


def test_a_lock_is_cut_too_and_an_extension_moves_nothing_back(world: World, root: Comment) -> None:
    bill = world.bills["open"]
    begin = last_days_begin(bill)
    held = lock(world, root, hours=72, now=begin - HOUR)
    assert held.until_at == begin
    assert bill.last_day is not None
    assert bill.closes_at is not None
    bill.last_day, bill.closes_at = bill.last_day + timedelta(days=30), bill.closes_at + timedelta(days=30)
    world.session.flush()
    assert held.until_at == begin
    assert not held.is_running(begin)
    assert lock(world, root, hours=72, now=begin).until_at == begin + 71 * HOUR


def test_72_hours_are_the_longest(world: World, root: Comment) -> None:
    for hours in (0, 73, -1):
        assert refusal(slow, world, hours=hours) == "invalid"
    assert refusal(slow, world, minutes=3) == "invalid"
    assert refusal(propose, world, days=8) == "invalid"
    assert refusal(propose, world, days=0) == "invalid"
    held = lock(world, root, hours=72)
    assert held.until_at == NOON + 72 * HOUR
    assert refusal(lock, world, root, now=held.until_at) == "conflict"
    assert slow(world, hours=72).until_at == NOON + 72 * HOUR
    assert slow(world, hours=72, now=NOON + 72 * HOUR)


def test_one_of_a_kind_holds_at_a_time(world: World, root: Comment) -> None:
    lock(world, root), slow(world), gate(world)
    assert refusal(lock, world, root, by="lead") == "conflict"
    assert refusal(slow, world, by="lead", minutes=2) == "conflict"
    assert refusal(propose, world, by="lead") == "conflict"
    assert lock(world, post(world, "Another thread.", by="other_citizen"))


def test_a_gate_takes_two_moderators(world: World) -> None:
    proposal, bill = propose(world), world.bills["open"]
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Restraint)) == 0
    assert refusal(confirm, world, proposal, by="moderator") == "not_allowed"
    for who in ("citizen", "official", "other_subgroup_moderator", "administrator"):
        assert refusal(confirm, world, proposal, by=who) == "not_allowed"
    assert refusal(propose, world, by="lead") == "conflict"
    held = confirm(world, proposal, by="lead", now=NOON + HOUR)
    assert (held.asked_by_id, held.set_by_id) == (world.people["moderator"].id, world.people["lead"].id)
    assert (held.starts_at, held.until_at) == (NOON + HOUR, NOON + 25 * HOUR)
    assert refusal(confirm, world, proposal) == "conflict"
    found = get_proposal(world.session, bill, proposal.id)
    assert refusal(actions.decline_gate, world.session, world.people["lead"], found, bill, now=NOON) == "conflict"


def test_a_proposal_is_declined_by_another_and_taken_back_by_who_made_it(world: World) -> None:
    session, bill, people = world.session, world.bills["open"], world.people
    for settle, mine in ((actions.decline_gate, False), (actions.take_back_gate, True)):
        found = get_proposal(session, bill, propose(world).id)
        wrong, right = (people["lead"], people["moderator"])[:: 1 if mine else -1]
        assert refusal(settle, session, wrong, found, bill, now=NOON) == "not_allowed"
        settle(session, right, found, bill, now=NOON)
        assert refusal(confirm, world, found) == "conflict"
    assert session.scalar(sa.select(sa.func.count()).select_from(Restraint)) == 0


def test_a_proposal_lapses_after_a_day(world: World) -> None:
    first = propose(world)
    end = NOON + policy.LAPSES
    assert refusal(propose, world, by="lead", now=end - TICK) == "conflict"
    assert refusal(confirm, world, first, now=end) == "conflict"
    second = propose(world, by="lead", now=end)
    world.session.refresh(first)
    assert first.outcome == "lapsed"
    assert confirm(world, second, by="moderator", now=end + policy.LAPSES - TICK)


def test_who_proposed_must_still_be_a_moderator(world: World) -> None:
    proposal = propose(world)
    asker: Person = world.people["moderator"]
    asker.memberships[0].ends_at = NOON
    world.session.flush()
    assert refusal(confirm, world, proposal) == "conflict"


def test_a_gate_that_waited_too_long_is_not_confirmed_in_the_last_seven_days(world: World) -> None:
    begin = last_days_begin(world.bills["open"])
    proposal = propose(world, now=begin - HOUR)
    assert refusal(confirm, world, proposal, now=begin) == "conflict"
    assert confirm(world, proposal, now=begin - TICK).until_at == begin


def _row(world: World, **other: object) -> dict[str, object]:
    people = world.people
    row = {"bill_id": world.bills["open"].id, "kind": "gate", "amount": 3, "starts_at": NOON, "reason": REASON}
    row |= {"until_at": NOON + 72 * HOUR, "set_by_id": people["lead"].id, "asked_by_id": people["moderator"].id}
    return row | {"log_seq": 99, "ended_reason": ""} | other


BROKEN: list[dict[str, object]] = [
    {"until_at": NOON + 72 * HOUR + timedelta(seconds=1)},
    {"until_at": NOON},
    {"amount": 8},
    {"amount": 0},
    {"asked_by_id": None},
    {"asked_by_id": "lead"},
    {"kind": "slow", "amount": 15},
    {"kind": "slow", "amount": 3, "asked_by_id": None},
    {"kind": "lock", "amount": None, "asked_by_id": None},
    {"ended_at": NOON + HOUR},
    {"kind": "mute"},
]


@pytest.mark.parametrize("broken", BROKEN, ids=str)
def test_the_database_holds_the_bounds(world: World, broken: dict[str, object]) -> None:
    row = _row(world, **broken)
    if row["asked_by_id"] == "lead":
        row["asked_by_id"] = world.people["lead"].id
    table = sa.table("restraint", *(sa.column(name, Restraint.__table__.c[name].type) for name in row))
    table.c.kind.type = sa.String()
    with pytest.raises(IntegrityError), world.session.begin_nested():
        world.session.execute(sa.insert(table), row)
    with world.session.begin_nested():
        world.session.execute(sa.insert(table), {name: _row(world)[name] for name in row if name in _row(world)})


def test_one_proposal_waits_for_a_bill_and_nobody_settles_their_own(world: World) -> None:
    proposal = propose(world)
    again = {"bill_id": proposal.bill_id, "days": 1, "hours": 1, "reason": REASON, "asked_by_id": 1, "asked_at": NOON}
    with pytest.raises(IntegrityError), world.session.begin_nested():
        world.session.execute(sa.insert(GateProposal), again)
    settled: dict[str, object] = {"settled_at": NOON, "outcome": "confirmed", "settled_by_id": proposal.asked_by_id}
    change = sa.update(GateProposal).where(GateProposal.id == proposal.id)
    with pytest.raises(IntegrityError), world.session.begin_nested():
        world.session.execute(change.values(settled), execution_options={"synchronize_session": False})


def test_nothing_is_set_where_nobody_may_post(world: World) -> None:
    for phase in ("announced", "closed", "answered", "withdrawn"):
        assert refusal(slow, world, on=phase) == "conflict"
    assert refusal(slow, world, on="unpublished") == "not_found"


@pytest.mark.parametrize("reason", ["", "short", "aaaaaaaaaaaaaaaa", "x" * 1001])
def test_a_reason_in_words_is_needed(world: World, reason: str) -> None:
    person, bill, at = world.people["moderator"], world.bills["open"], datetime.fromisoformat(NOON.isoformat())
    words = {"minutes": 5, "hours": 1, "reason": reason}
    assert refusal(actions.slow_discussion, world.session, person, bill, **words, now=at) == "invalid"
