"""Who may calm a discussion, and who lifts that again."""

from datetime import datetime, timedelta

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints.models import Restraint
from app.discussion.restraints.policy import may_restrain
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no
from app.moderation.calming.models import GateProposal
from app.moderation.policy import may_moderate, may_moderate_bill

LAPSES = timedelta(hours=24)  # after which a proposal speaks of a discussion that is no longer the same


def may_calm(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may slow a bill's discussion down, or propose to ask for older accounts: a moderator of it."""
    return may_moderate_bill(person, bill, now) and may_restrain(bill, now)


def may_lock(person: Person | None, root: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may pause the replies to a thread: a moderator of it who did not begin it."""
    verdict = may_moderate(person, root, bill, now) and may_restrain(bill, now)
    if not verdict or root.parent_id is None:
        return verdict
    return no("conflict", _l("A whole thread is paused: choose the comment that began it."))


def may_lift(person: Person | None, restraint: Restraint, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may end a restraint before its time: any moderator of the bill, at any time."""
    verdict = may_moderate_bill(person, bill, now)
    if not verdict or restraint.is_running(now):
        return verdict
    return no("conflict", _l("This does not hold any more: its time is over, or somebody has ended it."))


def is_waiting(proposal: GateProposal, now: datetime) -> bool:
    """Whether a proposal still waits for a second moderator: for a day, and not once it is settled."""
    return proposal.settled_at is None and now < proposal.asked_at + LAPSES


def may_settle(person: Person | None, proposal: GateProposal, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may decline a proposal: a moderator of the bill who did not make it."""
    if not (verdict := _on_waiting(person, proposal, bill, now)):
        return verdict
    if person is not None and person.id == proposal.asked_by_id:
        return no("not_allowed", _l("You proposed this yourself. It takes a second moderator."))
    return YES


def may_confirm(person: Person | None, proposal: GateProposal, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may confirm a proposal: a second moderator, while who proposed it still is one too."""
    verdict = may_settle(person, proposal, bill, now) and may_restrain(bill, now)
    if not verdict or may_moderate_bill(proposal.asked_by, bill, now):
        return verdict
    return no("conflict", _l("Who proposed this no longer moderates this bill, so it cannot be confirmed."))


def may_take_back(person: Person | None, proposal: GateProposal, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may take a proposal back: whoever made it."""
    if not (verdict := _on_waiting(person, proposal, bill, now)):
        return verdict
    if person is not None and person.id == proposal.asked_by_id:
        return YES
    return no("not_allowed", _l("Only the moderator who proposed this takes it back. You can decline it."))


def _on_waiting(person: Person | None, proposal: GateProposal, bill: Bill, now: datetime) -> Verdict:
    if not (verdict := may_moderate_bill(person, bill, now)):
        return verdict
    if proposal.bill_id != bill.id:
        return no("not_found", _l("There is no such page."))
    if not is_waiting(proposal, now):
        return no("conflict", _l("This proposal does not wait any more."))
    return YES
