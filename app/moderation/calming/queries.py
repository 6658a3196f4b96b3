"""Reads for the pages that calm a discussion: the proposal that waits, and the bills that moderators look after."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload, raiseload

from app.accounts.access import GRANTS, Permission
from app.accounts.models import Person
from app.bills.models import Bill, Status, bill_co_lead
from app.discussion.restraints.models import Restraint
from app.kernel.verdict import not_found
from app.moderation.calming.models import GateProposal
from app.moderation.calming.policy import LAPSES


@dataclass(frozen=True, slots=True)
class Watched:
    """An open bill that somebody moderates: how many restraints hold there, and who proposed a gate that waits for another."""

    bill: Bill
    running: int
    asked_by_id: int | None


def find_unsettled(session: Session, bill: Bill) -> GateProposal | None:
    """Find the proposal on a bill that nobody has settled; it may be older than it can wait."""
    query = sa.select(GateProposal).options(joinedload(GateProposal.asked_by, innerjoin=True))
    return session.scalars(
        query.where(GateProposal.bill_id == bill.id, GateProposal.settled_at.is_(None))
    ).one_or_none()


def get_proposal(session: Session, bill: Bill, proposal_id: int) -> GateProposal:
    """Load a proposal on a bill with who made it, or raise Refused (not found)."""
    query = sa.select(GateProposal).options(joinedload(GateProposal.asked_by, innerjoin=True))
    query = query.where(GateProposal.bill_id == bill.id, GateProposal.id == proposal_id)
    found = session.scalars(query.execution_options(populate_existing=True)).one_or_none()
    if found is None:
        raise not_found()
    return found


def list_watched(session: Session, person: Person, now: datetime) -> Sequence[Watched]:
    """List the open bills that somebody moderates, those where a proposal waits or something holds first; in one statement."""
    running = [m for m in person.memberships if m.is_running(now)]
    subgroups = [m.subgroup_id for m in running if Permission.MODERATE in GRANTS[m.role]]
    agencies = [m.agency_id for m in running if m.agency_id is not None]
    co_led = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    held = (
        sa.select(sa.func.count())
        .where(Restraint.bill_id == Bill.id, Restraint.until_at > now, Restraint.ended_at.is_(None))
        .scalar_subquery()
    )
    asked = (
        sa.select(GateProposal.asked_by_id)
        .where(GateProposal.bill_id == Bill.id, GateProposal.settled_at.is_(None), GateProposal.asked_at > now - LAPSES)
        .scalar_subquery()
    )
    query = (
        sa.select(Bill, held.label("held"), asked.label("asked"))
        .where(
            Bill.subgroup_id.in_(subgroups),
            Bill.agency_id.not_in(agencies),
            Bill.id.not_in(co_led),
            Bill.status_at(now) == Status.OPEN.value,
        )
        .options(raiseload(Bill.co_leads))
        .order_by(Bill.closes_at, Bill.id)
        .limit(100)
    )
    rows = [Watched(bill, count, asker) for bill, count, asker in session.execute(query)]
    return sorted(rows, key=lambda row: (row.asked_by_id in (None, person.id), not row.running))
