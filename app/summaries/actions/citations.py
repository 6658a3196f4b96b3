"""What the parts of a draft rest on: comments cited under issues and recommendations."""

from collections.abc import Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.summaries import queries
from app.summaries.actions.rules import require_work, touch
from app.summaries.models import Citation, Issue, Recommendation, Side, Summary


def cite_comments(
    session: Session,
    person: Person | None,
    draft: Summary,
    part: Issue | Recommendation,
    comment_ids: Sequence[int],
    *,
    side: Side | None = None,
    now: datetime,
) -> list[Citation]:
    """Cite comments under an issue or recommendation: visible ones of the same bill, all or none; those that are new there.

    Citing again changes nothing, but that a comment takes the side in the issue that is given.
    """
    require_work(person, draft, now)
    wanted = set(comment_ids)
    if not wanted:
        raise invalid(_l("Tick a comment in the list, or give the number of one."), "comment")
    citable = queries.list_citable(session, draft.bill, sorted(wanted))
    if len(citable) < len(wanted):
        raise invalid(_l("Only comments of this bill that are visible can be cited."), "comment")
    cited = {citation.comment_id: citation for citation in part.citations}
    turned = [cited[one] for one in wanted & set(cited) if side is not None and cited[one].side is not side]
    for citation in turned:
        citation.side = side
    fresh = [Citation(comment_id=comment_id, side=side) for comment_id in sorted(wanted - set(cited))]
    part.citations.extend(fresh)
    if fresh or turned:
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
