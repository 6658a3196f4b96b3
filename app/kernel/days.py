"""Calendar days of Taipei in SQL: the twin of `clock.taipei_day`."""

from datetime import date
from typing import Any

import sqlalchemy as sa
from sqlalchemy.ext.compiler import compiles
from sqlalchemy.sql.functions import FunctionElement


class taipei_date(FunctionElement[date]):  # noqa: N801  read as a function of SQL
    """The calendar day in Taipei on which a stored instant falls. SQLite knows no zones: Taipei has been 8 hours ahead since 1979."""

    type = sa.Date()
    inherit_cache = True


@compiles(taipei_date, "sqlite")
def _sqlite(element: Any, compiler: Any, **options: Any) -> str:
    # Whole seconds alone: SQLite rounds the last half millisecond of a day into the next one.
    return f"date(substr({compiler.process(element.clauses, **options)}, 1, 19), '+8 hours')"


@compiles(taipei_date, "postgresql")
def _postgresql(element: Any, compiler: Any, **options: Any) -> str:
    return f"CAST({compiler.process(element.clauses, **options)} AT TIME ZONE 'Asia/Taipei' AS date)"
