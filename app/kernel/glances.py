"""Glances: reads of one row that every visitor's request asks for, compiled once and run past session and transaction."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.engine.interfaces import Dialect

from app.kernel.db import database, session

Row = tuple[Any, ...]
Query = sa.Select[*tuple[Any, ...]]
Convert = Callable[[Any], Any]


class Glance:
    """A read of one row. It sees what is committed at that very instant, and costs little more than the database itself.

    Select numbers and codes alone: columns come back as the driver gives them. Glances have connections of their own, in autocommit, so
    that no snapshot stays open; where one fails, the request's session reads instead.
    """

    def __init__(self, query: Query) -> None:
        self._query = query
        self._plans: dict[str, _Plan] = {}

    def read(self, **values: Any) -> Row | None:
        """Read the row, or None where there is none."""
        db = database()
        plan = self._plans.get(db.engine.dialect.name)
        if plan is None:
            plan = self._plans[db.engine.dialect.name] = _Plan(self._query, db.engine.dialect)
        try:
            with db.glancing() as connection:
                return plan.run(connection, values)
        except db.engine.dialect.loaded_dbapi.Error:
            db.close_glances()
        row = session().execute(self._query, values).one_or_none()
        return None if row is None else tuple(row)


class _Plan:
    """A query in the words of one kind of database, with what turns values into the driver's."""

    def __init__(self, query: Query, dialect: Dialect) -> None:
        compiled: Any = query.compile(dialect=dialect)
        self._sql = str(compiled)
        self._order: list[str] | None = compiled.positiontup
        kinds = {name: bind.type.dialect_impl(dialect) for name, bind in compiled.binds.items()}
        self._convert: dict[str, Convert | None] = {name: kind.bind_processor(dialect) for name, kind in kinds.items()}
        given = {name: bind.value for name, bind in compiled.binds.items() if not bind.required}
        self._fixed = self._converted(given)

    def _converted(self, values: dict[str, Any]) -> dict[str, Any]:
        return {name: convert(v) if (convert := self._convert[name]) else v for name, v in values.items()}

    def run(self, connection: Any, values: dict[str, Any]) -> Row | None:
        """Run it on a connection of the driver."""
        named = self._fixed | self._converted(values)
        cursor = connection.cursor()
        try:
            cursor.execute(self._sql, [named[name] for name in self._order] if self._order is not None else named)
            found: list[Row] = cursor.fetchall()
            return found[0] if found else None
        finally:
            cursor.close()
