"""Databases for tests: a SQLite file, or a database of its own on a PostgreSQL server."""

from pathlib import Path

import sqlalchemy as sa


def fresh_postgresql(server: str, name: str) -> str:
    """Make an empty UTF-8 database of this name on a server (given by the address of any of its databases)."""
    _administer(
        server,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
    )
    return _address(server).set(database=name).render_as_string(hide_password=False)


def drop_postgresql(server: str, name: str) -> None:
    """Remove a database made for tests."""
    _administer(server, f"DROP DATABASE IF EXISTS {name} WITH (FORCE)")


def _address(server: str) -> sa.URL:
    url = sa.make_url(server).set(drivername="postgresql+psycopg")
    return url if url.database else url.set(database="postgres")


def _administer(server: str, *statements: str) -> None:
    engine = sa.create_engine(_address(server), isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.exec_driver_sql(statement)
    engine.dispose()


def fresh_sqlite(folder: Path, name: str = "test") -> str:
    """Return the address of a SQLite file that is not there yet."""
    return f"sqlite:///{folder / name}.sqlite3"
