"""The log itself: appending, the database's refusal to change it, and one chain under many writers."""

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel.db import Database
from app.record import log
from app.record.models import Act, Entry, Opening
from app.record.queries import iterate_documents
from app.record.verify_log import FIRST_PREV, commit_to, verify_chain
from tests.conftest import NOON


def append(session: Session, subject: str = "comment:1") -> Entry:
    return log.append(
        session, Act.HIDE, actor="p-x", subject=subject, ground="spam", words={"reason": "廣告"}, now=NOON
    )


def test_entries_are_numbered_and_chained(session: Session) -> None:
    first, second = append(session), append(session)
    assert (first.seq, first.prev, second.seq, second.prev) == (1, FIRST_PREV, 2, first.hash)
    assert first.at == "2026-03-10T04:00:00.000000Z"
    assert first.commitment != second.commitment, "equal words must not be recognisable"


def test_the_log_holds_commitments_and_no_words(session: Session) -> None:
    entry = append(session)
    row = session.execute(sa.select(Entry.__table__).where(Entry.seq == entry.seq)).one()
    assert "廣告" not in json.dumps(dict(row._mapping), ensure_ascii=False)


def test_words_can_be_erased_and_the_chain_still_holds(session: Session) -> None:
    append(session)
    append(session)
    session.flush()
    session.execute(sa.delete(Opening).where(Opening.seq == 1))
    documents = list(iterate_documents(lambda: session))
    assert documents[0]["opening"] is None
    assert list(verify_chain(documents)) == []


def test_sealed_words_can_be_proved_later(session: Session) -> None:
    entry = log.append(session, Act.HIDE, actor="p", subject="comment:1", sealed="the words", now=NOON)
    session.flush()
    opening = session.get_one(Opening, entry.seq)
    assert opening.sealed_key
    assert opening.words["sealed"] == commit_to(opening.sealed_key, "the words")
    assert opening.words["sealed"] != commit_to(opening.sealed_key, "other words")


@pytest.mark.parametrize(
    "statement",
    ["UPDATE record_entry SET ground = 'threat'", "DELETE FROM record_entry", "TRUNCATE record_entry CASCADE"],
)
def test_database_refuses_to_change_or_remove(session: Session, statement: str) -> None:
    if statement.startswith("TRUNCATE") and session.get_bind().dialect.name == "sqlite":
        statement = "DELETE FROM record_entry WHERE seq = 1"
    append(session)
    with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
        session.execute(sa.text(statement))
    assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


def test_writers_at_once_make_one_chain_without_gaps(own_app: Gongyi) -> None:
    db: Database = own_app.extensions["gongyi.db"]

    def write(number: int) -> None:
        with db.writers() as session:
            append(session, f"comment:{number}")
            session.commit()

    with ThreadPoolExecutor(8) as pool:
        list(pool.map(write, range(40)))
    documents = list(iterate_documents(db.readers))
    assert [document["seq"] for document in documents] == list(range(1, 41))
    assert {document["subject"] for document in documents} == {f"comment:{n}" for n in range(40)}
    assert list(verify_chain(documents)) == []


def test_export_reads_in_steps(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.record.queries.STEP", 2)
    for _ in range(5):
        append(session)
    session.commit()
    opened: list[int] = []

    def open_session() -> Session:
        opened.append(1)
        return session

    make: Callable[[], Session] = open_session
    assert [document["seq"] for document in iterate_documents(make)] == [1, 2, 3, 4, 5]
    assert len(opened) == 4
