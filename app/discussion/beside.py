"""What stands beside each article of a bill's text: the comments that most people endorsed, and how many people speak."""

from datetime import datetime
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, State

SHOWN = 2
LONGEST = 90  # characters of an excerpt


def excerpt(html: str) -> str:
    """The beginning of a comment as plain words."""
    said = " ".join(Markup(html).striptags().split())  # noqa: S704  sanitised when it was written
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"


def mark_articles(session: Session, bill: Bill, _now: datetime) -> dict[int, dict[str, Any]]:
    """Quote each article's most endorsed visible threads, in one statement for a whole bill."""
    place = sa.func.row_number().over(
        partition_by=Comment.article_id, order_by=(Comment.endorsement_count.desc(), Comment.id)
    )
    ranked = (
        sa.select(Comment.id, place.label("place"))
        .where(
            Comment.bill_id == bill.id,
            Comment.article_id.is_not(None),
            Comment.parent_id.is_(None),
            Comment.state == State.VISIBLE,
        )
        .subquery()
    )
    wanted = (
        sa.select(Comment.article_id, Comment.id, Person.handle, Comment.position, Comment.body_html, Comment.lang)
        .join(ranked, sa.and_(ranked.c.id == Comment.id, ranked.c.place <= SHOWN))
        .join(Person, Person.id == Comment.author_id)
        .order_by(Comment.article_id, ranked.c.place)
    )
    marks: dict[int, dict[str, Any]] = {}
    for article_id, comment_id, handle, position, html, lang in session.execute(wanted):
        quote = {"author": handle, "text": excerpt(html or ""), "lang": lang, "href": f"/comments/{comment_id}"}
        if position is not None:
            quote["position"] = position.value
        marks.setdefault(article_id or 0, {"excerpts": []})["excerpts"].append(quote)
    return marks


def count_people(session: Session, bill: Bill) -> dict[int, int]:
    """Count who has a visible comment on each article of a bill."""
    query = sa.select(Comment.article_id, sa.func.count(Comment.author_id.distinct())).where(
        Comment.bill_id == bill.id, Comment.article_id.is_not(None), Comment.state == State.VISIBLE
    )
    return {article_id or 0: people for article_id, people in session.execute(query.group_by(Comment.article_id))}
