"""Migrations: up, down and check, without a configuration file beside the package."""

from functools import cache
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory


def _configuration(connection: sa.Connection | None = None) -> Config:
    spec = find_spec("migrations")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the migrations package is missing")
    config = Config()
    config.set_main_option("script_location", str(Path(spec.submodule_search_locations[0])))
    config.attributes["connection"] = connection
    return config


@cache
def head_revision() -> str | None:
    """The newest migration's identifier."""
    return ScriptDirectory.from_config(_configuration()).get_current_head()


def current_revision(engine: sa.Engine) -> str | None:
    """The revision that a database's schema has; None where it has none."""
    with engine.connect() as connection:
        return MigrationContext.configure(connection).get_current_revision()


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision."""
    with engine.begin() as connection:
        command.upgrade(_configuration(connection), revision)


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Bring the schema down to a revision ("base" for nothing)."""
    with engine.begin() as connection:
        command.downgrade(_configuration(connection), revision)


def check(engine: sa.Engine) -> None:
    """Raise alembic.util.CommandError unless the models equal the migrated schema."""
    with engine.begin() as connection:
        command.check(_configuration(connection))
