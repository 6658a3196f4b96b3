"""What a blacking out, or its undoing, would change: worked out before anything is written, so that the log can tell of it."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.blackouts.blocks import INK, cover, uncover
from app.discussion.blackouts.finding import Occurrence, find, is_enough
from app.discussion.blackouts.models import Blackout, Part, WithheldText
from app.discussion.blackouts.texts import NOW, Slot, list_withheld, read_slots
from app.discussion.models import Comment
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, digest
from app.kernel.verdict import conflict, invalid

NEW = 0  # stands for the blackout that is yet to be
FIELD = "passage"


@dataclass(frozen=True, slots=True)
class Sighting:
    """One place of a passage in one of a comment's texts."""

    slot: Slot
    occurrence: Occurrence


@dataclass(frozen=True, slots=True)
class Plan:
    """How a comment's texts would read: all of them, which of them change, and the words that go or come."""

    slots: tuple[Slot, ...]
    changed: tuple[Slot, ...]
    words: tuple[str, ...]
    before: str
    after: str
    passage: str = ""


def look_for(session: Session, comment: Comment, passage: str) -> list[Sighting]:
    """Find a passage in all texts of a comment, the present ones first, or raise Refused where it says too little or is not there."""
    passage = clean(passage)
    if INK in passage:
        raise invalid(_l("A part of this passage is blacked out already. Name the words beside it only."), FIELD)
    if not is_enough(passage):
        raise invalid(
            _l("Name at least three letters or digits, or two Chinese characters, so that nothing else is meant."),
            FIELD,
        )
    found = [Sighting(slot, seen) for slot in read_slots(session, comment) for seen in find(slot.text, passage)]
    if not found:
        raise invalid(_l("These words stand nowhere in the comment or its earlier texts. Copy them from it."), FIELD)
    return found


def plan_blackout(session: Session, comment: Comment, passage: str, chosen: Collection[int]) -> Plan:
    """Plan to black a passage out: of the places in the present texts those that are chosen (by number), of earlier texts all."""
    found = look_for(session, comment, passage)
    present = [sighting for sighting in found if sighting.slot.ordinal == NOW]
    if present and not chosen:
        raise invalid(_l("Choose at least one of the places where the passage stands."), "places")
    if not set(chosen) <= set(range(len(present))):
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))
    wanted = [sighting for at, sighting in enumerate(found) if at >= len(present) or at in chosen]
    slots, changed, words = [], [], []
    for slot in read_slots(session, comment):
        spans = [span for seen in wanted if seen.slot == slot for span in seen.occurrence.pieces]
        after = slot.saying(*cover(slot.text, slot.held, spans, NEW))
        slots.append(after)
        if spans:
            changed.append(after)
            words += [slot.text[slice(*span)] for span in spans]
    return Plan(tuple(slots), tuple(changed), tuple(words), *_digests(comment, changed), clean(passage))


def plan_undoing(session: Session, comment: Comment, blackout: Blackout) -> Plan:
    """Plan to put the words of a blackout back, or raise Refused where they were erased or another one withholds a part of them."""
    slots, changed, words = [], [], []
    for slot in read_slots(session, comment):
        after = slot.saying(*uncover(slot.text, slot.held, blackout.id))
        slots.append(after)
        own = [held.words for held in sorted(slot.held) if held.blackout == blackout.id]
        words += own
        changed += [after] if own else []
    if not words:
        raise conflict(_l("Nothing is withheld any more: the words were erased with their author's account."))
    others = {kept.passage for kept in list_withheld(session, comment) if kept.blackout_id != blackout.id}
    if any(find(word, passage) for word in words for passage in others):
        raise conflict(_l("These words hold a passage that was blacked out by another act. Undo that one first."))
    return Plan(tuple(slots), tuple(changed), tuple(words), *_digests(comment, changed))


def passages_of(kept: Sequence[WithheldText]) -> dict[int, str]:
    """The words that each blackout was asked for."""
    return {text.blackout_id: text.passage for text in kept}


def standing(session: Session, comment: Comment) -> Sequence[Blackout]:
    """The blackouts of a comment that nobody has undone, oldest first."""
    wanted = sa.select(Blackout).where(Blackout.comment_id == comment.id, Blackout.undone_seq.is_(None))
    return session.scalars(wanted.order_by(Blackout.log_seq)).all()


def _digests(comment: Comment, changed: Sequence[Slot]) -> tuple[str, str]:
    """The SHA-256 of the public text before and after."""
    present = [slot.text for slot in changed if (slot.ordinal, slot.part) == (NOW, Part.BODY)]
    before = comment.sha256 or ""
    return before, digest(present[0]) if present else before
