"""Databases for tests: a SQLite file, or a database of its own on a PostgreSQL server."""

import os
import shutil
from pathlib import Path

import pytest
import sqlalchemy as sa

from app.kernel import migrate


def fresh_postgresql(server: str, name: str) -> str:
    """Make an empty UTF-8 database of this name on a server (given by the address of any of its databases)."""
    _administer(
        server,
        f"DROP DATABASE IF EXISTS {name} WITH (FORCE)",
        f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8' LC_COLLATE 'C.UTF-8' LC_CTYPE 'C.UTF-8'",
    )
    return _address(server).set(database=name).render_as_string(hide_password=False)


def copy_postgresql(server: str, name: str, url: str) -> str:
    """Make a database of this name on a server with what its database at an address holds, to which nobody may be connected."""
    source, drop = sa.make_url(url), f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"
    _administer(server, drop, f"CREATE DATABASE {name} TEMPLATE {source.database}")
    return source.set(database=name).render_as_string(hide_password=False)


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


def copy_sqlite(folder: Path, url: str) -> str:
    """Copy the file at an address, which nobody has open; return the copy's address."""
    copy = fresh_sqlite(folder)
    shutil.copyfile(url.removeprefix("sqlite:///"), copy.removeprefix("sqlite:///"))
    return copy


class Databases:
    """Databases of the kind under test: empty ones, and copies of one that was migrated once."""

    def __init__(self, kind: str, tmp: pytest.TempPathFactory) -> None:
        self.kind, self.tmp = kind, tmp
        self.server = os.environ.get("GONGYI_TEST_POSTGRESQL_URL", "") if kind == "postgresql" else ""
        self.made: list[str] = []
        self._migrated: str | None = None

    def _name(self) -> str:
        if not self.server:
            pytest.skip("no PostgreSQL server answers")
        self.made.append(f"gongyi_{os.environ.get('PYTEST_XDIST_WORKER', 'main')}_{os.getpid()}_{len(self.made)}")
        return self.made[-1]

    def empty(self) -> str:
        """Make an empty database; return its address."""
        if self.kind == "sqlite":
            return fresh_sqlite(self.tmp.mktemp("db"))
        return fresh_postgresql(self.server, self._name())

    def migrated(self) -> str:
        """Make a database with the newest schema; return its address."""
        if self._migrated is None:
            self._migrated = self.empty()
            engine = sa.create_engine(sa.make_url(self._migrated))
            migrate.upgrade(engine)
            engine.dispose()
        if self.kind == "sqlite":
            return copy_sqlite(self.tmp.mktemp("db"), self._migrated)
        return copy_postgresql(self.server, self._name(), self._migrated)

    def renew(self, url: str) -> None:
        """Make one that `migrated` made, and that nobody uses any more, as it was then."""
        if self.kind == "sqlite":
            for end in ("", "-wal", "-shm"):
                Path(url.removeprefix("sqlite:///") + end).unlink(missing_ok=True)
            shutil.copyfile(self._migrated.removeprefix("sqlite:///"), url.removeprefix("sqlite:///"))
        else:
            copy_postgresql(self.server, str(sa.make_url(url).database), self._migrated)

    def drop_all(self) -> None:
        """Remove the databases on the server."""
        for name in self.made:
            drop_postgresql(self.server, name)
