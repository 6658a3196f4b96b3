"""Every read of what happens to a bill after it is written: acts that wait, and how its days changed."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.bills.models import Bill, Milestone, NoticeChange, PendingAct, PendingKind
from app.kernel.verdict import not_found

_SHOWN = 20
_WAITS = PendingAct.settled_at.is_(None)


def find_waiting(session: Session, bill: Bill, kind: PendingKind) -> PendingAct | None:
    """Find the act of a kind that waits on a bill."""
    return session.scalars(_acts().where(PendingAct.bill_id == bill.id, PendingAct.kind == kind, _WAITS)).one_or_none()


def list_acts(session: Session, bill: Bill) -> Sequence[PendingAct]:
    """List the acts that wait on a bill, and then the last that waited, newest first."""
    first = sa.case((_WAITS, 0), else_=1)
    query = _acts().where(PendingAct.bill_id == bill.id).order_by(first, PendingAct.id.desc()).limit(_SHOWN)
    return session.scalars(query).all()


def get_act(session: Session, bill: Bill, act_id: int) -> PendingAct:
    """Return an act that waits (or waited) on a bill, or raise Refused (not found)."""
    found = session.scalars(_acts().where(PendingAct.bill_id == bill.id, PendingAct.id == act_id)).one_or_none()
    if found is None:
        raise not_found()
    return found


def find_due(session: Session, now: datetime) -> sa.Row[int, int] | None:
    """Find the ids of the act whose time came first and that waits for nobody's signature, and of its bill."""
    is_ready = sa.or_(~PendingAct.needs_signature, PendingAct.signed_at.is_not(None))
    due = sa.select(PendingAct.id, PendingAct.bill_id).where(_WAITS, PendingAct.due_at <= now, is_ready)
    return session.execute(due.order_by(PendingAct.due_at, PendingAct.id).limit(1)).one_or_none()


def next_due_act(session: Session, now: datetime) -> PendingAct | None:
    """Return the act that is due first, with its bill, whose row is then held.

    Acts on one bill follow each other, so that what was done meanwhile by somebody else is seen here as settled.
    """
    found = find_due(session, now)
    if found is None:
        return None
    session.execute(sa.select(Bill.id).where(Bill.id == found.bill_id).with_for_update())
    query = _acts().options(joinedload(PendingAct.bill, innerjoin=True)).where(PendingAct.id == found.id)
    return session.scalars(query.execution_options(populate_existing=True)).one()


def list_notice_changes(session: Session, bill: Bill) -> Sequence[NoticeChange]:
    """List how the days of a bill changed since its announcement, in order."""
    query = sa.select(NoticeChange).where(NoticeChange.bill_id == bill.id).order_by(NoticeChange.at, NoticeChange.id)
    return session.scalars(query).all()


def list_path(session: Session, bill: Bill) -> tuple[list[Milestone], list[NoticeChange]]:
    """List the stages that a bill has reached, by day, and how its days changed, in order, in one statement."""
    kinds = sa.union_all(sa.select(sa.literal(1).label("kind")), sa.select(sa.literal(2))).subquery()
    query = (
        sa.select(Milestone, NoticeChange)
        .select_from(kinds)
        .outerjoin(Milestone, sa.and_(kinds.c.kind == 1, Milestone.bill_id == bill.id))
        .outerjoin(NoticeChange, sa.and_(kinds.c.kind == 2, NoticeChange.bill_id == bill.id))
        .order_by(kinds.c.kind, Milestone.day, Milestone.id, NoticeChange.at, NoticeChange.id)
    )
    rows = session.execute(query).all()
    return [row[0] for row in rows if row[0] is not None], [row[1] for row in rows if row[1] is not None]


def get_milestone(session: Session, bill: Bill, milestone_id: int) -> Milestone:
    """Return a stage that a bill has reached by its id, or raise Refused (not found)."""
    query = sa.select(Milestone).where(Milestone.bill_id == bill.id, Milestone.id == milestone_id)
    found = session.scalars(query).one_or_none()
    if found is None:
        raise not_found()
    return found


def _acts() -> sa.Select[PendingAct]:
    """Acts with the people who asked for them and signed them."""
    return sa.select(PendingAct).options(
        joinedload(PendingAct.asked_by, innerjoin=True), joinedload(PendingAct.signed_by)
    )
