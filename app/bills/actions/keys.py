"""The keys under which articles are known for good: the number of their first publication, or 18~2 where 18 is taken."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills import queries
from app.bills.models import Article, Bill, Version, place_rank
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict

_MOST_REUSES = 99


def add_articles(session: Session, bill: Bill, numbers: Sequence[str]) -> list[Article]:
    """Make new articles with the keys that their numbers give them until they are published."""
    taken = _taken_keys(session, bill)
    articles = []
    for number in numbers:
        key = _take_key(taken, number)
        articles.append(Article(bill_id=bill.id, key=key, rank=place_rank(key)))
    session.add_all(articles)
    session.flush()
    return articles


def settle_keys(session: Session, bill: Bill, version: Version) -> None:
    """Give each article that is published for the first time its key; until then it was that of its first draft."""
    published = queries.published_article_ids(session, bill)
    fresh = [text for text in queries.list_articles(session, version) if text.article_id not in published]
    for text in fresh:
        text.article.key, text.article.rank = f"new-{text.article_id}", -text.article_id
    session.flush()
    taken = _taken_keys(session, bill)
    for text in fresh:
        text.article.key = _take_key(taken, text.number)
        text.article.rank = place_rank(text.article.key)
    session.flush()


def _taken_keys(session: Session, bill: Bill) -> set[str]:
    return set(session.scalars(sa.select(Article.key).where(Article.bill_id == bill.id)))


def _take_key(taken: set[str], number: str) -> str:
    keys = [number, *(f"{number}~{n}" for n in range(2, _MOST_REUSES + 1))]
    key = next((key for key in keys if key not in taken), None)
    if key is None:
        raise conflict(_l("Number %(number)s was used by too many articles of this bill.", number=number))
    taken.add(key)
    return key
