"""Every act of moderation: reporting, hiding, restoring, dismissing reports."""

from datetime import datetime, timedelta
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, Ground
from app.discussion.states import set_hidden, set_restored
from app.kernel.events import emit
from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, count_graphemes
from app.kernel.verdict import Reason, Refused, conflict, invalid
from app.moderation import policy
from app.moderation.events import CommentHidden, CommentRestored
from app.moderation.models import Decision, DecisionKind, Report
from app.moderation.rules import rules_at
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
    reason = read_reason(reason)
    require_seen(comment, revision)
    subject, rules = f"comment:{comment.id}", rules_at(now).number
    words = {"reason": reason, "rules": str(rules)}
    entry = log.append(
        session,
        Act.HIDE,
        actor=moderator.public_id,
        subject=subject,
        bill=bill.slug,
        ground=ground.value,
        words=words,
        sealed="\n\n".join(filter(None, (comment.body, comment.proposed_text))),
        now=now,
    )
    about: dict[str, Any] = {"log_seq": entry.seq, "rules_version": rules, "revision": revision, "now": now}
    set_hidden(session, comment, ground=ground, reason=reason, **about)
    decision = note_decision(
        session, moderator, comment, DecisionKind.HIDE, reason, now, ground=ground, log_seq=entry.seq
    )
    close_reports(session, comment, decision)
    emit(session, CommentHidden(comment, decision, now))
    return decision


def restore_comment(
    session: Session, moderator: Person, comment: Comment, bill: Bill, *, reason: str, revision: int, now: datetime
) -> Decision:
    """Show a hidden comment again, on the record."""
    policy.may_restore(moderator, comment, bill, now).require()
    reason = read_reason(reason)
    require_seen(comment, revision)
    return show_again(session, moderator, comment, bill, reason=reason, revision=revision, now=now)


def show_again(
    session: Session,
    moderator: Person,
    comment: Comment,
    bill: Bill,
    *,
    reason: str,
    revision: int,
    now: datetime,
    appeal_id: int | None = None,
    overturned_seq: int | None = None,
) -> Decision:
    """Show a hidden comment again, on the record, as has been judged: by a moderator, or on an appeal (whose decision has a number)."""
    subject = f"comment:{comment.id}"
    words = {"reason": reason} | ({"appeal": str(appeal_id)} if appeal_id else {})
    entry = log.append(
        session, Act.RESTORE, actor=moderator.public_id, subject=subject, bill=bill.slug, words=words, now=now
    )
    set_restored(
        session,
        comment,
        reason=reason,
        log_seq=entry.seq,
        revision=revision,
        now=now,
        overturned_seq=overturned_seq,
    )
    decision = note_decision(session, moderator, comment, DecisionKind.RESTORE, reason, now, log_seq=entry.seq)
    emit(session, CommentRestored(comment, decision, now, on_appeal=overturned_seq is not None))
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
    reason = read_reason(reason)
    require_seen(comment, revision)
    decision = note_decision(session, moderator, comment, DecisionKind.DISMISS, reason, now)
    close_reports(session, comment, decision, newest)
    return decision


def read_reason(reason: str) -> str:
    """Read the reason of an act as everybody will read it, or raise Refused."""
    reason = clean(reason)
    length = count_graphemes(reason)
    if length < SHORTEST_REASON or is_filler(reason):
        raise invalid(
            _l("Give the reason in words, in at least 10 characters: it is what everybody will read."), "reason"
        )
    if length > LONGEST_REASON:
        raise invalid(_l("A reason holds at most 1,000 characters; this one has %(count)s.", count=length), "reason")
    return reason


def require_seen(comment: Comment, revision: int) -> None:
    """Refuse before anything is written down where the comment is no longer the one that the moderator read."""
    if comment.revision != revision:
        raise conflict(_l("This comment changed while you were looking at it. Read it again, then decide."))


def _require_calm(session: Session, reporter: Person, now: datetime) -> None:
    recent = sa.select(sa.func.count()).where(Report.reporter_id == reporter.id, Report.reported_at > now - BURST)
    if (session.scalar(recent) or 0) >= BURST_LIMIT:
        words = _l("You have reported often in the last minutes. Send this report in a little while.")
        raise Refused(Reason("too_many_requests", words))


def note_decision(
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
    """Note who decided what on a comment, and under which version of the rules."""
    decision = Decision(
        comment_id=comment.id,
        bill_id=comment.bill_id,
        moderator_id=moderator.id,
        subgroup_id=session.get_one(Bill, comment.bill_id).subgroup_id,
        kind=kind,
        ground=ground,
        reason=reason,
        decided_at=now,
        log_seq=log_seq,
        rules_version=rules_at(now).number,
    )
    session.add(decision)
    session.flush()
    return decision


def close_reports(
    session: Session,
    comment: Comment,
    decision: Decision,
    newest: int | None = None,
    *,
    ground: Ground | None = None,
) -> None:
    """Close a comment's open reports by a decision: up to the newest that the moderator saw, or on one ground, where they are given."""
    which = [Report.comment_id == comment.id, Report.decision_id.is_(None)]
    if newest is not None:
        which.append(Report.id <= newest)
    if ground is not None:
        which.append(Report.ground == ground)
    if (first := session.scalar(sa.select(sa.func.min(Report.reported_at)).where(*which))) is None:
        return
    decision.waited = int((decision.decided_at - first).total_seconds())
    closed = sa.update(Report).where(*which).values(decision_id=decision.id)
    session.execute(closed, execution_options={"synchronize_session": "fetch"})
