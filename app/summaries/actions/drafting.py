"""Beginning a draft of a bill's summary, from the last published version where there is one, and its introduction."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.bilingual import Bilingual
from app.kernel.richtext import LIMIT
from app.summaries import policy, queries
from app.summaries.actions.rules import require_length, require_seen, require_work, touch
from app.summaries.models import Citation, Issue, Recommendation, Summary

_ISSUE_WORDS = ("ordinal", "title", "statement", "position_for", "position_against")


def open_draft(session: Session, person: Person | None, bill: Bill, *, now: datetime) -> Summary:
    """Begin the one draft of a bill's summary, from the last published version where there is one; or return the one begun."""
    policy.may_summarise(person, bill, now).require()
    session.execute(sa.select(Bill.id).where(Bill.id == bill.id).with_for_update())
    begun = queries.find_draft(session, bill)
    if begun is not None:
        return begun
    latest = queries.find_latest(session, bill)
    draft = Summary(
        bill=bill,
        number=latest.number + 1 if latest else 1,
        introduction=latest.introduction if latest else Bilingual(),
        created_at=now,
        issues=[],
        recommendations=[],
    )
    session.add(draft)
    session.flush()
    if latest is not None:
        _copy(session, latest, draft)
    return draft


def save_introduction(
    session: Session, person: Person | None, draft: Summary, words: Bilingual, *, revision: int, now: datetime
) -> None:
    """Write the introduction of a draft; `revision` is its own, so that what colleagues cite meanwhile does not matter."""
    require_work(person, draft, now)
    require_seen(draft.introduction_revision, revision)
    require_length(words, "introduction", LIMIT)
    draft.introduction = words
    draft.introduction_revision += 1
    touch(session, draft, person)


def _copy(session: Session, latest: Summary, draft: Summary) -> None:
    """Copy a published version into a draft: words, numbers, and the citations of comments that are still visible."""
    ids = [citation.comment_id for part in latest.parts for citation in part.citations]
    shown = {row.id for row in queries.list_citable(session, latest.bill, ids)}
    copies: dict[int | None, Issue] = {}
    for issue in latest.issues:
        said = {name: getattr(issue, name) for name in _ISSUE_WORDS}
        copies[issue.id] = Issue(summary=draft, revision=1, citations=_cite_anew(issue, shown), **said)
        session.add(copies[issue.id])
    session.flush()
    for asked in latest.recommendations:
        recommendation = Recommendation(
            summary=draft,
            ordinal=asked.ordinal,
            issue_id=copies[asked.issue_id].id if asked.issue_id in copies else None,
            text=asked.text,
            rationale=asked.rationale,
            rank=asked.rank,
            revision=1,
            citations=_cite_anew(asked, shown),
        )
        session.add(recommendation)
    session.flush()


def _cite_anew(part: Issue | Recommendation, shown: set[int]) -> list[Citation]:
    return [
        Citation(comment_id=c.comment_id, side=c.side, passage=c.passage)
        for c in part.citations
        if c.comment_id in shown
    ]
