"""Who may object to how a summary reads a comment, and who takes that back."""

from datetime import datetime

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.models import Comment, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required
from app.summaries.objections.models import Objection


def may_object(
    person: Person | None, comment: Comment, bill: Bill, now: datetime, *, is_cited: bool, objection: Objection | None
) -> Verdict:
    """Decide whether somebody may object to the latest version: the author of a comment that it cites, once.

    `is_cited` tells of the latest version, `objection` is the one made to it, taken back or not.
    """
    if not (own := _is_author(person, comment, bill, now)):
        return own
    if bill.status(now) is Status.WITHDRAWN:
        return no("bill_withdrawn", _l("The agency has withdrawn this bill; its summary changes no more."))
    if comment.state is not State.VISIBLE:
        return no(
            "conflict", _l("Your comment cannot be read at present, so that the summary does not show it either.")
        )
    if not is_cited:
        return no("conflict", _l("The latest summary does not cite this comment."))
    if objection is not None:
        return no("conflict", _l("You have objected to this version already: once for each comment and version."))
    return YES


def may_take_back(
    person: Person | None, comment: Comment, bill: Bill, now: datetime, objection: Objection | None
) -> Verdict:
    """Decide whether somebody may take an objection back: who made it."""
    if not (own := _is_author(person, comment, bill, now)):
        return own
    if objection is None or objection.withdrawn_at is not None:
        return no("conflict", _l("There is no objection of yours to this version that could be taken back."))
    return YES


def _is_author(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    if person is None:
        return sign_in_required()
    if person.id != comment.author_id:
        return no("not_allowed", _l("Only who wrote a comment can say that the summary reads it wrongly."))
    if not holds(person, Permission.APPEAL, bill, now):
        return no("not_allowed", _l("Your account is suspended, or its e-mail address is not confirmed."))
    return YES
