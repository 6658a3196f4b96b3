"""The database: engine, base class, column types, and one session a request (a reader until a write begins)."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app, g
from sqlalchemy import Dialect, MetaData, event
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import DeclarativeBase, Session, sessionmaker
from sqlalchemy.types import TypeDecorator

from app.kernel.events import Events
from app.kernel.turns import take_turns


class UTCDateTime(TypeDecorator[datetime]):
    """An instant; refuses naive values and always gives UTC back."""

    impl = sa.DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Turn an aware instant into UTC (naive on SQLite, whose columns know no zone)."""
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("an instant needs a time zone")
        value = value.astimezone(UTC)
        return value.replace(tzinfo=None) if dialect.name == "sqlite" else value

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:
        """Give the stored instant back as aware UTC."""
        if value is None:
            return None
        stored: datetime = value
        return stored.replace(tzinfo=UTC) if stored.tzinfo is None else stored.astimezone(UTC)


def code_type(kind: type[StrEnum], length: int = 32, name: str = "") -> sa.Enum:
    """A column type for an enumeration, stored by value under a CHECK: `name`, where a table has the enumeration twice."""
    return sa.Enum(
        kind,
        native_enum=False,
        length=length,
        values_callable=lambda members: [m.value for m in members],
        create_constraint=True,
        name=name or "".join("_" + c.lower() if c.isupper() else c for c in kind.__name__).lstrip("_"),
    )


class Base(DeclarativeBase):
    """Base of all mapped classes."""

    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )
    type_annotation_map = {datetime: UTCDateTime()}


BigId = sa.BigInteger().with_variant(sa.Integer, "sqlite")
BinaryText = sa.Text().with_variant(sa.Text(collation="C"), "postgresql")


_SQLITE: dict[str, Any] = {"pool_use_lifo": True}  # the fewer connections are used, the fewer caches fill
_POSTGRESQL: dict[str, Any] = {
    "pool_size": 10,
    "max_overflow": 10,
    "connect_args": {
        "connect_timeout": 5,
        # Compiling costs more than it saves here. So does looking for the best order of a dozen joins, each time anew: a page of
        # comments took twice as long to plan as to make. Joins are written in the order in which they narrow.
        "options": "-c lock_timeout=5s -c jit=off -c join_collapse_limit=4",
    },
}
# A reader there sees what is committed when a statement begins, in a transaction or not. But the driver forgets all that the server has
# prepared when a transaction is rolled back, as every reader's was at its end: a quarter of a page of comments was planning it anew.
_READING: dict[str, dict[str, Any]] = {"postgresql": {"isolation_level": "AUTOCOMMIT"}}


class Database:
    """The engine and the two kinds of session that are bound to it."""

    def __init__(self, url: str, events: Events) -> None:
        if url.startswith("sqlite:///"):
            Path(url.removeprefix("sqlite:///")).parent.mkdir(parents=True, exist_ok=True)
        pool = _SQLITE if url.startswith("sqlite") else _POSTGRESQL
        self.engine = sa.create_engine(url, pool_pre_ping=True, hide_parameters=True, **pool)
        if self.engine.dialect.name == "sqlite":
            _prepare_sqlite(self.engine)
        info = {"events": events}
        self.readers: Callable[[], Session] = sessionmaker(
            self.engine.execution_options(**_READING.get(self.engine.dialect.name, {})),
            expire_on_commit=False,
            info=info,
        )
        writer = self.engine.execution_options(gongyi_begin="BEGIN IMMEDIATE")
        self.writers: Callable[[], Session] = sessionmaker(
            writer, expire_on_commit=False, info={**info, "writer": True}
        )
        # The last that came back goes out first: there are as many as threads glance at the very same time, which is most often one.
        self._glancing: list[Any] = []

    @contextmanager
    def glancing(self) -> Iterator[Any]:
        """Lend a connection of the driver's, in autocommit, for a glance (see glances.py); one that failed is closed."""
        try:
            connection = self._glancing.pop()
        except IndexError:
            connection = self._open_for_glances()
        try:
            yield connection
        except BaseException:
            connection.close()
            raise
        self._glancing.append(connection)

    def _open_for_glances(self) -> Any:
        pooled = self.engine.raw_connection()
        pooled.detach()
        connection: Any = pooled.dbapi_connection
        if self.engine.dialect.name == "postgresql":
            connection.autocommit = True
        else:
            connection.execute("PRAGMA cache_size=-512")  # it reads single rows
        return connection

    def close_glances(self) -> None:
        """Close the connections for glances that nobody uses, so that the next glance opens another."""
        with suppress(IndexError):
            while True:
                self._glancing.pop().close()


def _prepare_sqlite(engine: sa.Engine) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            "synchronous=FULL",
            "foreign_keys=ON",
            "busy_timeout=5000",
            "cache_size=-2048",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    take_turns(engine)

    @event.listens_for(engine, "begin")
    def begin(connection: sa.Connection) -> None:
        connection.exec_driver_sql(connection.get_execution_options().get("gongyi_begin", "BEGIN"))


@event.listens_for(Session, "before_flush")
def _refuse_writes_of_readers(session: Session, _context: Any, _instances: Any) -> None:
    if not session.info.get("writer") and (session.new or session.dirty or session.deleted):
        raise RuntimeError("a reading session was asked to write: call begin_write() first")


def database() -> Database:
    """Return the running application's database."""
    db: Database = current_app.extensions["gongyi.db"]
    return db


def session() -> Session:
    """Return this request's session: a reader, until begin_write() replaces it by a writer."""
    if "session" not in g:
        g.session = database().readers()
    found: Session = g.session
    return found


def begin_write() -> Session:
    """End this request's reading and open its one write transaction; everything must be loaded anew from it."""
    if "session" in g and g.session.info.get("writer"):
        already: Session = g.session
        return already
    close_session()
    g.session = database().writers()
    opened: Session = g.session
    return opened


def close_session() -> None:
    """Roll back what is not committed and give the connection back."""
    opened: Session | None = g.pop("session", None)
    if opened is not None:
        opened.close()


def init_app(app: Flask, url: str, events: Events) -> None:
    """Put the database into an application."""
    app.extensions["gongyi.db"] = Database(url, events)

    @app.teardown_appcontext
    def close(_error: BaseException | None) -> None:
        close_session()


def finish(status: int) -> None:
    """End a request's writing: commit when the answer is below 400, otherwise roll back."""
    if "session" in g and g.session.info.get("writer"):
        if status < 400:
            g.session.commit()
        else:
            g.session.rollback()


def is_worth_retrying(error: DBAPIError) -> bool:
    """Whether PostgreSQL gave a transaction up (serialization, deadlock) or the connection was lost."""
    return error.connection_invalidated or getattr(error.orig, "sqlstate", None) in ("40001", "40P01")
