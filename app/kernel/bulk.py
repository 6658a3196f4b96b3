"""Very many rows at once: streamed past the ORM, their table's indexes and foreign keys made anew afterwards."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from functools import lru_cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

Columns = Mapping[str, Iterable[Any]]

_SQLITE_INDEXES = sa.text("SELECT name, sql FROM sqlite_master WHERE type = 'index' AND tbl_name = :name AND sql > ''")
_POSTGRESQL_INDEXES = sa.text(
    "SELECT indexrelid::regclass::text, pg_get_indexdef(indexrelid) FROM pg_index "
    "WHERE indrelid = CAST(:name AS regclass) AND NOT indisunique ORDER BY 1"
)
_POSTGRESQL_KEYS = sa.text(
    "SELECT conname, pg_get_constraintdef(oid) FROM pg_constraint "
    "WHERE conrelid = CAST(:name AS regclass) AND contype = 'f' ORDER BY 1"
)


def insert_columns(session: Session, model: Any, columns: Columns) -> None:
    """Insert rows that are given column by column, each as long as the shortest; on PostgreSQL by COPY."""
    table: sa.Table = model.__table__
    dialect, cursor = session.connection().dialect, _cursor(session)
    rows = zip(*(_converted(table.c[name], given, dialect) for name, given in columns.items()), strict=False)
    names = ", ".join(columns)
    if dialect.name == "sqlite":
        marks = ", ".join("?" * len(columns))
        cursor.executemany(f"INSERT INTO {table.name} ({names}) VALUES ({marks})", rows)  # noqa: S608  our own names
        return
    with cursor.copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            copy.write_row(row)


def _cursor(session: Session) -> Any:
    """The driver's own cursor, in the session's transaction."""
    return session.connection().connection.cursor()


def _converted(column: sa.Column[Any], given: Iterable[Any], dialect: sa.Dialect) -> Iterable[Any]:
    """Values as the driver takes them; neighbours are often alike (codes, instants to the minute), so the last are remembered."""
    convert: Callable[[Any], Any] | None = column.type.dialect_impl(dialect).bind_processor(dialect)
    if convert is None or (isinstance(column.type, sa.String) and not isinstance(column.type, sa.Enum)):
        return given
    return map(lru_cache(256)(convert), given)


@contextmanager
def unindexed(session: Session, models: Sequence[Any]) -> Iterator[None]:
    """Drop the indexes of tables (and PostgreSQL's foreign keys, which are checked row by row), and make them anew at the end.

    Worth it where more rows come than are there. Whoever uses the tables waits for the commit; a failure leaves all as it was.
    SQLite does not evaluate the CHECKs inside, a third of its work: the rows come from a program.
    """
    connection = session.connection()
    again = [made for model in models for made in _take_down(connection, model.__tablename__)]
    with _unchecked(connection) if connection.dialect.name == "sqlite" else nullcontext():
        yield
    for statement in again:
        connection.exec_driver_sql(statement)
    for model in models:
        connection.exec_driver_sql(f"ANALYZE {model.__tablename__}")


@contextmanager
def _unchecked(connection: sa.Connection) -> Iterator[None]:
    connection.exec_driver_sql("PRAGMA ignore_check_constraints = ON")
    try:
        yield
    finally:
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = OFF")


def _take_down(connection: sa.Connection, table: str) -> list[str]:
    """Drop what slows a table down; give the statements that make it anew."""
    is_sqlite = connection.dialect.name == "sqlite"
    indexes = connection.execute(_SQLITE_INDEXES if is_sqlite else _POSTGRESQL_INDEXES, {"name": table}).all()
    keys = () if is_sqlite else connection.execute(_POSTGRESQL_KEYS, {"name": table}).all()
    for name, _made in indexes:
        connection.exec_driver_sql(f"DROP INDEX {name}")
    for name, _made in keys:
        connection.exec_driver_sql(f"ALTER TABLE {table} DROP CONSTRAINT {name}")
    return [made for _name, made in indexes] + [
        f"ALTER TABLE {table} ADD CONSTRAINT {name} {made}" for name, made in keys
    ]
