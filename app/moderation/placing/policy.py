"""Who may decide on where a comment stands."""

from datetime import datetime

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Verdict, no
from app.moderation.policy import may_hide, may_moderate


def may_move(person: Person | None, comment: Comment, bill: Bill, now: datetime, *, proposes: bool = False) -> Verdict:
    """Decide whether a person may move a thread: a moderator of the comment that began it, which is shown and proposes no wording."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict:
        return verdict
    if comment.parent_id is not None:
        return no("conflict", _l("A reply stands where its thread stands. Move the comment that began the thread."))
    if proposes:
        words = _l(
            "This comment proposes other words for the place where it stands. Elsewhere they would mean something else, "
            "so it cannot be moved. Its author can post it again at the right place."
        )
        return no("conflict", words)
    return verdict


def may_merge(
    person: Person | None,
    comment: Comment,
    bill: Bill,
    now: datetime,
    *,
    repeats: bool = True,
    open_reports: int = 0,
    has_copies: bool = False,
) -> Verdict:
    """Decide whether a person may merge a comment into an earlier one of the same author that says the same at the same place."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict:
        return verdict
    if not repeats:
        words = _l(
            "No earlier comment by the same author says the same at this place. Only what one person posted twice can be merged; "
            "what several people say alike stays as it is, since each of them counts."
        )
        return no("conflict", words)
    if open_reports:
        return no("conflict", _l("This comment has open reports. Decide on them first."))
    if has_copies:
        return no("conflict", _l("Copies of this comment point to it. Part them from it first."))
    return verdict


def may_unmerge(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may let a merged comment stand for itself again: a moderator of it."""
    verdict = may_moderate(person, comment, bill, now)
    if not verdict or comment.state is State.MERGED:
        return verdict
    return no("conflict", _l("This comment is not merged into another, so there is nothing to undo."))
