"""How a subgroup moderates, in figures for its public page: acts, how long decisions took, and how many hidings were overturned."""

from dataclasses import dataclass
from datetime import datetime
from statistics import median

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment
from app.moderation.appeals.models import DECIDED, REVERSED, Appeal
from app.moderation.models import Decision, DecisionKind
from app.moderation.placing.models import Placing, PlacingKind

_MOVED = "move"
_APPEAL, _OVERDUE = "appeal", "overdue"


@dataclass(frozen=True, slots=True)
class SubgroupFigures:
    """Counts of acts; `median_wait` is in seconds from the first report to the decision, None where none had a report.

    What was hidden counts for the subgroup that hid it, also after the bill has gone to another one; open appeals (the overdue ones
    among them) count for the subgroup that has to decide now.
    """

    hidden: int = 0
    restored: int = 0
    dismissed: int = 0
    moved: int = 0
    median_wait: int | None = None
    appeals_decided: int = 0
    overturned: int = 0
    appeals_open: int = 0
    appeals_overdue: int = 0

    @property
    def share_overturned(self) -> float | None:
        """Which share of the decided appeals overturned the hiding, from 0 to 1; None where none was decided."""
        return self.overturned / self.appeals_decided if self.appeals_decided else None


def read_subgroup_figures(session: Session, subgroup_id: int, now: datetime) -> SubgroupFigures:
    """Count what a subgroup did, in one statement."""
    rows = session.execute(sa.union_all(_decisions(subgroup_id), _moves(subgroup_id), _waiting(subgroup_id, now))).all()
    counts: dict[str, int] = {}
    waits: list[int] = []
    outcomes: dict[str | None, int] = {}
    for kind, waited, outcome, number in rows:
        counts[kind] = counts.get(kind, 0) + number
        waits += [] if waited is None else [waited] * number
        outcomes[outcome] = outcomes.get(outcome, 0) + number
    return SubgroupFigures(
        hidden=counts.get(DecisionKind.HIDE.value, 0),
        restored=counts.get(DecisionKind.RESTORE.value, 0),
        dismissed=counts.get(DecisionKind.DISMISS.value, 0),
        moved=counts.get(_MOVED, 0),
        median_wait=round(median(waits)) if waits else None,
        appeals_decided=sum(outcomes.get(outcome.value, 0) for outcome in DECIDED),
        overturned=sum(outcomes.get(outcome.value, 0) for outcome in REVERSED),
        appeals_open=counts.get(_APPEAL, 0),
        appeals_overdue=outcomes.get(_OVERDUE, 0),
    )


def _decisions(subgroup_id: int) -> sa.Select[str, int | None, str | None, int]:
    kind, outcome = sa.cast(Decision.kind, sa.String), sa.cast(Appeal.outcome, sa.String)
    whose = sa.func.coalesce(Decision.subgroup_id, Bill.subgroup_id)
    return (
        sa.select(kind, Decision.waited, outcome, sa.func.count())
        .select_from(Decision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .outerjoin(Appeal, Appeal.hiding_id == Decision.id)
        .where(whose == subgroup_id)
        .group_by(Decision.kind, Decision.waited, Appeal.outcome)
    )


def _moves(subgroup_id: int) -> sa.Select[str, int | None, str | None, int]:
    nothing = (sa.null(), sa.null())
    return (
        sa.select(sa.literal(_MOVED), *nothing, sa.func.count())
        .select_from(Placing)
        .join(Comment, Comment.id == Placing.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Placing.kind == PlacingKind.MOVE, Bill.subgroup_id == subgroup_id)
    )


def _waiting(subgroup_id: int, now: datetime) -> sa.Select[str, int | None, str | None, int]:
    """Count the open appeals on its bills; those that are overdue have that for their outcome."""
    overdue = sa.case((Appeal.due_at <= now, sa.literal(_OVERDUE)), else_=sa.null())
    return (
        sa.select(sa.literal(_APPEAL), sa.null(), overdue, sa.func.count())
        .select_from(Appeal)
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Appeal.outcome.is_(None), Bill.subgroup_id == subgroup_id)
        .group_by(sa.text("3"))
    )
