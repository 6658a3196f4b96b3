"""Who may report and who may decide, as tables: persona × phase × state."""

from datetime import timedelta

import pytest

from app.accounts.models import Role
from app.bills.models import bill_co_lead
from app.discussion.models import State
from app.kernel.verdict import Verdict
from app.moderation import policy
from tests.builders import PERSONAS, World, appoint
from tests.conftest import NOON
from tests.moderation.cases import say

PUBLISHED = ("open", "closed", "answered", "withdrawn")
MODERATORS = {"moderator", "second_moderator", "lead"}


def code(verdict: Verdict) -> str:
    return verdict.reason.code if verdict.reason else "yes"


EVERYBODY = (*PERSONAS, "stranger")


@pytest.mark.parametrize("phase", PUBLISHED)
def test_anybody_confirmed_reports_somebody_elses_comment_in_every_phase(world: World, phase: str) -> None:
    comment = say(world, "citizen", phase)
    found = {who: code(policy.may_report(world.people.get(who), comment, comment.bill, NOON)) for who in EVERYBODY}
    assert found == dict.fromkeys(EVERYBODY, "yes") | {"stranger": "sign_in_required", "citizen": "not_allowed"}


@pytest.mark.parametrize("phase", PUBLISHED)
def test_moderators_of_the_bills_subgroup_decide_in_every_phase(world: World, phase: str) -> None:
    comment = say(world, "citizen", phase)
    found = {who: code(policy.may_moderate(world.people.get(who), comment, comment.bill, NOON)) for who in EVERYBODY}
    others = dict.fromkeys(EVERYBODY, "not_allowed") | {"stranger": "sign_in_required"}
    assert found == others | dict.fromkeys(MODERATORS, "yes")


def test_nobody_acts_on_what_is_unpublished(world: World) -> None:
    comment, bill = say(world), world.bills["unpublished"]
    for person in (*world.people.values(), None):
        assert code(policy.may_report(person, comment, bill, NOON)) == "not_found"
        assert code(policy.may_moderate(person, comment, bill, NOON)) == "not_found"


@pytest.mark.parametrize(
    "state, report, hide, restore, dismiss",
    [
        (State.VISIBLE, "yes", "yes", "conflict", "yes"),
        (State.HIDDEN, "conflict", "conflict", "yes", "conflict"),
        (State.WITHDRAWN, "conflict", "conflict", "conflict", "conflict"),
    ],
)
def test_each_act_needs_its_state(
    world: World, state: State, report: str, hide: str, restore: str, dismiss: str
) -> None:
    comment = say(world)
    with world.session.no_autoflush:
        comment.state = state
        moderator, bill = world.people["moderator"], comment.bill
        assert code(policy.may_report(world.people["other_citizen"], comment, bill, NOON)) == report
        assert code(policy.may_hide(moderator, comment, bill, NOON)) == hide
        assert code(policy.may_restore(moderator, comment, bill, NOON)) == restore
        assert code(policy.may_dismiss(moderator, comment, bill, NOON, open_reports=1)) == dismiss
        world.session.expire(comment)


def test_a_second_report_by_one_person_is_refused(world: World) -> None:
    comment = say(world)
    verdict = policy.may_report(world.people["other_citizen"], comment, comment.bill, NOON, has_reported=True)
    assert code(verdict) == "conflict"


def test_nothing_is_dismissed_where_nothing_is_open(world: World) -> None:
    comment = say(world)
    verdict = policy.may_dismiss(world.people["moderator"], comment, comment.bill, NOON, open_reports=0)
    assert code(verdict) == "conflict"


def test_no_moderator_decides_on_their_own_comment(world: World) -> None:
    comment = say(world, "moderator")
    assert code(policy.may_moderate(world.people["moderator"], comment, comment.bill, NOON)) == "not_allowed"
    assert policy.may_moderate(world.people["second_moderator"], comment, comment.bill, NOON)


@pytest.mark.parametrize("is_co_lead", [False, True])
def test_a_moderator_who_belongs_to_an_agency_of_the_bill_does_not_decide(world: World, is_co_lead: bool) -> None:
    comment, moderator = say(world), world.people["moderator"]
    agency = world.other_agency if is_co_lead else world.agency
    if is_co_lead:
        world.session.execute(bill_co_lead.insert().values(bill_id=comment.bill.id, agency_id=agency.id))
        world.session.refresh(comment.bill, ["co_leads"])
    assert policy.may_moderate(moderator, comment, comment.bill, NOON)
    appoint(moderator, Role.OFFICIAL, agency)
    verdict = policy.may_moderate(moderator, comment, comment.bill, NOON)
    assert verdict.reason is not None
    assert "agency" in str(verdict.reason.text)


def test_an_ended_membership_counts_no_more_from_its_end_on(world: World) -> None:
    comment, moderator = say(world), world.people["moderator"]
    moderator.memberships[0].ends_at = NOON
    assert policy.may_moderate(moderator, comment, comment.bill, NOON - timedelta(microseconds=1))
    assert code(policy.may_moderate(moderator, comment, comment.bill, NOON)) == "not_allowed"


@pytest.mark.parametrize("change", [{"confirmed_at": None}, {"suspended_at": NOON}])
def test_neither_the_unconfirmed_nor_the_suspended_act(world: World, change: dict[str, object]) -> None:
    comment = say(world)
    for persona in ("other_citizen", "moderator"):
        for name, value in change.items():
            setattr(world.people[persona], name, value)
    assert code(policy.may_report(world.people["other_citizen"], comment, comment.bill, NOON)) == "not_allowed"
    assert code(policy.may_moderate(world.people["moderator"], comment, comment.bill, NOON)) == "not_allowed"
