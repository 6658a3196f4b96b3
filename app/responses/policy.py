"""Who may answer for the agency, and when."""

from datetime import datetime

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required


def may_answer(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may work on the response to a bill's discussion: officials of its agencies, once the notice has closed."""
    status = bill.status(now)
    if status is Status.UNPUBLISHED:
        return no("not_found", _l("There is no such page."))
    if person is None:
        return sign_in_required()
    if not holds(person, Permission.ANSWER, bill, now):
        return no("not_allowed", _l("Only officials of this bill's agency answer."))
    if status is Status.WITHDRAWN:
        return no("bill_withdrawn", _l("This bill has been withdrawn; there is nothing left to answer."))
    if status in (Status.ANNOUNCED, Status.OPEN):
        return no("conflict", _l("The response is written after the notice has closed."))
    return YES
