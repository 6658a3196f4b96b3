"""What becomes of the files that an official was reading in, and of words on handovers, when an account is erased."""

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.bills.handover.models import Handover
from app.bills.models import Bill, StagedImport
from app.kernel.events import Events


def hold_bills(session: Session, _event: PersonLeaving) -> None:
    """Hold all bills before anything of them changes, in one order: each does, as their pages no longer name the person."""
    session.execute(sa.select(Bill.id).order_by(Bill.id).with_for_update())


def leave_drafts(session: Session, event: PersonLeaving) -> None:
    """Forget what somebody had read in and not taken over; what they changed in drafts stays, nameless, with the agency."""
    session.execute(sa.delete(StagedImport).where(StagedImport.person_id == event.person.id))


def leave_handovers(session: Session, event: PersonLeaving) -> None:
    """Take the names out of the reasons of handovers; one that waits would bring its reason onto the record."""
    take_out_names(session, event.names, Handover.reason, Handover.proposed_by_id == event.person.id)


def subscribe(events: Events) -> None:
    """Listen to the room below."""
    events.subscribe(PersonLeaving, hold_bills)
    events.subscribe(PersonLeaving, leave_drafts)
    events.subscribe(PersonLeaving, leave_handovers)
