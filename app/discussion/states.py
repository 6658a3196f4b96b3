"""A comment's state as moderation decides on it, and the revision that an act on it must carry."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.discussion import tally
from app.discussion.events import CommentStateChanged
from app.discussion.models import Comment, Ground, State
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict


def set_hidden(
    session: Session,
    comment: Comment,
    *,
    ground: Ground,
    reason: str,
    log_seq: int,
    revision: int,
    now: datetime,
    rules_version: int | None = None,
) -> None:
    """Hide a comment as moderation decided: its place stays with ground, reason, log number and the version of the rules."""
    require_revision(comment, revision)
    if comment.state is not State.VISIBLE:
        raise conflict(_l("Somebody has already acted on this comment; its present state is shown."))
    tally.count(session, comment, -1)
    comment.ground, comment.state_reason, comment.log_seq = ground, reason, log_seq
    comment.rules_version = rules_version
    comment.overturned_seq = None
    set_state(session, comment, State.HIDDEN, now)


def set_restored(
    session: Session,
    comment: Comment,
    *,
    reason: str,
    log_seq: int,
    revision: int,
    now: datetime,
    overturned_seq: int | None = None,
) -> None:
    """Show a hidden comment again as moderation decided; the reason and the log number stay with it.

    `overturned_seq` is the log number of the decision on an appeal by which it is shown again.
    """
    require_revision(comment, revision)
    if comment.state is not State.HIDDEN:
        raise conflict(_l("Somebody has already acted on this comment; its present state is shown."))
    tally.count(session, comment, 1)
    comment.ground, comment.state_reason, comment.log_seq = None, reason, log_seq
    comment.overturned_seq, comment.rules_version = overturned_seq, None
    set_state(session, comment, State.VISIBLE, now)


def set_state(session: Session, comment: Comment, state: State, now: datetime) -> None:
    """Give a comment another state, and tell the rooms above."""
    comment.state, comment.state_at = state, now
    comment.revision += 1
    session.flush()
    emit(session, CommentStateChanged(comment, now))


def require_revision(comment: Comment, revision: int) -> None:
    """Raise Refused (conflict) where somebody acts on a comment that changed since they looked."""
    if comment.revision != revision:
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))
