"""Fixtures: one migrated database a worker, one savepoint a test, a clock that stands still, personas."""

import gc
import os
import time
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self
from unittest import mock

import pytest
from flask.testing import FlaskClient
from itsdangerous import TimestampSigner
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import event
from sqlalchemy.orm import Session

from app import Gongyi, create_app
from app.config import Settings
from app.kernel.db import Database
from app.kernel.web.page_shelf import Shelf
from seeds.player import play
from tests.architecture.things import fill_world
from tests.browser import seeding
from tests.builders import NOON, World, build_world
from tests.databases import Databases
from tests.opendata.debate import Debate, make_debate
from tests.postgresql import OWN_SERVER
from tests.stage import Lay, Scene, Stage

SEEDED_AT = datetime(2026, 11, 22, 4, tzinfo=UTC)
pytest_plugins = ("tests.order",)


def _play_seeds(session: Session) -> Scene:
    steps = play(session, SEEDED_AT)
    session.flush()
    session.expunge_all()  # nothing of them is handed to a test
    return {"steps": steps}


SCENES: dict[str, Lay] = {  # by the fixture that asks for one; the first that a test asks for is laid
    "filled_world": lambda session: {"world": fill_world(build_world(session))},
    "debate_on_closed_bill": lambda session: {"world": (world := build_world(session)), "debate": make_debate(world)},
    "world": lambda session: {"world": build_world(session)},
    "played_seeds": _play_seeds,
}


class Clock:
    """A clock that a test sets."""

    def __init__(self) -> None:
        self.now = NOON


def pytest_collection_finish() -> None:
    """Look for garbage less often, and never among what stays: a tenth of the suite's time."""
    gc.freeze()
    gc.set_threshold(100_000, 50, 100)


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Let go of the worker's transaction before a test that uses the application's database by itself."""
    names = getattr(item, "fixturenames", ())
    if "app" in names and "scene" not in names:
        Stage.clear_all()


@pytest.fixture(scope="session", autouse=True)
def templates_are_compiled_once(tmp_path_factory: pytest.TempPathFactory) -> None:
    """Let all applications of this process share compiled templates."""
    kept = FileSystemBytecodeCache(str(tmp_path_factory.mktemp("templates")))
    Gongyi.jinja_options = {**Gongyi.jinja_options, "bytecode_cache": kept}


def pytest_sessionfinish() -> None:
    """Look for no garbage at the end either, where the process leaves it anyway: some three seconds."""
    gc.freeze()


@pytest.fixture(scope="session", autouse=True)
def seeds_are_played_beside(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Begin what all journeys in the browser wait for."""
    if any("untouched" in getattr(item, "fixturenames", ()) for item in request.session.items):
        seeding.begin(tmp_path_factory.getbasetemp())


@pytest.fixture(scope="session")
def database_kind(request: pytest.FixtureRequest) -> str:
    """The kind of database under test."""
    kind: str = request.param
    return kind


@pytest.fixture(scope="session")
def databases(database_kind: str, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Databases]:
    """Makes databases of the kind under test, empty or migrated, and removes them at the end from a server that stays."""
    databases = Databases(database_kind, tmp_path_factory)
    yield databases
    if OWN_SERVER not in os.environ:
        databases.drop_all()


@pytest.fixture(scope="session")
def database_url(databases: Databases) -> str:
    return databases.migrated()


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
    # Tokens hold the second at which they were signed: one second for all, so that pages can be compared byte by byte.
    with mock.patch.object(TimestampSigner, "get_timestamp", return_value=int(time.time())):
        yield app
    app.extensions["gongyi.db"].engine.dispose()


def make_own_app(databases: Databases, settings: Settings) -> Gongyi:
    """Make an application on a migrated database of its own."""
    app = create_app(replace(settings, database_url=databases.migrated()), testing=True)
    app.config["WTF_CSRF_ENABLED"] = False
    app.extensions["gongyi.clock"] = lambda: NOON
    return app


@pytest.fixture(scope="session")
def committing_app(databases: Databases, settings: Settings) -> Gongyi:
    """What `own_app` gives to one test after the other: an application takes longer to make than its database to be made anew."""
    return make_own_app(databases, settings)


@pytest.fixture
def own_app(databases: Databases, committing_app: Gongyi) -> Iterator[Gongyi]:
    """An application on a migrated database of its own, where commits are real: for races, locks and faults."""
    app, pages = committing_app, committing_app.extensions["gongyi.pages"]
    with mock.patch.dict(app.config), mock.patch.dict(app.extensions), mock.patch.object(pages, "shelf", Shelf()):
        yield app
    app.extensions["gongyi.db"].close_glances()
    app.extensions["gongyi.db"].engine.dispose()
    databases.renew(app.extensions["gongyi.settings"].database_url)


@pytest.fixture
def clock(app: Gongyi) -> Clock:
    clock = Clock()
    app.extensions["gongyi.clock"] = lambda: clock.now
    return clock


@pytest.fixture(scope="session")
def stage(app: Gongyi) -> Iterator[Stage]:
    """Where tests play: see tests/stage.py."""
    stage = Stage(app)
    yield stage
    stage.clear()


@pytest.fixture
def scene(request: pytest.FixtureRequest, stage: Stage, clock: Clock) -> Iterator[tuple[Session, Scene]]:
    """A session on the test's own savepoint, and what its fixtures ask to stand on the stage; rolled back."""
    lay = next((lay for name, lay in SCENES.items() if name in request.fixturenames), None)
    with stage.playing(lay) as played:
        yield played


@pytest.fixture
def session(scene: tuple[Session, Scene]) -> Session:
    """A writing session on the test's own savepoint, which the application's sessions join."""
    return scene[0]


@pytest.fixture
def world(scene: tuple[Session, Scene]) -> World:
    """The agencies, subgroups, personas and bills that tests speak of."""
    world: World = scene[1]["world"]
    return world


@pytest.fixture
def debate_on_closed_bill(scene: tuple[Session, Scene]) -> Debate:
    """A debate on the world's closed bill."""
    debate: Debate = scene[1]["debate"]
    return debate


@pytest.fixture
def filled_world(scene: tuple[Session, Scene]) -> World:
    """The world with what the addresses of all routes speak of."""
    world: World = scene[1]["world"]
    return world


@pytest.fixture
def played_seeds(scene: tuple[Session, Scene], clock: Clock) -> Session:
    """A session on the database as the seeds leave it, at that instant."""
    clock.now = SEEDED_AT
    return scene[0]


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
        self.seen, self.glances, self._glance = [], 0, self.db.glancing
        event.listen(self.engine, "before_cursor_execute", self._note)
        self.db.glancing = self._count_glance  # type: ignore[method-assign]
        return self

    def _count_glance(self) -> Any:
        self.glances += 1
        return self._glance()

    def __exit__(self, *_error: object) -> None:
        self.db.glancing = self._glance  # type: ignore[method-assign]
        event.remove(self.engine, "before_cursor_execute", self._note)

    def __len__(self) -> int:
        return len(self.seen)


@pytest.fixture
def statements(app: Gongyi) -> Statements:
    return Statements(app.extensions["gongyi.db"])
