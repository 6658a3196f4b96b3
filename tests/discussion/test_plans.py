"""How the database finds a page: by ranges of the indexes, in order, without sorting or reading a whole discussion."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import Session
from sqlalchemy.orm.attributes import set_committed_value

from app.bills.queries import get_bill
from app.discussion.models import Comment, Position
from app.discussion.queries import Asked, Sort, cursor_at, list_branch, list_flat, list_latest, list_page
from tests.builders import World
from tests.discussion.talk import NOON, load, plant

SIZE = 3_000


@pytest.fixture
def crowd(world: World) -> list[int]:
    """A discussion of 3,000 beside another of the same size, with one thread of 1,000."""
    shapes: list[int | None] = [None, *[0] * (SIZE // 3), *[None] * (SIZE // 3), *range(SIZE // 3 + 1, 2 * SIZE // 3)]
    ids = plant(world, shapes, place="2")
    plant(world, [None] * SIZE, on="closed", first_id=2_000_000)
    world.session.execute(sa.update(Comment).where(Comment.id % 3 == 0).values(position=Position.ASK))
    world.session.execute(sa.text("ANALYZE comment"))
    return ids


@contextmanager
def explained(session: Session) -> Iterator[list[str]]:
    """The plans of the statements that run inside."""
    connection, seen, plans = session.connection(), list[tuple[str, Any]](), list[str]()

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
        plans.append("\n".join(str(row[-1]) for row in rows))


Read = Callable[[Session, list[int]], object]


def _page(asked: Asked) -> Read:
    return lambda session, _ids: list_page(session, get_bill(session, "open-bill", None, NOON), asked)


def _middle(session: Session, ids: list[int]) -> object:
    asked = Asked(cursor=cursor_at(session.get_one(Comment, ids[1500]), 9999))
    return list_page(session, get_bill(session, "open-bill", None, NOON), asked)


READS: dict[str, Read] = {
    "first page": _page(Asked()),
    "middle page": _middle,
    "one article": _page(Asked(article="2")),
    "newest": _page(Asked(sort=Sort.NEWEST)),
    "newest, flat": lambda s, _ids: list_flat(s, get_bill(s, "open-bill", None, NOON), Asked(sort=Sort.NEWEST), 50),
    "one position, newest": _page(Asked(sort=Sort.NEWEST, position=Position.ASK)),
    "latest": lambda s, _ids: list_latest(s, get_bill(s, "open-bill", None, NOON).id, 5),
}


def assert_found_by_index(plan: str) -> None:
    """Each table of comments is reached by values of an index, never by going through all of it."""
    lines = plan.splitlines()
    for line, after in zip(lines, [*lines[1:], ""], strict=True):
        if " on comment" in line and "Scan" in line:  # PostgreSQL
            assert "Index Cond" in after, plan
        assert not line.startswith("SCAN comment"), plan  # SQLite


@pytest.mark.parametrize("name", READS)
def test_pages_are_read_in_the_order_of_an_index(world: World, crowd: list[int], name: str) -> None:
    """Of all statements; the first of a page, which is cut at its limit, sorts nothing either."""
    if world.session.get_bind().dialect.name == "postgresql":
        world.session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    with explained(world.session) as plans:
        READS[name](world.session, crowd)
    assert plans
    for plan in plans:
        assert_found_by_index(plan)
    page = plans[0] if name != "middle page" else plans[1]
    assert "TEMP B-TREE" not in page
    assert "Sort" not in page


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
        assert_found_by_index(plans[0])
        assert ("ix_comment_replies" if depth else "ix_comment_article_order") in plans[0]
