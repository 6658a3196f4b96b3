"""What the index holds: every visible comment at its id, and above all comments the passages of every announced bill."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from markupsafe import Markup
from sqlalchemy.orm import Session, joinedload

from app.bills.cards import article_label
from app.bills.models import ArticleText, Bill, Question, Version
from app.discussion.models import Comment
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.richtext import show_rich
from app.search.index import Entry, article_scope, bill_scope
from app.search.models import Passage

PASSAGES = 1 << 50  # the lowest position of a passage, above the ids of all comments
END = 1 << 62  # above all positions
_ROOM = 100_000  # positions for the passages of one bill


@dataclass(frozen=True, slots=True)
class Content:
    """A passage and what it says."""

    passage: Passage
    texts: tuple[Bilingual, ...]

    @property
    def entry(self) -> Entry:
        """The passage as the index takes it: both languages, Chinese first."""
        passage = self.passage
        scopes = _scopes(passage.bill_id, passage.article_id)
        said = [words.text for text in self.texts for words in text.both]
        return Entry(passage.position, "\n".join(said), scopes)


def comment_entry(
    comment_id: int, bill_id: int, article_id: int | None, body_html: str | None, proposed: str | None = None
) -> Entry:
    """A comment as the index takes it: its words, and those that it proposes."""
    said = plain(body_html) if proposed is None else f"{plain(body_html)}\n{proposed}"
    return Entry(comment_id, said, _scopes(bill_id, article_id))


def entry_of(comment: Comment) -> Entry:
    """A visible comment as the index takes it."""
    return comment_entry(comment.id, comment.bill_id, comment.article_id, comment.body_html, comment.proposed_text)


def plain(html: str | None) -> str:
    """The words of sanitised HTML without its tags."""
    return Markup(html or "").striptags()  # noqa: S704  sanitised when it was written


def texts_of_bill(bill: Bill) -> tuple[Bilingual, ...]:
    """What a bill says about itself."""
    return (bill.title, bill.summary, _unmarked(bill.explanation), _unmarked(bill.guide), bill.legal_basis)


def texts_of_article(text: ArticleText) -> tuple[Bilingual, ...]:
    """What an article says in a version."""
    return (text.heading, text.text, text.explanation)


def _scopes(bill_id: int, article_id: int | None) -> tuple[str, ...]:
    return (bill_scope(bill_id), article_scope(article_id)) if article_id else (bill_scope(bill_id),)


def _unmarked(text: Bilingual) -> Bilingual:
    return Bilingual(plain(show_rich(text.zh)), plain(show_rich(text.en)))


def list_passages(session: Session, bill: Bill) -> list[Content]:
    """List the passages of an announced bill from the highest position down: itself, its questions, its articles."""
    questions = session.scalars(sa.select(Question).where(Question.bill_id == bill.id).order_by(Question.ordinal))
    found = [Content(Passage(bill_id=bill.id), texts_of_bill(bill))]
    found += [Content(Passage(bill_id=bill.id, question_id=q.id), (q.text,)) for q in questions]
    found += _list_articles(session, bill)
    for ordinal, content in enumerate(found):
        content.passage.position = PASSAGES + bill.id * _ROOM + _ROOM - 1 - ordinal
    return found


def _list_articles(session: Session, bill: Bill) -> Iterator[Content]:
    """The articles of the newest published text, then those of earlier ones that read otherwise."""
    seen: set[tuple[int, Bilingual, Bilingual]] = set()
    for text in _published_texts(session, bill):
        reading = (text.article_id, text.heading, text.text)
        if not text.is_deleted and reading not in seen:
            seen.add(reading)
            passage = Passage(bill_id=bill.id, version_id=text.version_id, article_id=text.article_id)
            yield Content(passage, (_names_of_article(text.number), *texts_of_article(text)))


def _names_of_article(number: str) -> Bilingual:
    """What people call an article: 第十八條, 第18條, Article 18."""
    return Bilingual(f"{article_label(number, ZH)} 第{number}條", article_label(number, EN))


def _published_texts(session: Session, bill: Bill) -> Sequence[ArticleText]:
    wanted = (
        sa.select(ArticleText)
        .join(Version, Version.id == ArticleText.version_id)
        .where(Version.bill_id == bill.id, Version.published_at.is_not(None))
        .options(joinedload(ArticleText.article, innerjoin=True))
    )
    return session.scalars(wanted.order_by(Version.number.desc(), ArticleText.ordinal)).all()
