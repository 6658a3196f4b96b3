"""Hours in SQL, to count by; an hour begins at the same instant in UTC and in Taipei."""

from datetime import UTC, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class hour_of(FunctionElement[str]):  # noqa: N801  read as a function of SQL
    """The hour in which a stored instant falls, written 2026-03-10 04 in UTC."""

    type = sa.String()
    inherit_cache = True


@compiles(hour_of, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    return f"substr({compiler.process(element.clauses, **options)}, 1, 13)"


@compiles(hour_of, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"to_char({compiler.process(element.clauses, **options)} AT TIME ZONE 'UTC', 'YYYY-MM-DD HH24')"


def read_hour(written: str) -> datetime:
    """The instant at which an hour begins, from the words of `hour_of`."""
    return datetime.strptime(written, "%Y-%m-%d %H").replace(tzinfo=UTC)
