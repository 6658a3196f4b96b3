"""Who may report a comment, and who may decide on it, or on an argument that it makes with others."""

from datetime import datetime

from app.accounts.access import Permission, has_conflict, holds, is_member
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.argument_models import Argument
from app.discussion.models import Comment, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, not_found, sign_in_required

_GONE = {
    State.HIDDEN: _l("This comment has already been hidden."),
    State.WITHDRAWN: _l("Its author has withdrawn this comment; there is nothing left to decide on."),
    State.MERGED: _l("This comment is a copy that was merged into an earlier one; decide on that one."),
}


def may_report(
    person: Person | None, comment: Comment, bill: Bill, now: datetime, *, has_reported: bool = False
) -> Verdict:
    """Decide whether a person may report a comment: somebody else's, shown, once; after the notice too."""
    if not (known := _is_confirmed(person, bill, now)):
        return known
    if not holds(person, Permission.REPORT, None, now):
        return no("not_allowed", _l("Your account cannot take part at present."))
    if person is not None and person.id == comment.author_id:
        return no("not_allowed", _l("This is your own comment. You can withdraw it instead."))
    if comment.state is not State.VISIBLE:
        return no("conflict", _GONE[comment.state])
    if has_reported:
        return no("conflict", _l("You have already reported this comment; the moderators have your report."))
    return YES


def may_moderate_bill(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may decide on what is said on a bill: a moderator of its subgroup, of none of its agencies."""
    if not (known := _is_confirmed(person, bill, now)):
        return known
    if is_member(person, bill, now):
        return no("not_allowed", _l("You belong to an agency of this bill, so you cannot moderate its discussion."))
    if person is not None and has_conflict(person, bill, now):
        return no(
            "not_allowed", _l("You have a declared conflict of interest with this bill, so you decide nothing on it.")
        )
    if not holds(person, Permission.MODERATE, bill, now):
        return no("not_allowed", _l("Only moderators of the subgroup that this bill is assigned to can do this."))
    return YES


def may_moderate(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may decide on a comment: a moderator of the bill's subgroup who has no part in it."""
    verdict = may_moderate_bill(person, bill, now)
    if verdict and person is not None and person.id == comment.author_id:
        return no("not_allowed", _l("This is your own comment. Another moderator has to decide on it."))
    return verdict


def may_hide(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may hide a comment: a moderator of it, while it is shown."""
    return may_moderate(person, comment, bill, now) and _is_shown(comment)


def may_restore(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may restore a comment: a moderator of it, while it is hidden."""
    verdict = may_moderate(person, comment, bill, now)
    if not verdict or comment.state is State.HIDDEN:
        return verdict
    return no("conflict", _l("This comment is not hidden, so there is nothing to restore."))


def may_dismiss(person: Person | None, comment: Comment, bill: Bill, now: datetime, *, open_reports: int) -> Verdict:
    """Decide whether a person may dismiss a comment's reports: a moderator of it, while reports are open."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict or open_reports:
        return verdict
    return no("conflict", _l("There is no open report of this comment: each has been decided on."))


def may_part(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may take a comment out of its argument: a moderator of it, while it is shown in one."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict or comment.argument_id is not None:
        return verdict
    return no(
        "conflict", _l("This comment stands alone: it is part of no argument, or has already been taken out of it.")
    )


def may_rejoin(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may put a comment back into the argument that it was taken out of: a moderator of it."""
    verdict = may_hide(person, comment, bill, now)
    if not verdict or comment.parted_from_id is not None:
        return verdict
    return no("conflict", _l("This comment was not taken out of an argument, or has already been put back."))


def may_dissolve(
    person: Person | None, argument: Argument, bill: Bill, now: datetime, *, has_part: bool = False
) -> Verdict:
    """Decide whether a person may dissolve an argument: a moderator of the bill who makes it not themselves, once."""
    verdict = _may_decide_on(person, bill, now, has_part)
    if not verdict or argument.dissolved_seq is None:
        return verdict
    return no("conflict", _l("This argument has already been dissolved."))


def may_reunite(
    person: Person | None, argument: Argument, bill: Bill, now: datetime, *, has_part: bool = False
) -> Verdict:
    """Decide whether a person may put a dissolved argument together again: as for dissolving it."""
    verdict = _may_decide_on(person, bill, now, has_part)
    if not verdict or argument.dissolved_seq is not None:
        return verdict
    return no("conflict", _l("This argument is not dissolved, so there is nothing to put together."))


def _may_decide_on(person: Person | None, bill: Bill, now: datetime, has_part: bool) -> Verdict:
    verdict = may_moderate_bill(person, bill, now)
    if verdict and has_part:
        return no("not_allowed", _l("One of these comments is your own. Another moderator has to decide on them."))
    return verdict


def _is_confirmed(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    if bill.status(now) is Status.UNPUBLISHED:
        return Verdict(not_found().reason)
    if person is None:
        return sign_in_required()
    if person.confirmed_at is None:
        return no("not_allowed", _l("Confirm your e-mail address first: the link is in the mail that we sent you."))
    return YES


def _is_shown(comment: Comment) -> Verdict:
    return YES if comment.state is State.VISIBLE else no("conflict", _GONE[comment.state])
