"""Who may decide on where a comment stands."""

from typing import Any

import pytest

from app.discussion.models import Comment, State
from app.moderation.placing import policy
from tests.builders import NOON, PERSONAS, World

MODERATORS = {"moderator", "second_moderator", "lead"}


def comment_of(world: World, **facts: Any) -> Comment:
    author = world.people[facts.pop("author", "citizen")]
    return Comment(author_id=author.id, bill_id=world.bills["open"].id, **({"state": State.VISIBLE} | facts))


def code(verdict: Any) -> str:
    return verdict.reason.code if verdict.reason else "yes"


@pytest.mark.parametrize("phase", ["open", "closed", "answered", "withdrawn"])
def test_moderators_of_the_bill_decide_in_every_phase(world: World, phase: str) -> None:
    shown, merged = comment_of(world), comment_of(world, state=State.MERGED)
    for who in (*PERSONAS, None):
        person, bill = world.people.get(who or ""), world.bills[phase]
        expected = "yes" if who in MODERATORS else "not_allowed" if who else "sign_in_required"
        assert code(policy.may_move(person, shown, bill, NOON)) == expected
        assert code(policy.may_merge(person, shown, bill, NOON)) == expected
        assert code(policy.may_unmerge(person, merged, bill, NOON)) == expected


def test_nobody_decides_on_what_is_not_public(world: World) -> None:
    for may in (policy.may_move, policy.may_merge, policy.may_unmerge):
        assert code(may(world.people["moderator"], comment_of(world), world.bills["unpublished"], NOON)) == "not_found"


@pytest.mark.parametrize(
    "facts, asked, move, merge",
    [
        ({"author": "moderator"}, {}, "not_allowed", "not_allowed"),
        ({"state": State.HIDDEN}, {}, "conflict", "conflict"),
        ({"state": State.WITHDRAWN}, {}, "conflict", "conflict"),
        ({"state": State.MERGED}, {}, "conflict", "conflict"),
        ({"parent_id": 1}, {}, "conflict", "yes"),
        ({}, {"proposes": True}, "conflict", None),
        ({}, {"repeats": False}, None, "conflict"),
        ({}, {"open_reports": 1}, None, "conflict"),
        ({}, {"has_copies": True}, None, "conflict"),
    ],
)
def test_what_stands_in_the_way(
    world: World, facts: dict[str, Any], asked: dict[str, Any], move: str | None, merge: str | None
) -> None:
    comment, person, bill = comment_of(world, **facts), world.people["moderator"], world.bills["open"]
    if move is not None:
        assert code(policy.may_move(person, comment, bill, NOON, **asked)) == move
    if merge is not None:
        assert code(policy.may_merge(person, comment, bill, NOON, **asked)) == merge
    assert code(policy.may_unmerge(person, comment, bill, NOON)) != "yes" or comment.state is State.MERGED
