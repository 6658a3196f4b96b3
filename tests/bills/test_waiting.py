"""Acts that wait for a second official or for a day, through the room's actions."""

from collections.abc import Iterator
from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.models import Person
from app.bills import actions
from app.bills.events import BillAnnounced, WaitingActRefused
from app.bills.models import Bill, PendingAct, PendingKind, PendingOutcome, ShortGround, Status
from app.bills.notice_plan import NoticePlan, read_plan
from app.bills.queries import get_draft
from app.bills.queries_path import find_due, find_waiting
from app.kernel.bilingual import Bilingual
from app.kernel.outbox import OutboxMessage
from app.kernel.verdict import Refused, invalid
from app.record.models import Act, Entry, Opening
from tests.bills.drafts import JUSTIFICATION, REASON, add_official, prepare_bill
from tests.builders import TODAY, World
from tests.conftest import NOON

DAY = timedelta(days=1)
TICK = timedelta(microseconds=1)
SHORT = NoticePlan(TODAY + 10 * DAY, TODAY + 39 * DAY, ShortGround.TREATY, JUSTIFICATION)
FULL = NoticePlan(TODAY + 10 * DAY, TODAY + 69 * DAY)


@pytest.fixture(autouse=True)
def _speaking(app: Gongyi) -> Iterator[None]:
    with app.app_context():
        yield


@pytest.fixture
def asker(world: World) -> Person:
    return world.people["official"]


@pytest.fixture
def signer(world: World) -> Person:
    return add_official(world)


def _acts_on_record(world: World, bill: Bill) -> list[str]:
    return list(world.session.scalars(sa.select(Entry.act).where(Entry.bill == bill.slug).order_by(Entry.seq)))


def test_plan_is_the_same_after_it_waited() -> None:
    for plan in (SHORT, FULL, NoticePlan(TODAY, TODAY, reason=REASON)):
        assert read_plan(plan.as_json()) == plan


def test_signed_short_announcement_names_both(world: World, asker: Person, signer: Person) -> None:
    bill = prepare_bill(world)
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON)
    assert _acts_on_record(world, bill) == []
    later = NOON + 2 * DAY
    actions.sign_act(world.session, signer, bill, act, now=later)
    assert (bill.announced_at, bill.notice, bill.justification) == (later, SHORT.notice, JUSTIFICATION)
    assert (act.outcome, act.settled_at, act.signed_by_id, act.signed_at) == (
        PendingOutcome.DONE, later, signer.id, later,
    )  # fmt: skip
    entry = world.session.scalars(sa.select(Entry).where(Entry.bill == bill.slug, Entry.act == Act.ANNOUNCE)).one()
    assert entry.actor == signer.public_id
    assert world.session.get_one(Opening, entry.seq).words["asked_by"] == asker.public_id
    with pytest.raises(Refused, match="conflict"):
        actions.sign_act(world.session, signer, bill, act, now=later)


def test_one_of_a_kind_waits_at_a_time(world: World, asker: Person, signer: Person) -> None:
    bill = prepare_bill(world)
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON)
    for again in (
        lambda: actions.ask_for_announcement(world.session, signer, bill, SHORT, now=NOON),
        lambda: actions.announce_bill(
            world.session, signer, bill, first_day=FULL.first_day, last_day=FULL.last_day, now=NOON
        ),
    ):
        with pytest.raises(Refused, match="conflict"):
            again()
    actions.take_back_act(world.session, asker, bill, act, now=NOON)
    assert find_waiting(world.session, bill, PendingKind.ANNOUNCEMENT) is None
    actions.ask_for_announcement(world.session, signer, bill, SHORT, now=NOON)


def test_what_one_asks_is_judged_at_once(world: World, asker: Person) -> None:
    bill = prepare_bill(world)
    poor = NoticePlan(SHORT.first_day, SHORT.last_day, ShortGround.URGENT, Bilingual("急"))
    for plan, code in ((poor, "invalid"), (NoticePlan(SHORT.first_day, SHORT.last_day), "invalid"), (FULL, "conflict")):
        with pytest.raises(Refused, match=code):
            actions.ask_for_announcement(world.session, asker, bill, plan, now=NOON)
    for nobody in (None, world.people["citizen"], world.people["other_agency_official"]):
        with pytest.raises(Refused, match="not_found"):
            actions.ask_for_announcement(world.session, nobody, bill, SHORT, now=NOON)
    with pytest.raises(Refused, match="conflict"):
        actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON, revision=bill.revision + 1)


def test_act_signed_too_late_fails_whole(world: World, asker: Person, signer: Person) -> None:
    bill = prepare_bill(world)
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON)
    late = NOON + 10 * DAY
    actions.sign_act(world.session, signer, bill, act, now=late)
    assert (act.outcome, bill.announced_at) == (PendingOutcome.FAILED, None)
    zh, en = act.failure.split("\n\n")
    assert en.startswith("The notice begins tomorrow at the earliest")
    assert "最早" in zh
    assert _acts_on_record(world, bill) == []
    assert get_draft(world.session, bill).number == 1
    mails = world.session.scalars(sa.select(OutboxMessage).where(OutboxMessage.template == "act-refused")).all()
    assert {mail.person_id for mail in mails} == {asker.id, signer.id}


@pytest.mark.parametrize("who", ["asker", "signer"])
def test_former_officials_stand_for_nothing(world: World, asker: Person, signer: Person, who: str) -> None:
    bill = prepare_bill(world)
    due_at = NOON + DAY
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, due_at=due_at, now=NOON)
    actions.sign_act(world.session, signer, bill, act, now=NOON)
    assert act.settled_at is None
    {"asker": asker, "signer": signer}[who].memberships[0].ends_at = due_at
    world.session.flush()
    assert actions.do_next_due(world.session, due_at)
    assert (act.outcome, bill.announced_at) == (PendingOutcome.FAILED, None)
    assert "no longer an official" in act.failure


def test_declined_act_keeps_the_words(world: World, asker: Person, signer: Person) -> None:
    bill = world.bills["open"]
    heard: list[WaitingActRefused] = []
    world.session.info["events"].subscribe(WaitingActRefused, lambda _session, event: heard.append(event))
    act = actions.ask_for_withdrawal(world.session, asker, bill, reason=REASON, now=NOON)
    with pytest.raises(Refused, match="not_allowed"):
        actions.decline_act(world.session, asker, bill, act, words="No.", now=NOON)
    with pytest.raises(Refused, match="invalid"):
        actions.decline_act(world.session, signer, bill, act, words="", now=NOON)
    actions.decline_act(world.session, signer, bill, act, words="No.", now=NOON)
    assert (act.outcome, act.failure, bill.status(NOON)) == (PendingOutcome.DECLINED, "No.", Status.OPEN)
    assert heard == [WaitingActRefused(bill, act, NOON)]
    actions.ask_for_withdrawal(world.session, signer, bill, reason=REASON, now=NOON)


def test_signed_withdrawal_is_done_once(world: World, asker: Person, signer: Person) -> None:
    bill = world.bills["open"]
    act = actions.ask_for_withdrawal(world.session, asker, bill, reason=REASON, now=NOON)
    actions.sign_act(world.session, signer, bill, act, now=NOON)
    assert (bill.status(NOON), bill.withdrawal_reason) == (Status.WITHDRAWN, REASON)
    assert _acts_on_record(world, bill) == ["withdraw"]


def test_rescheduling_to_a_short_notice_waits_until_the_opening(world: World, asker: Person, signer: Person) -> None:
    bill = world.bills["announced"]
    plan = NoticePlan(TODAY + 20 * DAY, TODAY + 40 * DAY, ShortGround.URGENT, JUSTIFICATION, REASON)
    act = actions.ask_for_rescheduling(world.session, asker, bill, plan, now=NOON)
    assert act.kind is PendingKind.RESCHEDULING
    for ask in (actions.ask_for_rescheduling, actions.ask_for_announcement):
        with pytest.raises(Refused, match="conflict"):
            ask(world.session, asker, bill, plan, now=NOON)
    assert bill.opens_at is not None
    actions.sign_act(world.session, signer, bill, act, now=bill.opens_at)
    assert act.outcome is PendingOutcome.FAILED
    assert bill.first_day == TODAY + 2 * DAY
    again = actions.ask_for_rescheduling(world.session, asker, bill, plan, now=NOON)
    actions.sign_act(world.session, signer, bill, again, now=bill.opens_at - TICK)
    assert (again.outcome, bill.notice) == (PendingOutcome.DONE, plan.notice)
    assert _acts_on_record(world, bill) == ["reschedule"]


def test_planned_announcement_is_due_at_its_instant(world: World, asker: Person) -> None:
    bill, due_at = prepare_bill(world), NOON + 5 * DAY
    act = actions.ask_for_announcement(world.session, asker, bill, FULL, due_at=due_at, now=NOON)
    assert not act.needs_signature
    for now in (NOON, due_at - TICK):
        assert find_due(world.session, now) is None
        assert not actions.do_next_due(world.session, now)
        assert bill.status(now) is Status.UNPUBLISHED
    late = due_at + DAY
    assert actions.do_next_due(world.session, late)
    assert bill.announced_at == late, "on record at the instant at which it was done, not before"
    entry = world.session.scalars(sa.select(Entry).where(Entry.bill == bill.slug, Entry.act == Act.ANNOUNCE)).one()
    assert entry.actor == asker.public_id
    assert "asked_by" not in world.session.get_one(Opening, entry.seq).words
    assert not actions.do_next_due(world.session, late)


def test_planned_short_announcement_needs_the_signature_first(world: World, asker: Person, signer: Person) -> None:
    bill, due_at = prepare_bill(world), NOON + 5 * DAY
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, due_at=due_at, now=NOON)
    assert not actions.do_next_due(world.session, due_at)
    actions.sign_act(world.session, signer, bill, act, now=due_at - TICK)
    assert bill.announced_at is None
    assert actions.do_next_due(world.session, due_at)
    assert bill.announced_at == due_at


def test_planned_announcement_that_fails_says_why(world: World, asker: Person) -> None:
    bill, due_at = prepare_bill(world), NOON + 5 * DAY
    act = actions.ask_for_announcement(world.session, asker, bill, FULL, due_at=due_at, now=NOON)
    bill.summary = Bilingual()
    world.session.flush()
    assert actions.do_next_due(world.session, due_at)
    assert (act.outcome, bill.announced_at) == (PendingOutcome.FAILED, None)
    assert "needs a title and a summary" in act.failure
    assert not actions.do_next_due(world.session, due_at)


def test_act_that_is_refused_half_way_leaves_nothing(world: World, asker: Person, signer: Person) -> None:
    """A higher room that listens can refuse after the entry was written; all of it is undone, and the chain goes on."""
    bill, events = prepare_bill(world), world.session.info["events"]
    act = actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON)

    def refuse(_session: Session, _event: BillAnnounced) -> None:
        raise invalid("Not like this.")

    events.subscribe(BillAnnounced, refuse)
    actions.sign_act(world.session, signer, bill, act, now=NOON)
    events._handlers[BillAnnounced].remove(refuse)
    assert (act.outcome, act.failure) == (PendingOutcome.FAILED, "Not like this.\n\nNot like this.")
    assert (bill.announced_at, bill.justification, _acts_on_record(world, bill)) == (None, None, [])
    again = actions.ask_for_announcement(world.session, asker, bill, SHORT, now=NOON)
    actions.sign_act(world.session, signer, bill, again, now=NOON)
    assert _acts_on_record(world, bill) == ["announce", "publish-version"]


def test_plan_is_judged_as_of_its_instant(world: World, asker: Person) -> None:
    bill = prepare_bill(world)
    for due_at in (NOON, NOON - DAY, NOON + 10 * DAY, NOON + 800 * DAY):
        with pytest.raises(Refused, match="invalid"):
            actions.ask_for_announcement(world.session, asker, bill, FULL, due_at=due_at, now=NOON)


def test_database_holds_one_waiting_act_of_a_kind(world: World, asker: Person) -> None:
    bill = world.bills["open"]
    actions.ask_for_withdrawal(world.session, asker, bill, reason=REASON, now=NOON)
    twin = PendingAct(
        bill_id=bill.id, kind=PendingKind.WITHDRAWAL, parameters={}, needs_signature=True, asked_by_id=asker.id,
        asked_at=NOON,
    )  # fmt: skip
    world.session.add(twin)
    with pytest.raises(sa.exc.IntegrityError):
        world.session.flush()
