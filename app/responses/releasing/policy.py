"""Who may ask for a release of answers, and who may release them."""

from datetime import datetime

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no
from app.responses.policy import may_answer
from app.responses.releasing.models import Release


def may_ask(person: Person | None, bill: Bill, waiting: Release | None, now: datetime) -> Verdict:
    """Decide whether somebody may ask for a release: officials who may answer, while none waits."""
    allowed = may_answer(person, bill, now)
    if allowed and waiting is not None:
        return no("conflict", _l("A release waits already. It is released, declined or taken back first."))
    return allowed


def may_release(person: Person | None, release: Release, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may release what another official asked for, who still stands for it.

    `release` is loaded with who asked for it.
    """
    if not (allowed := may_decline(person, release, bill, now)):
        return allowed
    if not holds(release.asked_by, Permission.ANSWER, bill, now):
        return no(
            "not_allowed",
            _l("Who asked for this release is no longer an official of this bill's agency. Decline it, and ask anew."),
        )
    return YES


def may_decline(person: Person | None, release: Release, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may decline a release: another official than the one who asked for it."""
    if not (allowed := _on_waiting(person, release, bill, now)):
        return allowed
    if person is not None and person.id == release.asked_by_id:
        return no("not_allowed", _l("You asked for this release yourself. Another official releases it."))
    return YES


def may_take_back(person: Person | None, release: Release, bill: Bill, now: datetime) -> Verdict:
    """Decide whether somebody may take back a release: whoever asked for it."""
    if not (allowed := _on_waiting(person, release, bill, now)):
        return allowed
    if person is not None and person.id == release.asked_by_id:
        return YES
    return no("not_allowed", _l("Only the official who asked for this takes it back. You can decline it."))


def _on_waiting(person: Person | None, release: Release, bill: Bill, now: datetime) -> Verdict:
    allowed = may_answer(person, bill, now)
    if allowed and release.settled_at is not None:
        return no("conflict", _l("This release no longer waits: it was released, declined, taken back or overtaken."))
    return allowed
