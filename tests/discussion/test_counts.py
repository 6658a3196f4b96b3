"""Whatever people do and in whatever order: each count that is kept equals a plain recount."""

from contextlib import suppress
from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from app.discussion.models import Comment, DayCount, Position
from app.discussion.recount import find_wrong_counts
from app.kernel.days import taipei_date
from app.kernel.verdict import Refused
from tests.builders import World
from tests.discussion import talk
from tests.discussion.talk import NOON

PEOPLE = ("citizen", "other_citizen", "official", "moderator")
PLACES = ("", "1", "2.2", "2.2.1", "Q1")
REPEATS = ("repeat", "rewrite", "part", "rejoin", "split")
PLACINGS = ("move", "merge", "unmerge")
ACTS = ("post", "reply", "hide", "withdraw", "edit", "restore", "endorse", "retract", *REPEATS, *PLACINGS)
REMOVALS = ("hide", "part", "restore", "part", "split", "withdraw", "rejoin", "split")
Step = tuple[str, str, int, str, Position | None]
MOVES: list[Step] = [
    ("post", "citizen", 0, "2.2", Position.ASK),
    ("reply", "official", 2, "", Position.OPPOSE),
    ("reply", "citizen", 2, "", Position.ASK),
    ("hide", "", 4, "", None),
    ("move", "", 2, "Q1", None),
    ("restore", "", 4, "", None),
    ("repeat", "citizen", 0, "1", None),
    ("repeat", "other_citizen", 1, "1", None),
    ("move", "", 5, "2", None),
    ("move", "", 2, "", None),
    ("move", "", 5, "1", None),
    ("move", "", 2, "2.2.1", None),
]
MERGES: list[Step] = [
    ("post", "citizen", 0, "2", Position.ASK),
    ("post", "citizen", 0, "2", Position.ASK),
    ("endorse", "official", 2, "", None),
    ("endorse", "official", 3, "", None),
    ("endorse", "moderator", 3, "", None),
    ("reply", "official", 3, "", None),
    ("merge", "", 3, "", None),
    ("move", "", 2, "Q1", None),
    ("retract", "moderator", 2, "", None),
    ("hide", "", 2, "", None),
    ("unmerge", "", 3, "", None),
    ("restore", "", 2, "", None),
]
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
            elif act == "repeat":
                said.append(talk.post(world, talk.CAMPAIGN[which], by=who, place=place[:1], now=now))
            elif act in ("edit", "rewrite"):
                words = f"Text {hour}." if act == "edit" else talk.CAMPAIGN[hour % 4]
                talk.edit(world, target, words, by=names[target.author_id], now=now)
            elif act == "move":
                talk.move(world, target, place)
            elif act in (*REPEATS, *PLACINGS):
                getattr(talk, act)(world, target)
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
@example(
    script=[("repeat", who, n, "", None) for n, who in enumerate(PEOPLE)] + [(act, "", 2, "", None) for act in REMOVALS]
)
@example(script=MOVES)
@example(script=MERGES)
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
        f"Article {article} people": 2,
        f"Article {article} by {world.people['citizen'].id}": 1,
        f"Article {article} by {world.people['official'].id}": 1,
        f"{bill.id} on 2026-03-10": 2,
        f"{bill.id} by {world.people['citizen'].id}": 1,
        f"{bill.id} by {world.people['official'].id}": 1,
        f"{root.id} thread": 1,
        f"{root.id} in office": 1,
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
        ("article", "people_count"),
        ("question", "oppose_count"),
        ("comment", "reply_count"),
        ("comment", "thread_count"),
        ("comment", "office_count"),
        ("comment", "endorsement_count"),
        ("participation", "comment_count"),
        ("article_participation", "comment_count"),
        ("day_count", "comment_count"),
        ("argument_voice", "comment_count"),
        ("argument", "comment_count"),
        ("bill", "copy_count"),
    ],
)
def test_the_check_finds_each_wrong_count(world: World, table: str, column: str) -> None:
    root = talk.post(world, place="2", position=Position.ASK)
    talk.post(world, by="official", parent=root)
    for who, words in zip(("citizen", "other_citizen"), talk.CAMPAIGN, strict=False):
        talk.post(world, words, by=who, place="Q1", position=Position.OPPOSE)
    world.session.execute(sa.text(f"UPDATE {table} SET {column} = {column} + 1"))
    found = list(find_wrong_counts(world.session))
    assert {wrong.name for wrong in found} == {f"{table}.{column}"}
    assert all(wrong.kept == wrong.counted + 1 for wrong in found)


@pytest.mark.parametrize("table", ["participation", "article_participation", "day_count"])
def test_the_check_finds_a_count_that_is_missing(world: World, table: str) -> None:
    talk.post(world, place="2")
    world.session.execute(sa.text(f"DELETE FROM {table}"))
    (wrong,) = find_wrong_counts(world.session)
    assert (wrong.name, wrong.kept, wrong.counted) == (f"{table}.comment_count", 0, 1)


LAST = {"hour": 15, "minute": 59, "second": 59, "microsecond": 999_999}  # of a day in Taipei


@pytest.mark.parametrize("at, day", [({"hour": 15}, 10), (LAST, 10), ({"hour": 16}, 11)])
def test_comments_are_counted_on_the_days_of_taipei(world: World, at: dict[str, int], day: int) -> None:
    said = talk.post(world, now=NOON.replace(**at))
    kept = world.session.execute(sa.select(DayCount.day, DayCount.comment_count)).one()
    assert tuple(kept) == (date(2026, 3, day), 1)
    assert world.session.scalar(sa.select(taipei_date(Comment.posted_at)).where(Comment.id == said.id)) == kept.day
    talk.withdraw(world, said, now=NOON + timedelta(days=5))
    assert world.session.execute(sa.select(DayCount.day, DayCount.comment_count)).one() == (kept.day, 0)
    assert list(find_wrong_counts(world.session)) == []
