"""Fixtures: one migrated database a worker, one outer transaction a test, a clock that stands still, personas."""

import os
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self

import pytest
from flask.testing import FlaskClient
from sqlalchemy import event
from sqlalchemy.orm import Session, sessionmaker

from app import Gongyi, create_app
from app.config import Settings
from app.kernel import migrate
from app.kernel.db import Database
from app.kernel.web.page_shelf import Shelf
from tests.builders import World, build_world
from tests.databases import drop_postgresql, fresh_postgresql, fresh_sqlite
from tests.machine import REQUIRED, find_postgresql
from tests.postgresql import find_programs, running_server

NOON = datetime(2026, 3, 10, 4, 0, tzinfo=UTC)  # 12:00 in Taipei


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--database", choices=["sqlite", "postgresql"], default="sqlite")


def pytest_configure(config: pytest.Config) -> None:
    """Have a PostgreSQL server for all workers: the one that answers, or one of our own for the length of this run."""
    if config.getoption("--database") == "sqlite" or hasattr(config, "workerinput"):
        return
    server, programs = find_postgresql(), find_programs()
    if server is None and programs is not None:
        own = ExitStack()
        server = own.enter_context(running_server(programs))
        config.add_cleanup(own.close)
    if server is None and "postgresql" in REQUIRED:
        raise pytest.UsageError("GONGYI_REQUIRE names postgresql, but there is none")
    os.environ["GONGYI_TEST_POSTGRESQL_URL"] = server or ""


def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Run on PostgreSQL what asks for a database; the rest is the same there, and has run beside SQLite."""
    if config.getoption("--database") == "sqlite":
        return
    asks = [item for item in items if "make_database" in getattr(item, "fixturenames", ())]
    config.hook.pytest_deselected(items=[item for item in items if item not in set(asks)])
    items[:] = asks


@pytest.fixture(scope="session")
def make_database(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Callable[[], str]]:
    """Makes empty databases of the kind under test, and removes them at the end; call it for an address."""
    made: list[str] = []

    def make() -> str:
        if request.config.getoption("--database") == "sqlite":
            return fresh_sqlite(tmp_path_factory.mktemp("db"))
        server = os.environ["GONGYI_TEST_POSTGRESQL_URL"]
        if not server:
            pytest.skip("no PostgreSQL server answers")
        made.append(f"gongyi_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{len(made)}")
        return fresh_postgresql(server, made[-1])

    yield make
    for name in made:
        drop_postgresql(os.environ["GONGYI_TEST_POSTGRESQL_URL"], name)


@pytest.fixture(scope="session")
def database_url(make_database: Callable[[], str]) -> str:
    return make_database()


@pytest.fixture(scope="session")
def settings(database_url: str, tmp_path_factory: pytest.TempPathFactory) -> Settings:
    return Settings(
        data=Path(tmp_path_factory.mktemp("data")),
        database_url=database_url,
        secret_key="test-" * 10,
        mode="demo",
        base_url="http://localhost",
        mail_url="file:",
    )


@pytest.fixture(scope="session")
def app(settings: Settings) -> Iterator[Gongyi]:
    app = create_app(settings, testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    engine = app.extensions["gongyi.db"].engine
    migrate.upgrade(engine)
    yield app
    engine.dispose()


@pytest.fixture
def own_app(make_database: Callable[[], str], settings: Settings) -> Iterator[Gongyi]:
    """An application on a migrated database of its own, where commits are real: for races, locks and faults."""
    app = create_app(replace(settings, database_url=make_database()), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions["gongyi.clock"] = lambda: NOON
    engine = app.extensions["gongyi.db"].engine
    migrate.upgrade(engine)
    yield app
    engine.dispose()


@pytest.fixture
def clock(app: Gongyi) -> Clock:
    clock = Clock()
    app.extensions["gongyi.clock"] = lambda: clock.now
    return clock


@pytest.fixture
def session(app: Gongyi, clock: Clock) -> Iterator[Session]:
    """A writing session on the test's outer transaction, which the application's sessions join; rolled back."""
    db: Database = app.extensions["gongyi.db"]
    kept = db.readers, db.writers
    connection = db.engine.connect()
    outer = connection.begin()
    info = {"events": app.extensions["gongyi.events"]}
    make: dict[str, Any] = {"expire_on_commit": False, "join_transaction_mode": "create_savepoint"}
    db.readers = sessionmaker(connection, info=info, **make)
    db.writers = sessionmaker(connection, info={**info, "writer": True}, **make)
    db.glance_connection = lambda: connection.connection  # type: ignore[method-assign]
    own = db.writers()
    try:
        yield own
    finally:
        own.close()
        outer.rollback()
        connection.close()
        db.readers, db.writers = kept
        del db.glance_connection


@pytest.fixture
def world(session: Session) -> World:
    """The agencies, subgroups, personas and bills that tests speak of."""
    return build_world(session)


@pytest.fixture
def client(app: Gongyi, session: Session) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def pages(app: Gongyi, session: Session) -> Iterator[Shelf]:
    """The shelf of kept pages, empty and in use for the length of a test (elsewhere pages are always written anew)."""
    shelf: Shelf = app.extensions["gongyi.pages"].shelf
    app.config["KEEP_PAGES"] = True
    yield shelf
    app.config["KEEP_PAGES"] = False
    shelf.clear()


class Statements:
    """The SQL statements that ran inside a with block (transaction control not counted), and how many glances."""

    def __init__(self, db: Database) -> None:
        self.db, self.engine = db, db.engine
        self.seen: list[str] = []
        self.glances = 0

    def _note(self, _conn: object, _cursor: object, statement: str, *_rest: object) -> None:
        if not statement.upper().startswith(("SAVEPOINT", "RELEASE", "ROLLBACK", "BEGIN", "COMMIT")):
            self.seen.append(statement)

    def __enter__(self) -> Self:
        self.seen, self.glances, self._glance = [], 0, self.db.glance_connection
        event.listen(self.engine, "before_cursor_execute", self._note)
        self.db.glance_connection = self._count_glance  # type: ignore[method-assign]
        return self

    def _count_glance(self) -> Any:
        self.glances += 1
        return self._glance()

    def __exit__(self, *_error: object) -> None:
        self.db.glance_connection = self._glance  # type: ignore[method-assign]
        event.remove(self.engine, "before_cursor_execute", self._note)

    def __len__(self) -> int:
        return len(self.seen)


@pytest.fixture
def statements(app: Gongyi) -> Statements:
    return Statements(app.extensions["gongyi.db"])
