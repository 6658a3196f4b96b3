"""Turns at writing on SQLite: one at a time, and given back however a writer ends."""

import gc
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel import turns
from app.kernel.db import Database
from app.kernel.events import Events
from app.kernel.turns import Turns
from tests.kernel.test_faults import WORDS, database, is_sqlite, rows

HOLD = "import sys, time; from app.kernel.turns import Turns; t = Turns(sys.argv[1]).take(); print(1, flush=True); time.sleep(60)"


@pytest.fixture
def hurry(monkeypatch: pytest.MonkeyPatch) -> None:
    """Waiting is cut short."""
    monkeypatch.setattr(turns, "PATIENCE", 0.1)


@pytest.fixture
def db(tmp_path: Path, hurry: None) -> Database:
    return Database(f"sqlite:///{tmp_path}/turns.sqlite3", Events())


def begin(db: Database) -> Session:
    """Begin to write."""
    session = db.writers()
    session.execute(sa.text("SELECT 1"))
    return session


def may_write(db: Database) -> bool:
    try:
        begin(db).close()
    except OperationalError as error:
        return "database is locked" not in str(error)
    return True


def is_free(path: Path) -> bool:
    """Whether another process could have its turn."""
    other = Turns(str(path))
    try:
        other.give_back(other.take())
    except OperationalError:
        return False
    return True


def invalidate(session: Session) -> None:
    session.connection().invalidate()


ENDS: list[Callable[[Session], None]] = [
    Session.commit,
    Session.rollback,
    Session.close,
    Session.invalidate,
    invalidate,
]


@pytest.mark.parametrize("end", ENDS)
def test_a_turn_ends_with_its_transaction(db: Database, tmp_path: Path, end: Callable[[Session], None]) -> None:
    session = begin(db)
    assert not may_write(db)
    assert not is_free(tmp_path / "turns.sqlite3-turn")
    end(session)
    assert may_write(db)
    assert is_free(tmp_path / "turns.sqlite3-turn")


def test_a_turn_ends_where_the_transaction_cannot_begin(db: Database) -> None:
    with db.engine.connect() as other:
        other.rollback()
        other.connection.driver_connection.execute("BEGIN IMMEDIATE")  # type: ignore[union-attr]
        sa.event.listen(db.engine, "connect", lambda connection, _record: connection.execute("PRAGMA busy_timeout=1"))
        assert not may_write(db)
        other.connection.driver_connection.rollback()  # type: ignore[union-attr]
    assert may_write(db)


def test_a_turn_ends_with_a_thread_that_closes_nothing(db: Database) -> None:
    thread = threading.Thread(target=begin, args=(db,))
    thread.start()
    thread.join()
    gc.collect()
    assert may_write(db)


def test_readers_wait_for_no_turn(db: Database) -> None:
    writer = begin(db)
    with db.readers() as reader:
        assert reader.scalar(sa.text("SELECT 1")) == 1
    writer.close()


def test_a_turn_ends_with_its_process(tmp_path: Path, hurry: None) -> None:
    path, waiting = tmp_path / "turn", Turns(str(tmp_path / "turn"))
    with subprocess.Popen([sys.executable, "-c", HOLD, str(path)], stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        with pytest.raises(OperationalError, match="database is locked"):
            waiting.take()
        holder.kill()
        holder.wait()
    waiting.give_back(waiting.take())


def test_a_copy_of_the_file_keeps_no_turn(tmp_path: Path, hurry: None) -> None:
    one = Turns(str(tmp_path / "turn"))
    turn = one.take()
    copy = os.dup(one._file or 0)
    one.give_back(turn)
    assert is_free(tmp_path / "turn")
    os.close(copy)


FORK = """
import os, signal, sys, time
from app.kernel import turns
turns.PATIENCE = 0.1
mine = turns.Turns(sys.argv[1])
turn = mine.take()
child = os.fork()
if not child:
    mine.give_back(turn)  # the parent's, which goes on
    print("child", flush=True)
    time.sleep(60)
time.sleep(0.2)
print(os.getpid(), child, flush=True)
time.sleep(60)
"""


def test_a_fork_neither_ends_a_turn_nor_keeps_it(tmp_path: Path, hurry: None) -> None:
    path = tmp_path / "turn"
    with subprocess.Popen([sys.executable, "-c", FORK, str(path)], stdout=subprocess.PIPE, text=True) as parent:
        assert parent.stdout is not None
        assert parent.stdout.readline() == "child\n"
        child = int(parent.stdout.readline().split()[1])
        assert not is_free(path)
        parent.kill()
        parent.wait()
        assert is_free(path)
        os.kill(child, signal.SIGKILL)


def test_without_a_file_threads_still_take_turns(tmp_path: Path, hurry: None) -> None:
    alone = Turns(str(tmp_path / "nowhere" / "turn"))
    turn = alone.take()
    with pytest.raises(OperationalError):
        alone.take()
    alone.give_back(turn)
    alone.give_back(alone.take())


def test_a_turn_that_has_ended_ends_no_other(tmp_path: Path, hurry: None) -> None:
    one = Turns(str(tmp_path / "turn"))
    first = one.take()
    one.give_back(first)
    second = one.take()
    one.give_back(first)
    with pytest.raises(OperationalError):
        one.take()
    one.give_back(second)


def test_whose_turn_does_not_come_is_told_so_with_the_words_kept(kernel_app: Gongyi, hurry: None) -> None:
    if not is_sqlite(kernel_app):
        pytest.skip("PostgreSQL has many writers")
    client, holder = kernel_app.test_client(), begin(database(kernel_app))
    answer = client.post("/try/write?lang=en", data={"words": WORDS})
    assert answer.status_code == 503
    assert WORDS in answer.text
    holder.close()
    assert client.post("/try/write", data={"words": WORDS}).status_code == 200
    assert rows(kernel_app) == 1
