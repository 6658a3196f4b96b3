"""Who may declare a summary ready, and who may sign it."""

from datetime import datetime
from enum import StrEnum
from typing import Protocol

from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no
from app.summaries.policy import may_publish_summary
from app.summaries.signing.models import SigningOutcome, SummaryProposal


class Standing(StrEnum):
    """Where a draft stands between those who write it and who sign it; void: it was changed after it was declared ready."""

    WRITTEN = "written"
    WAITING = "waiting"
    VOID = "void"
    SENT_BACK = "sent-back"


class Draft(Protocol):
    """A draft as it stands: how often it was changed, and who changed it last."""

    @property
    def revision(self) -> int:
        """Grows with every change."""

    @property
    def changed_by_id(self) -> int | None:
        """Who changed it last; None where that is not known."""


class Proposal(Protocol):
    """A proposal, as far as it says where its draft stands."""

    @property
    def revision(self) -> int:
        """The draft's revision that was declared ready."""

    @property
    def settled_at(self) -> datetime | None:
        """When it was settled; None while it is not."""

    @property
    def outcome(self) -> SigningOutcome | None:
        """What became of it."""


def is_waiting(proposal: Proposal, revision: int) -> bool:
    """Whether a proposal still waits for a signature: nobody has settled it, and the draft stands as it was proposed."""
    return proposal.settled_at is None and proposal.revision == revision


def standing_of(last: Proposal | None, revision: int) -> Standing:
    """Tell where a draft stands, by the last proposal of it and its revision now."""
    if last is None:
        return Standing.WRITTEN
    if last.settled_at is None:
        return Standing.WAITING if is_waiting(last, revision) else Standing.VOID
    return Standing.SENT_BACK if last.outcome is SigningOutcome.SENT_BACK else Standing.WRITTEN


def may_settle(person: Person | None, proposal: SummaryProposal, draft: Draft, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may send a draft back: a moderator of the bill who did not declare it ready."""
    if not (verdict := _on_waiting(person, proposal, draft, bill, now)):
        return verdict
    if person is not None and person.id == proposal.asked_by_id:
        return no("not_allowed", _l("You declared this draft ready yourself. Another moderator signs it."))
    return YES


def may_sign(person: Person | None, proposal: SummaryProposal, draft: Draft, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may sign a draft: neither who declared it ready nor who changed it last, whatever their office.

    Who declared it ready must still be able to stand for it.
    """
    if not (verdict := may_settle(person, proposal, draft, bill, now)):
        return verdict
    if person is not None and person.id == draft.changed_by_id:
        return no("not_allowed", _l("The last words of this draft are yours. Nobody signs their own words."))
    if not may_publish_summary(proposal.asked_by, bill, now):
        return no("conflict", _l("Who declared this ready no longer moderates this bill. Declare it ready anew."))
    return YES


def may_take_back(person: Person | None, proposal: SummaryProposal, draft: Draft, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may take a proposal back: whoever made it."""
    verdict = _on_waiting(person, proposal, draft, bill, now)
    if not verdict or (person is not None and person.id == proposal.asked_by_id):
        return verdict
    return no("not_allowed", _l("Only the moderator who declared it ready takes that back. You can send it back."))


def _on_waiting(person: Person | None, proposal: SummaryProposal, draft: Draft, bill: Bill, now: datetime) -> Verdict:
    if not (verdict := may_publish_summary(person, bill, now)):
        return verdict
    if not is_waiting(proposal, draft.revision):
        return no("conflict", _l("The draft has changed since it was declared ready, so that nobody can sign it now."))
    return YES
