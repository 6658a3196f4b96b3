"""Who is told when something happens: subscribers to the rooms below, acting in the same transaction."""

from sqlalchemy.orm import Session

from app.bills.events import (
    BillWithdrawn,
    NoticeExtended,
    NoticeRescheduled,
    ResponsePostponed,
    WaitingActRefused,
)
from app.discussion.events import CommentPosted
from app.kernel.events import Events
from app.kernel.outbox import enqueue
from app.moderation.events import CommentHidden, CommentRestored
from app.moderation.passages.events import PassageBlackedOut, PassageUncovered
from app.moderation.placing.events import CommentPlaced
from app.moderation.placing.models import PlacingKind
from app.notifications.actions import Telling, tell, tell_everybody
from app.notifications.models import NoticeKind


def tell_of_reply(session: Session, event: CommentPosted) -> None:
    """Tell the author of a comment that somebody else replied to it."""
    parent, reply = event.parent, event.comment
    if parent is not None and parent.author_id != reply.author_id:
        tell(session, [Telling(parent.author_id, NoticeKind.REPLIED, parent.id, {"reply": reply.id})], event.now)


def tell_of_hiding(session: Session, event: CommentHidden) -> None:
    """Tell the author that their comment was hidden, in the application and by mail."""
    _tell_of_decision(session, event, NoticeKind.HIDDEN, "comment-hidden")


def tell_of_restoring(session: Session, event: CommentRestored) -> None:
    """Tell the author that their comment is shown again, in the application and by mail; of an appeal they are told otherwise."""
    if event.on_appeal:
        return
    _tell_of_decision(session, event, NoticeKind.RESTORED, "comment-restored")


def tell_of_blackout(session: Session, event: PassageBlackedOut) -> None:
    """Tell the author that a passage of their comment was blacked out, in the application and by mail."""
    _tell_of_decision(session, event, NoticeKind.BLACKED_OUT, "comment-blacked-out")


def tell_of_uncovering(session: Session, event: PassageUncovered) -> None:
    """Tell the author that a passage of their comment is shown again, in the application and by mail."""
    _tell_of_decision(session, event, NoticeKind.UNCOVERED, "comment-uncovered")


def tell_of_placing(session: Session, event: CommentPlaced) -> None:
    """Tell the author that their comment was moved or merged, or that a merging was undone, in the application and by mail."""
    comment, about = event.comment, {"placing": event.placing.id}
    tell(session, [Telling(comment.author_id, PLACED[event.placing.kind], comment.id, about)], event.now)
    enqueue(session, "comment-placed", comment.author_id, event.now, comment=comment.id, **about)


PLACED = {
    PlacingKind.MOVE: NoticeKind.MOVED,
    PlacingKind.MERGE: NoticeKind.MERGED,
    PlacingKind.UNMERGE: NoticeKind.UNMERGED,
}
DAYS = {
    NoticeRescheduled: NoticeKind.RESCHEDULED,
    NoticeExtended: NoticeKind.EXTENDED,
    ResponsePostponed: NoticeKind.POSTPONED,
}


def tell_of_days(session: Session, event: NoticeRescheduled | NoticeExtended | ResponsePostponed) -> None:
    """Tell all who spoke on a bill that its days changed."""
    tell_everybody(session, event.bill, DAYS[type(event)], {"change": event.change.id}, event.now)


def tell_of_withdrawal(session: Session, event: BillWithdrawn) -> None:
    """Tell all who spoke on a bill that it was withdrawn."""
    tell_everybody(session, event.bill, NoticeKind.BILL_WITHDRAWN, {}, event.now)


def mail_of_refused_act(session: Session, event: WaitingActRefused) -> None:
    """Mail the official who asked for an act, and the one who signed it, that nothing came of it."""
    act = event.act
    for person_id in dict.fromkeys((act.asked_by_id, act.signed_by_id)):
        if person_id is not None:
            enqueue(session, "act-refused", person_id, event.now, act=act.id)


def _tell_of_decision(
    session: Session,
    event: CommentHidden | CommentRestored | PassageBlackedOut | PassageUncovered,
    kind: NoticeKind,
    template: str,
) -> None:
    comment, about = event.comment, {"decision": event.decision.id}
    tell(session, [Telling(comment.author_id, kind, comment.id, about)], event.now)
    enqueue(session, template, comment.author_id, event.now, comment=comment.id, **about)


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    events.subscribe(CommentPosted, tell_of_reply)
    events.subscribe(CommentHidden, tell_of_hiding)
    events.subscribe(CommentRestored, tell_of_restoring)
    events.subscribe(PassageBlackedOut, tell_of_blackout)
    events.subscribe(PassageUncovered, tell_of_uncovering)
    events.subscribe(CommentPlaced, tell_of_placing)
    for days in DAYS:
        events.subscribe(days, tell_of_days)
    events.subscribe(BillWithdrawn, tell_of_withdrawal)
    events.subscribe(WaitingActRefused, mail_of_refused_act)
