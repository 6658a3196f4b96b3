"""Where comments stand, set as moderation decides: a thread moved to another place, or a copy merged into an earlier comment."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion import arguments, policy, tally
from app.discussion.events import CommentMoved
from app.discussion.models import Comment, EarlierText, Endorsement, State
from app.discussion.places import Place
from app.discussion.states import require_revision, set_state
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, conflict


def written_place(place: Place) -> str:
    """A place as it is written in addresses: 18.2, Q1, or nothing for the bill as a whole."""
    return place.address or (f"Q{place.question.ordinal}" if place.question is not None else "")


def has_proposed(session: Session, comment: Comment) -> bool:
    """Whether a comment proposes other words for its place, or did so before it was edited."""
    before = sa.select(EarlierText.id).where(
        EarlierText.comment_id == comment.id, EarlierText.proposed_text.is_not(None)
    )
    return comment.proposed_text is not None or session.scalar(before.limit(1)) is not None


def set_moved(
    session: Session, comment: Comment, place: Place, *, from_place: str, log_seq: int, revision: int, now: datetime
) -> None:
    """Let a thread stand under another place of its bill: the comment that began it, and all replies, shown or not."""
    require_revision(comment, revision)
    if comment.parent_id is not None or comment.state is not State.VISIBLE or comment.proposed_text is not None:
        raise _too_late()
    is_elsewhere = comment.place_rank != place.rank
    if is_elsewhere:
        tally.count_thread(session, comment, -1)
    comment.article, comment.question, comment.address = place.article, place.question, place.address
    comment.place_rank = place.rank
    comment.moved_from, comment.moved_seq = from_place, log_seq
    comment.revision += 1
    session.flush()
    where = {name: getattr(comment, name) for name in ("article_id", "question_id", "address", "place_rank")}
    session.execute(sa.update(Comment).where(Comment.root_id == comment.id).values(where))
    if is_elsewhere:
        tally.count_thread(session, comment, 1)
        tally.count_copies(session, comment.bill_id, arguments.resettle(session, comment))
    session.flush()
    emit(session, CommentMoved(comment, now))


def find_earlier(session: Session, comment: Comment) -> Comment | None:
    """Find the first visible comment that says the same as a later one by the same author, at the same place."""
    said = policy.said_by(comment)
    same = [getattr(Comment, name).is_not_distinct_from(value) for name, value in said._asdict().items()]
    wanted = sa.select(Comment).where(
        Comment.author_id == comment.author_id,
        Comment.bill_id == comment.bill_id,
        Comment.id < comment.id,
        Comment.state == State.VISIBLE,
        *same,
    )
    return session.scalars(wanted.order_by(Comment.id).limit(1)).one_or_none()


def has_copies(session: Session, comment: Comment) -> bool:
    """Whether other comments are merged into one."""
    copies = sa.select(Comment.id).where(
        Comment.author_id == comment.author_id, Comment.bill_id == comment.bill_id, Comment.merged_into_id == comment.id
    )
    return session.scalar(copies.limit(1)) is not None


def set_merged(
    session: Session, comment: Comment, earlier: Comment, *, log_seq: int, revision: int, now: datetime
) -> None:
    """Let a comment point to the earlier one that it repeats; whoever endorsed it counts there, once."""
    require_revision(comment, revision)
    if comment.state is not State.VISIBLE or earlier.state is not State.VISIBLE:
        raise _too_late()
    _bring_endorsements(session, comment, earlier)
    tally.count(session, comment, -1)
    comment.merged_into_id, comment.merged_seq = earlier.id, log_seq
    set_state(session, comment, State.MERGED, now)


def set_unmerged(session: Session, comment: Comment, *, log_seq: int, revision: int, now: datetime) -> None:
    """Let a merged comment stand for itself again, with its own endorsements."""
    require_revision(comment, revision)
    if comment.state is not State.MERGED:
        raise _too_late()
    earlier = session.get_one(Comment, comment.merged_into_id)
    brought = (Endorsement.comment_id == earlier.id, Endorsement.merged_from_id == comment.id)
    number = session.scalar(sa.select(sa.func.count()).select_from(Endorsement).where(*brought)) or 0
    if number:
        session.execute(sa.delete(Endorsement).where(*brought))
        tally.count_endorsement(session, earlier, -number)
    tally.count(session, comment, 1)
    comment.merged_into_id, comment.merged_seq = None, log_seq
    set_state(session, comment, State.VISIBLE, now)


def _bring_endorsements(session: Session, comment: Comment, earlier: Comment) -> None:
    here = sa.select(Endorsement.person_id).where(Endorsement.comment_id == earlier.id)
    of_copy = sa.select(Endorsement.person_id, Endorsement.at).where(Endorsement.comment_id == comment.id)
    brought = session.execute(of_copy.where(Endorsement.person_id.not_in(here))).all()
    session.add_all(
        Endorsement(comment_id=earlier.id, person_id=who, at=at, merged_from_id=comment.id) for who, at in brought
    )
    session.flush()
    if brought:
        tally.count_endorsement(session, earlier, len(brought))


def _too_late() -> Refused:
    return conflict(_l("Somebody has already acted on this comment; its present state is shown."))
