"""Who may claim a reported comment, decide on what another has claimed, and undo what was done at the desk."""

from datetime import datetime, timedelta

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, not_found
from app.moderation.policy import may_hide

CLAIM_LASTS = timedelta(minutes=15)
UNDO_LASTS = timedelta(minutes=1)
MOST_FILTERS = 20


def may_claim(
    person: Person | None, comment: Comment, bill: Bill, now: datetime, *, open_reports: int, taken_by: str | None
) -> Verdict:
    """Decide whether a person may claim a comment: a moderator of it, while reports are open and nobody else holds it."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict:
        return verdict
    if not open_reports:
        return no("conflict", _l("There is no open report of this comment: each has been decided on."))
    if taken_by is not None:
        return no("conflict", _l("%(moderator)s is already working on this comment.", moderator=taken_by))
    return YES


def may_decide_over(claimed_by: str | None, *, confirmed: bool) -> Verdict:
    """Decide whether an act may go on where somebody else (by handle) has claimed the comment: once it is confirmed."""
    if claimed_by is None or confirmed:
        return YES
    words = _l("%(moderator)s is working on this. Confirm that you decide all the same.", moderator=claimed_by)
    return no("conflict", words)


def may_undo(
    person: Person | None, moderator_id: int, done_at: datetime, undone_at: datetime | None, now: datetime
) -> Verdict:
    """Decide whether a person may undo an act of the desk: their own, once, before a minute has passed."""
    if person is None or person.id != moderator_id:
        return Verdict(not_found().reason)
    if undone_at is not None:
        return no("conflict", _l("This has already been undone."))
    if now >= done_at + UNDO_LASTS:
        return no(
            "conflict",
            _l(
                "A minute has passed, so this can no longer be undone in one step. A hidden comment can be restored with a reason."
            ),
        )
    return YES


def may_save_filter(saved: int) -> Verdict:
    """Decide whether somebody who has saved so many filters may save another."""
    if saved < MOST_FILTERS:
        return YES
    return no("conflict", _l("You keep 20 filters already. Delete one first."))
