"""Reading a discussion page by page: each comment once, whatever happens meanwhile; windows of replies; filters; cursors."""

import random
from collections.abc import Callable
from dataclasses import replace

import pytest

from app.bills.queries import get_bill
from app.discussion.asked import Asked, Sort
from app.discussion.models import Comment, Position
from app.discussion.pages import BEFORE, Page, context_cursor, list_branch, list_flat, list_page
from app.discussion.queries import list_latest
from app.discussion.windows import WINDOW
from app.kernel.verdict import Refused
from tests.builders import World
from tests.discussion.talk import NOON, hide, load, plant, post, withdraw

Reader = Callable[[Asked], Page]
ARTICLE, NEWEST = Asked(), Asked(sort=Sort.NEWEST)


def reader(world: World, limit: int = 7, flat: bool = False) -> Reader:
    bill = get_bill(world.session, "open-bill", None, NOON)
    read = list_flat if flat else list_page
    return lambda asked: read(world.session, bill, asked, limit)


def read_all(read: Reader, asked: Asked, between: Callable[[], object] = lambda: None) -> list[int]:
    """The ids on all pages in order; `between` happens after each page."""
    ids: list[int] = []
    for _page in range(100):
        page = read(asked)
        ids += [row.id for row in page.rows]
        if page.next is None:
            return ids
        between()
        asked = replace(asked, cursor=page.next)
    raise AssertionError("the pages never end")


@pytest.fixture
def forest(world: World) -> list[int]:
    """Some 90 comments in threads of many shapes, at five places."""
    rng = random.Random(7)
    ids: list[int] = []
    for n, place in enumerate(("", "Q1", "1", "2.2", "3")):
        parents = [None if k == 0 or rng.random() < 0.3 else rng.randrange(k) for k in range(18)]
        ids += plant(world, parents, place=place, first_id=1_000_000 + 1000 * (4 - n))
    return ids


@pytest.mark.parametrize("flat", [False, True])
def test_article_order_gives_each_comment_once(world: World, forest: list[int], flat: bool) -> None:
    ids = read_all(reader(world, flat=flat), ARTICLE)
    assert sorted(ids) == sorted(forest)
    comments = {c.id: c for c in world.session.query(Comment)}
    assert ids == sorted(ids, key=lambda n: (comments[n].place_rank, comments[n].path))
    assert [comments[n].address for n in ids if comments[n].address] == ["1"] * 18 + ["2.2"] * 18 + ["3"] * 18
    seen: set[int | None] = {None}
    for n in ids:
        assert comments[n].parent_id in seen, "a reply stands before what it answers"
        seen.add(n)


@pytest.mark.parametrize("asked", [ARTICLE, NEWEST, replace(NEWEST, position=Position.ASK)])
def test_pages_stay_put_while_others_post(world: World, forest: list[int], asked: Asked) -> None:
    """What was there before is given once; what comes meanwhile at most once, and newest first never again."""
    session = world.session
    session.query(Comment).update({Comment.position: Position.ASK})
    planted = iter(range(2_000_000, 3_000_000, 1000))

    def others_post() -> None:
        for place in ("", "2.2"):
            plant(world, [None, 0], place=place, first_id=next(planted))

    flat = asked.position is not None or asked.sort is Sort.ARTICLE
    ids = read_all(reader(world, flat=flat), asked, others_post)
    assert len(ids) == len(set(ids))
    if flat:
        assert set(forest) <= set(ids)
    if asked.sort is Sort.NEWEST:
        assert set(ids) <= set(forest)


def test_newest_shows_roots_with_their_first_replies(world: World) -> None:
    long = plant(world, [None, *[0] * (WINDOW + 3)], place="1")
    short = plant(world, [None, 0, 1], first_id=2_000_000, place="2")
    page = reader(world, limit=2)(NEWEST)
    assert [row.id for row in page.rows] == [*short, *long[: WINDOW + 1]]
    assert page.more == {long[0]: 3}
    assert page.next is None


def test_newest_pages_give_each_root_once(world: World, forest: list[int]) -> None:
    roots = {c.id for c in world.session.query(Comment).filter(Comment.parent_id.is_(None))}
    ids = [n for n in read_all(reader(world), NEWEST) if n in roots]
    assert ids == sorted(roots, reverse=True)


def test_newest_flat_gives_each_comment_once(world: World, forest: list[int]) -> None:
    assert read_all(reader(world, flat=True), NEWEST) == sorted(forest, reverse=True)


def test_placeholders_stand_in_every_order(world: World) -> None:
    """A shown root whose only reply is hidden, and a hidden root with a hidden reply, keep their places."""
    roots = [post(world), post(world, by="other_citizen")]
    replies = [post(world, by="official", parent=root) for root in roots]
    for comment in (*replies, roots[1]):
        hide(world, comment)
    for asked in (ARTICLE, NEWEST):
        page = reader(world)(asked)
        assert {row.id for row in page.rows} == {c.id for c in (*roots, *replies)}
        assert [row.body for row in page.rows if row.id != roots[0].id] == [None] * 3
        assert page.more == {}


def test_window_counts_visible_replies_alone(world: World) -> None:
    root = post(world)
    replies = [post(world, f"No. {n}", by=who, parent=root) for who in ("lead", "official") for n in range(6)]
    for comment in (replies[0], replies[-1]):
        hide(world, comment)
    page = reader(world)(NEWEST)
    assert len(page.rows) == 1 + WINDOW
    assert page.more == {root.id: 10 - (WINDOW - 1)}


def test_filters(world: World) -> None:
    said = {
        name: post(world, place=place, by=who, position=position).id
        for name, place, who, position in (
            ("bill", "", "citizen", Position.SUPPORT),
            ("one", "1", "citizen", Position.OPPOSE),
            ("two", "2", "citizen", Position.SUPPORT),
            ("part", "2.2", "citizen", None),
            ("deep", "2.2.1", "citizen", Position.SUPPORT),
            ("other", "2.1", "citizen", Position.ASK),
            ("question", "Q2", "citizen", Position.SUPPORT),
        )
    }
    far = post(world, by="lead", place="2", position=Position.OPPOSE)
    far.address = "2.22"  # a paragraph of a longer article
    said["far"] = far.id
    answer = post(world, by="official", parent=world.session.get_one(Comment, said["part"]), position=Position.CHANGE)
    said["answer"] = answer.id
    expected = {
        Asked(article="2"): "two part deep other answer far",
        Asked(article="2.2"): "part deep answer",
        Asked(article="2.2.1"): "deep",
        Asked(article="1"): "one",
        Asked(question=2): "question",
        Asked(question=1): "",
        Asked(position=Position.SUPPORT): "bill two deep question",
        Asked(article="2", position=Position.SUPPORT): "two deep",
        Asked(article="2", question=2): "",
        Asked(question=0): " ".join(said),
        Asked(question=200_000): "",
        Asked(article="20"): "",
        Asked(article="2.2.2"): "",
    }
    for odd in ("x", "2.", "2.2.2.2.2", "1_0", "２", "-2", "9" * 48, "2%", "2' OR 1=1", "2.2.1.1.1", "+2", "Q2", ".2"):
        expected[Asked(article=odd)] = ""
    for asked, names in expected.items():
        for sort in Sort:
            found = {row.id for row in reader(world, limit=50, flat=True)(replace(asked, sort=sort)).rows}
            named = [name for name in names.split() if name != "answer" or sort is not Sort.DISCUSSED]
            assert found == {said[name] for name in named}, replace(asked, sort=sort)


def test_position_filter_leaves_out_what_is_not_shown(world: World) -> None:
    gone, back, there = (post(world, by=who, position=Position.ASK) for who in ("citizen", "lead", "official"))
    hide(world, gone)
    withdraw(world, back, by="lead")
    assert [row.id for row in reader(world)(Asked(position=Position.ASK)).rows] == [there.id]


@pytest.mark.parametrize("sort", Sort)
@pytest.mark.parametrize("cursor", ["x", "!", "MTIz", "MC4", "Li4", "MC4wLi4", "4pyT", "é", "A" * 200, "LTEuMA"])
def test_odd_cursors_are_refused(world: World, sort: Sort, cursor: str) -> None:
    with pytest.raises(Refused) as error:
        reader(world)(Asked(sort=sort, cursor=cursor))
    assert error.value.reason.code == "invalid"


def test_cursor_at_a_comment_finds_it_in_its_context(world: World) -> None:
    ids = plant(world, [None, *[0] * 30, *range(30, 40)], place="2")
    short = plant(world, [None, 0, 1], first_id=2_000_000, place="2")
    for number in (ids[0], ids[25], ids[-1], short[2]):
        comment = world.session.get_one(Comment, number)
        page = reader(world, limit=BEFORE + 1)(Asked(cursor=context_cursor(world.session, comment)))
        assert number in [row.id for row in page.rows]
    assert page.rows[0].id == short[0]


def test_branch_holds_all_below_and_nothing_else(world: World) -> None:
    """A chain of seven with an answer at each; below the fourth level a branch is the direct replies."""
    ids = plant(world, [None, 0, 1, 2, 3, 4, 5, *range(7)], place="1")
    plant(world, [None, 0], first_id=2_000_000, place="1")

    def below(index: int) -> set[int]:
        page = list_branch(world.session, load(world, world.session.get_one(Comment, ids[index])))
        return {ids.index(row.id) for row in page.rows}

    assert below(0) == set(range(1, 14))
    assert below(2) == {3, 4, 5, 6, 9, 10, 11, 12, 13}
    assert below(3) == {4, 5, 6, 10, 11, 12, 13}
    assert below(4) == {5, 11}
    assert below(6) == {13}
    assert below(13) == set()


def test_branch_in_pages(world: World) -> None:
    ids = plant(world, [None, *[0] * 20])
    root = load(world, world.session.get_one(Comment, ids[0]))
    assert read_all(lambda asked: list_branch(world.session, root, asked.cursor, 6), ARTICLE) == ids[1:]


def test_latest_comments(world: World) -> None:
    said = [post(world, place="2"), post(world, place="1"), post(world, by="lead", place="2"), post(world, place="2")]
    hide(world, said[3])
    bill = world.bills["open"]
    assert [r.id for r in list_latest(world.session, bill.id, 2)] == [said[2].id, said[1].id]
    two = said[0].article_id
    assert [r.id for r in list_latest(world.session, bill.id, 9, article_id=two)] == [said[2].id, said[0].id]
