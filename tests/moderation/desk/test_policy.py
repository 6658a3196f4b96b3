"""Who may claim, decide over a claim, undo and keep filters: tables without a database."""

from datetime import timedelta

import pytest

from app.moderation.desk import policy
from tests.builders import NOON, PERSONAS, World
from tests.moderation.cases import say

MODERATORS = {"moderator", "second_moderator", "lead"}
MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize("who", [*PERSONAS, None])
def test_moderators_claim_what_is_reported_and_free(world: World, who: str | None) -> None:
    comment, person = say(world, "other_citizen"), world.people.get(who or "")

    def code(open_reports: int, taken_by: str | None) -> str:
        words = {"open_reports": open_reports, "taken_by": taken_by}
        verdict = policy.may_claim(person, comment, comment.bill, NOON, **words)  # type: ignore[arg-type]
        return verdict.reason.code if verdict.reason else "yes"

    if who not in MODERATORS:
        assert code(1, None) == ("not_allowed" if who else "sign_in_required")
        return
    assert [code(1, None), code(0, None), code(1, "lead")] == ["yes", "conflict", "conflict"]


def test_a_claim_locks_nothing_but_asks() -> None:
    assert policy.may_decide_over(None, confirmed=False)
    assert policy.may_decide_over("lead", confirmed=True)
    refused = policy.may_decide_over("lead", confirmed=False).reason
    assert refused is not None
    assert (refused.code, "lead is working on this" in str(refused.text)) == ("conflict", True)


@pytest.mark.parametrize(
    ("who", "passed", "undone", "code"),
    [
        ("moderator", timedelta(0), False, "yes"),
        ("moderator", MINUTE - timedelta(microseconds=1), False, "yes"),
        ("moderator", MINUTE, False, "conflict"),
        ("moderator", timedelta(0), True, "conflict"),
        ("lead", timedelta(0), False, "not_found"),
        (None, timedelta(0), False, "not_found"),
    ],
)
def test_ones_own_act_is_undone_once_before_a_minute_has_passed(
    world: World, who: str | None, passed: timedelta, undone: bool, code: str
) -> None:
    done_by = world.people["moderator"].id
    verdict = policy.may_undo(world.people.get(who or ""), done_by, NOON, NOON if undone else None, NOON + passed)
    assert (verdict.reason.code if verdict.reason else "yes") == code


def test_twenty_filters_are_the_most() -> None:
    assert [bool(policy.may_save_filter(saved)) for saved in (0, 19, 20, 21)] == [True, True, False, False]
