"""The journey of a comment: said, grouped in, recommended, answered, changed; read once for the page and for the API.

A comment's words come only through the discussion's own rows, so a hidden or withdrawn comment keeps its journey without them.
Only what is published counts: the latest summary, answers on record, published versions.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.bills.comparison import Change, Compared, compare_article
from app.bills.models import Article, ArticleText, Bill, Version
from app.bills.queries import get_bill
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import not_found
from app.responses.models import Answer
from app.responses.queries import Item, list_answers, target_of
from app.responses.targets import Target
from app.summaries.models import Issue, Recommendation, Summary
from app.summaries.queries import CitedIn, citations_of_comment, latest_id


@dataclass(frozen=True, slots=True)
class Led:
    """A recommendation of the latest summary, with the issue that it belongs to, if it belongs to one."""

    ordinal: int
    text: Bilingual
    issue: int | None
    issue_title: Bilingual | None


@dataclass(frozen=True, slots=True)
class Changed:
    """How an article changed from the version that the comment was written on to the one that answers point at.

    `since` says what became of it in the newest version, where that is a later one.
    """

    key: str
    compared: Compared
    from_version: int
    to_version: int
    published_at: datetime
    targets: tuple[str, ...]
    since: Change | None
    newest: int


@dataclass(frozen=True, slots=True)
class Journey:
    """All that a comment came to.

    `led` are the recommendations of the issues that cite it; `through` those that cite it and stand under another issue.
    `changes` are those alone that really read otherwise than when the comment was written.
    """

    bill: Bill
    row: CommentRow
    summarised_at: datetime | None
    summary_number: int | None
    issues: tuple[CitedIn, ...]
    recommendations: tuple[CitedIn, ...]
    led: tuple[Led, ...]
    through: tuple[Led, ...]
    asked: tuple[Item, ...]
    changes: tuple[Changed, ...]
    drift: Changed | None

    @property
    def answers(self) -> list[Answer]:
        """The published answers, with what was added to them later."""
        return [answer for item in self.asked for answer in item.published]

    @property
    def unanswered(self) -> list[str]:
        """What concerns the comment and has no answer on record."""
        return [item.target.code for item in self.asked if item.answer is None]

    @property
    def first_answer_at(self) -> datetime | None:
        """When the agency first answered something that concerns the comment."""
        return min((answer.published_at for answer in self.answers if answer.published_at), default=None)


@dataclass(frozen=True, slots=True)
class Facts:
    """What of a bill its comments' journeys are made from: its latest summary, answers on record, and articles in each published version.

    `texts` are by the version's number and the article's key. One journey needs few of them; all journeys of a bill share them, and how
    two texts compare.
    """

    summarised_at: datetime | None
    summary_number: int | None
    led: Sequence[Led]
    answers: Sequence[Answer]
    texts: Mapping[int, Mapping[str, ArticleText]]
    newest: int
    compare: Callable[[ArticleText | None, ArticleText, str], Compared | None] = compare_article


def read_journey(session: Session, comment_id: int, person: Person | None, now: datetime, lang: str) -> Journey:
    """Read a comment's journey with redlines in a language, or raise the stranger's 404."""
    row = list_rows_by_ids(session, [comment_id]).get(comment_id)
    if row is None:
        raise not_found()
    bill = get_bill(session, row.bill_slug, person, now)
    cited = citations_of_comment(session, row.id)
    summarised_at, number, led = _read_led(session, bill.id)
    answers = list_answers(session, bill) if _list_asked(row, cited) else ()
    keys = {key for key, _version in _points(_items(row, cited, answers))} | ({row.place_key} - {None})
    texts, newest = _read_texts(session, bill.id, Article.key.in_(sorted(keys))) if keys else ({}, 0)
    return make_journey(bill, row, cited, Facts(summarised_at, number, led, answers, texts, newest), lang)


def read_facts(session: Session, bill: Bill) -> Facts:
    """Read all that the journeys of a bill's comments are made from, beside their citations, in three statements."""
    summarised_at, number, led = _read_led(session, bill.id)
    texts, newest = _read_texts(session, bill.id, sa.true())
    return Facts(summarised_at, number, led, list_answers(session, bill), texts, newest, cache(compare_article))


def make_journey(bill: Bill, row: CommentRow, cited: Sequence[CitedIn], facts: Facts, lang: str) -> Journey:
    """Put a comment's journey together from what cites it and the facts of its bill."""
    recommendations = tuple(found for found in cited if found.is_recommendation)
    issues = tuple(found for found in cited if not found.is_recommendation)
    asked = _items(row, cited, facts.answers)
    changes, drift = _list_changes(row, asked, facts, lang)
    return Journey(
        bill=bill,
        row=row,
        summarised_at=facts.summarised_at,
        summary_number=facts.summary_number,
        issues=issues,
        recommendations=recommendations,
        led=tuple(r for r in facts.led if r.issue in {issue.ordinal for issue in issues}),
        through=_through(facts.led, issues, recommendations),
        asked=asked,
        changes=changes,
        drift=drift,
    )


def list_all_changes(facts: Facts, lang: str) -> list[Changed]:
    """List how each article that an answer points at changed, from whichever version a comment was written on."""
    pointed = {
        (place.article.rank, place.article.key, answer.version.number)
        for answer in facts.answers
        if answer.version
        for place in answer.changes
    }
    wanted = [(key, (start, to, facts.newest)) for _rank, key, to in sorted(pointed) for start in sorted(facts.texts)]
    return [found for key, numbers in wanted if (found := _change(facts, key, numbers, (), lang))]


def _through(led: Sequence[Led], issues: Sequence[CitedIn], cited: Sequence[CitedIn]) -> tuple[Led, ...]:
    """The recommendations that cite a comment and bring it under an issue that does not cite it itself."""
    own, asked = {issue.ordinal for issue in issues}, {found.ordinal for found in cited}
    return tuple(r for r in led if r.ordinal in asked and r.issue is not None and r.issue not in own)


def _list_asked(row: CommentRow, cited: Sequence[CitedIn]) -> list[tuple[Target, Bilingual]]:
    """List what of the response concerns a comment: its recommendations, and the question that it stands under."""
    wanted = [(Target(recommendation=found.ordinal), found.text) for found in cited if found.is_recommendation]
    return [*wanted, (Target(question=row.question_ordinal), Bilingual())] if row.question_ordinal else wanted


def _items(row: CommentRow, cited: Sequence[CitedIn], answers: Sequence[Answer]) -> tuple[Item, ...]:
    """What of the response concerns a comment, each with what was answered to it."""
    wanted = _list_asked(row, cited)
    return tuple(_item(target, text, [a for a in answers if target_of(a) == target]) for target, text in wanted)


def _item(target: Target, text: Bilingual, answers: Sequence[Answer]) -> Item:
    first = next((answer for answer in answers if not answer.is_addition), None)
    words = first.question.text if first is not None and first.question is not None else text
    return Item(target, words, first, tuple(answer for answer in answers if answer.is_addition))


def _read_led(session: Session, bill_id: int) -> tuple[datetime | None, int | None, list[Led]]:
    """Read when the latest summary was published, its number, and its recommendations by issue."""
    query = (
        sa.select(
            Summary.published_at,
            Summary.number,
            Recommendation.ordinal,
            Recommendation.text,
            Issue.ordinal,
            Issue.title,
        )
        .outerjoin(Recommendation, Recommendation.summary_id == Summary.id)
        .outerjoin(Issue, Issue.id == Recommendation.issue_id)
        .where(Summary.id == latest_id(bill_id))
        .order_by(Recommendation.ordinal)
    )
    rows = session.execute(query).all()
    published_at, number = rows[0][:2] if rows else (None, None)
    return published_at, number, [Led(*found[2:]) for found in rows if found[2] is not None]


def _points(asked: Sequence[Item]) -> dict[tuple[str, int], list[str]]:
    """The articles that answers point at, by key and the version's number, each with the codes of what was answered."""
    pointed: dict[tuple[str, int], list[str]] = {}
    for item in asked:
        for version, named in ((answer.version, answer.changes) for answer in item.published if answer.version):
            for place in named:
                codes = pointed.setdefault((place.article.key, version.number), [])
                codes.extend({item.target.code} - set(codes))
    return pointed


def _list_changes(
    row: CommentRow, asked: Sequence[Item], facts: Facts, lang: str
) -> tuple[tuple[Changed, ...], Changed | None]:
    """List how the articles that the answers point at changed, and how the comment's own article did, answers or not."""
    start, newest = row.version_number, facts.newest
    changes = [
        found
        for (key, to), targets in _points(asked).items()
        if to > start and (found := _change(facts, key, (start, to, newest), targets, lang))
    ]
    drift = _change(facts, row.place_key, (start, newest, newest), (), lang) if row.place_key else None
    changes.sort(key=lambda change: change.key != row.place_key)
    real = tuple(change for change in changes if change.compared.change is not Change.KEPT)
    return real, drift if drift and drift.compared.change is not Change.KEPT else None


def _read_texts(
    session: Session, bill_id: int, which: sa.ColumnElement[bool]
) -> tuple[dict[int, dict[str, ArticleText]], int]:
    """Read some articles in every published version, by the version's number and by key, and the newest version's number."""
    newest = sa.select(sa.func.max(Version.number)).where(Version.bill_id == bill_id, Version.published_at.is_not(None))
    query = (
        sa.select(ArticleText, Version.number, newest.scalar_subquery())
        .join(ArticleText.version)
        .join(ArticleText.article)
        .options(joinedload(ArticleText.article, innerjoin=True), joinedload(ArticleText.version, innerjoin=True))
        .where(Version.bill_id == bill_id, Version.published_at.is_not(None), which)
        .order_by(Version.number, ArticleText.ordinal)
    )
    texts: dict[int, dict[str, ArticleText]] = {}
    rows = session.execute(query).all()
    for text, number, _newest in rows:
        texts.setdefault(number, {})[text.article.key] = text
    return texts, rows[0][2] if rows else 0


def _change(facts: Facts, key: str, numbers: tuple[int, int, int], targets: Sequence[str], lang: str) -> Changed | None:
    start, end, newest = numbers
    sides = {n: facts.texts.get(n, {}).get(key) for n in numbers}
    here = sides[end]
    if here is None or here.version.published_at is None:
        return None
    compared = facts.compare(sides[start], here, lang)
    if compared is None:
        return None
    last = sides[newest]
    after = facts.compare(here, last, lang) if newest > end and last is not None else None
    since = after.change if after and after.change is not Change.KEPT else None
    return Changed(key, compared, start, end, here.version.published_at, tuple(targets), since, newest)
