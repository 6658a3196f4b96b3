"""Which migration a database has, and which is the newest: asked at each start, so told without Alembic's ninety modules."""

import re
from functools import cache
from importlib.util import find_spec
from pathlib import Path

import sqlalchemy as sa

_REVISION = re.compile(r'^revision = "(\w+)"$', re.MULTILINE)
_BELOW = re.compile(r'^down_revision = "(\w+)"$', re.MULTILINE)


class SchemaError(Exception):
    """The schema cannot be brought up or down, or is not what the models say."""


def migrations() -> Path:
    """The folder of the migrations, beside the package."""
    spec = find_spec("migrations")
    if spec is None or not spec.submodule_search_locations:
        raise RuntimeError("the migrations package is missing")
    return Path(spec.submodule_search_locations[0])


@cache
def head_revision() -> str:
    """The newest migration's identifier: the one that no other stands on."""
    texts = [file.read_text() for file in (migrations() / "versions").glob("[0-9]*.py")]
    [head] = {found[1] for text in texts if (found := _REVISION.search(text))} - {
        found[1] for text in texts if (found := _BELOW.search(text))
    }
    return head


def current_revision(engine: sa.Engine) -> str | None:
    """The revision that a database's schema has; None where it has none."""
    with engine.connect() as connection:
        if not sa.inspect(connection).has_table("alembic_version"):
            return None
        found: str | None = connection.scalar(sa.text("SELECT version_num FROM alembic_version"))
    return found
