"""Turns at writing: who writes next on SQLite, which has one writer at a time.

SQLite lets writers wait by sleeping, in steps of up to a tenth of a second, while the database is long free again. So they come here
first: the threads of a process wait for each other, and the first of each process asks every half millisecond for a lock on a file beside
the database. It is a courtesy and keeps nothing safe: SQLite's own lock does, where who takes no turns (a shell) is waited for as ever. A
lock on a file ends with its process, however that ends.
"""

import fcntl
import os
import sqlite3
import threading
import time
from contextlib import suppress
from typing import Any
from weakref import WeakSet

from sqlalchemy import Engine, event
from sqlalchemy.exc import OperationalError

PATIENCE = 5.0  # seconds, as long as SQLite itself would wait
_FIRST, _LONGEST = 0.0001, 0.0005
_KEY = "gongyi.turn"

_all: "WeakSet[Turns]" = WeakSet()


class Turns:
    """Whose turn it is to write into one database, among the threads and processes of this machine."""

    def __init__(self, path: str) -> None:
        self._path = path
        self._forget()
        _all.add(self)

    def _forget(self) -> None:
        self._lock = threading.Lock()
        self._holder: object | None = None
        self._file: int | None = None

    def take(self) -> object:
        """Wait for a turn and return what gives it back, or raise what SQLite would where none is had in time."""
        end = time.monotonic() + PATIENCE
        if not self._lock.acquire(timeout=PATIENCE):
            raise _locked()
        try:
            self._hold_file(end)
        except BaseException:
            self._let_file_go()
            self._lock.release()
            raise
        self._holder = turn = object()
        return turn

    def give_back(self, turn: object) -> None:
        """End a turn; one that has ended already, or was another process's before a fork, may be named."""
        if turn is self._holder:
            self._holder = None
            self._let_file_go()
            self._lock.release()

    def _hold_file(self, end: float) -> None:
        """Lock the file; where there can be none, processes are left to SQLite."""
        step = _FIRST
        try:
            self._file = os.open(self._path, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
            while not self._has_file(self._file):
                if time.monotonic() > end:
                    raise _locked()
                time.sleep(step)
                step = min(step * 1.5, _LONGEST)
        except OSError:
            self._let_file_go()

    @staticmethod
    def _has_file(file: int) -> bool:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            return False
        return True

    def _let_file_go(self) -> None:
        file, self._file = self._file, None
        if file is not None:
            with suppress(OSError):  # a fork in between may have a copy of it, which closing ours would leave locked
                fcntl.flock(file, fcntl.LOCK_UN)
            os.close(file)

    def begin_anew(self) -> None:
        """Have no turn in a process that has just been forked; the parent's goes on."""
        if self._file is not None:
            os.close(self._file)
        self._forget()


def _locked() -> OperationalError:
    return OperationalError("BEGIN IMMEDIATE", None, sqlite3.OperationalError("database is locked"))


def _begin_anew() -> None:
    for turns in list(_all):
        turns.begin_anew()


os.register_at_fork(after_in_child=_begin_anew)


def take_turns(engine: Engine) -> None:
    """Let what writes on an engine wait for its turn; it ends when the connection goes back, however that comes."""
    if engine.url.database in (None, "", ":memory:"):
        return
    turns = Turns(f"{engine.url.database}-turn")

    @event.listens_for(engine, "begin")
    def take(connection: Any) -> None:
        if connection.get_execution_options().get("gongyi_begin") and _KEY not in connection.info:
            connection.info[_KEY] = turns.take()

    @event.listens_for(engine, "checkin")
    def give_back(_connection: Any, record: Any) -> None:
        turn = record.info.pop(_KEY, None)
        if turn is not None:
            turns.give_back(turn)
