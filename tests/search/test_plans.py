"""How the databases find words: by their indexes, never by going through all texts."""

import pytest
import sqlalchemy as sa

from app.discussion.models import Comment
from app.search import index
from app.search.index import Entry
from app.search.tokens import read_phrases
from tests.builders import World

SIZE = 3_000
FIND = "SELECT {key} FROM search_index WHERE {match} AND {key} >= 0 AND {key} < 9999999 ORDER BY {key} DESC LIMIT 101"


@pytest.fixture
def crowd(world: World) -> World:
    """An index of 3,000 texts: one word in all of them, one in two."""
    said = ("資安" + ("。龘龘" if n in (7, 1800) else f"。第{n}") for n in range(SIZE))
    with index.in_bulk(world.session):
        index.put(world.session, (Entry(n, text, ("_b1",)) for n, text in enumerate(said)))
    return world


def ask(world: World, typed: str) -> list[int]:
    return index.find(world.session, read_phrases(typed), ["_b1"], 0, 9999999, 101)


def test_frequent_and_rare_words(crowd: World) -> None:
    assert ask(crowd, "龘龘") == [1800, 7]
    assert ask(crowd, "資安") == list(range(SIZE - 1, SIZE - 102, -1))
    assert ask(crowd, "資安 龘") == [1800, 7]
    assert index.find(crowd.session, read_phrases("資安"), ["_b2"], 0, 9999999, 101) == []


def test_plans(crowd: World) -> None:
    session = crowd.session
    if session.get_bind().dialect.name == "sqlite":
        query = FIND.format(key="rowid", match="search_index MATCH '\"资安\"'")
        plan = "\n".join(row[-1] for row in session.execute(sa.text(f"EXPLAIN QUERY PLAN {query}")))
        assert "VIRTUAL TABLE INDEX" in plan and ":M" in plan  # M: by MATCH
        assert "TEMP B-TREE" not in plan  # the rows come in their order
        return
    session.execute(sa.text("SET LOCAL enable_seqscan = off"))
    for word, is_frequent in (("资安", True), ("龘龘", False)):
        query = index._POSTGRESQL_FIND
        for name, value in {":query": f"'''{word}'''", ":low": "0", ":high": "9999999", ":limit": "101"}.items():
            query = query.replace(name, value)
        plan = "\n".join(row[0] for row in session.connection().exec_driver_sql(f"EXPLAIN (ANALYZE) {query}"))
        assert "Backward using pk_search_index" in plan
        by_words = next(line for line in plan.splitlines() if "ix_search_index_words" in line)
        assert ("never executed" in by_words) == is_frequent, plan


def test_bulk_leaves_the_index_of_words_in_place(crowd: World) -> None:
    if crowd.session.get_bind().dialect.name == "postgresql":
        definition = crowd.session.scalar(
            sa.text("SELECT indexdef FROM pg_indexes WHERE indexname = 'ix_search_index_words'")
        )
        assert "gin (words)" in definition and "gin_pending_list_limit" in definition
    assert crowd.session.scalar(sa.select(sa.func.count(Comment.id))) == 0
