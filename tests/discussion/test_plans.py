"""How the database finds a page: by ranges of the indexes, in order, without sorting or reading a whole discussion."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.bills.queries import get_bill
from app.discussion.asked import Asked, Sort
from app.discussion.beside import mark_articles
from app.discussion.models import Badge, Comment, Position
from app.discussion.pages import context_cursor, list_branch, list_flat, list_page
from app.discussion.queries import list_latest
from tests.builders import World
from tests.discussion.talk import NOON, load, plant

SIZE = 3_000


@pytest.fixture
def crowd(world: World) -> list[int]:
    """A discussion of 3,000 beside another of the same size, with one thread of 1,000."""
    shapes: list[int | None] = [None, *[0] * (SIZE // 3), *[None] * (SIZE // 3), *range(SIZE // 3 + 1, 2 * SIZE // 3)]
    ids = plant(world, shapes, place="2")
    plant(world, [None] * SIZE, on="closed", first_id=2_000_000)
    said: Any = Comment.__table__
    for every, values in (
        (3, {"position": Position.ASK}),
        (5, {"endorsement_count": said.c.id % 11}),
        (60, {"badge": Badge.OFFICIAL}),
        (70, {"office_count": 1}),
    ):
        world.session.execute(sa.update(said).where(said.c.id % every == 0).values(values))
    if world.session.get_bind().dialect.name == "postgresql":
        world.session.execute(sa.text("ANALYZE comment"))
    return ids


@contextmanager
def explained(session: Session) -> Iterator[list[tuple[str, bool]]]:
    """The plans of the statements that run inside, and whether each reads whole comments."""
    connection, seen, plans = session.connection(), list[tuple[str, Any]](), list[tuple[str, bool]]()

    def note(_connection: Any, _cursor: Any, statement: str, parameters: Any, *_rest: Any) -> None:
        if "FROM comment" in statement:
            seen.append((statement, parameters))

    event.listen(connection, "before_cursor_execute", note)
    try:
        yield plans
    finally:
        event.remove(connection, "before_cursor_execute", note)
    how = "EXPLAIN QUERY PLAN " if connection.dialect.name == "sqlite" else "EXPLAIN "
    for statement, parameters in seen:
        rows = connection.exec_driver_sql(how + statement, parameters)
        plans.append(("\n".join(str(row[-1]) for row in rows), "body_html" in statement))


FILTERS = {
    "all": {},
    "article": {"article": "2"},
    "position": {"position": Position.ASK},
    "official": {"official": True},
    "unanswered": {"unanswered": True},
    "article, position": {"article": "2", "position": Position.ASK},
    "article, official": {"article": "2", "official": True},
    "article, unanswered": {"article": "2", "unanswered": True},
}
PLACED, TALLIED = "roots_place roots_place", "roots_place_endorsed roots_place_discussed"
INDEXES = {  # of the page: by article, newest, oldest, endorsed, discussed
    "all": "article_order roots roots roots_endorsed roots_discussed",
    "article": f"article_order {PLACED} {TALLIED}",
    "position": "stance_place stance stance stance_endorsed roots_discussed",
    "official": "office_place office office office_endorsed office_discussed",
    "unanswered": "unanswered_place unanswered unanswered unanswered_endorsed unanswered_discussed",
    "article, position": "stance_place place_newest place_newest place_endorsed roots_place_discussed",
    "article, official": "office_place office office office_endorsed office_discussed",
    "article, unanswered": f"unanswered_place {PLACED} {TALLIED}",
}
FLAT_INDEXES = {  # of single comments, as the API lists them
    "all": "article_order newest newest endorsed roots_discussed",
    "article": "article_order place_newest place_newest place_endorsed roots_place_discussed",
}


def assert_read_along(plan: str, index: str, *, is_further: bool) -> None:
    """A page is read along its index, in its order; a further page begins at its cursor, not at the beginning."""
    assert_found_by_index(plan)
    assert f"ix_comment_{index} " in plan, (index, plan)
    assert "TEMP B-TREE" not in plan, plan
    assert "Sort" not in plan, plan
    line = next(line for line in plan.splitlines() if line.startswith("SEARCH comment ") or "Index Cond: (" in line)
    keys = re.split(r"[<>]", line)[0 if "SEARCH" in line else 1]
    if is_further and "SEARCH" in line:
        assert re.search(r"(path|id|count\)?)[),]*[<>]", line), plan
    elif is_further:
        assert re.search(r"ROW\(bill_id.*(path|id|count)\) ([<>])", line.replace("comment.", "")), (keys, plan)


def assert_found_by_index(plan: str) -> None:
    """Each table of comments is reached by values of an index, never by going through all of it."""
    lines = plan.splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if " on comment" in line and "Scan" in line:  # PostgreSQL
            assert "Index Cond" in after or "Bitmap Heap Scan" in line, plan
        assert not line.startswith("SCAN comment"), plan  # SQLite


@pytest.mark.parametrize("flat", [False, True])
def test_pages_are_read_in_the_order_of_an_index(world: World, crowd: list[int], flat: bool) -> None:
    """Each order under each filter, the first page and the next."""
    session, bill = world.session, get_bill(world.session, "open-bill", None, NOON)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    for name, indexes in (FLAT_INDEXES if flat else INDEXES).items():
        for sort, index in zip(Sort, indexes.split(), strict=True):
            asked = Asked(sort=sort, **FILTERS[name])  # type: ignore[arg-type]
            for _page in range(2):
                with explained(session) as plans:
                    page = list_flat(session, bill, asked, 10) if flat else list_page(session, bill, asked, 10)
                assert page.rows, (name, sort)
                shown = next(plan for plan, body in plans if body)
                assert_read_along(shown, index, is_further=bool(asked.cursor))
                for plan, _body in plans:
                    assert_found_by_index(plan)
                if page.next is None:
                    break
                asked = replace(asked, cursor=page.next)


def test_first_replies_are_looked_for_thread_by_thread(world: World, crowd: list[int]) -> None:
    """PostgreSQL guesses wrong how few there are: unless it is told to, it compares every reply with every thread."""
    session, bill = world.session, get_bill(world.session, "open-bill", None, NOON)
    with explained(session) as plans:
        list_page(session, bill, Asked(sort=Sort.NEWEST), 10)
    plan = plans[-1][0]
    if session.get_bind().dialect.name == "postgresql":
        looked = r"-> +Limit.*\n +-> +Index (Only )?Scan using ix_comment_article_order on comment.*\n +Index Cond: .*path.* > "
    else:
        looked = r"SEARCH comment USING INDEX ix_comment_article_order \(bill_id=\? AND place_rank=\? AND path>\? AND path<\?\)"
    assert re.search(looked, plan), plan
    assert "SubPlan" not in plan, plan


def test_latest_and_context_are_found_by_an_index(world: World, crowd: list[int]) -> None:
    session, bill = world.session, get_bill(world.session, "open-bill", None, NOON)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    with explained(session) as plans:
        list_latest(session, bill.id, 5)
        cursor = context_cursor(session, session.get_one(Comment, crowd[1500]))
        list_page(session, bill, Asked(cursor=cursor))
        mark_articles(session, bill, NOON)
    for plan, _body in plans:
        assert_found_by_index(plan)
    assert "ix_comment_roots_place_endorsed" in plans[-1][0]


def test_branches_are_read_by_their_range_or_their_parent(world: World, crowd: list[int]) -> None:
    session = world.session
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    for index, depth in ((0, 0), (2500, 9)):
        comment = load(world, session.get_one(Comment, crowd[index]))
        set_committed_value(comment, "depth", depth)
        with explained(session) as plans:
            list_branch(session, comment)
        assert len(plans) == 1
        assert_found_by_index(plans[0][0])
        assert ("ix_comment_replies" if depth else "ix_comment_article_order") in plans[0][0]
