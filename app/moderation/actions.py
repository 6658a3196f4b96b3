"""Every act of moderation: reporting, hiding, restoring, dismissing reports."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.actions import set_hidden, set_restored
from app.discussion.models import Comment, Ground
from app.kernel.events import emit
from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, count_graphemes
from app.kernel.verdict import Reason, Refused, conflict, invalid
from app.moderation import policy
from app.moderation.events import CommentHidden, CommentRestored
from app.moderation.models import Decision, DecisionKind, Report
from app.record import log
from app.record.models import Act

SHORTEST_REASON = 10
LONGEST_REASON = 1_000
LONGEST_NOTE = 500
BURST = timedelta(minutes=10)
BURST_LIMIT = 20


def report_comment(
    session: Session, reporter: Person, comment: Comment, bill: Bill, *, ground: Ground, note: str = "", now: datetime
) -> Report:
    """Report a comment to the bill's moderators; that alone changes nothing which anybody else can see."""
    mine = sa.select(Report.id).where(Report.comment_id == comment.id, Report.reporter_id == reporter.id)
    has_reported = session.scalar(mine) is not None
    policy.may_report(reporter, comment, bill, now, has_reported=has_reported).require()
    note = clean(note)
    if (length := count_graphemes(note)) > LONGEST_NOTE:
        raise invalid(_l("A note holds at most 500 characters; this one has %(count)s.", count=length), "note")
    _require_calm(session, reporter, now)
    report = Report(comment_id=comment.id, reporter_id=reporter.id, ground=ground, note=note, reported_at=now)
    session.add(report)
    session.flush()
    return report


def hide_comment(
    session: Session,
    moderator: Person,
    comment: Comment,
    bill: Bill,
    *,
    ground: Ground,
    reason: str,
    revision: int,
    now: datetime,
) -> Decision:
    """Hide a comment on a published ground, on the record; its open reports are closed by this decision."""
    policy.may_hide(moderator, comment, bill, now).require()
    reason = _read_reason(reason)
    _require_seen(comment, revision)
    subject, words = f"comment:{comment.id}", {"reason": reason}
    entry = log.append(
        session,
        Act.HIDE,
        actor=moderator.public_id,
        subject=subject,
        bill=bill.slug,
        ground=ground.value,
        words=words,
        sealed=comment.body,
        now=now,
    )
    set_hidden(session, comment, ground=ground, reason=reason, log_seq=entry.seq, revision=revision, now=now)
    decision = _decide(session, moderator, comment, DecisionKind.HIDE, reason, now, ground=ground, log_seq=entry.seq)
    _close_reports(session, comment, decision)
    emit(session, CommentHidden(comment, decision, now))
    return decision


def restore_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Decision:
    """Show a hidden comment again, on the record."""
    policy.may_restore(moderator, comment, bill, now).require()
    reason = _read_reason(reason)
    _require_seen(comment, revision)
    subject, words = f"comment:{comment.id}", {"reason": reason}
    entry = log.append(
        session, Act.RESTORE, actor=moderator.public_id, subject=subject, bill=bill.slug, words=words, now=now
    )
    set_restored(session, comment, reason=reason, log_seq=entry.seq, revision=revision, now=now)
    decision = _decide(session, moderator, comment, DecisionKind.RESTORE, reason, now, log_seq=entry.seq)
    emit(session, CommentRestored(comment, decision, now))
    return decision


def dismiss_reports(
    session: Session,
    moderator: Person,
    comment: Comment,
    bill: Bill,
    *,
    reason: str,
    revision: int,
    newest: int,
    now: datetime,
) -> Decision:
    """Close a comment's reports and leave it as it is; reports that came after `newest` (an id) stay open."""
    seen = (Report.comment_id == comment.id, Report.decision_id.is_(None), Report.id <= newest)
    count = session.scalar(sa.select(sa.func.count()).select_from(Report).where(*seen)) or 0
    policy.may_dismiss(moderator, comment, bill, now, open_reports=count).require()
    reason = _read_reason(reason)
    _require_seen(comment, revision)
    decision = _decide(session, moderator, comment, DecisionKind.DISMISS, reason, now)
    _close_reports(session, comment, decision, newest)
    return decision


def _read_reason(reason: str) -> str:
    reason = clean(reason)
    length = count_graphemes(reason)
    if length < SHORTEST_REASON or is_filler(reason):
        raise invalid(
            _l("Give the reason in words, in at least 10 characters: it is what everybody will read."), "reason"
        )
    if length > LONGEST_REASON:
        raise invalid(_l("A reason holds at most 1,000 characters; this one has %(count)s.", count=length), "reason")
    return reason


def _require_seen(comment: Comment, revision: int) -> None:
    """Refuse before anything is written down where the comment is no longer the one that the moderator read."""
    if comment.revision != revision:
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))


def _require_calm(session: Session, reporter: Person, now: datetime) -> None:
    recent = sa.select(sa.func.count()).where(Report.reporter_id == reporter.id, Report.reported_at > now - BURST)
    if (session.scalar(recent) or 0) >= BURST_LIMIT:
        words = _l("You have reported often in the last minutes. Send this report in a little while.")
        raise Refused(Reason("too_many_requests", words))


def _decide(
    session: Session,
    moderator: Person,
    comment: Comment,
    kind: DecisionKind,
    reason: str,
    now: datetime,
    *,
    ground: Ground | None = None,
    log_seq: int | None = None,
) -> Decision:
    decision = Decision(
        comment_id=comment.id,
        moderator_id=moderator.id,
        kind=kind,
        ground=ground,
        reason=reason,
        decided_at=now,
        log_seq=log_seq,
    )
    session.add(decision)
    session.flush()
    return decision


def _close_reports(session: Session, comment: Comment, decision: Decision, newest: int | None = None) -> None:
    which = sa.update(Report).where(Report.comment_id == comment.id, Report.decision_id.is_(None))
    if newest is not None:
        which = which.where(Report.id <= newest)
    session.execute(which.values(decision_id=decision.id), execution_options={"synchronize_session": "fetch"})
