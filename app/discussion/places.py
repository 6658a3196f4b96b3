"""Places: what a comment is filed under, written 18.2 (an article's part), Q1 (a key question) or nothing (the bill as a whole)."""

import re
from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, load_only

from app.bills.models import Article, ArticleText, Bill, Question, Version
from app.bills.queries import latest_version
from app.bills.structure import require_address
from app.discussion.models import Comment
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid

_WRITTEN = re.compile(
    r"(?:[Qq](?P<question>\d{1,3})|(?P<key>\d{1,4}(?:-\d{1,3})?(?:~\d{1,2})?)(?P<rest>(?:\.\d{1,3}){0,3}))"
)


@dataclass(frozen=True, slots=True)
class Place:
    """An article (with the address inside it), a key question, or neither."""

    article: Article | None = None
    address: str | None = None
    question: Question | None = None

    @property
    def rank(self) -> int:
        """Where the place comes in the bill's order: the bill, its questions, its articles."""
        if self.article is not None:
            return self.article.rank
        return self.question.ordinal if self.question is not None else 0


def find_place(session: Session, bill: Bill, version: Version, written: str) -> Place:
    """Find the place that somebody wrote, as the given version of the bill has it, or raise Refused."""
    if not written:
        return Place()
    match = _WRITTEN.fullmatch(written)
    if match and match["question"]:
        found = sa.select(Question).where(Question.bill_id == bill.id, Question.ordinal == int(match["question"]))
        question = session.scalars(found).one_or_none()
        if question is not None:
            return Place(question=question)
    elif match:
        return _find_article(session, bill, version, match["key"], written)
    raise _no_such_place()


def find_newest_place(session: Session, bill: Bill, written: str) -> tuple[Version, Place]:
    """Find the place that somebody wrote as the newest version of the bill has it, and that version, or raise Refused.

    An article comes with it in one statement: most comments are about one, and write under its bill's lock.
    """
    match = _WRITTEN.fullmatch(written)
    if match is None or match["question"]:
        version = latest_version(session, bill)
        return version, find_place(session, bill, version, written)
    found = session.execute(_article_of_newest(), {"bill": bill.id, "key": match["key"]}).one_or_none()
    if found is None:
        raise _no_such_place()
    return found.Version, _place_in(found, match["key"], written)


def _find_article(session: Session, bill: Bill, version: Version, key: str, address: str) -> Place:
    named = {"bill": bill.id, "key": key, "version": version.id}
    found = session.execute(_article_with_text(), named).one_or_none()
    if found is None:
        raise _no_such_place()
    return _place_in(found, key, address)


def _place_in(found: Any, key: str, address: str) -> Place:
    if found.ArticleText.is_deleted:
        raise _no_such_place()
    require_address(address, key, found.ArticleText.text, "place")
    return Place(article=found.Article, address=address)


def _no_such_place() -> Refused:
    return invalid(_l("Choose an article or a question of this bill."), "place")


@cache
def _article_with_text() -> sa.Select[Article, ArticleText]:
    """Select an article and what a version says in it; made once, since every comment on an article asks for it."""
    query = sa.select(Article, ArticleText).join(ArticleText, ArticleText.article_id == Article.id)
    place = (Article.bill_id == sa.bindparam("bill"), Article.key == sa.bindparam("key"))
    return query.where(*place, ArticleText.version_id == sa.bindparam("version"))


@cache
def _article_of_newest() -> sa.Select[Article, ArticleText, Version]:
    """Select an article with what the newest version says in it, and that version, as `latest_version` picks it."""
    published_first = (Version.published_at.is_(None), Version.number.desc())
    of_bill = sa.select(Version.id).where(Version.bill_id == sa.bindparam("bill"))
    newest = of_bill.order_by(*published_first).limit(1).scalar_subquery()
    query = sa.select(Article, ArticleText, Version).join(ArticleText, ArticleText.article_id == Article.id)
    query = query.join(Version, Version.id == ArticleText.version_id).where(Version.id == newest)
    query = query.where(Article.bill_id == sa.bindparam("bill"), Article.key == sa.bindparam("key"))
    text = load_only(ArticleText.text, ArticleText.is_deleted)
    return query.options(load_only(Article.key, Article.rank), text, load_only(Version.number))


def place_of(comment: Comment) -> Place:
    """The place of a comment whose article and question are loaded."""
    return Place(comment.article, comment.address, comment.question)
