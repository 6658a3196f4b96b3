"""Who may black out a passage and uncover it: personas by state, without a database."""

import pytest

from app.discussion.blackouts.models import Blackout
from app.discussion.models import Comment, Ground, State
from app.kernel.clock import day_start
from app.moderation.passages.policy import can_be_told_of_a_part, may_black_out, may_uncover
from app.moderation.rules import VERSIONS
from tests.builders import NOON, World

ALLOWED = {"moderator", "second_moderator", "lead"}


def code(verdict) -> str:
    return verdict.reason.code if verdict.reason else "yes"


@pytest.mark.parametrize("phase", ["announced", "open", "closed", "answered", "withdrawn"])
@pytest.mark.parametrize("state", list(State))
def test_moderators_of_the_bill_while_there_are_words(world: World, phase: str, state: State) -> None:
    bill = world.bills[phase]
    comment = Comment(author_id=world.people["citizen"].id, state=state)
    for persona, person in [*world.people.items(), ("stranger", None)]:
        wanted = "conflict" if state is State.WITHDRAWN else "yes"
        refused = "sign_in_required" if person is None else "not_allowed"
        verdict = may_black_out(person, comment, bill, NOON)
        assert code(verdict) == (wanted if persona in ALLOWED else refused), persona
        for undone in (None, 9):
            blackout = Blackout(undone_seq=undone)
            expected = "conflict" if undone and wanted == "yes" else wanted
            assert code(may_uncover(person, comment, blackout, bill, NOON)) == (
                expected if persona in ALLOWED else refused
            )


def test_nobody_on_their_own_comment_nor_on_an_unpublished_bill(world: World) -> None:
    for persona in ALLOWED:
        own = Comment(author_id=world.people[persona].id, state=State.VISIBLE)
        assert code(may_black_out(world.people[persona], own, world.bills["open"], NOON)) == "not_allowed"
        theirs = Comment(author_id=world.people["citizen"].id, state=State.VISIBLE)
        assert code(may_black_out(world.people[persona], theirs, world.bills["unpublished"], NOON)) == "not_found"


@pytest.mark.parametrize("ground", list(Ground))
def test_grounds_are_those_that_the_rules_in_force_name(ground: Ground) -> None:
    assert bool(can_be_told_of_a_part(ground, NOON)) is (ground not in (Ground.THREAT, Ground.OFF_TOPIC))
    assert not can_be_told_of_a_part(ground, day_start(VERSIONS[0].first_day))
