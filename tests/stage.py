"""The stage: a worker's one connection and outer transaction, on which a scene stands ready; each test plays on a savepoint.

Laying a scene takes longer than most tests, so that it is laid once for the tests that follow each other on it, and copied into
each test's session.
"""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, is_dataclass, replace
from typing import Any, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Session, sessionmaker

from app import Gongyi
from app.kernel.db import Base, Database

Scene = dict[str, Any]  # what tests ask for, by name
Lay = Callable[[Session], Scene]


@contextmanager
def _lent(connection: sa.Connection) -> Iterator[Any]:
    yield connection.connection


class Stage:
    """One connection to the application's database, and what is laid on it."""

    _open: ClassVar[list["Stage"]] = []

    def __init__(self, app: Gongyi) -> None:
        self._app = app
        self._db: Database = app.extensions["gongyi.db"]
        self._info: dict[str, Any] = {"events": app.extensions["gongyi.events"]}
        self._connection: sa.Connection | None = None
        self._lay: Lay | None = None
        self._scene: Scene = {}

    @contextmanager
    def playing(self, lay: Lay | None) -> Iterator[tuple[Session, Scene]]:
        """Let the application's sessions join one savepoint, give a writing session on it with the scene, and undo all at the end."""
        connection = self._prepare(lay)
        kept, savepoint = (self._db.readers, self._db.writers), connection.begin_nested()
        self._db.readers, self._db.writers = self._maker(connection), self._maker(connection, writer=True)
        self._db.glancing = lambda: _lent(connection)  # type: ignore[method-assign]
        own = self._db.writers()
        try:
            yield own, copied(self._scene, own)
        finally:
            own.close()
            self._db.readers, self._db.writers = kept
            del self._db.glancing
            if connection.invalidated or not savepoint.is_active:
                self.clear()
            else:
                savepoint.rollback()

    def clear(self) -> None:
        """Undo everything and give the connection back."""
        self._lay, self._scene = None, {}
        if self._connection is not None:
            self._connection.close()
            self._connection = None
            self._open.remove(self)

    @classmethod
    def clear_all(cls) -> None:
        """Clear every stage of this process."""
        for stage in [*cls._open]:
            stage.clear()

    def _prepare(self, lay: Lay | None) -> sa.Connection:
        if self._lay is not lay:
            self.clear()
        if self._connection is None:
            self._connection = self._db.engine.connect()
            _keep_prepared(self._connection)
            self._connection.begin()
            self._open.append(self)
        if lay is not None and self._lay is None:
            with self._app.app_context(), self._maker(self._connection, writer=True)() as session:
                self._scene = lay(session)
                session.commit()
                for thing in [*session]:
                    session.refresh(thing)
                session.expunge_all()
            self._lay = lay
        return self._connection

    def _maker(self, connection: sa.Connection, **more: bool) -> Any:
        made: dict[str, Any] = {"info": self._info | more, "join_transaction_mode": "create_savepoint"}
        return sessionmaker(connection, expire_on_commit=False, **made)


def _keep_prepared(connection: sa.Connection) -> None:
    """Let PostgreSQL's driver remember what the server has prepared after a rollback, too: there is one after each test and request."""
    prepared = getattr(connection.connection.driver_connection, "_prepared", None)
    if prepared is not None:
        prepared._should_discard = lambda *_results: False


def copied(thing: Any, session: Session) -> Any:
    """Copy a scene so that what is mapped in it are a session's own objects, without reading anything."""
    if isinstance(thing, Base):
        return session.merge(thing, load=False)
    if isinstance(thing, dict):
        return {name: copied(value, session) for name, value in thing.items()}
    if isinstance(thing, Session):
        return session
    if is_dataclass(thing) and not isinstance(thing, type):
        return replace(thing, **{each.name: copied(getattr(thing, each.name), session) for each in fields(thing)})
    return thing
