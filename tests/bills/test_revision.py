"""The hook that makes a bill's revision grow with all that belongs to it."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Article, ArticleText, Bill, BillTopic, Milestone, Question, Stage, Version
from app.bills.revision import OF_ALL_BILLS, bump, way_to_bill
from app.kernel.bilingual import Bilingual
from app.kernel.db import Base
from tests.builders import World


def _revision(session: Session, bill: Bill) -> int:
    return session.scalars(sa.select(Bill.__table__.c.revision).where(Bill.__table__.c.id == bill.id)).one()


def _first(session: Session, kind: type[Base], bill: Bill) -> Base:
    return session.scalars(sa.select(kind).where(kind.bill_id == bill.id)).first()  # type: ignore[attr-defined,return-value]


CHANGES: dict[str, Callable[[Session, Bill], object]] = {
    "the bill itself": lambda _s, b: setattr(b, "answered_at", b.closes_at),
    "a new topic": lambda s, b: s.add(BillTopic(bill_id=b.id, topic="training")),
    "a new milestone": lambda s, b: s.add(
        Milestone(bill_id=b.id, stage=Stage.RESPONSE, day=date(2026, 3, 1), note=Bilingual(), source_label=Bilingual())
    ),
    "an article's counts": lambda s, b: setattr(_first(s, Article, b), "comment_count", 9),
    "a question deleted": lambda s, b: s.delete(_first(s, Question, b)),
    "an article's text": lambda s, b: setattr(
        s.scalars(sa.select(ArticleText).join(Version).where(Version.bill_id == b.id)).first(), "number", "77"
    ),
    "an UPDATE by condition": lambda s, b: s.execute(
        sa.update(Article).where(Article.bill_id == b.id).values(ask_count=1)
    ),
    "a DELETE by condition": lambda s, b: s.execute(sa.delete(Question).where(Question.bill_id == b.id)),
    "an UPDATE of texts": lambda s, b: s.execute(
        sa.update(ArticleText)
        .where(ArticleText.version_id.in_(sa.select(Version.id).where(Version.bill_id == b.id)))
        .values(number="9")
    ),
}


@pytest.mark.parametrize("name", CHANGES)
def test_change_bumps_its_bill_alone(world: World, name: str) -> None:
    session, bill, other = world.session, world.bills["open"], world.bills["closed"]
    session.flush()
    before, beside = _revision(session, bill), _revision(session, other)
    CHANGES[name](session, bill)
    session.flush()
    assert _revision(session, bill) > before
    assert _revision(session, other) == beside
    assert bill.revision == _revision(session, bill)


def test_bumps_once_a_transaction_and_again_after_a_savepoint_was_undone(world: World) -> None:
    session, bill = world.session, world.bills["open"]
    before = _revision(session, bill)
    with session.begin_nested() as inner:
        bill.answered_at = bill.closes_at
        session.flush()
        assert _revision(session, bill) == before + 1
        inner.rollback()
    assert _revision(session, bill) == before
    for number in (1, 2):
        _first(session, Article, bill).comment_count = number  # type: ignore[attr-defined]
        session.flush()
        bump(session, bill.id)
    assert _revision(session, bill) == before + 1
    session.commit()
    bump(session, bill.id)
    assert _revision(session, bill) == before + 2


def test_reading_bumps_nothing(world: World) -> None:
    session, bill = world.session, world.bills["open"]
    session.flush()
    before = _revision(session, bill)
    bill.title = bill.title
    list(session.scalars(sa.select(Article).where(Article.bill_id == bill.id)))
    session.flush()
    assert _revision(session, bill) == before


def test_every_table_that_hangs_on_a_bill_is_reached() -> None:
    """Walk the foreign keys of the whole schema: whoever can be reached from the bill has a way to it."""
    tables = Base.metadata.tables
    mapped: Any = Base.registry.mappers
    private = {each.local_table.name for each in mapped if getattr(each.class_, "is_private", False)}
    of_all = {each.__tablename__ for each in OF_ALL_BILLS}
    reached = {"bill"}
    while True:
        more = {
            n
            for n, t in tables.items()
            if n not in reached and any(k.column.table.name in reached for k in t.foreign_keys)
        }
        if not more:
            break
        reached |= more
    for name in reached - {"bill"}:
        way = way_to_bill(tables[name])
        assert way, name
        assert way[-1].column.table.name == "bill"
        assert name in (private | of_all) or not any(key.parent.nullable for key in way), name
