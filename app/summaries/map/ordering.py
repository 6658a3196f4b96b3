"""Putting the parts of a draft into another order.

A part is put before another one, or last: this means the same whatever a colleague moved meanwhile. Numbers of recommendations that
were never published follow the order; published ones stay.
"""

from collections.abc import Sequence
from datetime import datetime
from typing import TypeVar

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.summaries.actions.parts import highest_published
from app.summaries.actions.rules import require_work, touch
from app.summaries.models import Issue, Recommendation, Summary

Part = TypeVar("Part", Issue, Recommendation)


def move_issue(
    session: Session, person: Person | None, draft: Summary, issue: Issue, *, before: Issue | None, now: datetime
) -> None:
    """Put an issue before another one of the draft, or last."""
    require_work(person, draft, now)
    ordered = _put(draft.issues, issue, before)
    _number(session, ordered, range(1, len(ordered) + 1))
    draft.issues.sort(key=lambda each: each.ordinal)
    _renumber(session, draft)
    touch(session, draft, person)


def move_recommendation(
    session: Session,
    person: Person | None,
    draft: Summary,
    recommendation: Recommendation,
    *,
    under: Issue | None,
    before: Recommendation | None,
    now: datetime,
) -> None:
    """Put a recommendation under an issue (or none), before another one there, or last."""
    require_work(person, draft, now)
    recommendation.issue_id = under.id if under else None
    for rank, each in enumerate(_put(draft.recommendations, recommendation, before), start=1):
        each.rank = rank
    _renumber(session, draft)
    touch(session, draft, person)


def _put(parts: Sequence[Part], moved: Part, before: Part | None) -> list[Part]:
    ordered: list[Part] = list(parts)
    if before is not moved:
        ordered.remove(moved)
        ordered.insert(len(ordered) if before is None else ordered.index(before), moved)
    return ordered


def _renumber(session: Session, draft: Summary) -> None:
    """Rank the recommendations as they are read, issue by issue, and number those that were never published in this order."""
    places = {issue.id: issue.ordinal for issue in draft.issues}
    last = len(places) + 1
    ordered = sorted(draft.recommendations, key=lambda r: (places.get(r.issue_id or 0, last), r.rank, r.ordinal))
    for rank, each in enumerate(ordered, start=1):
        each.rank = rank
    published = highest_published(session, draft)
    fresh = [each for each in ordered if each.ordinal > published]
    _number(session, fresh, sorted(each.ordinal for each in fresh))
    draft.recommendations.sort(key=lambda each: each.rank)


def _number(session: Session, parts: Sequence[Part], ordinals: Sequence[int]) -> None:
    """Number parts anew, by way of negative numbers, as no two may ever have the same."""
    wrong = [(part, ordinal) for part, ordinal in zip(parts, ordinals, strict=True) if part.ordinal != ordinal]
    for sign in (-1, 1):
        for part, ordinal in wrong:
            part.ordinal = sign * ordinal
        session.flush()
