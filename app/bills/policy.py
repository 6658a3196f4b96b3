"""Who may do what with bills, as pure functions of (person, thing, now)."""

from dataclasses import dataclass
from datetime import datetime

from app.accounts.access import Permission, holds, is_member
from app.accounts.models import Agency, Person
from app.bills.models import Bill, Status, Version
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


@dataclass(frozen=True, slots=True)
class AgencyScope:
    """An agency as permissions see it: where a bill does not exist yet."""

    agency_ids: frozenset[int]
    subgroup_id: int | None = None


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


def may_add_milestone(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may record a stage that a bill has reached; a withdrawn bill takes them too."""
    return may_prepare_bill(person, bill, now) and _published(bill, now)


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
