"""What an author's edit or withdrawal means for passages that are blacked out, and for the earlier texts that it leaves."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.blackouts.blocks import Held, follow
from app.discussion.blackouts.finding import find
from app.discussion.blackouts.models import Part, WithheldText
from app.discussion.blackouts.plans import passages_of
from app.discussion.blackouts.texts import NOW, keep_held, list_withheld, read_slots
from app.discussion.models import Comment, EarlierText
from app.discussion.proposals import FIELD, Keep, Proposal
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import RichText
from app.kernel.verdict import invalid


def refuse_return(session: Session, comment: Comment, text: RichText, proposal: Proposal | Keep | None) -> None:
    """Raise Refused where an edit says words that are blacked out in a comment, beyond where they stand in public."""
    if comment.blackout_seq is None:
        return
    proposed = comment.proposed_text if isinstance(proposal, Keep) else proposal and proposal.text
    said = ((comment.body, comment.proposed_text), (text.source, proposed))
    for passage in set(passages_of(list_withheld(session, comment)).values()):
        before, after = ([len(find(words or "", passage)) for words in pair] for pair in said)
        if sum(after) > sum(before):
            field = "body" if after[0] > before[0] else FIELD
            raise invalid(
                _l(
                    "This brings back words that the moderators blacked out (log no. %(number)s). "
                    "Leave them out; everything else you can change.",
                    number=comment.blackout_seq,
                ),
                field,
            )


def keep_earlier(session: Session, comment: Comment) -> EarlierText:
    """Keep what a comment says now as its earlier text."""
    held = session.scalar(sa.select(sa.func.count()).where(EarlierText.comment_id == comment.id)) or 0
    earlier = EarlierText(
        comment_id=comment.id,
        ordinal=held + 1,
        body=comment.body,
        body_html=comment.body_html,
        sha256=comment.sha256,
        lang=comment.lang,
        proposed_text=comment.proposed_text,
        proposed_lang=comment.proposed_lang,
        proposed_html=comment.proposed_html,
        written_at=comment.edited_at or comment.posted_at,
    )
    session.add(earlier)
    return earlier


def carry_over(session: Session, comment: Comment, earlier: EarlierText) -> None:
    """After an edit, let the blocks of the text before it stand for their words there, and in the new text as far as they are left."""
    if comment.blackout_seq is None:
        return
    session.flush()
    kept = list_withheld(session, comment)
    now: dict[Part, list[Held]] = {}
    for text in kept:
        if text.ordinal == NOW:
            now.setdefault(text.part, []).append(Held(text.start, text.words, text.blackout_id))
    said = {Part.BODY: earlier.body, Part.PROPOSED: earlier.proposed_text}
    slots = read_slots(session, comment)
    for at, slot in enumerate(slots):
        held = now.get(slot.part, [])
        if slot.ordinal == NOW:
            slots[at] = slot.saying(slot.text, follow(held, said[slot.part] or "", slot.text))
        elif slot.ordinal == earlier.ordinal:
            slots[at] = slot.saying(slot.text, held)
    keep_held(session, comment, slots, passages_of(kept))


def erase(session: Session, comment: Comment) -> None:
    """Erase all earlier texts of a comment, and all that was withheld of it."""
    session.execute(sa.delete(WithheldText).where(WithheldText.comment_id == comment.id))
    session.execute(sa.delete(EarlierText).where(EarlierText.comment_id == comment.id))
    comment.blackout_seq = None
