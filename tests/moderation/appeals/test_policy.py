"""Who may appeal and who decides, as tables: persona × state, and who stands in for the lead."""

from collections.abc import Callable
from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.accounts.offices.models import Conflict
from app.discussion.models import Comment, State
from app.kernel.clock import day_start, taipei_day
from app.kernel.verdict import Verdict
from app.moderation.appeals import policy
from app.moderation.appeals.models import AppealOutcome
from app.moderation.appeals.queries import find_hiding, list_office
from tests.builders import NOON, PERSONAS, World, appoint
from tests.moderation.appeals.scenes import appeal, decide, hidden

EVERYBODY = (*PERSONAS, "stranger")
TICK = timedelta(microseconds=1)
LAST = day_start(taipei_day(NOON) + timedelta(days=31))  # the 31st midnight in Taipei after the hiding


def code(verdict: Verdict) -> str:
    return verdict.reason.code if verdict.reason else "yes"


def judges(world: World, comment: Comment) -> dict[str, str]:
    """Who may decide on an appeal against the hiding of a comment, persona by persona."""
    hiding, bill = find_hiding(world.session, comment), comment.bill
    assert hiding
    office = list_office(world.session, [bill.subgroup_id], NOON)
    return {
        who: code(policy.may_judge(world.people.get(who), comment, bill, hiding, NOON, office=office))
        for who in EVERYBODY
    }


def only(*who: str) -> dict[str, str]:
    return dict.fromkeys(EVERYBODY, "not_allowed") | {"stranger": "sign_in_required"} | dict.fromkeys(who, "yes")


@pytest.mark.parametrize("phase", ["open", "closed", "answered", "withdrawn"])
def test_the_author_alone_appeals_in_every_phase(world: World, phase: str) -> None:
    comment = hidden(world, phase=phase)
    hiding = find_hiding(world.session, comment)
    found = {
        who: code(policy.may_appeal(world.people.get(who), comment, comment.bill, hiding, NOON)) for who in EVERYBODY
    }
    assert found == only("citizen")


def test_nobody_appeals_on_what_is_unpublished(world: World) -> None:
    comment, bill = hidden(world), world.bills["unpublished"]
    hiding = find_hiding(world.session, comment)
    assert code(policy.may_appeal(world.people["citizen"], comment, bill, hiding, NOON)) == "not_found"


@pytest.mark.parametrize("state", [State.VISIBLE, State.WITHDRAWN])
def test_there_is_nothing_to_appeal_where_nothing_is_hidden(world: World, state: State) -> None:
    comment = hidden(world)
    hiding = find_hiding(world.session, comment)
    with world.session.no_autoflush:
        comment.state = state
        assert code(policy.may_appeal(world.people["citizen"], comment, comment.bill, hiding, NOON)) == "conflict"
        world.session.expire(comment)


def test_one_hiding_is_appealed_once(world: World) -> None:
    comment = hidden(world)
    hiding = find_hiding(world.session, comment)
    verdict = policy.may_appeal(world.people["citizen"], comment, comment.bill, hiding, NOON, has_appealed=True)
    assert code(verdict) == "conflict"


@pytest.mark.parametrize(
    "at, expected", [(NOON, "yes"), (LAST - TICK, "yes"), (LAST, "conflict"), (LAST + TICK, "conflict")]
)
def test_an_appeal_is_in_time_until_the_thirtieth_day_has_ended(world: World, at, expected: str) -> None:
    comment = hidden(world)
    hiding = find_hiding(world.session, comment)
    assert code(policy.may_appeal(world.people["citizen"], comment, comment.bill, hiding, at)) == expected


@pytest.mark.parametrize("change", [{"confirmed_at": None}, {"suspended_at": NOON}])
def test_neither_the_unconfirmed_nor_the_suspended_appeal_or_decide(world: World, change: dict[str, object]) -> None:
    comment = hidden(world)
    for persona in ("citizen", "lead"):
        for name, value in change.items():
            setattr(world.people[persona], name, value)
    hiding = find_hiding(world.session, comment)
    assert code(policy.may_appeal(world.people["citizen"], comment, comment.bill, hiding, NOON)) == "not_allowed"
    assert judges(world, comment)["lead"] == "not_allowed"


def test_the_lead_decides(world: World) -> None:
    assert judges(world, hidden(world)) == only("lead")


def end_lead(world: World, _comment: Comment) -> None:
    world.people["lead"].memberships[0].ends_at = NOON


def suspend_lead(world: World, _comment: Comment) -> None:
    world.people["lead"].suspended_at = NOON


def employ_lead(world: World, _comment: Comment) -> None:
    appoint(world.people["lead"], Role.OFFICIAL, world.agency)


def conflict_lead(world: World, comment: Comment) -> None:
    lead = world.people["lead"]
    lead.conflicts.append(
        Conflict(bill_id=comment.bill_id, note="Ties to a vendor.", declared_at=NOON, declared_by_id=lead.id)
    )


@pytest.mark.parametrize("hinder", [end_lead, suspend_lead, employ_lead, conflict_lead])
def test_where_the_lead_cannot_another_moderator_decides(
    world: World, hinder: Callable[[World, Comment], None]
) -> None:
    comment = hidden(world)
    hinder(world, comment)
    world.session.flush()
    assert judges(world, comment) == only("second_moderator")


def test_where_the_lead_hid_the_other_moderators_decide(world: World) -> None:
    assert judges(world, hidden(world, by="lead")) == only("moderator", "second_moderator")


def test_where_the_lead_is_the_author_the_other_moderators_decide(world: World) -> None:
    assert judges(world, hidden(world, persona="lead")) == only("second_moderator")


def test_of_two_leads_the_other_one_decides(world: World) -> None:
    appoint(world.people["second_moderator"], Role.LEAD, world.subgroup)
    world.session.flush()
    assert judges(world, hidden(world, by="lead")) == only("second_moderator")


def test_a_lead_of_another_subgroup_is_no_lead_here(world: World) -> None:
    world.people["lead"].memberships[0].ends_at = NOON
    appoint(world.people["second_moderator"], Role.LEAD, world.other_subgroup)
    world.session.flush()
    assert judges(world, hidden(world)) == only("second_moderator")


@pytest.mark.parametrize("outcome", [AppealOutcome.UPHELD, AppealOutcome.OVERTURNED])
def test_what_is_decided_is_neither_decided_again_nor_withdrawn(world: World, outcome: AppealOutcome) -> None:
    comment = hidden(world)
    made = decide(world, appeal(world, comment), outcome)
    office = list_office(world.session, [comment.bill.subgroup_id], NOON)
    lead, author = world.people["lead"], world.people["citizen"]
    assert code(policy.may_decide(lead, made, comment, comment.bill, NOON, office=office)) == "conflict"
    assert code(policy.may_withdraw_appeal(author, made, comment, comment.bill, NOON)) == "conflict"


def test_the_author_alone_withdraws_an_appeal(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    found = {
        who: code(policy.may_withdraw_appeal(world.people.get(who), made, comment, comment.bill, NOON))
        for who in EVERYBODY
    }
    assert found == only("citizen")
