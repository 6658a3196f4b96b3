"""What becomes of a citation: it is moved to another part or side, narrowed to a passage, and loses a passage that stands no more."""

import hashlib
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.events import CommentEdited, CommentStateChanged
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.summaries import queries
from app.summaries.actions.rules import require_work, touch
from app.summaries.contents import IssueRow, Quote, RecommendationRow
from app.summaries.map.finding import home_of
from app.summaries.map.targets import Target
from app.summaries.models import Citation, Side, Summary
from app.summaries.passages import find_passage, is_whole


def move_citation(
    session: Session, person: Person | None, draft: Summary, citation: Citation, target: Target, *, now: datetime
) -> Citation:
    """Cite a comment elsewhere instead; where it is cited there already, the two become one."""
    require_work(person, draft, now)
    part, side = target
    home = home_of(draft, citation)
    there = next((c for c in part.citations if c.comment_id == citation.comment_id), None)
    if there is None:
        passage = citation.passage
        home.citations.remove(citation)
        session.flush()
        there = Citation(comment_id=citation.comment_id, side=side, passage=passage)
        part.citations.append(there)
    elif there is not citation:
        there.passage = there.passage or citation.passage
        home.citations.remove(citation)
    there.side = side
    touch(session, draft, person)
    return there


def choose_passage(
    session: Session, person: Person | None, draft: Summary, citation: Citation, words: str, *, now: datetime
) -> None:
    """Narrow a citation to words of the comment, or cite the whole of it where there are none."""
    require_work(person, draft, now)
    rows = queries.list_citable(session, draft.bill, [citation.comment_id])
    html = rows[0].body_html if rows else None
    found = find_passage(html, words)
    if words and found is None:
        raise invalid(
            _l(
                "These words do not stand in the comment like this, one behind the other. Copy at least three letters or two Chinese "
                "characters, cut no word, and leave out what is blacked out."
            ),
            "passage",
        )
    citation.passage = None if found is None or is_whole(html, found) else found
    touch(session, draft, person)


def stamp_of(citation: Citation) -> str:
    """A short stamp of what a citation is at present, by which a form knows whether a colleague changed it."""
    return _stamp(citation.issue_id or citation.recommendation_id or 0, citation.side, citation.passage)


def stamp_of_quote(part: IssueRow | RecommendationRow, quote: Quote) -> str:
    """The same stamp of a citation as it was read."""
    return _stamp(part.id, quote.side, quote.chosen)


def drop_lost_passages(session: Session, event: CommentEdited | CommentStateChanged) -> None:
    """Forget the passages that a comment no longer says: it was edited, blacked out, withdrawn or merged."""
    quoted = sa.select(Citation).where(Citation.comment_id == event.comment.id, Citation.passage.is_not(None))
    for citation in session.scalars(quoted):
        if find_passage(event.comment.body_html, citation.passage) is None:
            citation.passage = None


def _stamp(part_id: int, side: Side | None, passage: str | None) -> str:
    return hashlib.sha256(f"{part_id} {side or ''} {passage or ''}".encode()).hexdigest()[:16]
