"""A comment's public texts one by one (the body and the proposed wording, of now and of before each edit), read and written anew."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion import wordings
from app.discussion.blackouts.blocks import Held
from app.discussion.blackouts.models import Part, WithheldText
from app.discussion.models import Comment, EarlierText, State
from app.discussion.places import place_of
from app.discussion.proposals import Proposal
from app.kernel.richtext import digest, render_html
from app.kernel.verdict import not_found

NOW = 0  # the ordinal of the present text; earlier ones count from 1


@dataclass(frozen=True, slots=True)
class Slot:
    """One public text with what its blocks stand for."""

    ordinal: int
    part: Part
    text: str
    held: tuple[Held, ...] = ()

    def saying(self, text: str, held: Iterable[Held]) -> "Slot":
        """The same text in other words."""
        return replace(self, text=text, held=tuple(held))


def list_earlier(session: Session, comment: Comment) -> Sequence[EarlierText]:
    """All earlier texts of a comment, whatever its state; oldest first."""
    wanted = sa.select(EarlierText).where(EarlierText.comment_id == comment.id)
    return session.scalars(wanted.order_by(EarlierText.ordinal)).all()


def list_withheld(session: Session, comment: Comment) -> Sequence[WithheldText]:
    """All that is withheld of a comment."""
    wanted = sa.select(WithheldText).where(WithheldText.comment_id == comment.id)
    return session.scalars(wanted.order_by(WithheldText.id)).all()


def read_slots(session: Session, comment: Comment) -> list[Slot]:
    """Read all public texts of a comment, the present ones first."""
    held: dict[tuple[int, Part], list[Held]] = {}
    for kept in list_withheld(session, comment):
        held.setdefault((kept.ordinal, kept.part), []).append(Held(kept.start, kept.words, kept.blackout_id))
    texts = [(NOW, Part.BODY, comment.body), (NOW, Part.PROPOSED, comment.proposed_text)]
    for earlier in list_earlier(session, comment):
        texts += [(earlier.ordinal, Part.BODY, earlier.body), (earlier.ordinal, Part.PROPOSED, earlier.proposed_text)]
    return [Slot(at, part, text, tuple(held.get((at, part), ()))) for at, part, text in texts if text is not None]


def keep_held(session: Session, comment: Comment, slots: Iterable[Slot], passages: dict[int, str]) -> None:
    """Note what all blocks of a comment stand for; `passages` are the words that each blackout was asked for."""
    session.execute(sa.delete(WithheldText).where(WithheldText.comment_id == comment.id))
    for slot in slots:
        session.add_all(
            WithheldText(
                comment_id=comment.id,
                blackout_id=held.blackout,
                passage=passages[held.blackout],
                ordinal=slot.ordinal,
                part=slot.part,
                start=held.start,
                words=held.words,
            )
            for held in slot.held
        )


def write_slots(session: Session, comment: Comment, changed: Iterable[Slot]) -> None:
    """Let a comment say the public texts that are given; who wrote what and when stays as it is."""
    earlier = {text.ordinal: text for text in list_earlier(session, comment)}
    for slot in changed:
        if slot.part is Part.PROPOSED:
            _write_proposed(session, comment, earlier.get(slot.ordinal), slot.text)
            continue
        text = earlier[slot.ordinal] if slot.ordinal else comment
        text.body, text.body_html, text.sha256 = slot.text, render_html(slot.text), digest(slot.text)


def _write_proposed(session: Session, comment: Comment, earlier: EarlierText | None, text: str) -> None:
    lang = (earlier or comment).proposed_lang or ""
    proposal = wordings.read_proposal(session, comment.version_id, place_of(comment), text, lang)
    if proposal is None:
        raise not_found()  # a block is always there to be seen
    if earlier is not None:
        earlier.proposed_text, earlier.proposed_html = proposal.text, proposal.html
    elif comment.state is State.VISIBLE:
        wordings.replace(session, comment, proposal)
    else:
        _replace_unseen(session, comment, proposal)


def _replace_unseen(session: Session, comment: Comment, proposal: Proposal) -> None:
    """Give another proposal to a comment that is not counted."""
    left = wordings.clear(comment)
    wordings.attach(session, comment, proposal)
    session.flush()
    wordings.forget(session, left)
