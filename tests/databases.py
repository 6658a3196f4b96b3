"""Databases for tests: a SQLite file, or a database of its own on the PostgreSQL server that this machine has."""

import os
import socket
from pathlib import Path

import sqlalchemy as sa

REQUIRED = frozenset(filter(None, os.environ.get("GONGYI_REQUIRE", "").split(",")))


def postgresql_server() -> str | None:
    """The address of a PostgreSQL server to test on, without a database's name; None where there is none."""
    named = os.environ.get("GONGYI_TEST_POSTGRESQL_URL")
    if named:
        return named.replace("postgresql://", "postgresql+psycopg://", 1).rsplit("/", 1)[0]
    with socket.socket() as probe:
        probe.settimeout(1)
        if probe.connect_ex(("127.0.0.1", 5432)):
            return None
    for user in ("root", "postgres"):
        server = f"postgresql+psycopg://{user}@127.0.0.1:5432"
        try:
            sa.create_engine(f"{server}/postgres").connect().close()
        except sa.exc.OperationalError:
            continue
        return server
    return None


def fresh_postgresql(server: str, name: str) -> str:
    """Make an empty UTF-8 database of this name and return its address."""
    _administer(
        server,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
    )
    return f"{server}/{name}"


def drop_postgresql(server: str, name: str) -> None:
    """Remove a database made for tests."""
    _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _administer(server: str, *statements: str) -> None:
    engine = sa.create_engine(f"{server}/postgres", isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def fresh_sqlite(folder: Path, name: str = "test") -> str:
    """Return the address of a SQLite file that is not there yet."""
    return f"sqlite:///{folder / name}.sqlite3"
