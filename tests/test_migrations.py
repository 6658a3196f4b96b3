"""Migrations: up, down and up again on both databases, with rows; the models equal the schema; nothing is imported."""

import ast
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.kernel import migrate
from app.kernel.db import Database
from app.kernel.events import Events
from tests.builders import build_world

VERSIONS = Path(__file__).parents[1] / "migrations" / "versions"


@pytest.fixture
def empty(make_database: Callable[[], str]):
    database = Database(make_database(), Events())
    yield database
    database.engine.dispose()


def tables(database: Database) -> set[str]:
    return set(sa.inspect(database.engine).get_table_names()) - {"alembic_version"}


def test_models_equal_the_migrated_schema(empty: Database) -> None:
    migrate.upgrade(empty.engine)
    migrate.check(empty.engine)


def test_each_step_goes_up_and_down_with_rows(empty: Database) -> None:
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        build_world(session)
        session.commit()
    before = tables(empty)
    migrate.downgrade(empty.engine, "0001")
    assert tables(empty) < before
    migrate.upgrade(empty.engine)
    assert tables(empty) == before
    with empty.readers() as session:
        assert session.scalar(sa.text("SELECT count(*) FROM bill")) == 6
    migrate.downgrade(empty.engine, "base")
    assert tables(empty) == set()
    migrate.upgrade(empty.engine)
    assert tables(empty) == before


@pytest.mark.parametrize("path", sorted(VERSIONS.glob("[0-9]*.py")), ids=lambda path: path.stem)
def test_migrations_import_nothing_of_the_application(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text())):
        names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
        names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
        assert not [name for name in names if name.split(".")[0] in ("app", "seeds", "tests")]
