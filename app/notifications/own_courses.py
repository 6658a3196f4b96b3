"""How far somebody's own comments came: said, cited, recommended, answered, changed; of all of them at once, in four statements.

The same as their journeys tell one by one (a test holds the two equal), and as there only what is published counts: the latest summary,
answers on record, published versions.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, joinedload, load_only

from app.accounts.models import Person
from app.bills.comparison import Change, change_of_text
from app.bills.models import ArticleText, Bill, Version
from app.discussion.models import Comment, State
from app.responses.models import Answer, AnswerArticle
from app.summaries.models import Citation, Issue, Recommendation, Summary


class Came(StrEnum):
    """How far a comment came, as a filter; `uncited` are those that a published summary leaves out."""

    CITED = "cited"
    RECOMMENDED = "recommended"
    ANSWERED = "answered"
    CHANGED = "changed"
    UNCITED = "uncited"


@dataclass(frozen=True, slots=True)
class Course:
    """When a comment came to each station, None where it has not; `summarised_at` is when its bill's latest summary was published.

    `is_asked` says whether the response has to answer something that concerns it.
    """

    said_at: datetime
    summarised_at: datetime | None = None
    cited_at: datetime | None = None
    recommended_at: datetime | None = None
    is_asked: bool = False
    answered_at: datetime | None = None
    changed_at: datetime | None = None

    def came(self, to: Came) -> bool:
        """Whether it belongs to those that a filter wants."""
        if to is Came.UNCITED:
            return self.summarised_at is not None and self.cited_at is None
        return getattr(self, f"{to.value}_at") is not None


Given = tuple[datetime, tuple[tuple[int, int], ...]]  # when, and at which articles it points, by version and article
Texts = Mapping[tuple[int, int], ArticleText]  # by version and article


@dataclass(frozen=True, slots=True)
class Facts:
    """What courses are made of: when each bill's latest summary was published, by which recommendations (None: by an issue) it cites
    which comment, what was answered by bill and recommendation or question, and how articles read.
    """

    summaries: Mapping[int, datetime]
    cited: Mapping[int, Collection[int | None]]
    answers: Mapping[tuple[int, str, int], Collection[Given]]
    texts: Texts


def read_courses(session: Session, person: Person, bill: str = "") -> dict[int, tuple[State, Course]]:
    """Read the state and the course of all comments of somebody, perhaps on one bill (its slug), by id from the newest."""
    columns: tuple[Any, ...] = (Comment.id, Comment.bill_id, Comment.question_id, Comment.version_id)
    query: Any = sa.select(*columns, Comment.posted_at, Comment.state).where(Comment.author_id == person.id)
    if bill:
        query = query.where(Comment.bill_id == sa.select(Bill.id).where(Bill.slug == bill).scalar_subquery())
    own = session.execute(query.order_by(Comment.author_id.desc(), Comment.id.desc())).all()
    bills = {row.bill_id for row in own}
    summaries, cited = _read_citations(session, person, bills)
    answers = _read_answers(session, bills)
    facts = Facts(summaries, cited, answers, _read_texts(session, {row.version_id for row in own}, answers.values()))
    return {row.id: (row.state, _course(row, facts)) for row in own}


def _course(row: Any, facts: Facts) -> Course:
    cited = facts.cited.get(row.id)
    targets = [(row.bill_id, "R", ordinal) for ordinal in cited or () if ordinal is not None]
    targets += [(row.bill_id, "Q", row.question_id)] if row.question_id else []
    given = [answer for target in targets for answer in facts.answers.get(target, ())]
    summarised = facts.summaries.get(row.bill_id)
    return Course(
        said_at=row.posted_at,
        summarised_at=summarised,
        cited_at=summarised if cited else None,
        recommended_at=summarised if any(cited or ()) else None,
        is_asked=bool(targets),
        answered_at=min((at for at, _places in given), default=None),
        changed_at=_changed_at(row.version_id, given, facts.texts),
    )


def count_courses(courses: Iterable[Course]) -> Counter[Came]:
    """Count how many comments came to each station, and how many are left out."""
    return Counter(came for course in courses for came in Came if course.came(came))


def _read_citations(
    session: Session, person: Person, bills: Collection[int]
) -> tuple[dict[int, datetime], dict[int, list[int | None]]]:
    """Read when each bill's latest summary was published, and by which recommendations (None: by an issue) it cites one's comments."""
    later, own = aliased(Summary), aliased(Comment)
    is_latest = ~sa.exists().where(
        later.bill_id == Summary.bill_id, later.number > Summary.number, later.published_at.is_not(None)
    )
    parts = sa.union_all(
        sa.select(Issue.summary_id, Citation.comment_id, sa.cast(sa.null(), sa.Integer).label("ordinal"))
        .join(Issue, Issue.id == Citation.issue_id)
        .join(own, sa.and_(own.id == Citation.comment_id, own.author_id == person.id)),
        sa.select(Recommendation.summary_id, Citation.comment_id, Recommendation.ordinal)
        .join(Recommendation, Recommendation.id == Citation.recommendation_id)
        .join(own, sa.and_(own.id == Citation.comment_id, own.author_id == person.id)),
    ).subquery()
    query: Any = (
        sa.select(Summary.bill_id, Summary.published_at, parts.c.comment_id, parts.c.ordinal)
        .outerjoin(parts, parts.c.summary_id == Summary.id)
        .where(Summary.bill_id.in_(bills), Summary.published_at.is_not(None), is_latest)
    )
    summaries: dict[int, datetime] = {}
    cited: dict[int, list[int | None]] = defaultdict(list)
    for bill_id, at, comment, ordinal in session.execute(query):
        summaries[bill_id] = at
        if comment is not None:
            cited[comment].append(ordinal)
    return summaries, cited


def _read_answers(session: Session, bills: Collection[int]) -> dict[tuple[int, str, int], list[Given]]:
    """Read what was answered on some bills, by bill and recommendation or question."""
    query: Any = (
        sa.select(Answer, AnswerArticle.article_id)
        .outerjoin(AnswerArticle, AnswerArticle.answer_id == Answer.id)
        .where(Answer.bill_id.in_(bills), Answer.published_at.is_not(None), Answer.outcome.is_not(None))
        .options(
            load_only(
                Answer.bill_id,
                Answer.recommendation_ordinal,
                Answer.question_id,
                Answer.version_id,
                Answer.published_at,
            )
        )
    )
    named: dict[Answer, list[int]] = defaultdict(list)
    for answer, article in session.execute(query):
        named[answer] += [article] if article is not None else []
    answers: dict[tuple[int, str, int], list[Given]] = defaultdict(list)
    for answer, articles in named.items():
        if answer.published_at is not None:
            kind, number = ("Q", answer.question_id) if answer.question_id else ("R", answer.recommendation_ordinal)
            places = tuple((answer.version_id, article) for article in articles if answer.version_id is not None)
            answers[answer.bill_id, kind, number or 0].append((answer.published_at, places))
    return answers


def _read_texts(session: Session, versions: Collection[int], answers: Iterable[Collection[Given]]) -> Texts:
    """Read the articles that answers point at, there and in the versions on which somebody spoke; no statement where there are none."""
    places = {place for given in answers for _at, places in given for place in places}
    if not places:
        return {}
    query = (
        sa.select(ArticleText)
        .join(Version, Version.id == ArticleText.version_id)
        .where(Version.published_at.is_not(None), ArticleText.article_id.in_({article for _version, article in places}))
        .where(ArticleText.version_id.in_({*versions, *(version for version, _article in places)}))
        .options(joinedload(ArticleText.version, innerjoin=True))
    )
    return {(text.version_id, text.article_id): text for text in session.scalars(query)}


def _changed_at(start: int, given: Iterable[Given], texts: Texts) -> datetime | None:
    """When the first version was published in which an article reads otherwise than when the comment was written, as answers say."""
    moments = []
    for version, article in {place for _at, places in given for place in places}:
        here = texts.get((version, article))
        if here is None or here.version.published_at is None:
            continue
        change = change_of_text(texts.get((start, article)), here)
        if change not in (None, Change.KEPT):
            moments.append(here.version.published_at)
    return min(moments, default=None)
