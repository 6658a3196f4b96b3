"""Migrations: up, down and check, without a configuration file beside the package."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa
from alembic import command
from alembic.config import Config
from alembic.util import CommandError

from app.kernel.schema import SchemaError, migrations


@contextmanager
def _configured(engine: sa.Engine) -> Iterator[Config]:
    with engine.begin() as connection:
        config = Config()
        config.set_main_option("script_location", str(migrations()))
        config.attributes["connection"] = connection
        try:
            yield config
        except CommandError as error:
            raise SchemaError(str(error)) from error


def upgrade(engine: sa.Engine, revision: str = "head") -> None:
    """Bring the schema up to a revision."""
    with _configured(engine) as config:
        command.upgrade(config, revision)


def downgrade(engine: sa.Engine, revision: str) -> None:
    """Bring the schema down to a revision ("base" for nothing)."""
    with _configured(engine) as config:
        command.downgrade(config, revision)


def check(engine: sa.Engine) -> None:
    """Raise SchemaError unless the models equal the migrated schema."""
    with _configured(engine) as config:
        command.check(config)
