"""The acts on passages. The log holds the hash of what is public after the act; what was public before is sealed.

An open hash of the text before would give the words away: with the rest of the text public, all telephone numbers can be tried.
"""

from collections.abc import Collection
from datetime import datetime
from typing import Any

import rfc8785
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.blackouts.actions import set_blacked_out, set_uncovered
from app.discussion.blackouts.models import Blackout
from app.discussion.blackouts.plans import Plan, plan_blackout, plan_undoing
from app.discussion.models import Comment, Ground, State
from app.kernel.events import emit
from app.kernel.verdict import Refused
from app.moderation.actions import close_reports, note_decision, read_reason, require_seen
from app.moderation.models import Decision, DecisionKind
from app.moderation.passages import policy
from app.moderation.passages.events import PassageBlackedOut, PassageUncovered
from app.moderation.rules import rules_at
from app.record import log
from app.record.models import Act


def black_out(
    session: Session,
    moderator: Person,
    comment: Comment,
    bill: Bill,
    *,
    passage: str,
    places: Collection[int],
    ground: Ground,
    reason: str,
    revision: int,
    now: datetime,
) -> Decision:
    """Black out a passage of a comment where it was chosen, and everywhere in its earlier texts; its reports on that ground are closed."""
    policy.may_black_out(moderator, comment, bill, now).require()
    _require_ground(ground, now)
    reason = read_reason(reason)
    require_seen(comment, revision)
    plan, rules = plan_blackout(session, comment, passage, places), rules_at(now).number
    entry = log.append(
        session,
        Act.BLACK_OUT,
        actor=moderator.public_id,
        subject=f"comment:{comment.id}",
        bill=bill.slug,
        ground=ground.value,
        words={"reason": reason, "rules": str(rules), **_digest(comment, plan)},
        sealed=rfc8785.dumps({"before": plan.before, "words": list(plan.words)}).decode(),
        now=now,
    )
    about: dict[str, Any] = {"log_seq": entry.seq, "revision": revision, "now": now}
    set_blacked_out(session, comment, plan, ground=ground, rules_version=rules, **about)
    decision = note_decision(
        session, moderator, comment, DecisionKind.BLACK_OUT, reason, now, ground=ground, log_seq=entry.seq
    )
    close_reports(session, comment, decision, ground=ground)
    emit(session, PassageBlackedOut(comment, decision, now))
    return decision


def uncover(
    session: Session,
    moderator: Person,
    comment: Comment,
    blackout: Blackout,
    bill: Bill,
    *,
    reason: str,
    revision: int,
    now: datetime,
) -> Decision:
    """Let everybody read a passage again that was blacked out, on the record."""
    policy.may_uncover(moderator, comment, blackout, bill, now).require()
    reason = read_reason(reason)
    require_seen(comment, revision)
    plan = plan_undoing(session, comment, blackout)
    words = {"reason": reason, "black_out": str(blackout.log_seq), **_digest(comment, plan)}
    subject = f"comment:{comment.id}"
    entry = log.append(
        session, Act.UNCOVER, actor=moderator.public_id, subject=subject, bill=bill.slug, words=words, now=now
    )
    set_uncovered(session, comment, blackout, plan, log_seq=entry.seq, revision=revision, now=now)
    decision = note_decision(session, moderator, comment, DecisionKind.UNCOVER, reason, now, log_seq=entry.seq)
    emit(session, PassageUncovered(comment, decision, now))
    return decision


def _require_ground(ground: Ground, now: datetime) -> None:
    verdict = policy.can_be_told_of_a_part(ground, now)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "ground")


def _digest(comment: Comment, plan: Plan) -> dict[str, str]:
    """The SHA-256 of the comment as everybody reads it after an act; nothing while it is not to be read."""
    return {"sha256": plan.after} if comment.state is State.VISIBLE else {}
