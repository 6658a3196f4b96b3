"""On which databases tests run, in which order, and how they are shared out among processes."""

import os
from contextlib import ExitStack
from pathlib import Path

import pytest
from xdist.scheduler import LoadScopeScheduling

from tests.machine import REQUIRED, find_postgresql
from tests.postgresql import OWN_SERVER, find_programs, running_server

KINDS = ("sqlite", "postgresql")
HERE = Path(__file__).parent
FIRST = ("test_kept_pages.py", "test_routes.py")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--database", choices=KINDS, action="append", help="a kind of database to run on (default: sqlite)"
    )


def kinds_of(config: pytest.Config) -> list[str]:
    """The kinds of database that this run is for."""
    return config.getoption("--database") or ["sqlite"]


def pytest_configure(config: pytest.Config) -> None:
    """Have a PostgreSQL server for all workers: the one named, one of our own for this run, which is quicker, or one that answers."""
    if "postgresql" not in kinds_of(config) or hasattr(config, "workerinput"):
        return
    server, programs = os.environ.get("GONGYI_TEST_POSTGRESQL_URL"), find_programs()
    if not server and programs is not None:
        own = ExitStack()
        server = own.enter_context(running_server(programs))
        config.add_cleanup(own.close)
        os.environ[OWN_SERVER] = "1"
    server = server or find_postgresql()
    if server is None and "postgresql" in REQUIRED:
        raise pytest.UsageError("GONGYI_REQUIRE names postgresql, but there is none")
    os.environ["GONGYI_TEST_POSTGRESQL_URL"] = server or ""


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run what asks for a database on each kind; walks over pages on SQLite alone where that is one of them."""
    kinds = kinds_of(metafunc.config)
    if "databases" in metafunc.fixturenames:
        is_walk = any(metafunc.definition.iter_markers("walk"))
        metafunc.parametrize("database_kind", kinds[:1] if is_walk else kinds, indirect=True, scope="session")


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """Leave out what asks for no database where SQLite is not meant: it is the same there."""
    if "sqlite" not in kinds_of(config):
        others = {item for item in items if _kind(item) is None}
        config.hook.pytest_deselected(items=[*others])
        items[:] = [item for item in items if item not in others]
    items.sort(key=_turn)


def _kind(item: pytest.Item) -> str | None:
    callspec = getattr(item, "callspec", None)
    return callspec.params.get("database_kind") if callspec else None


def _turn(item: pytest.Item) -> tuple[bool, int]:
    """PostgreSQL last, so that each process changes once; the longest first, so that no processor waits at the end.

    Before the longest come a few during which the seeds are played.
    """
    own = item.path.name in FIRST, "browser" in item.path.parts, item.path.parent == HERE
    return _kind(item) == "postgresql", own.index(True) if any(own) else len(own)


class ByModuleAndDatabase(LoadScopeScheduling):
    """Gives a process the tests of a module on one kind of database."""

    def _split_scope(self, nodeid: str) -> str:
        module, _, test = nodeid.partition("::")
        return module + ("@postgresql" if "[postgresql" in test else "")


@pytest.hookimpl(optionalhook=True)  # where xdist is left out
def pytest_xdist_make_scheduler(config: pytest.Config, log: object) -> LoadScopeScheduling:
    """Share tests out by module and database, in their order."""
    return ByModuleAndDatabase(config, log)
