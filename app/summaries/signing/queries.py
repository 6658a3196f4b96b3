"""Reads about signing: what was proposed last, and who could sign."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.access import Permission, holders
from app.accounts.models import Membership, Person
from app.bills.models import Bill
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.summaries.models import Summary
from app.summaries.signing.models import SummaryProposal


def find_last(session: Session, summary_id: int) -> SummaryProposal | None:
    """Find the last proposal of a draft, whatever became of it, with who made and who settled it."""
    query = (
        sa.select(SummaryProposal)
        .where(SummaryProposal.summary_id == summary_id)
        .options(joinedload(SummaryProposal.asked_by, innerjoin=True), joinedload(SummaryProposal.settled_by))
        .order_by(SummaryProposal.id.desc())
        .limit(1)
        .execution_options(populate_existing=True)
    )
    return session.scalars(query).one_or_none()


def get_unsettled(session: Session, draft: Summary) -> SummaryProposal:
    """Load the proposal of a draft that nobody has settled, or raise Refused (conflict)."""
    found = find_last(session, draft.id)
    if found is None or found.settled_at is not None:
        raise conflict(_l("This draft waits for nobody's signature: first a moderator declares it ready."))
    return found


def list_signers(session: Session, bill: Bill, now: datetime) -> Sequence[tuple[int, str]]:
    """List who could sign a summary of a bill (id, handle): its moderators without those of its agencies."""
    running = sa.and_(Membership.starts_at <= now, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))
    of_agency = sa.select(Membership.person_id).where(Membership.agency_id.in_(sorted(bill.agency_ids)), running)
    able = holders(Permission.SUMMARISE, bill, now).where(Person.id.not_in(of_agency))
    query = sa.select(Person.id, Person.handle).where(Person.id.in_(able)).order_by(Person.handle)
    return [(person_id, handle) for person_id, handle in session.execute(query)]


def waiting_in(summary: Any) -> sa.ColumnElement[bool]:
    """The SQL twin of policy.is_waiting, as a condition on a proposal: that it waits in a summary (its table or an alias)."""
    return sa.and_(
        SummaryProposal.summary_id == summary.id,
        SummaryProposal.settled_at.is_(None),
        SummaryProposal.revision == summary.revision,
    )
