"""An application of the kernel's own for faults and races: real commits, forms protected, three views to try it with."""

from collections.abc import Callable, Iterator

import pytest
import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

from app import Gongyi
from app.config import Settings
from app.kernel.db import begin_write, session
from app.kernel.guards import public
from app.kernel.outbox import enqueue
from tests.builders import NOON
from tests.conftest import make_own_app
from tests.databases import Databases
from tests.machine import REQUIRED, running_redis

Write = Callable[[Session], None]


@pytest.fixture
def kernel_app(databases: Databases, settings: Settings) -> Iterator[Gongyi]:
    """A new own_app with /try/write (adds a row, then does what `app.extensions["try"]` says), /try/read and /try/fault."""
    own_app = make_own_app(databases, settings)
    own_app.config["PROPAGATE_EXCEPTIONS"] = False

    @own_app.post("/try/write")
    @public
    def write() -> str:
        db = begin_write()
        enqueue(db, "try", 1, NOON, words=request.form.get("words", ""))
        own_app.extensions.get("try", lambda _session: None)(db)
        return "written"

    @own_app.get("/try/read")
    @public
    def read() -> str:
        return str(session().scalar(sa.text("SELECT count(*) FROM outbox_message")))

    @own_app.get("/try/fault")
    @public
    def fault() -> str:
        raise ValueError("citizen@example.test typed 203.0.113.9")

    yield own_app
    own_app.extensions["gongyi.db"].close_glances()
    own_app.extensions["gongyi.db"].engine.dispose()


@pytest.fixture(scope="session")
def redis_url() -> Iterator[str]:
    with running_redis() as url:
        if url is None and "redis" in REQUIRED:
            pytest.fail("GONGYI_REQUIRE names redis, but there is none")
        if url is None:
            pytest.skip("no Redis server answers")
        yield url
