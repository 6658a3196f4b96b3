"""Every act of the desk: claiming, deciding on many comments at once, undoing within a minute, keeping filters."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, Ground, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, count_graphemes
from app.kernel.verdict import invalid, not_found
from app.moderation.actions import dismiss_reports, hide_comment, restore_comment
from app.moderation.desk import policy
from app.moderation.desk.filters import Filter
from app.moderation.desk.models import Claim, DeskAct, DeskActKind, DeskActPart, SavedFilter
from app.moderation.desk.selection import ChangedMeanwhile, Seen, load_chosen, require_unchanged, require_unclaimed
from app.moderation.desk.words import UNDONE_REASON
from app.moderation.models import Decision, Report
from app.moderation.policy import may_hide, may_moderate_bill

LONGEST_NAME = 40


def claim_comments(session: Session, person: Person, seen: Sequence[Seen], now: datetime) -> None:
    """Tell the other moderators that a person works on some comments for the next 15 minutes; all of them or none."""
    ids = [each.comment_id for each in seen]
    comments = load_chosen(session, person, ids, now)
    require_unchanged(session, comments, seen)
    is_running = sa.and_(Claim.expires_at > now, Claim.moderator_id != person.id)
    claims = sa.select(Claim.comment_id, Person.handle).join(Person, Person.id == Claim.moderator_id)
    taken = {row.comment_id: row.handle for row in session.execute(claims.where(Claim.comment_id.in_(ids), is_running))}
    reported = set(session.scalars(_open().where(Report.comment_id.in_(ids))))
    for comment in comments:
        open_reports, by = int(comment.id in reported), taken.get(comment.id)
        policy.may_claim(person, comment, comment.bill, now, open_reports=open_reports, taken_by=by).require()
    _release(session, ids)
    until = now + policy.CLAIM_LASTS
    session.add_all(Claim(comment_id=each, moderator_id=person.id, expires_at=until) for each in ids)
    session.flush()


def release_claim(session: Session, person: Person, comment_id: int, now: datetime) -> None:
    """Give a claimed comment back; where it was not (or is no longer) the person's, nothing changes."""
    load_chosen(session, person, [comment_id], now)
    session.execute(sa.delete(Claim).where(Claim.comment_id == comment_id, Claim.moderator_id == person.id))


def hide_all(
    session: Session,
    person: Person,
    seen: Sequence[Seen],
    *,
    ground: Ground,
    reason: str,
    confirmed: bool,
    now: datetime,
) -> DeskAct:
    """Hide comments on one ground for one reason, each with an entry of its own on the record; all of them or none."""
    comments = _load_unchanged(session, person, seen, confirmed, now)
    decisions = [
        hide_comment(
            session, person, each, each.bill, ground=ground, reason=reason, revision=each.revision, now=now
        )
        for each in comments
    ]  # fmt: skip
    return note_act(session, person, DeskActKind.HIDE, decisions, now)


def dismiss_all(
    session: Session, person: Person, seen: Sequence[Seen], *, reason: str, confirmed: bool, now: datetime
) -> DeskAct:
    """Dismiss the reports of comments for one reason, as far as they were seen; of all of them or none."""
    comments = _load_unchanged(session, person, seen, confirmed, now)
    newest = {each.comment_id: each.newest or 0 for each in seen}
    decisions = [
        dismiss_reports(
            session, person, each, each.bill, reason=reason, revision=each.revision, newest=newest[each.id], now=now
        )
        for each in comments
    ]  # fmt: skip
    return note_act(session, person, DeskActKind.DISMISS, decisions, now)


def note_act(
    session: Session, person: Person, kind: DeskActKind, decisions: Sequence[Decision], now: datetime
) -> DeskAct:
    """Note decisions as one act that can be undone for a minute; the claims on their comments have served."""
    act = DeskAct(moderator_id=person.id, kind=kind, decision_count=len(decisions), done_at=now)
    session.add(act)
    session.flush()
    session.add_all(DeskActPart(decision_id=decision.id, act_id=act.id) for decision in decisions)
    _release(session, [decision.comment_id for decision in decisions])
    return act


def undo_act(session: Session, person: Person, act_id: int, now: datetime) -> DeskAct:
    """Undo an act of the desk within a minute, whole: hidden comments are restored on the record, and all reports open again."""
    act = session.get(DeskAct, act_id, with_for_update=True, populate_existing=True)
    if act is None:
        raise not_found()
    policy.may_undo(person, act.moderator_id, act.done_at, act.undone_at, now).require()
    parts = sa.select(Decision).join(DeskActPart, DeskActPart.decision_id == Decision.id)
    decisions = {each.comment_id: each for each in session.scalars(parts.where(DeskActPart.act_id == act.id))}
    _require_office(session, person, list(decisions), now)
    comments = load_chosen(session, person, list(decisions), now)
    if changed := [each.id for each in comments if not _stands(session, act.kind, each, decisions[each.id])]:
        raise ChangedMeanwhile(changed)
    for comment in comments:
        if act.kind is DeskActKind.HIDE:
            words: dict[str, Any] = {"reason": UNDONE_REASON, "revision": comment.revision, "now": now}
            restore_comment(session, person, comment, comment.bill, **words)
        _reopen(session, person, comment, decisions[comment.id], now)
    act.undone_at = now
    session.flush()
    return act


def save_filter(session: Session, person: Person, name: str, chosen: Filter) -> SavedFilter:
    """Keep a filter under a name of the person's own; one that has the name already is replaced."""
    saved = {
        each.name: each for each in session.scalars(sa.select(SavedFilter).where(SavedFilter.person_id == person.id))
    }
    name = clean_line(name)
    if name not in saved:
        policy.may_save_filter(len(saved)).require()
    if not name:
        raise invalid(_l("Give the filter a name."), "name")
    if count_graphemes(name) > LONGEST_NAME or len(name) > 4 * LONGEST_NAME:
        raise invalid(_l("A name holds at most 40 characters."), "name")
    kept = saved.get(name) or SavedFilter(person_id=person.id, name=name)
    kept.query = chosen.query
    session.add(kept)
    session.flush()
    return kept


def delete_filter(session: Session, person: Person, filter_id: int) -> None:
    """Forget a filter that the person keeps."""
    kept = session.get(SavedFilter, filter_id)
    if kept is None or kept.person_id != person.id:
        raise not_found()
    session.delete(kept)


def _require_office(session: Session, person: Person, ids: Sequence[int], now: datetime) -> None:
    """Raise Refused with the reason where somebody may no longer decide on what they decided on; holds the bills."""
    of_bills = sa.select(Comment.bill_id).where(Comment.id.in_(ids))
    for bill in session.scalars(
        sa.select(Bill).where(Bill.id.in_(of_bills)).order_by(Bill.id).with_for_update(of=Bill)
    ):
        may_moderate_bill(person, bill, now).require()


def _load_unchanged(
    session: Session, person: Person, seen: Sequence[Seen], confirmed: bool, now: datetime
) -> list[Comment]:
    ids = [each.comment_id for each in seen]
    comments = load_chosen(session, person, ids, now)
    require_unchanged(session, comments, seen)
    require_unclaimed(session, person, ids, now, confirmed=confirmed)
    return comments


def _stands(session: Session, kind: DeskActKind, comment: Comment, decision: Decision) -> bool:
    """Whether a decision is still the last word on its comment."""
    if kind is DeskActKind.HIDE:
        return comment.state is State.HIDDEN and comment.log_seq == decision.log_seq
    closed = sa.select(sa.func.count()).select_from(Report).where(Report.decision_id == decision.id)
    return comment.state is State.VISIBLE and bool(session.scalar(closed))


def _reopen(session: Session, person: Person, comment: Comment, decision: Decision, now: datetime) -> None:
    may_hide(person, comment, comment.bill, now).require()
    closed = sa.update(Report).where(Report.decision_id == decision.id).values(decision_id=None)
    session.execute(closed, execution_options={"synchronize_session": "fetch"})


def _open() -> sa.Select[Any]:
    return sa.select(Report.comment_id).where(Report.decision_id.is_(None))


def _release(session: Session, ids: Sequence[int]) -> None:
    session.execute(sa.delete(Claim).where(Claim.comment_id.in_(ids)))
