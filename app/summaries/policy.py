"""Who may write and publish the summary of a discussion, and when."""

from datetime import datetime

from app.accounts.access import Permission, has_conflict, holds, is_member
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required

_WRITTEN_IN = frozenset({Status.OPEN, Status.CLOSED, Status.ANSWERED})


def may_summarise(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may work on a bill's summary: its moderators, once the notice has opened."""
    if not (allowed := _may_ever(person, bill, now)):
        return allowed
    status = bill.status(now)
    if status in _WRITTEN_IN:
        return YES
    if status is Status.WITHDRAWN:
        return no("bill_withdrawn", _l("The agency has withdrawn this bill; its discussion is summarised no further."))
    return no("notice_not_open", _l("There is nothing to summarise yet: the notice period has not opened."))


def may_publish_summary(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may publish a bill's summary: those who write it, once the notice has closed."""
    allowed = may_summarise(person, bill, now)
    if allowed and bill.status(now) is Status.OPEN:
        return no(
            "conflict", _l("The notice is still open. The summary is published after it has closed; keep the draft.")
        )
    return allowed


def _may_ever(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    if bill.status(now) is Status.UNPUBLISHED:
        return no("not_found", _l("There is no such page."))
    if person is None:
        return sign_in_required()
    if is_member(person, bill, now):
        return no("not_allowed", _l("Nobody summarises the discussion of a bill of their own agency."))
    if has_conflict(person, bill, now):
        return no(
            "not_allowed", _l("You have a declared conflict of interest with this bill, so you decide nothing on it.")
        )
    if not holds(person, Permission.SUMMARISE, bill, now):
        return no("not_allowed", _l("Only moderators of the subgroup assigned to this bill summarise its discussion."))
    return YES
