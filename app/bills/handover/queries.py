"""Every read of handovers."""

from collections.abc import Sequence
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, load_only, raiseload

from app.accounts.access import Permission, Scope, holders
from app.accounts.models import Membership, Person
from app.bills.handover.models import Handover, HandoverOutcome
from app.bills.models import Bill
from app.kernel.verdict import not_found


def count_able(session: Session, scope: Scope, now: datetime) -> int:
    """Count who could moderate a thing: who holds the permission there and belongs to none of its agencies."""
    running = sa.and_(Membership.starts_at <= now, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))
    of_agency = sa.select(Membership.person_id).where(Membership.agency_id.in_(sorted(scope.agency_ids)), running)
    able = holders(Permission.MODERATE, scope, now).where(Person.id.not_in(of_agency)).subquery()
    return session.scalar(sa.select(sa.func.count()).select_from(able)) or 0


def find_waiting(session: Session, bill: Bill) -> Handover | None:
    """Find the handover of a bill that waits for an answer."""
    query = _with_all().where(Handover.bill_id == bill.id, Handover.settled_at.is_(None))
    return session.scalars(query).one_or_none()


def load_handover(session: Session, handover_id: int, *, lock: bool = False) -> Handover:
    """Load a handover of a bill that is public, or refuse as not found; for an act with the bill locked first, then itself."""
    found = session.scalars(_with_all(for_act=True).where(Handover.id == handover_id)).one_or_none()
    if found is None:
        raise not_found()
    if lock:
        session.scalars(sa.select(Bill).where(Bill.id == found.bill_id).with_for_update(of=Bill)).one()
        session.refresh(found, with_for_update={"of": Handover})
        session.refresh(found.bill, ["subgroup_id"])
    return found


def list_waiting(session: Session, subgroup_id: int) -> Sequence[Handover]:
    """List the handovers to and from a subgroup that wait for an answer, oldest first."""
    here = sa.or_(Handover.to_subgroup_id == subgroup_id, Handover.from_subgroup_id == subgroup_id)
    query = _with_all().where(here, Handover.settled_at.is_(None)).order_by(Handover.id)
    return session.scalars(query).all()


def list_done(session: Session, subgroup_id: int, limit: int = 20) -> Sequence[Handover]:
    """List the handovers that brought bills to a subgroup or took them from it, newest first."""
    here = sa.or_(Handover.to_subgroup_id == subgroup_id, Handover.from_subgroup_id == subgroup_id)
    query = _with_all().where(here, Handover.outcome == HandoverOutcome.ACCEPTED)
    return session.scalars(query.order_by(Handover.id.desc()).limit(limit)).all()


def _with_all(*, for_act: bool = False) -> sa.Select[Handover]:
    """Select handovers with all that a list shows; for an act with what its policy judges, too."""
    bill = (Bill.id, Bill.slug, Bill.title, Bill.agency_id, Bill.subgroup_id)
    with_bill = joinedload(Handover.bill, innerjoin=True).options(load_only(*bill))
    with_proposer = joinedload(Handover.proposed_by, innerjoin=True)
    return sa.select(Handover).options(
        with_bill if for_act else with_bill.options(raiseload(Bill.co_leads)),
        joinedload(Handover.from_subgroup, innerjoin=True),
        joinedload(Handover.to_subgroup, innerjoin=True),
        with_proposer if for_act else with_proposer.options(raiseload(Person.memberships)),
    )
