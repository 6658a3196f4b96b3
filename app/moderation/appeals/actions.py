"""Every act on appeals: making one, withdrawing it, deciding it, and closing it where the comment is shown again or withdrawn."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.events import CommentStateChanged
from app.discussion.models import Comment, State
from app.kernel.events import emit
from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, count_graphemes
from app.kernel.verdict import invalid
from app.moderation.actions import LONGEST_REASON, SHORTEST_REASON, read_reason, require_seen, show_again
from app.moderation.appeals import policy
from app.moderation.appeals.deadlines import decision_due_at
from app.moderation.appeals.events import AppealDecided, AppealMade
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.appeals.queries import find_appeal, find_hiding, find_open, list_office
from app.moderation.events import CommentRestored
from app.moderation.models import Decision
from app.record import log
from app.record.erasing import destroy_sealed_keys
from app.record.models import Act, Entry


def appeal_hiding(
    session: Session, author: Person, comment: Comment, bill: Bill, *, text: str, now: datetime
) -> Appeal:
    """Appeal the hiding of one's own comment, once; the log commits to the words, which deciders alone read."""
    hiding = find_hiding(session, comment)
    has_appealed = find_appeal(session, hiding) is not None
    policy.may_appeal(author, comment, bill, hiding, now, has_appealed=has_appealed).require()
    text = read_text(text)
    if hiding is None:
        raise AssertionError("unreachable")
    appeal = Appeal(
        comment_id=comment.id, hiding=hiding, text=text, appealed_at=now, due_at=decision_due_at(now), log_seq=0
    )
    session.add(appeal)
    session.flush()
    words = {"hiding": str(hiding.log_seq)}
    appeal.log_seq = _append(session, Act.APPEAL, author.public_id, appeal, bill, words, now, sealed=text).seq
    session.flush()
    emit(session, AppealMade(appeal, comment, _deciders(session, comment, bill, hiding, now), now))
    return appeal


def _deciders(session: Session, comment: Comment, bill: Bill, hiding: Decision, now: datetime) -> tuple[int, ...]:
    """The ids of those whose appeal it is to decide."""
    office = list_office(session, [bill.subgroup_id], now)
    return tuple(one.id for one in office if policy.may_judge(one, comment, bill, hiding, now, office=office))


def withdraw_appeal(
    session: Session, author: Person, appeal: Appeal, comment: Comment, bill: Bill, *, now: datetime
) -> None:
    """Withdraw one's own appeal while it is open: its words are erased, and the hiding stands."""
    policy.may_withdraw_appeal(author, appeal, comment, bill, now).require()
    _withdraw(session, appeal, bill, author.public_id, AppealOutcome.WITHDRAWN, now)


def decide_appeal(
    session: Session,
    decider: Person,
    appeal: Appeal,
    comment: Comment,
    bill: Bill,
    *,
    outcome: AppealOutcome,
    reason: str,
    revision: int,
    now: datetime,
) -> Appeal:
    """Decide an appeal, on the record: the hiding is upheld, or overturned, by which the comment is shown again at once."""
    office = list_office(session, [bill.subgroup_id], now)
    policy.may_decide(decider, appeal, comment, bill, now, office=office).require()
    reason = read_reason(reason)
    require_seen(comment, revision)
    if outcome not in (AppealOutcome.UPHELD, AppealOutcome.OVERTURNED):
        raise invalid(_l("Choose whether the hiding is upheld or overturned."), "outcome")
    words = {"outcome": outcome.value, "reason": reason}
    entry = _append(session, Act.DECIDE, decider.public_id, appeal, bill, words, now)
    restoring = None
    if outcome is AppealOutcome.OVERTURNED:
        restoring = show_again(
            session,
            decider,
            comment,
            bill,
            reason=reason,
            revision=revision,
            now=now,
            appeal_id=appeal.id,
            overturned_seq=entry.seq,
        )
    _close(appeal, outcome, entry, now, decider_id=decider.id, reason=reason, restoring=restoring)
    session.flush()
    emit(session, AppealDecided(appeal, comment, now))
    return appeal


def close_by_restoring(session: Session, event: CommentRestored) -> None:
    """Close the open appeal on a comment that a moderator showed again by themselves: the hiding is overturned all the same."""
    appeal = None if event.on_appeal else find_open(session, event.comment.id)
    if appeal is None:
        return
    decision, bill = event.decision, session.get_one(Bill, event.comment.bill_id)
    moderator = session.get_one(Person, decision.moderator_id)
    words = {"outcome": AppealOutcome.RESTORED.value, "reason": decision.reason}
    entry = _append(session, Act.DECIDE, moderator.public_id, appeal, bill, words, event.now)
    _close(
        appeal,
        AppealOutcome.RESTORED,
        entry,
        event.now,
        decider_id=moderator.id,
        reason=decision.reason,
        restoring=decision,
    )
    session.flush()


def close_by_withdrawing(session: Session, event: CommentStateChanged) -> None:
    """Close the open appeal on a comment that its author withdraws, and erase earlier ones' words and the keys of all that is sealed."""
    comment = event.comment
    if comment.state is not State.WITHDRAWN:
        return
    appeal = find_open(session, comment.id)
    if appeal is not None:
        author, bill = session.get_one(Person, comment.author_id), session.get_one(Bill, comment.bill_id)
        _withdraw(session, appeal, bill, author.public_id, AppealOutcome.COMMENT_WITHDRAWN, event.now)
    session.execute(sa.update(Appeal).where(Appeal.comment_id == comment.id).values(text=None))
    appeals = session.scalars(sa.select(Appeal.id).where(Appeal.comment_id == comment.id))
    destroy_sealed_keys(session, [f"comment:{comment.id}", *(f"appeal:{number}" for number in appeals)])


def read_text(text: str) -> str:
    """Read what an author says against a hiding, or raise Refused."""
    text = clean(text)
    length = count_graphemes(text)
    if length < SHORTEST_REASON or is_filler(text):
        raise invalid(_l("Say in words, in at least 10 characters, why the hiding is wrong."), "text")
    if length > LONGEST_REASON:
        raise invalid(_l("An appeal holds at most 1,000 characters; this one has %(count)s.", count=length), "text")
    return text


def _withdraw(session: Session, appeal: Appeal, bill: Bill, author: str, outcome: AppealOutcome, now: datetime) -> None:
    words = {"outcome": outcome.value}
    entry = _append(session, Act.WITHDRAW_APPEAL, author, appeal, bill, words, now)
    appeal.text = None
    destroy_sealed_keys(session, [f"appeal:{appeal.id}"])
    _close(appeal, outcome, entry, now)
    session.flush()


def _close(
    appeal: Appeal,
    outcome: AppealOutcome,
    entry: Entry,
    now: datetime,
    *,
    decider_id: int | None = None,
    reason: str | None = None,
    restoring: Decision | None = None,
) -> None:
    appeal.outcome, appeal.closed_at, appeal.closed_seq = outcome, now, entry.seq
    appeal.decider_id, appeal.reason = decider_id, reason
    appeal.restoring_id = restoring.id if restoring else None


def _append(
    session: Session,
    act: Act,
    actor: str,
    appeal: Appeal,
    bill: Bill,
    words: dict[str, str],
    now: datetime,
    *,
    sealed: str | None = None,
) -> Entry:
    """Append an act on an appeal to the log, with the comment that it is about and the ground of the hiding."""
    return log.append(
        session,
        act,
        actor=actor,
        subject=f"appeal:{appeal.id}",
        bill=bill.slug,
        ground=appeal.hiding.ground.value if appeal.hiding.ground else None,
        words={"comment": str(appeal.comment_id)} | words,
        sealed=sealed,
        now=now,
    )
