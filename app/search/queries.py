"""What somebody looks for, and what is found. Only what is public now is shown, whatever the index says."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.orm import Session, lazyload

from app.accounts.models import Person
from app.bills.models import Article, ArticleText, Bill, Question, Status, Version
from app.discussion.models import Comment, State
from app.kernel.bilingual import Bilingual
from app.kernel.bilingual import Passage as Words
from app.search import index
from app.search.contents import END, PASSAGES, plain, texts_of_article, texts_of_bill
from app.search.models import Passage
from app.search.snippets import Snippet, choose_snippet, count_held, cut_snippet
from app.search.tokens import Phrase, read_phrases

PAGE = 20
SHOWN_FIRST = 5  # passages of bills above the comments, where both are asked for
MOST_COUNTED = 100


class Kind(StrEnum):
    """In what somebody looks."""

    BILL = "bill"
    COMMENT = "comment"


SPANS = {Kind.BILL: (PASSAGES, END), Kind.COMMENT: (0, PASSAGES)}


@dataclass(frozen=True, slots=True)
class Asked:
    """What somebody looks for; `bill_id` and `article_id` narrow it; `before` is the position to go on below."""

    phrases: tuple[Phrase, ...]
    bill_id: int | None = None
    article_id: int | None = None
    before: int = END

    @classmethod
    def read(cls, typed: str, bill_id: int | None = None, article_id: int | None = None, before: int = END) -> "Asked":
        """Read what somebody typed."""
        return cls(tuple(read_phrases(typed)), bill_id, article_id, before)

    @property
    def scopes(self) -> list[str]:
        """What narrows it, in the index's words; an article lies in one bill alone."""
        if self.article_id is not None:
            return [index.article_scope(self.article_id)]
        return [index.bill_scope(self.bill_id)] if self.bill_id is not None else []


@dataclass(frozen=True, slots=True)
class FoundPassage:
    """A passage of a bill: an article (as `version` has it), a question, or the bill itself."""

    position: int
    bill_slug: str
    bill_title: Bilingual
    snippet: Snippet
    key: str | None = None
    number: str | None = None
    heading: Bilingual | None = None
    version: int | None = None
    is_newest: bool = True
    question: int | None = None


@dataclass(frozen=True, slots=True)
class FoundComment:
    """A visible comment."""

    position: int
    bill_slug: str
    bill_title: Bilingual
    snippet: Snippet
    author: str
    place: str
    posted_at: datetime


Found = FoundPassage | FoundComment


@dataclass(frozen=True, slots=True)
class Page:
    """One page of what was found; `next` is the position to go on below, or None.

    `count` says how much there is from here on, up to one more than MOST_COUNTED: counting all of it would read all of it.
    """

    items: list[Found]
    next: int | None
    count: int


def search(session: Session, asked: Asked, kind: Kind | None, now: datetime, lang: str, limit: int = PAGE) -> Page:
    """Find one page: passages of bills first, the newest bill's on top, then comments, newest first."""
    if not asked.phrases:
        return Page([], None, 0)
    low, high = SPANS[kind] if kind else (0, END)
    most = max(limit, MOST_COUNTED) + 1
    found = index.find(session, asked.phrases, asked.scopes, low, min(high, asked.before), most)
    here = found[:limit]
    items = _load(session, here, asked.phrases, now, lang)
    return Page(items, here[-1] if len(found) > limit else None, len(found))


def find_bill_id(session: Session, slug: str, now: datetime) -> int:
    """The id of a public bill; 0 where there is none, so that nothing is found in it."""
    return session.scalar(sa.select(Bill.id).where(Bill.slug == slug, _is_public(now))) or 0


def list_article_keys(session: Session, bill_id: int) -> Sequence[tuple[str, int]]:
    """List the articles in which one can look in a bill: key and id of all that were ever published, in order."""
    of_bill = sa.select(Passage.article_id).where(Passage.bill_id == bill_id)
    articles = sa.select(Article.key, Article.id).where(Article.id.in_(of_bill)).order_by(Article.rank)
    return [(key, number) for key, number in session.execute(articles)]


def _load(
    session: Session, positions: Sequence[int], phrases: Sequence[Phrase], now: datetime, lang: str
) -> list[Found]:
    found: dict[int, Found] = {}
    passages = [position for position in positions if position >= PASSAGES]
    comments = [position for position in positions if position < PASSAGES]
    if passages:
        found |= _load_passages(session, passages, phrases, now, lang)
    if comments:
        found |= _load_comments(session, comments, phrases, now)
    return [found[position] for position in positions if position in found]


def _load_passages(
    session: Session, positions: Sequence[int], phrases: Sequence[Phrase], now: datetime, lang: str
) -> dict[int, Found]:
    later = sa.alias(Version.__table__)
    newest = (
        sa.select(sa.func.max(later.c.number))
        .where(later.c.bill_id == Passage.bill_id, later.c.published_at.is_not(None))
        .scalar_subquery()
    )
    same = sa.and_(ArticleText.version_id == Passage.version_id, ArticleText.article_id == Passage.article_id)
    wanted = (
        sa.select(Passage.position, Bill, ArticleText, Question, Article.key, Version.number, newest)
        .join(Bill, Bill.id == Passage.bill_id)
        .outerjoin(Article, Article.id == Passage.article_id)
        .outerjoin(Version, Version.id == Passage.version_id)
        .outerjoin(ArticleText, same)
        .outerjoin(Question, Question.id == Passage.question_id)
        .where(Passage.position.in_(positions), _is_public(now))
        .options(lazyload(Bill.co_leads))
    )
    found: dict[int, Found] = {}
    for position, bill, text, question, key, number, last in session.execute(wanted):
        texts = texts_of_article(text) if text else (question.text,) if question else texts_of_bill(bill)
        found[position] = FoundPassage(
            position,
            bill.slug,
            bill.title,
            choose_snippet(texts[1:] or texts, phrases, lang),  # the first is the title above it
            key=key,
            number=text.number if text else None,
            heading=text.heading if text else None,
            version=number,
            is_newest=number in (None, last),
            question=question.ordinal if question else None,
        )
    return found


def _load_comments(session: Session, ids: Sequence[int], phrases: Sequence[Phrase], now: datetime) -> dict[int, Found]:
    wanted = (
        sa.select(
            Comment.id, Bill.slug, Bill.title, Comment.body_html, Comment.lang, Person.handle, Comment.address,
            Question.ordinal, Comment.posted_at, Comment.proposed_text, Comment.proposed_lang,
        )
        .join(Bill, Bill.id == Comment.bill_id)
        .join(Person, Person.id == Comment.author_id)
        .outerjoin(Question, Question.id == Comment.question_id)
        .where(Comment.id.in_(ids), Comment.state == State.VISIBLE, _is_public(now))
    )  # fmt: skip
    found: dict[int, Found] = {}
    for number, slug, title, html, lang, handle, address, ordinal, posted_at, *proposed in session.execute(wanted):
        said = [Words(plain(html), lang), *([Words(*proposed)] if proposed[0] else [])]
        snippet = cut_snippet(max(said, key=lambda passage: count_held(passage, phrases)), phrases)
        place = address or (f"Q{ordinal}" if ordinal else "")
        found[number] = FoundComment(number, slug, title, snippet, handle, place, posted_at)
    return found


def _is_public(now: datetime) -> sa.ColumnElement[bool]:
    return Bill.status_at(now) != Status.UNPUBLISHED.value
