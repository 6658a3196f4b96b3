"""What moderators decide on arguments, done to the columns of this room; the counts follow."""

from sqlalchemy.orm import Session

from app.discussion import arguments, tally
from app.discussion.argument_models import Argument
from app.discussion.models import Comment, State
from app.discussion.states import require_revision
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, conflict


def set_parted(session: Session, comment: Comment, *, revision: int) -> None:
    """Take a comment out of its argument, which is not dissolved; it stands alone until it is put back."""
    require_revision(comment, revision)
    if comment.argument_id is None or comment.state is not State.VISIBLE:
        raise _too_late()
    if session.get_one(Argument, comment.argument_id).dissolved_seq is not None:
        raise _too_late()
    _count(session, comment, arguments.part(session, comment))


def set_rejoined(session: Session, comment: Comment, *, revision: int) -> None:
    """Put a comment back into the argument that it was taken out of."""
    require_revision(comment, revision)
    if comment.parted_from_id is None or comment.state is not State.VISIBLE:
        raise _too_late()
    if not arguments.is_like(session, comment, comment.parted_from_id):
        raise conflict(
            _l("This comment has got other words or another place, and no longer says what the argument says.")
        )
    _count(session, comment, arguments.rejoin(session, comment))


def set_dissolved(session: Session, argument: Argument, *, log_seq: int, revision: int) -> None:
    """Let the comments of an argument stand alone, each for itself."""
    if argument.dissolved_seq is not None or argument.revision != revision:
        raise _too_late()
    tally.count_copies(session, argument.bill_id, arguments.set_dissolved(session, argument, log_seq))


def set_reunited(session: Session, argument: Argument, *, revision: int) -> None:
    """Let the comments of a dissolved argument stand together again."""
    if argument.dissolved_seq is None or argument.revision != revision:
        raise _too_late()
    tally.count_copies(session, argument.bill_id, arguments.set_dissolved(session, argument, None))


def _count(session: Session, comment: Comment, copies: int) -> None:
    comment.revision += 1
    session.flush()
    tally.count_copies(session, comment.bill_id, copies)


def _too_late() -> Refused:
    return conflict(_l("Somebody has already acted on this argument; its present state is shown."))
