"""Who may do what with bills, as pure functions of (person, thing, now)."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.access import Permission, holds, is_member
from app.accounts.models import Agency, Person
from app.bills.models import Bill, PendingAct, Status, Version
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


@dataclass(frozen=True, slots=True)
class AgencyScope:
    """An agency as permissions see it: where a bill does not exist yet."""

    agency_ids: frozenset[int]
    subgroup_id: int | None = None
    conflicting_id: int | None = None


def may_read_bill(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may know of a bill: an unpublished one exists for its agencies alone."""
    if bill.status(now) is not Status.UNPUBLISHED or is_member(person, bill, now):
        return YES
    return no("not_found", _l("There is no such page."))


def may_create_bill(person: Person | None, agency: Agency, now: datetime) -> Verdict:
    """Decide whether somebody may prepare a new bill for an agency."""
    if person is None:
        return sign_in_required()
    if holds(person, Permission.PREPARE_BILL, AgencyScope(frozenset({agency.id})), now):
        return YES
    return no("not_allowed", _l("Only officials of this agency prepare its bills."))


def may_prepare_bill(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody belongs to those who prepare a bill: officials of its agencies."""
    if not (known := may_read_bill(person, bill, now)):
        return known
    if person is None:
        return sign_in_required()
    if holds(person, Permission.PREPARE_BILL, bill, now):
        return YES
    return no("not_allowed", _l("Only officials of this bill's agency do this."))


def may_edit_texts(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may work on a bill's title, summary, explanation and guide."""
    return may_prepare_bill(person, bill, now) and _not_withdrawn(bill, now)


def may_edit_terms(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may explain a bill's terms: at any time, but not of a withdrawn bill."""
    return may_edit_texts(person, bill, now)


def may_edit_questions(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may set a bill's key questions: not once the discussion is ordered by them."""
    return may_prepare_bill(person, bill, now) and _unpublished(
        bill, now, _l("The key questions stand since the announcement; the discussion is ordered by them.")
    )


def may_start_version(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may begin a revised text of a bill."""
    return may_prepare_bill(person, bill, now) and _published(bill, now) and _not_withdrawn(bill, now)


def may_edit_draft(person: Person | None, bill: Bill, version: Version, now: datetime) -> Verdict:
    """Decide whether somebody may change a version's articles: published versions never change."""
    if not (allowed := may_edit_texts(person, bill, now)):
        return allowed
    if version.bill_id != bill.id:
        return no("not_found", _l("There is no such page."))
    if version.published_at is not None:
        return no("conflict", _l("This version is published. Published versions never change: start a new one."))
    return YES


def may_announce(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may announce a bill: once."""
    return may_prepare_bill(person, bill, now) and _unpublished(bill, now, _l("This bill has already been announced."))


def may_publish_version(person: Person | None, bill: Bill, version: Version, now: datetime) -> Verdict:
    """Decide whether somebody may publish a revised text; the first text is published by the announcement."""
    return may_start_version(person, bill, now) and may_edit_draft(person, bill, version, now)


def may_withdraw_bill(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may withdraw a bill that has been announced."""
    return may_prepare_bill(person, bill, now) and _published(bill, now) and _not_withdrawn(bill, now)


def may_reschedule(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may set other days for a notice: before it opens."""
    if not (allowed := may_withdraw_bill(person, bill, now)):
        return allowed
    if bill.status(now) is Status.ANNOUNCED:
        return YES
    return no("conflict", _l("The notice has opened. Since then it can only be extended."))


def may_extend(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may set a later last day: while the notice is open."""
    if not (allowed := may_withdraw_bill(person, bill, now)):
        return allowed
    status = bill.status(now)
    if status is Status.OPEN:
        return YES
    if status is Status.ANNOUNCED:
        return no("notice_not_open", _l("The notice has not opened yet. Until then it can be rescheduled."))
    return no("notice_closed", _l("The notice is over. It cannot be extended any more."))


def may_postpone(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may postpone the consolidated response: from the opening until it is complete."""
    if not (allowed := may_withdraw_bill(person, bill, now)):
        return allowed
    status = bill.status(now)
    if status in (Status.OPEN, Status.CLOSED):
        return YES
    if status is Status.ANNOUNCED:
        return no("notice_not_open", _l("The notice has not opened yet. Until then it can be rescheduled."))
    return no("conflict", _l("The response is complete. There is nothing to postpone."))


def may_act_for_two(person: Person, asker: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether an act that takes two officials has them: the one who does it, and another who asked for it."""
    if asker is None or asker.id == person.id:
        return no("not_allowed", _l("This takes two officials: one asks for it, another signs it."))
    return may_stand_for(asker, bill, now)


def may_stand_for(person: Person, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody who asked for an act or signed it can still stand for it when it is done."""
    if holds(person, Permission.PREPARE_BILL, bill, now):
        return YES
    return no("not_allowed", _l("Who asked for this or signed it is no longer an official of this bill's agency."))


def may_sign(person: Person | None, act: PendingAct, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may sign an act that waits: an official of the bill who did not ask for it."""
    if not (allowed := _on_waiting(person, act, bill, now)):
        return allowed
    if person is not None and person.id == act.asked_by_id:
        return no("not_allowed", _l("You asked for this yourself. Another official signs it."))
    if not act.needs_signature or act.signed_at is not None:
        return no("conflict", _l("This needs no signature any more."))
    return YES


def may_decline(person: Person | None, act: PendingAct, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may decline an act that waits: an official of the bill who did not ask for it."""
    if not (allowed := _on_waiting(person, act, bill, now)):
        return allowed
    if person is not None and person.id == act.asked_by_id:
        return no("not_allowed", _l("You asked for this yourself. You can take it back."))
    return YES


def may_take_back(person: Person | None, act: PendingAct, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may take back an act that waits: whoever asked for it."""
    if not (allowed := _on_waiting(person, act, bill, now)):
        return allowed
    if person is not None and person.id == act.asked_by_id:
        return YES
    return no("not_allowed", _l("Only the official who asked for this takes it back. You can decline it."))


def may_add_milestone(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may record a stage that a bill has reached; a withdrawn bill takes them too."""
    return may_prepare_bill(person, bill, now) and _published(bill, now)


def _on_waiting(person: Person | None, act: PendingAct, bill: Bill, now: datetime) -> Verdict:
    if not (allowed := may_prepare_bill(person, bill, now)):
        return allowed
    if act.bill_id != bill.id:
        return no("not_found", _l("There is no such page."))
    if act.settled_at is not None:
        return no("conflict", _l("This does not wait any more."))
    return YES


def _unpublished(bill: Bill, now: datetime, otherwise: object) -> Verdict:
    if bill.status(now) is Status.UNPUBLISHED and bill.announced_at is None:
        return YES
    return no("conflict", otherwise)


def _published(bill: Bill, now: datetime) -> Verdict:
    if bill.status(now) is not Status.UNPUBLISHED:
        return YES
    return no("conflict", _l("This bill has not been announced yet."))


def _not_withdrawn(bill: Bill, now: datetime) -> Verdict:
    if bill.status(now) is not Status.WITHDRAWN:
        return YES
    return no("bill_withdrawn", _l("This bill has been withdrawn."))
