"""Kept comparisons: made once for each pair and language, read as one row, never in the way of reading."""

import json
import time
from collections.abc import Iterator
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import OperationalError
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.models import Agency
from app.bills import kept
from app.bills.comparison import Change, lines_as_json, lines_from_json, redline
from app.bills.models import Bill, KeptComparison, Version
from app.bills.queries import list_articles, list_versions
from app.kernel.bilingual import Bilingual
from app.kernel.db import Database
from tests.bills.revisions import make_revised_bill
from tests.builders import TODAY, World, build_world, make_bill
from tests.conftest import Statements

ZH, EN = "zh-Hant-TW", "en"


@pytest.fixture
def db(own_app: Gongyi) -> Iterator[Database]:
    """A database of its own, where commits are real, with a bill in three versions."""
    found: Database = own_app.extensions["gongyi.db"]
    with own_app.app_context(), found.writers() as session:
        world = build_world(session)
        make_revised_bill(session, world.agency)
        session.commit()
    with own_app.app_context():
        yield found


def versions(session: Session, slug: str = "revised") -> list[Version]:
    return list(list_versions(session, session.scalars(sa.select(Bill).where(Bill.slug == slug)).one()))


def rows(db: Database) -> list[tuple[int, int, str]]:
    """What is kept of the revised bill: later number, earlier number (0 the law in force), language."""
    query = (
        sa.select(Version.number, KeptComparison.earlier_number, KeptComparison.lang)
        .join(Version, Version.id == KeptComparison.later_id)
        .join(Bill, Bill.id == Version.bill_id)
        .where(Bill.slug == "revised")
    )
    with db.readers() as session:
        return sorted((later, earlier, lang) for later, earlier, lang in session.execute(query))


def test_lines_survive_being_kept(session: Session, world: World) -> None:
    make_revised_bill(session, world.agency)
    one, two, three = versions(session)
    for earlier, later in ((None, three), (one, two), (two, one), (two, two)):
        for lang in (ZH, EN):
            lines = kept.make_lines(session, earlier, later, lang)
            assert lines_from_json(json.loads(json.dumps(lines_as_json(lines)))) == lines
            assert {line.change for line in lines} <= set(Change)


def test_first_reading_makes_and_keeps_what_the_next_one_reads(own_app: Gongyi, db: Database) -> None:
    statements = Statements(db)
    with db.readers() as session:
        one, two, _three = versions(session)
        made = kept.read_lines(session, one, two, EN)
        assert rows(db) == [(2, 1, EN)]
        with db.readers() as other, statements:
            assert kept.read_lines(other, one, two, EN) == made
    assert len(statements) == 1, statements.seen


def test_keeping_changes_nothing_that_the_public_can_see(db: Database) -> None:
    def revision() -> int:
        with db.readers() as session:
            return session.scalars(sa.select(Bill.revision).where(Bill.slug == "revised")).one()

    before = revision()
    with db.readers() as session:
        kept.read_lines(session, None, versions(session)[0], ZH)
    assert rows(db) == [(1, 0, ZH)]
    assert revision() == before


def test_what_was_kept_in_another_form_is_made_anew(db: Database) -> None:
    with db.readers() as session:
        one, two, _three = versions(session)
        made = kept.read_lines(session, one, two, ZH)
    with db.writers() as writer:
        writer.scalars(sa.select(KeptComparison)).one().rows = [0, {"old": "shape"}]
        writer.commit()
    with db.readers() as session:
        assert kept.read_lines(session, one, two, ZH) == made
    with db.readers() as session:
        assert lines_from_json(session.scalars(sa.select(KeptComparison.rows)).one()) == made


def test_worker_keeps_each_version_against_the_one_before_and_the_law(own_app: Gongyi, db: Database) -> None:
    pairs = [(1, 0), (2, 0), (2, 1), (3, 0), (3, 2)]
    while kept.keep_missing(own_app):
        pass
    assert rows(db) == sorted((*pair, lang) for pair in pairs for lang in (ZH, EN))
    with db.readers() as session:
        unpublished = session.scalars(sa.select(Version.id).where(Version.published_at.is_(None))).all()
        assert unpublished
        assert not session.scalars(sa.select(KeptComparison).where(KeptComparison.later_id.in_(unpublished))).all()


def test_drafts_are_never_kept(db: Database) -> None:
    with db.writers() as writer:
        bill = writer.scalars(sa.select(Bill).where(Bill.slug == "revised")).one()
        writer.add(Version(bill_id=bill.id, number=4, note=bill.note))
        writer.commit()
    with db.readers() as session:
        draft = session.scalars(sa.select(Version).where(Version.number == 4)).one()
        last = versions(session)[-1]
        for before, after in ((last, draft), (None, draft), (draft, last)):
            kept.read_lines(session, before, after, ZH)
    assert rows(db) == []


def test_database_that_takes_no_writes_does_not_hinder_reading(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> Session:
        raise OperationalError("BEGIN IMMEDIATE", None, Exception("database is locked"))

    monkeypatch.setattr(db, "writers", refuse)
    with db.readers() as session:
        one, two, _three = versions(session)
        assert len(kept.read_lines(session, one, two, ZH)) == 6
    assert rows(db) == []


def test_twins_keep_one_row(db: Database, monkeypatch: pytest.MonkeyPatch) -> None:
    with db.readers() as session:
        one, two, _three = versions(session)
        monkeypatch.setattr(kept, "_find", lambda *_asked: None)
        first, second = (kept.read_lines(session, one, two, ZH) for _ in range(2))
    assert first == second
    assert rows(db) == [(2, 1, ZH)]


def test_reading_what_was_kept_costs_a_fifth_of_making_it_at_most(own_app: Gongyi, db: Database) -> None:
    with db.writers() as session:
        make_bill(session, "big", session.scalars(sa.select(Agency).limit(1)).one(), first_day=TODAY, articles=60)
        version = versions(session, "big")[0]
        long = "主管機關得派員檢查特定非公務機關，應配合提供資料，不得規避、妨礙或拒絕。"
        for n, text in enumerate(list_articles(session, version)):
            said = "".join(f"{long}{n}{m}" for m in range(8))
            text.text, text.current_text = Bilingual(said), Bilingual(said.replace("檢查", "查核").replace("7", "8"))
        session.commit()

    def cost(read: Any) -> float:
        spent = []
        for _ in range(3):
            redline.cache_clear()
            with db.readers() as session:
                start = time.process_time()
                read(session, None, version, ZH)
                spent.append(time.process_time() - start)
        return min(spent)

    with db.readers() as session:
        kept.read_lines(session, None, version, ZH)
    assert cost(kept.read_lines) <= cost(kept.make_lines) / 5
