"""When the database is locked, gives up, is read-only or gone: 503 with the words kept, and recovery by itself."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

import psycopg
import pytest
import sqlalchemy as sa
import structlog
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel.db import Database

WORDS = "A long text that must not be lost when nothing can be stored."


def database(app: Gongyi) -> Database:
    db: Database = app.extensions["gongyi.db"]
    return db


def is_sqlite(app: Gongyi) -> bool:
    return database(app).engine.dialect.name == "sqlite"


def driver(connection: sa.Connection) -> Any:
    """The driver's own connection below SQLAlchemy's."""
    return connection.connection.driver_connection


def rows(app: Gongyi) -> int:
    return int(app.test_client().get("/try/read").text)


@pytest.fixture
def locked(kernel_app: Gongyi) -> Callable[[], object]:
    """Holds the database so that nobody else can write; waiting is cut short."""
    engine = database(kernel_app).engine

    @sa.event.listens_for(engine, "connect")
    def hurry(connection, _record) -> None:
        if is_sqlite(kernel_app):
            connection.execute("PRAGMA busy_timeout=100")
        else:
            connection.execute("SET lock_timeout = '100ms'")
            connection.commit()

    @contextmanager
    def hold() -> Iterator[None]:
        engine.dispose()
        with engine.connect() as holder:
            if is_sqlite(kernel_app):
                holder.rollback()
                driver(holder).execute("BEGIN IMMEDIATE")
            else:
                holder.execute(sa.text("LOCK TABLE outbox_message IN EXCLUSIVE MODE"))
            yield
            driver(holder).rollback()

    return hold


def test_a_locked_database_answers_503_keeps_the_words_and_still_reads(kernel_app: Gongyi, locked) -> None:
    client = kernel_app.test_client()
    with locked():
        answer = client.post("/try/write?lang=en", data={"words": WORDS, "password": WORDS + "secret"})
        assert answer.status_code == 503
        assert WORDS in answer.text
        assert "secret" not in answer.text
        assert client.get("/try/read").text == "0"
    assert client.post("/try/write", data={"words": WORDS}).status_code == 200
    assert rows(kernel_app) == 1


def give_up_times(app: Gongyi, times: int) -> list[int]:
    """Let the database give the transaction up so many times, as PostgreSQL does on a serialization failure."""
    tries: list[int] = []

    def give_up(_session: Session) -> None:
        tries.append(1)
        if len(tries) <= times:
            raise OperationalError("INSERT", {}, psycopg.errors.SerializationFailure("could not serialize access"))

    app.extensions["try"] = give_up
    return tries


@pytest.mark.parametrize(("times", "status", "stored", "tried"), [(0, 200, 1, 1), (2, 200, 1, 3), (3, 503, 0, 3)])
def test_a_transaction_that_was_given_up_is_tried_again_whole(
    kernel_app: Gongyi, monkeypatch: pytest.MonkeyPatch, times: int, status: int, stored: int, tried: int
) -> None:
    monkeypatch.setattr(psycopg.errors.SerializationFailure, "sqlstate", "40001")
    tries = give_up_times(kernel_app, times)
    answer = kernel_app.test_client().post("/try/write", data={"words": WORDS})
    assert answer.status_code == status
    assert (rows(kernel_app), len(tries)) == (stored, tried)


def test_other_errors_of_the_database_are_not_tried_again(kernel_app: Gongyi) -> None:
    tries: list[int] = []

    def break_(session: Session) -> None:
        tries.append(1)
        session.execute(sa.text("SELECT nothing FROM nowhere"))

    kernel_app.extensions["try"] = break_
    answer = kernel_app.test_client().post("/try/write", data={"words": WORDS})
    assert answer.status_code in (500, 503)
    assert (rows(kernel_app), len(tries)) == (0, 1)


def test_a_read_only_database_refuses_writes_and_reads_on(kernel_app: Gongyi) -> None:
    def close_for_writing(connection, _record) -> None:
        if is_sqlite(kernel_app):
            connection.execute("PRAGMA query_only=ON")
        else:
            connection.execute("SET default_transaction_read_only = on")
            connection.commit()

    engine = database(kernel_app).engine
    sa.event.listen(engine, "connect", close_for_writing)
    engine.dispose()
    client = kernel_app.test_client()
    answer = client.post("/try/write?lang=en", data={"words": WORDS})
    assert answer.status_code == 503
    assert WORDS in answer.text
    assert client.get("/record?lang=en").status_code == 200


def test_a_database_that_is_gone_is_said_so_and_comes_back(kernel_app: Gongyi, monkeypatch) -> None:
    def refuse(*_arguments: object, **_keywords: object) -> None:
        kind = sqlite3.OperationalError if is_sqlite(kernel_app) else psycopg.OperationalError
        raise kind("the database is gone")

    client = kernel_app.test_client()
    engine = database(kernel_app).engine
    engine.dispose()
    with monkeypatch.context() as gone:
        gone.setattr(engine.dialect, "connect", refuse)
        for path in ("/record", "/readyz"):
            assert client.get(path).status_code == 503
        assert client.get("/healthz").status_code == 200
    assert client.get("/record").status_code == 200
    assert client.get("/readyz").status_code == 200


def test_a_fault_shows_a_page_and_logs_no_words(kernel_app: Gongyi) -> None:
    with structlog.testing.capture_logs() as lines:
        answer = kernel_app.test_client().get("/try/fault?lang=en")
    assert answer.status_code == 500
    assert "Something went wrong" in answer.text
    assert "citizen@example.test" not in answer.text
    [line] = lines
    assert (line["error"], line["route"]) == ("ValueError", "/try/fault")
    assert "citizen@example.test" not in str(lines)
    assert "203.0.113.9" not in str(lines)


def test_errors_of_the_database_quote_no_parameters(kernel_app: Gongyi) -> None:
    with database(kernel_app).readers() as session, pytest.raises(sa.exc.DBAPIError) as caught:
        session.execute(sa.text("SELECT nothing FROM nowhere WHERE email = :email"), {"email": "a@example.test"})
    assert "a@example.test" not in str(caught.value)


def test_the_log_line_of_a_request_names_its_route_alone(kernel_app: Gongyi) -> None:
    kernel_app.testing = False
    client = kernel_app.test_client()
    with structlog.testing.capture_logs() as lines:
        client.get(
            "/record/7?email=a@example.test",
            headers={"User-Agent": "Agent 7"},
            environ_base={"REMOTE_ADDR": "203.0.113.9"},
        )
        client.post("/try/write", data={"words": "b@example.test " + WORDS})
    assert [line["route"] for line in lines] == ["/record/<id:seq>", "/try/write"]
    for secret in ("example.test", "203.0.113.9", "Agent", WORDS):
        assert secret not in str(lines)
