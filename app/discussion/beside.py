"""What stands beside each article of a bill's text: the comments that most people endorsed, and how many people speak."""

from datetime import datetime
from functools import cache
from typing import Any

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, Bill
from app.discussion.models import Comment, State
from app.discussion.orders import ROOTS

SHOWN = 2
LONGEST = 90  # characters of an excerpt


def excerpt(html: str) -> str:
    """The beginning of a comment as plain words."""
    said = " ".join(Markup(html).striptags().split())  # noqa: S704  sanitised when it was written
    return said if len(said) <= LONGEST else said[: LONGEST - 1].rstrip() + "…"


def mark_articles(session: Session, bill: Bill, _now: datetime) -> dict[int, dict[str, Any]]:
    """Quote each article's most endorsed visible threads, in one statement for a whole bill."""
    marks: dict[int, dict[str, Any]] = {}
    for article_id, comment_id, handle, position, html, lang in session.execute(_quoted(), {"bill": bill.id}):
        quote = {"author": handle, "text": excerpt(html or ""), "lang": lang, "href": f"/comments/{comment_id}"}
        if position is not None:
            quote["position"] = position.value
        marks.setdefault(article_id or 0, {"excerpts": []})["excerpts"].append(quote)
    return marks


@cache
def _quoted() -> sa.Select[Any]:
    """Select the quoted threads of the bill `bill`: for each article one look into the index of its roots by endorsements a place."""
    nth = [_nth(place).label(f"nth_{place}") for place in range(SHOWN)]
    chosen = sa.select(*nth).where(Article.bill_id == sa.bindparam("bill")).subquery()
    each = [sa.select(column.label("comment_id")) for column in chosen.c]
    of_articles = sa.union_all(*each).subquery()
    columns: tuple[Any, ...] = (Comment.article_id, Comment.id, Person.handle)
    columns += (Comment.position, Comment.body_html, Comment.lang)
    return (
        sa.select(*columns)
        .select_from(of_articles)
        .join(Comment, Comment.id == of_articles.c.comment_id)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.state == State.VISIBLE)
        .order_by(Comment.place_rank, Comment.endorsement_count.desc(), Comment.path.desc())
    )


def _nth(place: int) -> sa.ScalarSelect[int]:
    """The visible thread with so many more endorsed ones above it, on the article that is looked at."""
    return (
        sa.select(Comment.id)
        .where(Comment.bill_id == Article.bill_id, Comment.place_rank == Article.rank)
        .where(*ROOTS, Comment.state == State.VISIBLE)
        .order_by(Comment.endorsement_count.desc(), Comment.path.desc())
        .offset(place)
        .limit(1)
        .correlate(Article)
        .scalar_subquery()
    )


def count_people(session: Session, bill: Bill) -> dict[int, int]:
    """Say how many people have a visible comment on each article of a bill."""
    query = sa.select(Article.id, Article.people_count).where(Article.bill_id == bill.id, Article.people_count > 0)
    return {found.id: found.people_count for found in session.execute(query)}
