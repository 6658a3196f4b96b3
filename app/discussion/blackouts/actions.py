"""What moderation decides on passages, done to the columns of this room; counts, arguments and the index follow."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.discussion import arguments, tally
from app.discussion.blackouts.models import Blackout
from app.discussion.blackouts.plans import NEW, Plan, passages_of, standing
from app.discussion.blackouts.texts import keep_held, list_withheld, write_slots
from app.discussion.events import CommentEdited
from app.discussion.models import Comment, Ground, State
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict


def set_blacked_out(
    session: Session,
    comment: Comment,
    plan: Plan,
    *,
    ground: Ground,
    rules_version: int,
    log_seq: int,
    revision: int,
    now: datetime,
) -> Blackout:
    """Black a passage out as moderation decided: its words are withheld, and all public texts hold blocks in their place."""
    _require_there(comment, revision)
    passages = passages_of(list_withheld(session, comment))
    blackout = Blackout(
        comment_id=comment.id, ground=ground, rules_version=rules_version, at=now, log_seq=log_seq, undone_seq=None
    )
    session.add(blackout)
    session.flush()
    slots = [
        slot.saying(slot.text, (held._replace(blackout=held.blackout or blackout.id) for held in slot.held))
        for slot in plan.slots
    ]
    keep_held(session, comment, slots, passages | {NEW: plan.passage, blackout.id: plan.passage})
    comment.blackout_seq = log_seq
    _rewrite(session, comment, plan, now)
    return blackout


def set_uncovered(
    session: Session, comment: Comment, blackout: Blackout, plan: Plan, *, log_seq: int, revision: int, now: datetime
) -> None:
    """Put the words of a blackout back as moderation decided."""
    _require_there(comment, revision)
    if blackout.undone_seq is not None:
        raise conflict(_l("This passage has already been uncovered."))
    keep_held(session, comment, plan.slots, passages_of(list_withheld(session, comment)))
    blackout.undone_seq = log_seq
    session.flush()
    left = standing(session, comment)
    comment.blackout_seq = left[-1].log_seq if left else None
    _rewrite(session, comment, plan, now)


def _require_there(comment: Comment, revision: int) -> None:
    if comment.revision != revision or comment.state is State.WITHDRAWN:
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))


def _rewrite(session: Session, comment: Comment, plan: Plan, now: datetime) -> None:
    """Let the comment say what is public now; what is not the author's edit leaves no earlier text."""
    write_slots(session, comment, plan.changed)
    comment.revision += 1
    session.flush()
    if comment.state is State.VISIBLE:
        tally.count_copies(session, comment.bill_id, arguments.resettle(session, comment))
        session.flush()
    emit(session, CommentEdited(comment, now))
