"""What the parts of a draft rest on: comments cited under issues and recommendations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.summaries import queries
from app.summaries.actions.rules import require_work, touch
from app.summaries.models import Citation, Issue, Recommendation, Summary


def cite_comments(
    session: Session,
    person: Person | None,
    draft: Summary,
    part: Issue | Recommendation,
    comment_ids: Sequence[int],
    *,
    now: datetime,
) -> list[Citation]:
    """Cite comments under an issue or recommendation: visible ones of the same bill, all or none; citing again changes nothing."""
    require_work(person, draft, now)
    wanted = set(comment_ids)
    citable = queries.list_citable(session, draft.bill, sorted(wanted))
    if not wanted or len(citable) < len(wanted):
        raise invalid(_l("Only comments of this bill that are visible can be cited."), "comment")
    cited = {citation.comment_id for citation in part.citations}
    fresh = [Citation(comment_id=comment_id) for comment_id in sorted(wanted - cited)]
    part.citations.extend(fresh)
    if fresh:
        touch(session, draft, person)
    return fresh


def cite_comment(
    session: Session,
    person: Person | None,
    draft: Summary,
    part: Issue | Recommendation,
    comment_id: int,
    *,
    now: datetime,
) -> None:
    """Cite one comment under an issue or recommendation."""
    cite_comments(session, person, draft, part, [comment_id], now=now)


def uncite_comment(
    session: Session,
    person: Person | None,
    draft: Summary,
    part: Issue | Recommendation,
    citation: Citation,
    *,
    now: datetime,
) -> None:
    """Cite a comment no longer under an issue or recommendation."""
    require_work(person, draft, now)
    part.citations.remove(citation)
    touch(session, draft, person)
