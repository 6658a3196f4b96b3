"""Setting a database up, one process at a time: of two that migrate or fill the same one at once, the second waits for the first.

It waits as long as that takes; a writer's patience (turns.py) would end before. The lock ends with its process, however that ends.
"""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import sqlalchemy as sa

_KEY = 0x676F6E677969  # "gongyi": among the advisory locks of a PostgreSQL database, ours


@contextmanager
def one_at_a_time(engine: sa.Engine) -> Iterator[None]:
    """Wait until nobody else sets this database up, and keep all others waiting meanwhile."""
    held = _hold_in_postgresql(engine) if engine.dialect.name == "postgresql" else _hold_file(engine.url.database)
    with held:
        yield


@contextmanager
def _hold_in_postgresql(engine: sa.Engine) -> Iterator[None]:
    with engine.begin() as connection:
        connection.exec_driver_sql("SET LOCAL lock_timeout = 0")
        connection.execute(sa.select(sa.func.pg_advisory_xact_lock(_KEY)))
        yield


@contextmanager
def _hold_file(database: str | None) -> Iterator[None]:
    """Lock a file beside the database; where files cannot be locked, processes are left to SQLite."""
    if database in (None, "", ":memory:"):
        yield
        return
    with Path(f"{database}-setup").open("a") as file:
        with suppress(OSError):
            fcntl.flock(file, fcntl.LOCK_EX)
        yield
