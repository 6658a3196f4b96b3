"""What moderators read to decide on a passage: where it stands in the comment and elsewhere, and what was blacked out."""

from collections.abc import Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.blackouts.finding import find
from app.discussion.blackouts.models import Blackout, Part
from app.discussion.blackouts.plans import Sighting, standing
from app.discussion.blackouts.texts import NOW, Slot, read_slots
from app.discussion.models import Comment
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import not_found

AROUND = 40  # characters of context on either side
MOST_READ = 400  # other comments that are looked through
MOST_NAMED = 10
NAMES = {Part.BODY: _l("Comment"), Part.PROPOSED: _l("Proposed wording")}


@dataclass(frozen=True, slots=True)
class Sight:
    """A place of some words with what stands around them; `part` names the text, `is_earlier` tells that it was edited since."""

    part: str
    is_earlier: bool
    before: str
    words: str
    after: str


def show_sighting(sighting: Sighting) -> Sight:
    """A place where a passage was found."""
    return _sight(sighting.slot, sighting.occurrence.start, sighting.occurrence.end)


def get_blackout(session: Session, comment: Comment, blackout_id: int) -> Blackout:
    """Load a blacking out of a comment, or raise the stranger's 404."""
    found = session.get(Blackout, blackout_id)
    if found is None or found.comment_id != comment.id:
        raise not_found()
    return found


def list_standing(session: Session, comment: Comment) -> Sequence[Blackout]:
    """List the blackouts of a comment that stand, oldest first."""
    return standing(session, comment)


def list_withheld_words(session: Session, comment: Comment, blackout: Blackout) -> list[Sight]:
    """Show to moderators what a blacking out withholds, each block with what stands around it."""
    return [
        _sight(slot, *held.span, words=held.words)
        for slot in read_slots(session, comment)
        for held in sorted(slot.held)
        if held.blackout == blackout.id
    ]


def find_elsewhere(session: Session, comment: Comment, passage: str) -> list[tuple[int, str]]:
    """Find other comments of the thread, of the argument and by the same author on the bill that say a passage: id and handle."""
    root = comment.root_id or comment.id
    near = [Comment.root_id == root, Comment.id == root, Comment.author_id == comment.author_id]
    if comment.argument_id is not None:
        near.append(Comment.argument_id == comment.argument_id)
    query = (
        sa.select(Comment.id, Person.handle, Comment.body, Comment.proposed_text)
        .join(Person, Person.id == Comment.author_id)
        .where(Comment.bill_id == comment.bill_id, Comment.id != comment.id, Comment.body.is_not(None), sa.or_(*near))
        .order_by(Comment.id)
        .limit(MOST_READ)
    )
    rows = session.execute(query)
    return [(at, who) for at, who, *texts in rows if any(find(text or "", passage) for text in texts)][:MOST_NAMED]


def _sight(slot: Slot, start: int, end: int, words: str | None = None) -> Sight:
    """A stretch of a text with what stands around it; `words` stand in its place where it is a block."""
    text = slot.text
    before = ("…" if start > AROUND else "") + text[max(0, start - AROUND) : start]
    after = text[end : end + AROUND] + ("…" if end + AROUND < len(text) else "")
    said = text[start:end] if words is None else words
    return Sight(str(NAMES[slot.part]), slot.ordinal != NOW, before, said, after)
