"""What a bill's front page reads beyond the bill itself: five statements, whatever the size."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, defer, joinedload

from app.bills.comparison import Change, changes_between, changes_from_current
from app.bills.glossary import Term
from app.bills.models import ArticleText, Bill, Milestone, NoticeChange, Question, Version
from app.bills.queries_terms import explained, list_questions_and_terms
from app.discussion.timeline import Path, read_path
from app.responses.models import Answer, Outcome
from app.responses.queries import list_answers, target_of
from app.responses.targets import Target
from app.summaries.queries import read_asked


@dataclass(frozen=True, slots=True)
class Texts:
    """The newest text of a bill, and what it changes: against the law in force, and since version 1 (None where there is no later)."""

    version: Version | None
    articles: Sequence[ArticleText]
    against_law: Mapping[int, Change]
    since_first: Mapping[int, Change] | None


@dataclass(frozen=True, slots=True)
class Overview:
    """The parts of a bill's front page."""

    texts: Texts
    questions: Sequence[Question]
    terms: Sequence[Term]
    path: Path
    summarised_at: datetime | None
    asked: tuple[Target, ...]
    outcomes: Mapping[Target, Outcome | None]
    by_article: Mapping[int, Outcome]

    @property
    def milestones(self) -> Sequence[Milestone]:
        """The stages that the bill has reached."""
        return self.path.milestones

    @property
    def changes(self) -> Sequence[NoticeChange]:
        """How the bill's days changed."""
        return self.path.changes

    @property
    def answered(self) -> int:
        """How many of the things that are asked have an answer on record."""
        return sum(target in self.outcomes for target in self.asked)


def read_overview(session: Session, bill: Bill, *, drafts: bool = False) -> Overview:
    """Read the front page of a bill that was loaded by `get_bill`; with its draft where `drafts`, for the agency's preview."""
    asked = read_asked(session, bill)
    questions, terms = list_questions_and_terms(session, bill)
    answers = list_answers(session, bill)
    targets = [Target(recommendation=found.ordinal) for found in asked.recommendations if found.is_current]
    targets += [Target(question=question.ordinal) for question in questions]
    return Overview(
        texts=_read_texts(session, bill, drafts),
        questions=questions,
        terms=explained(terms),
        path=read_path(session, bill),
        summarised_at=asked.published_at,
        asked=tuple(targets),
        outcomes={target_of(answer): answer.outcome for answer in answers},
        by_article=_by_article(answers),
    )


def _by_article(answers: Sequence[Answer]) -> dict[int, Outcome]:
    """The last decision on each article that an answer names; list_answers gives the oldest first."""
    named = [(place.article_id, answer.outcome) for answer in answers for place in answer.changes]
    return {article_id: outcome for article_id, outcome in named if outcome is not None}


def _read_texts(session: Session, bill: Bill, drafts: bool) -> Texts:
    """Read the articles of the newest and of the first version together; of an unpublished bill, those of its draft."""
    numbers = sa.select(Version.number).where(Version.bill_id == bill.id)
    if bill.announced_at is not None and not drafts:
        numbers = numbers.where(Version.published_at.is_not(None))
    last = numbers.order_by(Version.number.desc()).limit(1).scalar_subquery()
    query = (
        sa.select(ArticleText)
        .join(ArticleText.version)
        .options(
            joinedload(ArticleText.article, innerjoin=True),
            joinedload(ArticleText.version, innerjoin=True),
            defer(ArticleText.explanation, raiseload=True),
        )
        .where(Version.bill_id == bill.id, sa.or_(Version.number == 1, Version.number == last))
        .order_by(Version.number, ArticleText.ordinal, ArticleText.id)
    )
    rows = session.scalars(query).all()
    if not rows:
        return Texts(None, (), {}, None)
    version = rows[-1].version
    articles = [text for text in rows if text.version_id == version.id]
    first = [text for text in rows if text.version.number == 1]
    since = changes_between(first, articles) if version.number > 1 else None
    has_law = any(text.current_text for text in articles)
    return Texts(version, articles, changes_from_current(articles) if has_law else {}, since)
