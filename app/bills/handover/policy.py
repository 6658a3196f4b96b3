"""Who may hand a bill over to another subgroup, propose it, accept it, decline it and take it back."""

from datetime import datetime

from app.accounts.models import Person, Role
from app.accounts.policy import may_act, may_administer
from app.bills.handover.models import Handover
from app.bills.models import Bill, Status
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, not_found

_LEADS = _l("Only the lead of the bill's subgroup, or an administrator, hands it over.")


def leads(person: Person | None, subgroup_id: int, now: datetime) -> bool:
    """Whether somebody leads a subgroup at an instant."""
    return person is not None and any(
        m.role is Role.LEAD and m.subgroup_id == subgroup_id and m.is_running(now) for m in person.memberships
    )


def may_propose(person: Person | None, bill: Bill, now: datetime, *, waits: bool = False) -> Verdict:
    """Decide whether somebody may propose to hand a bill over: the lead of its subgroup, or an administrator, one at a time."""
    if not (known := _may_know(bill, now)) or not (known := may_act(person)):
        return known
    if not leads(person, bill.subgroup_id, now) and not may_administer(person, now):
        return no("not_allowed", _LEADS)
    if waits:
        return no("conflict", _l("A handover of this bill waits for an answer already."))
    return YES


def may_assign(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may assign a bill to a subgroup at once: an administrator."""
    return _may_know(bill, now) and may_administer(person, now)


def may_answer(person: Person | None, handover: Handover, now: datetime) -> Verdict:
    """Decide whether somebody may accept or decline a bill that is offered: the receiving subgroup's lead; or an administrator."""
    if not (allowed := may_act(person)):
        return allowed
    if not leads(person, handover.to_subgroup_id, now) and not may_administer(person, now):
        return no(
            "not_allowed", _l("Only the lead of the subgroup that is to take the bill, or an administrator, does this.")
        )
    return _waits(handover)


def may_take_back(person: Person | None, handover: Handover, now: datetime) -> Verdict:
    """Decide whether somebody may take a proposal back: the lead of the subgroup that proposed it; or an administrator."""
    if not (allowed := may_act(person)):
        return allowed
    if not leads(person, handover.from_subgroup_id, now) and not may_administer(person, now):
        return no("not_allowed", _LEADS)
    return _waits(handover)


def _waits(handover: Handover) -> Verdict:
    if handover.settled_at is None:
        return YES
    return no("conflict", _l("This handover has been settled already; it stands below how."))


def _may_know(bill: Bill, now: datetime) -> Verdict:
    return Verdict(not_found().reason) if bill.status(now) is Status.UNPUBLISHED else YES
