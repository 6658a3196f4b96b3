"""What came of a comment's hidings, for everybody: hidden, appealed, decided, in the order of the log. Never the words of an appeal."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased

from app.accounts.models import Person
from app.discussion.models import Comment, State
from app.kernel.bilingual import Passage
from app.moderation.appeals.deadlines import days_overdue, decision_due_day, last_day_to_appeal, may_still_appeal
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.models import Decision, DecisionKind
from app.moderation.queries import DecisionRow, list_decisions, said


@dataclass(frozen=True, slots=True)
class AppealRow:
    """One appeal as everybody may read of it: when, against which act, and what came of it."""

    id: int
    comment_id: int
    hiding_id: int
    hiding_seq: int
    appealed_at: datetime
    log_seq: int
    outcome: AppealOutcome | None
    closed_at: datetime | None
    closed_seq: int | None
    reason: str | None
    restoring_id: int | None
    decider_handle: str | None

    @property
    def due_day(self) -> date:
        """The last day on which a decision is in time."""
        return decision_due_day(self.appealed_at)

    @property
    def words(self) -> Passage:
        """The reason of the decision, with the language that it seems to be in."""
        return said(self.reason)


@dataclass(frozen=True, slots=True)
class Event:
    """One entry of a comment's course: a decision of the moderators, an appeal, or (`is_end`) what came of an appeal.

    `restored_seq` is the log number under which an overturned hiding's comment is shown again.
    """

    seq: int
    decision: DecisionRow | None = None
    appeal: AppealRow | None = None
    is_end: bool = False
    restored_seq: int | None = None


@dataclass(frozen=True, slots=True)
class Course:
    """A comment's course, oldest first; `last_day` is until when its author may appeal, None where they may not (any more).

    `overdue` is for how many days the open appeal has lacked a decision that was due.
    """

    events: tuple[Event, ...]
    last_day: date | None
    overdue: int


def read_course(session: Session, comment: Comment, now: datetime) -> Course:
    """Read what was decided on a comment and what came of the appeals against it, in two statements."""
    decisions = list_decisions(session, comment.id)
    appeals = list_appeals(session, Appeal.comment_id == comment.id) if decisions else []
    return Course(
        tuple(_events(decisions, appeals)),
        _last_day(comment, decisions, appeals, now),
        sum(days_overdue(appeal.due_day, now) for appeal in appeals if appeal.outcome is None),
    )


def list_appeals(session: Session, *which: sa.ColumnElement[bool]) -> list[AppealRow]:
    """List some appeals, oldest first, without their words."""
    hiding = aliased(Decision)
    columns: tuple[Any, ...] = (
        Appeal.id, Appeal.comment_id, Appeal.hiding_id, hiding.log_seq, Appeal.appealed_at, Appeal.log_seq, Appeal.outcome,
        Appeal.closed_at, Appeal.closed_seq, Appeal.reason, Appeal.restoring_id, Person.handle,
    )  # fmt: skip
    query = sa.select(*columns).join(hiding, hiding.id == Appeal.hiding_id)
    query = query.outerjoin(Person, Person.id == Appeal.decider_id).where(*which).order_by(Appeal.id)
    return [AppealRow(*row) for row in session.execute(query)]


def _events(decisions: Sequence[DecisionRow], appeals: Sequence[AppealRow]) -> list[Event]:
    """Put decisions and appeals in the order of the log; a comment that an appeal restores is told of with the appeal's decision."""
    by_id = {decision.id: decision for decision in decisions}
    told = {appeal.restoring_id for appeal in appeals if appeal.outcome is AppealOutcome.OVERTURNED}
    events = [Event(decision.log_seq or 0, decision) for decision in decisions if decision.id not in told]
    for appeal in appeals:
        events.append(Event(appeal.log_seq, appeal=appeal))
        if appeal.closed_seq is not None:
            restoring = by_id.get(appeal.restoring_id or 0) if appeal.outcome is AppealOutcome.OVERTURNED else None
            seq = restoring.log_seq if restoring else None
            events.append(Event(appeal.closed_seq, appeal=appeal, is_end=True, restored_seq=seq))
    return sorted(events, key=lambda event: event.seq)


def _last_day(
    comment: Comment, decisions: Sequence[DecisionRow], appeals: Sequence[AppealRow], now: datetime
) -> date | None:
    hidings = [decision for decision in decisions if decision.kind is DecisionKind.HIDE]
    if comment.state is not State.HIDDEN or not hidings:
        return None
    hiding = hidings[-1]
    if any(appeal.hiding_id == hiding.id for appeal in appeals) or not may_still_appeal(hiding.decided_at, now):
        return None
    return last_day_to_appeal(hiding.decided_at)
