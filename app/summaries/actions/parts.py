"""The parts of a draft: its issues and its recommendations."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.verdict import not_found
from app.summaries.actions.rules import (
    IssueWords,
    RecommendationWords,
    require_fresh,
    require_issue,
    require_recommendation,
    require_work,
    touch,
)
from app.summaries.models import Issue, Recommendation, Summary


def add_issue(session: Session, person: Person | None, draft: Summary, words: IssueWords, *, now: datetime) -> Issue:
    """Add an issue to a draft, after the others."""
    require_work(person, draft, now)
    require_issue(words)
    issue = Issue(
        summary=draft, ordinal=max((i.ordinal for i in draft.issues), default=0) + 1, revision=1, citations=[]
    )
    _write_issue(issue, words)
    session.add(issue)
    touch(session, draft, person)
    return issue


def edit_issue(
    session: Session,
    person: Person | None,
    draft: Summary,
    issue: Issue,
    words: IssueWords,
    *,
    revision: int,
    now: datetime,
) -> None:
    """Write an issue anew."""
    require_work(person, draft, now)
    require_fresh(issue, revision)
    require_issue(words)
    _write_issue(issue, words)
    issue.revision += 1
    touch(session, draft, person)


def remove_issue(
    session: Session, person: Person | None, draft: Summary, issue: Issue, *, revision: int, now: datetime
) -> None:
    """Take an issue out of a draft; its recommendations stay, under no issue, and the later issues move up."""
    require_work(person, draft, now)
    require_fresh(issue, revision)
    for recommendation in draft.recommendations:
        if recommendation.issue_id == issue.id:
            recommendation.issue_id = None
    draft.issues.remove(issue)
    session.flush()
    _close_gap(session, draft.issues, issue.ordinal)
    touch(session, draft, person)


def add_recommendation(
    session: Session,
    person: Person | None,
    draft: Summary,
    words: RecommendationWords,
    *,
    issue: Issue | None = None,
    now: datetime,
) -> Recommendation:
    """Add a recommendation to a draft under a number that no published one of this bill has had."""
    require_work(person, draft, now)
    require_recommendation(words)
    taken = [r.ordinal for r in draft.recommendations]
    recommendation = Recommendation(
        summary=draft,
        ordinal=max(*taken, highest_published(session, draft), 0) + 1,
        issue_id=_part_of(draft, issue),
        text=words.text,
        rationale=words.rationale,
        rank=max((r.rank for r in draft.recommendations), default=0) + 1,
        revision=1,
        citations=[],
    )
    session.add(recommendation)
    touch(session, draft, person)
    return recommendation


def edit_recommendation(
    session: Session,
    person: Person | None,
    draft: Summary,
    recommendation: Recommendation,
    words: RecommendationWords,
    *,
    issue: Issue | None = None,
    revision: int,
    now: datetime,
) -> None:
    """Write a recommendation anew and put it under an issue (or none); its number stays."""
    require_work(person, draft, now)
    require_fresh(recommendation, revision)
    require_recommendation(words)
    recommendation.text, recommendation.rationale = words.text, words.rationale
    recommendation.issue_id = _part_of(draft, issue)
    recommendation.revision += 1
    touch(session, draft, person)


def remove_recommendation(
    session: Session,
    person: Person | None,
    draft: Summary,
    recommendation: Recommendation,
    *,
    revision: int,
    now: datetime,
) -> None:
    """Take a recommendation out of a draft; a number that was published is never used again, others close up."""
    require_work(person, draft, now)
    require_fresh(recommendation, revision)
    draft.recommendations.remove(recommendation)
    session.flush()
    if recommendation.ordinal > highest_published(session, draft):
        _close_gap(session, draft.recommendations, recommendation.ordinal)
    touch(session, draft, person)


def _write_issue(issue: Issue, words: IssueWords) -> None:
    issue.title, issue.statement = words.title, words.statement
    issue.position_for, issue.position_against = words.position_for, words.position_against


def _part_of(draft: Summary, issue: Issue | None) -> int | None:
    if issue is None:
        return None
    if issue.summary_id != draft.id:
        raise not_found()
    return issue.id


def highest_published(session: Session, draft: Summary) -> int:
    """The highest number that a published recommendation of the bill has had; 0 before the first."""
    numbers = sa.select(sa.func.max(Recommendation.ordinal)).join(Summary, Summary.id == Recommendation.summary_id)
    return session.scalar(numbers.where(Summary.bill_id == draft.bill_id, Summary.published_at.is_not(None))) or 0


def _close_gap(session: Session, parts: Sequence[Issue] | Sequence[Recommendation], ordinal: int) -> None:
    later: list[Issue | Recommendation] = [part for part in parts if part.ordinal > ordinal]
    for part in sorted(later, key=lambda part: part.ordinal):
        part.ordinal -= 1
        session.flush()
