"""Every order under every filter, page by page, against a plain sort of all comments, whatever people did before."""

import random
from collections import Counter
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from app import Gongyi
from app.bills.queries import get_bill
from app.discussion import pages as paging
from app.discussion.asked import Asked, Sort
from app.discussion.models import Comment, Endorsement, Position, State
from app.discussion.pages import Page, context_cursor, list_flat, list_page
from app.kernel.web.page_shelf import Shelf
from app.search.contents import PASSAGES
from app.search.keeping import rebuild
from tests.builders import World
from tests.discussion import talk
from tests.discussion.talk import NOON
from tests.discussion.test_counts import ACTS, PEOPLE, PLACES, play, steps
from tests.search.test_keeping import words_of

FILTERS: tuple[dict[str, Any], ...] = (
    {},
    {"article": "2"},
    {"article": "2.2"},
    {"question": 1},
    {"position": Position.ASK},
    {"official": True},
    {"unanswered": True},
    {"article": "2", "position": Position.ASK},
    {"article": "2.2", "unanswered": True},
    {"question": 1, "official": True},
    {"official": True, "position": Position.ASK},
    {"official": True, "unanswered": True},
)


def sort_plainly(world: World, asked: Asked, *, by_thread: bool) -> list[int]:
    """What should be listed, by looking at each comment that there is."""
    said = [c for c in world.session.query(Comment).populate_existing() if c.bill_id == world.bills["open"].id]
    shown = [c for c in said if c.state is State.VISIBLE]
    given_to = Counter(world.session.scalars(sa.select(Endorsement.comment_id)))
    below = Counter(c.root_id for c in shown)
    answered = {c.root_id for c in shown if c.badge}
    if asked.article:
        said = [c for c in said if f"{c.address}.".startswith(asked.article + ".")]
    if asked.question:
        said = [c for c in said if c.question_id and c.place_rank == asked.question]
    if asked.position:
        said = [c for c in said if c.position is asked.position and c in shown]
    if asked.official:
        said = [c for c in said if c.badge and c in shown]
    if asked.unanswered:
        said = [c for c in said if not c.parent_id and c in shown and not c.badge and c.id not in answered]
    if by_thread or asked.sort is Sort.DISCUSSED:
        said = [c for c in said if not c.parent_id]
    keys: dict[Sort, Any] = {
        Sort.ARTICLE: lambda c: (c.place_rank, c.path),
        Sort.NEWEST: lambda c: -c.id,
        Sort.OLDEST: lambda c: c.id,
        Sort.ENDORSED: lambda c: (given_to[c.id], c.path),
        Sort.DISCUSSED: lambda c: (below[c.id], c.path),
    }
    is_most_first = asked.sort in (Sort.ENDORSED, Sort.DISCUSSED)
    return [c.id for c in sorted(said, key=keys[asked.sort], reverse=is_most_first)]


def read_through(world: World, asked: Asked, limit: int, *, by_page: bool) -> list[int]:
    """The ids on all pages; of threads with their replies, those of the threads alone."""
    bill, found = get_bill(world.session, "open-bill", None, NOON), list[int]()
    for _page in range(200):
        page: Page = (list_page if by_page else list_flat)(world.session, bill, asked, limit)
        threads_alone = by_page and asked.is_by_thread
        found += [row.id for row in page.rows if not (threads_alone and row.parent_id)]
        if page.next is None:
            return found
        asked = replace(asked, cursor=page.next)
    raise AssertionError("the pages never end")


def comments_in_index(world: World) -> dict[int, str]:
    return {position: words for position, words in words_of(world.session).items() if position < PASSAGES}


def check_order(world: World, asked: Asked, limit: int) -> None:
    for by_page in (True, False):
        expected = sort_plainly(world, asked, by_thread=by_page and asked.is_by_thread)
        assert read_through(world, asked, limit, by_page=by_page) == expected, (asked, by_page)


@settings(max_examples=6, deadline=None, database=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(
    script=steps,
    questions=st.lists(st.builds(Asked, sort=st.sampled_from(Sort)), min_size=5, max_size=5),
    filters=st.lists(st.sampled_from(FILTERS), min_size=5, max_size=5),
    span=st.sampled_from([3, 2_000]),
)
def test_pages_equal_a_plain_sort(
    world: World,
    monkeypatch: pytest.MonkeyPatch,
    script: list[Any],
    questions: list[Asked],
    filters: list[dict[str, Any]],
    span: int,
) -> None:
    """Also where so little is looked at for a page that some pages stay empty; and the index of words is as if made anew."""
    monkeypatch.setattr(paging, "SPAN", span)
    with world.session.begin_nested() as savepoint:
        play(world, script)
        for asked, narrowed in zip(questions, filters, strict=True):
            check_order(world, replace(asked, **narrowed), limit=4)
        words = comments_in_index(world)
        rebuild(world.session)
        assert words == comments_in_index(world)
        savepoint.rollback()
    world.session.expire_all()


@pytest.mark.parametrize("span", [3, 2_000])
def test_each_order_under_each_filter(world: World, monkeypatch: pytest.MonkeyPatch, span: int) -> None:
    monkeypatch.setattr(paging, "SPAN", span)
    for place in ("2", "2.2", "Q1"):
        asked_for = talk.post(world, place=place, position=Position.ASK)
        answer = talk.post(world, by="official", parent=asked_for, position=Position.ASK)
    talk.hide(world, answer)
    play_some(world, 24)
    for sort in Sort:
        for narrowed in FILTERS:
            check_order(world, Asked(sort=sort, **narrowed), limit=9)


def play_some(world: World, acts: int, seed: int = 4) -> None:
    dice, stances = random.Random(seed), (None, *Position)
    again = ("post", "reply", "reply", "endorse")
    script = [
        (
            dice.choice((*ACTS, *again)),
            dice.choice(PEOPLE),
            dice.randrange(40),
            dice.choice(PLACES),
            dice.choice(stances),
        )
        for _act in range(acts)
    ]
    play(
        world,
        [
            (act, who, which if act != "repeat" else which % 4, place, stance)
            for act, who, which, place, stance in script
        ],
    )


def test_a_score_that_changes_between_pages_breaks_no_page(world: World) -> None:
    """What rises meanwhile is at worst missed or seen twice; everything else is given once."""
    roots = [talk.post(world, f"No. {n}", by=who) for who in ("citizen", "lead", "official") for n in range(3)]
    bill, asked = get_bill(world.session, "open-bill", None, NOON), Asked(sort=Sort.ENDORSED)
    first = list_page(world.session, bill, asked, 4)
    last = first.rows[-1].id
    talk.endorse(world, world.session.get_one(Comment, last))
    talk.withdraw(world, roots[0])
    rest = list_page(world.session, bill, replace(asked, cursor=first.next or ""), 9)
    assert sorted(row.id for row in (*first.rows, *rest.rows)) == [root.id for root in roots]


def test_a_deep_comment_stands_on_the_page_of_its_context(world: World) -> None:
    """Also where most of the thread is hidden, so that the counts say nothing of its length."""
    ids = talk.plant(world, [None, *[0] * 120], place="2")
    world.session.execute(
        sa.update(Comment)
        .where(Comment.id.in_(ids[1:119]))
        .values(state=State.HIDDEN, ground="spam", state_reason="Because.", state_at=NOON)
    )
    bill = get_bill(world.session, "open-bill", None, NOON)
    for number in (ids[0], ids[7], ids[119]):
        cursor = context_cursor(world.session, world.session.get_one(Comment, number))
        assert number in [row.id for row in list_page(world.session, bill, Asked(cursor=cursor)).rows]


def test_kept_pages_equal_pages_written_anew(app: Gongyi, world: World, pages: Shelf) -> None:
    client = app.test_client()
    addresses = [f"/bills/open-bill/discussion?sort={sort}&unanswered=1&lang=en" for sort in ("article", "endorsed")]

    def read(*, keep: bool) -> list[str]:
        app.config["KEEP_PAGES"] = keep
        return [client.get(address).text for address in addresses]

    world.session.commit()
    for seed in range(3):
        read(keep=True)
        play_some(world, 6, seed)
        world.session.commit()
        assert read(keep=True) == read(keep=True) == read(keep=False)
    app.config["KEEP_PAGES"] = True
