"""Handing bills over: who may, what it changes and leaves, and two who answer at once."""

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from threading import Barrier

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.access import Permission, holds
from app.accounts.models import Person, Role
from app.accounts.offices.models import Conflict
from app.bills.handover import policy
from app.bills.handover.actions import (
    accept_handover,
    assign_bill,
    decline_handover,
    propose_handover,
    take_back_handover,
)
from app.bills.handover.models import Handover, HandoverOutcome
from app.bills.handover.queries import find_waiting, list_done, load_handover
from app.bills.models import Bill
from app.kernel.db import Database
from app.kernel.verdict import Refused
from app.record.models import Entry
from tests.accounts.test_roles import record
from tests.builders import NOON, PERSONAS, World, appoint, build_world

REASON = "It is about services of platforms, not about security."


def code(call: Callable[[], object]) -> str:
    with pytest.raises(Refused) as refused:
        call()
    return refused.value.reason.code


def other_lead(world: World) -> Person:
    appoint(world.people["other_citizen"], Role.LEAD, world.other_subgroup)
    world.session.flush()
    return world.people["other_citizen"]


def propose(world: World, phase: str = "open") -> Handover:
    bill, lead = world.bills[phase], world.people["lead"]
    made = propose_handover(world.session, lead, bill, world.other_subgroup, reason=REASON, now=NOON)
    return load_handover(world.session, made.id)


def who(world: World, rule: Callable[[Person], object]) -> set[str]:
    return {name for name in PERSONAS if rule(world.people[name])}


def test_leads_and_administrators_hand_over(world: World) -> None:
    other_lead(world)
    bill, hidden = world.bills["open"], world.bills["unpublished"]
    assert who(world, lambda p: policy.may_propose(p, bill, NOON)) == {"lead", "administrator"}
    assert who(world, lambda p: policy.may_propose(p, bill, NOON, waits=True)) == set()
    assert who(world, lambda p: policy.may_assign(p, bill, NOON)) == {"administrator"}
    assert who(world, lambda p: policy.may_assign(p, hidden, NOON)) == set()
    assert policy.may_propose(world.people["administrator"], hidden, NOON).reason.status == 404
    offered = propose(world)
    assert who(world, lambda p: policy.may_answer(p, offered, NOON)) == {"other_citizen", "administrator"}
    assert who(world, lambda p: policy.may_take_back(p, offered, NOON)) == {"lead", "administrator"}
    offered.settled_at = NOON
    assert who(world, lambda p: policy.may_answer(p, offered, NOON)) == set()


def test_an_accepted_bill_is_the_other_subgroups_on_the_record(world: World, session: Session) -> None:
    lead, moderator, other = world.people["lead"], world.people["moderator"], other_lead(world)
    bill, offered = world.bills["open"], propose(world)
    assert find_waiting(session, bill) is not None and record(session) == []
    assert code(lambda: propose(world)) == "conflict"
    assert code(lambda: accept_handover(session, moderator, offered, NOON)) == "not_allowed"
    accept_handover(session, other, offered, NOON)
    assert bill.subgroup_id == world.other_subgroup.id
    assert holds(other, Permission.MODERATE, bill, NOON) and not holds(moderator, Permission.MODERATE, bill, NOON)
    words = {"reason": REASON, "subgroup": "digital", "old_subgroup": "law", "asked_by": lead.public_id}
    assert record(session) == [("assign", other.public_id, "bill:open-bill", words)]
    assert [h.id for h in list_done(session, world.subgroup.id)] == [offered.id]
    assert [h.id for h in list_done(session, world.other_subgroup.id)] == [offered.id]
    assert code(lambda: decline_handover(session, other, offered, NOON)) == "conflict"


@pytest.mark.parametrize("end", [decline_handover, take_back_handover])
def test_a_bill_that_is_not_taken_stays_and_can_be_offered_again(
    world: World, session: Session, end: Callable[..., None]
) -> None:
    other, offered = other_lead(world), propose(world)
    end(session, other if end is decline_handover else world.people["lead"], offered, NOON)
    assert world.bills["open"].subgroup_id == world.subgroup.id
    assert record(session) == []
    propose(world)


def test_an_administrator_assigns_at_once_and_settles_what_waits(world: World, session: Session) -> None:
    admin, bill, offered = world.people["administrator"], world.bills["open"], propose(world)
    assign_bill(session, admin, bill, world.other_subgroup, reason=REASON, now=NOON)
    assert (bill.subgroup_id, offered.outcome) == (world.other_subgroup.id, HandoverOutcome.DECLINED)
    assert [(row[0], "asked_by" in row[3]) for row in record(session)] == [("assign", False)]
    again = {"reason": REASON, "now": NOON}
    assert code(lambda: assign_bill(session, admin, bill, world.other_subgroup, **again)) == "invalid"
    hidden = world.bills["unpublished"]
    assert code(lambda: assign_bill(session, admin, hidden, world.other_subgroup, **again)) == "not_found"


@pytest.mark.parametrize("why", ["nobody", "official", "conflict", "suspended"])
def test_no_bill_goes_where_nobody_could_act(world: World, session: Session, why: str) -> None:
    only = world.people["other_subgroup_moderator"]
    if why == "nobody":
        only.memberships[0].ends_at = NOON
    elif why == "official":
        appoint(only, Role.OFFICIAL, world.agency)
    elif why == "suspended":
        only.suspended_at = NOON
    else:
        session.add(
            Conflict(person_id=only.id, bill_id=world.bills["open"].id, declared_at=NOON, declared_by_id=only.id)
        )
    session.flush()
    assert code(lambda: propose(world)) == "invalid"
    if why == "conflict":
        propose(world, "closed")


def test_what_the_proposer_may_do_no_more_is_not_accepted(world: World, session: Session) -> None:
    other, offered = other_lead(world), propose(world)
    world.people["lead"].memberships[0].ends_at = NOON
    session.flush()
    assert code(lambda: accept_handover(session, other, offered, NOON)) == "conflict"


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        appoint(world.people["second_moderator"], Role.LEAD, world.other_subgroup)
        appoint(world.people["citizen"], Role.LEAD, world.other_subgroup)
        session.commit()
        yield world


@pytest.mark.parametrize("answers", [("accept", "accept"), ("accept", "decline")])
def test_of_two_answers_at_once_one_counts(own_app: Gongyi, committed: World, answers: tuple[str, str]) -> None:
    offered = propose(committed)
    committed.session.commit()
    clients = []
    for persona in ("citizen", "second_moderator"):
        clients.append(own_app.test_client())
        committed.sign_in(clients[-1], persona)
    committed.session.commit()
    barrier = Barrier(2)

    def send(client, answer: str) -> int:
        barrier.wait()
        return client.post(f"/desk/handovers/{offered.id}", data={"answer": answer}).status_code

    with ThreadPoolExecutor(2) as pool:
        statuses = sorted(pool.map(send, clients, answers))
    assert statuses[0] == 303 and statuses[1] in (409, 422), "the other is told, or finds nothing left to answer"
    committed.session.expire_all()
    taken = committed.session.scalar(sa.select(Bill.subgroup_id).where(Bill.slug == "open-bill"))
    entries = committed.session.scalar(sa.select(sa.func.count()).select_from(Entry))
    assert entries == (1 if taken == committed.other_subgroup.id else 0)
    assert entries == 1 or "decline" in answers


def test_of_two_who_take_up_one_invitation_at_once_one_gets_it(own_app: Gongyi, committed: World) -> None:
    from app.accounts.models import Membership
    from app.accounts.offices.invitations import invite, mint_invitation

    session, lead, person = committed.session, committed.people["lead"], committed.people["other_citizen"]
    made = invite(session, lead, person, Role.MODERATOR, committed.subgroup, language="en", now=NOON)
    token = mint_invitation(made)
    clients = [own_app.test_client() for _ in range(2)]
    for client in clients:
        committed.sign_in(client, "other_citizen")
    session.commit()
    barrier = Barrier(2)

    def take(client) -> int:
        barrier.wait()
        return client.post(f"/invitations/{token}").status_code

    with ThreadPoolExecutor(2) as pool:
        assert sorted(pool.map(take, clients)) == [303, 404]
    query = sa.select(sa.func.count()).select_from(Membership).where(Membership.person_id == person.id)
    assert session.scalar(query) == 1
