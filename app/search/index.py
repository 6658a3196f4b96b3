"""The index itself: words at positions, in SQLite's FTS5 or in PostgreSQL's tsvector; both find the same.

A position holds the words of one text and, after them, its scopes: `_b7` for the bill with id 7, `_a12` for the article with id 12. No
typed word begins with a low line, so that nobody types a scope.
"""

from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.search.tokens import Phrase, split_words

_REMEMBERED = 1_024  # texts whose words are kept at hand: campaigns say the same many times
_SQLITE_PUT = sa.text("INSERT OR REPLACE INTO search_index (rowid, words) VALUES (:position, :words)")
_SQLITE_FIND = """
SELECT rowid FROM search_index WHERE search_index MATCH :query AND rowid >= :low AND rowid < :high
ORDER BY rowid DESC LIMIT :limit
"""
_POSTGRESQL_PUT = sa.text(
    "INSERT INTO search_index (position, words) VALUES (:position, CAST(:words AS tsvector)) "
    "ON CONFLICT (position) DO UPDATE SET words = excluded.words"
)
# First down the newest texts, where a frequent word is found often enough; only where it is not, to all places of it by the index of
# words, which are few then. Left to itself the planner goes down through all texts for every word that its statistics do not know:
# half a second among a million. "position + 0" keeps it from that.
_POSTGRESQL_FIND = """
WITH newest AS MATERIALIZED (
    SELECT position FROM (
        SELECT position, words FROM search_index WHERE position >= :low AND position < :high
        ORDER BY position DESC LIMIT 30000
    ) AS latest WHERE words @@ CAST(:query AS tsquery) LIMIT :limit
)
SELECT position FROM newest WHERE (SELECT count(*) FROM newest) = :limit
UNION ALL (
    SELECT position FROM search_index
    WHERE words @@ CAST(:query AS tsquery) AND position >= :low AND position < :high
        AND (SELECT count(*) FROM newest) < :limit
    ORDER BY position + 0 DESC LIMIT :limit
)
ORDER BY position DESC
"""


@dataclass(frozen=True, slots=True)
class Entry:
    """A text at a position, with its scopes."""

    position: int
    text: str
    scopes: tuple[str, ...]


def bill_scope(bill_id: int) -> str:
    """The word that stands with all texts of a bill."""
    return f"_b{bill_id}"


def article_scope(article_id: int) -> str:
    """The word that stands with all texts of an article and all comments on it."""
    return f"_a{article_id}"


def put(session: Session, entries: Iterable[Entry]) -> None:
    """Put texts into the index, in the place of what stood at their positions."""
    is_sqlite = _is_sqlite(session)
    write = _write_plainly if is_sqlite else _write_vector
    rows = [{"position": entry.position, "words": write(entry)} for entry in entries]
    if rows:
        session.connection().execute(_SQLITE_PUT if is_sqlite else _POSTGRESQL_PUT, rows)


def take_out(session: Session, positions: Sequence[int]) -> None:
    """Take texts out of the index; what is not there may be named."""
    key = "rowid" if _is_sqlite(session) else "position"
    gone = sa.text(f"DELETE FROM search_index WHERE {key} = :position")  # noqa: S608  one of two words of ours
    if positions:
        session.connection().execute(gone, [{"position": position} for position in positions])


def clear(session: Session) -> None:
    """Empty the index."""
    session.connection().execute(sa.text("DELETE FROM search_index"))


@contextmanager
def in_bulk(session: Session) -> Iterator[None]:
    """Put very much into the index inside, and bring it into its best form at the end.

    PostgreSQL makes its index of words anew at the end, which is many times faster; whoever writes or searches waits until the commit.
    """
    connection, is_sqlite = session.connection(), _is_sqlite(session)
    if not is_sqlite:
        definition = connection.scalar(sa.text("SELECT pg_get_indexdef('ix_search_index_words'::regclass)"))
        connection.execute(sa.text("DROP INDEX ix_search_index_words"))
    yield
    if not is_sqlite:
        connection.exec_driver_sql(str(definition))
    statement = (
        "INSERT INTO search_index (search_index) VALUES ('optimize')" if _is_sqlite(session) else "ANALYZE search_index"
    )
    connection.execute(sa.text(statement))


def find(
    session: Session, phrases: Sequence[Phrase], scopes: Sequence[str], low: int, high: int, limit: int
) -> list[int]:
    """Find the positions from `low` to below `high` whose texts hold all phrases and scopes, the highest first.

    The values are written into the statement, so that PostgreSQL plans for these words; they hold letters, digits and marks alone.
    """
    is_sqlite = _is_sqlite(session)
    query = (_ask_sqlite if is_sqlite else _ask_postgresql)(phrases, scopes)
    values: dict[str, Any] = {"query": query, "low": low, "high": high, "limit": limit}
    bound: list[sa.BindParameter[Any]] = [
        sa.bindparam(name, value, literal_execute=True) for name, value in values.items()
    ]
    statement = sa.text(_SQLITE_FIND if is_sqlite else _POSTGRESQL_FIND).bindparams(*bound)
    return list(session.scalars(statement))


def _is_sqlite(session: Session) -> bool:
    return session.get_bind().dialect.name == "sqlite"


def _write_plainly(entry: Entry) -> str:
    return " ".join((_plain_words(entry.text), *entry.scopes))


def _write_vector(entry: Entry) -> str:
    return " ".join((_placed_words(entry.text), *(f"'{scope}'" for scope in entry.scopes)))


@lru_cache(_REMEMBERED)
def _plain_words(text: str) -> str:
    return " ".join(split_words(text))


@lru_cache(_REMEMBERED)
def _placed_words(text: str) -> str:
    return " ".join(f"'{word}':{place}" for place, word in enumerate(split_words(text), 1))


def _ask_sqlite(phrases: Sequence[Phrase], scopes: Sequence[str]) -> str:
    asked = [f'"{" ".join(phrase.words)}"' + " *" * phrase.is_beginning for phrase in phrases]
    return " AND ".join((*asked, *(f'"{scope}"' for scope in scopes)))


def _ask_postgresql(phrases: Sequence[Phrase], scopes: Sequence[str]) -> str:
    asked = [
        "(" + " <-> ".join(f"'{word}'" for word in phrase.words) + ":*" * phrase.is_beginning + ")"
        for phrase in phrases
    ]
    return " & ".join((*asked, *(f"'{scope}'" for scope in scopes)))
