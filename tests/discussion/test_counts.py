"""Whatever people do and in whatever order: each count that is kept equals a plain recount."""

from contextlib import suppress
from datetime import timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.discussion.models import Comment, Position
from app.discussion.recount import find_wrong_counts
from app.kernel.verdict import Refused
from tests.builders import World
from tests.discussion import talk
from tests.discussion.talk import NOON

PEOPLE = ("citizen", "other_citizen", "official", "moderator")
PLACES = ("", "1", "2.2", "2.2.1", "Q1")
ACTS = ("post", "reply", "hide", "withdraw", "edit", "restore", "endorse", "retract")
steps = st.lists(
    st.tuples(
        st.sampled_from(ACTS),
        st.sampled_from(PEOPLE),
        st.integers(0, 3),
        st.sampled_from(PLACES),
        st.sampled_from([None, *Position]),
    ),
    min_size=12,
    max_size=24,
)
Step = tuple[str, str, int, str, Position | None]


def play(world: World, script: list[Step]) -> list[Comment]:
    """Play acts an hour apart, edits and withdrawals by the author; those that the rules refuse change nothing."""
    names = {person.id: name for name, person in world.people.items()}
    said = [talk.post(world, by="other_citizen", place="1"), talk.post(world, by="official")]
    for hour, (act, who, which, place, position) in enumerate(script, 1):
        now, target = NOON + timedelta(hours=hour), said[which % len(said)]
        with suppress(Refused):
            if act in ("post", "reply"):
                parent = target if act == "reply" else None
                said.append(talk.post(world, by=who, place=place, position=position, parent=parent, now=now))
            elif act == "edit":
                talk.edit(world, target, f"Text {hour}.", by=names[target.author_id], now=now)
            elif act == "withdraw":
                talk.withdraw(world, target, by=names[target.author_id], now=now)
            elif act in ("hide", "restore"):
                getattr(talk, act)(world, target, now=now)
            else:
                getattr(talk, act)(world, target, by=who, now=now)
    return said


@settings(max_examples=20, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(script=steps)
@example(script=[(act, "citizen", 0, "", None) for act in ("endorse", "hide", "withdraw", "restore", "reply")])
@example(script=[(act, "citizen", 1, "", None) for act in ("reply", "hide", "hide", "restore", "restore", "retract")])
@example(script=[("post", "citizen", 0, "2", Position.ASK), *[("withdraw", "citizen", 2, "", None)] * 2])
def test_counts_equal_a_recount(world: World, script: list[Step]) -> None:
    with world.session.begin_nested() as savepoint:
        play(world, script)
        assert talk.stored_counts(world.session) == talk.counted_anew(world.session)
        savepoint.rollback()
    world.session.expire_all()


def test_recount_sees_what_it_should(world: World) -> None:
    """The recount itself, on a thread whose counts are plain to see."""
    root = talk.post(world, place="2", position=Position.OPPOSE)
    one = talk.post(world, by="other_citizen", parent=root, position=Position.ASK)
    talk.post(world, by="official", parent=one)
    talk.endorse(world, root)
    talk.hide(world, one)
    article = root.article_id
    bill = world.bills["open"]
    assert talk.stored_counts(world.session) == {
        "open-bill comments": 2,
        "open-bill people": 2,
        "citizen": 1,
        "official": 1,
        f"Article {article}": 2,
        f"Article {article} oppose": 1,
        f"{bill.id} by {world.people['citizen'].id}": 1,
        f"{bill.id} by {world.people['official'].id}": 1,
        f"{root.id} thread": 1,
        f"{root.id} endorsements": 1,
        f"{one.id} replies": 1,
    }
    assert talk.counted_anew(world.session) == talk.stored_counts(world.session)


def test_the_check_finds_nothing_where_counts_are_right(world: World) -> None:
    play(
        world,
        [("post", "citizen", 0, "2.2", Position.ASK), ("reply", "official", 0, "", None), ("hide", "", 0, "", None)],
    )
    talk.endorse(world, talk.post(world, by="official", place="Q1", position=Position.OPPOSE))
    assert list(find_wrong_counts(world.session)) == []


@pytest.mark.parametrize(
    "table, column",
    [
        ("bill", "comment_count"),
        ("bill", "people_count"),
        ("person", "comment_count"),
        ("article", "comment_count"),
        ("article", "ask_count"),
        ("question", "oppose_count"),
        ("comment", "reply_count"),
        ("comment", "thread_count"),
        ("comment", "endorsement_count"),
        ("participation", "comment_count"),
    ],
)
def test_the_check_finds_each_wrong_count(world: World, table: str, column: str) -> None:
    root = talk.post(world, place="2", position=Position.ASK)
    talk.post(world, by="official", parent=root)
    talk.post(world, place="Q1", position=Position.OPPOSE)
    world.session.execute(sa.text(f"UPDATE {table} SET {column} = {column} + 1"))
    found = list(find_wrong_counts(world.session))
    assert {wrong.name for wrong in found} == {f"{table}.{column}"}
    assert all(wrong.kept == wrong.counted + 1 for wrong in found)
