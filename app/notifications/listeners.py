"""Who is told when something happens: subscribers to the rooms below, acting in the same transaction."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.events import (
    BillWithdrawn,
    NoticeExtended,
    NoticeRescheduled,
    ResponsePostponed,
    VersionPublished,
    WaitingActRefused,
)
from app.discussion.events import CommentPosted
from app.discussion.models import Comment, State
from app.kernel.events import Events
from app.kernel.outbox import enqueue
from app.moderation.events import CommentHidden, CommentRestored
from app.moderation.passages.events import PassageBlackedOut, PassageUncovered
from app.moderation.placing.events import CommentPlaced
from app.moderation.placing.models import PlacingKind
from app.notifications.actions import Telling, tell, tell_everybody
from app.notifications.models import Notice, NoticeKind
from app.responses.events import ResponsePublished
from app.summaries.events import SummaryPublished
from app.summaries.models import Citation, Issue, Recommendation
from app.summaries.queries import latest_id


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


def tell_of_citing(session: Session, event: SummaryPublished) -> None:
    """Tell the authors whose comments a published summary cites; each comment's author once, whatever the versions."""
    summary = event.summary
    issues = sa.select(Issue.id).where(Issue.summary_id == summary.id)
    recommendations = sa.select(Recommendation.id).where(Recommendation.summary_id == summary.id)
    cited = sa.or_(Citation.issue_id.in_(issues), Citation.recommendation_id.in_(recommendations))
    told = sa.select(Notice.comment_id).where(Notice.kind == NoticeKind.CITED)
    query = _authors_of(cited).where(Comment.id.not_in(told))
    words = {"summary": summary.number}
    found = session.execute(query).all()
    tell(session, [Telling(author, NoticeKind.CITED, comment, words) for comment, author in found], event.now)


def tell_of_answer(session: Session, event: ResponsePublished) -> None:
    """Tell the authors whose comments are cited under a recommendation that the agency has now answered."""
    answered = {answer.recommendation_ordinal for answer in event.answers} - {None}
    recommendations = sa.select(Recommendation.id).where(
        Recommendation.summary_id == latest_id(event.bill.id), Recommendation.ordinal.in_(answered)
    )
    found = session.execute(_authors_of(Citation.recommendation_id.in_(recommendations))).all()
    tell(session, [Telling(author, NoticeKind.ANSWERED, comment) for comment, author in found], event.now)


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


def tell_of_version(session: Session, event: VersionPublished) -> None:
    """Tell all who spoke on a bill that a revised text is published."""
    tell_everybody(session, event.bill, NoticeKind.VERSION_PUBLISHED, {"version": event.version.id}, event.now)


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


def _authors_of(cited: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select each visible comment among some citations once, with its author."""
    columns: tuple[Any, ...] = (Comment.id, Comment.author_id)
    query = sa.select(*columns).join(Citation, Citation.comment_id == Comment.id)
    return query.where(cited, Comment.state == State.VISIBLE).distinct().order_by(Comment.id)


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    events.subscribe(CommentPosted, tell_of_reply)
    events.subscribe(CommentHidden, tell_of_hiding)
    events.subscribe(CommentRestored, tell_of_restoring)
    events.subscribe(PassageBlackedOut, tell_of_blackout)
    events.subscribe(PassageUncovered, tell_of_uncovering)
    events.subscribe(CommentPlaced, tell_of_placing)
    events.subscribe(SummaryPublished, tell_of_citing)
    events.subscribe(ResponsePublished, tell_of_answer)
    for days in DAYS:
        events.subscribe(days, tell_of_days)
    events.subscribe(VersionPublished, tell_of_version)
    events.subscribe(BillWithdrawn, tell_of_withdrawal)
    events.subscribe(WaitingActRefused, mail_of_refused_act)
