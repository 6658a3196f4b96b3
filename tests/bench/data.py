"""The data of the benchmarks: one open bill with a long discussion by many people."""

import random
from datetime import timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill, Version
from app.discussion.models import Comment, State
from app.discussion.paths import LEVELS, SEGMENT, segment
from app.kernel import richtext
from tests.builders import TODAY, World, build_world, make_bill, make_person
from tests.conftest import NOON

PEOPLE = 200
WORDS = "本條第二項所稱「必要時」**並未定義**，建議於子法明定檢查之事由、範圍與期限，並給予受檢查者陳述意見之機會。"


def fill(session: Session, comments: int) -> World:
    """Build the world of the tests, and give its open bill so many comments in threads, on all its articles.

    Beside it stands a bill of 300 articles.
    """
    world = build_world(session)
    make_bill(session, "long-bill", world.agency, first_day=TODAY, articles=300)
    people = [make_person(session, f"person-{number:03d}") for number in range(PEOPLE)]
    session.flush()
    rows = list(make_rows(session, world.bills["open"], people, comments))
    session.execute(sa.insert(Comment), rows)
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.text("SELECT setval(pg_get_serial_sequence('comment', 'id'), :last)"), {"last": comments})
    bill = world.bills["open"]
    bill.comment_count, bill.people_count = comments, PEOPLE
    session.flush()
    return world


def make_rows(session: Session, bill: Bill, people: list[Person], comments: int) -> list[dict[str, Any]]:
    """Rows of comments: a third begin threads, the others answer one of the last few."""
    dice = random.Random(7)
    rows: list[dict[str, Any]] = []
    version = session.scalars(sa.select(Version.id).where(Version.bill_id == bill.id)).one()
    articles = session.execute(sa.select(Article.id, Article.rank).where(Article.bill_id == bill.id)).all()
    for number in range(1, comments + 1):
        above = dice.choice(rows[-12:]) if rows and dice.random() < 0.66 else None
        article, rank = (above["article_id"], above["place_rank"]) if above else dice.choice(articles)
        text = richtext.clean(f"{WORDS} {number}")
        row = {
            "id": number, "bill_id": bill.id, "article_id": article, "place_rank": rank, "version_id": version,
            "parent_id": above and above["id"], "root_id": above and (above["root_id"] or above["id"]),
            "depth": above["depth"] + 1 if above else 0,
            "path": (above["path"][: LEVELS * SEGMENT] if above else "") + segment(number),
            "author_id": dice.choice(people).id, "body": text, "body_html": f"<p>{text}</p>", "sha256": richtext.digest(text),
            "lang": "zh-Hant-TW", "posted_at": NOON - timedelta(minutes=comments - number), "state": State.VISIBLE,
            "reply_count": 0, "thread_count": 0,
        }  # fmt: skip
        rows.append(row)
    _count(rows)
    return rows


def _count(rows: list[dict[str, Any]]) -> None:
    by_id = {row["id"]: row for row in rows}
    for row in rows:
        if row["parent_id"]:
            by_id[row["parent_id"]]["reply_count"] += 1
            by_id[row["root_id"]]["thread_count"] += 1
