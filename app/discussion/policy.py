"""Who may speak, and when."""

from datetime import datetime, timedelta
from typing import NamedTuple

from app.accounts.access import Permission, holds
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.bills.policy import may_read_bill
from app.discussion.models import Comment, Position, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no, sign_in_required

AGAIN = timedelta(minutes=10)


class Said(NamedTuple):
    """What a comment says and where: what two comments have in common when one of them was not meant."""

    sha256: str | None
    proposed_text: str | None
    position: Position | None
    parent_id: int | None
    article_id: int | None
    address: str | None
    question_id: int | None


_PHASES = {
    Status.UNPUBLISHED: ("notice_not_open", _l("The notice period has not opened yet.")),
    Status.ANNOUNCED: ("notice_not_open", _l("The notice period has not opened yet.")),
    Status.CLOSED: ("notice_closed", _l("The notice period is over, so nobody can post, edit or endorse any more.")),
    Status.ANSWERED: ("notice_closed", _l("The notice period is over, so nobody can post, edit or endorse any more.")),
    Status.WITHDRAWN: ("bill_withdrawn", _l("The agency has withdrawn this bill; its discussion is closed.")),
}


def _may_take_part(person: Person | None, bill: Bill, permission: Permission, now: datetime) -> Verdict:
    if not (known := may_read_bill(person, bill, now)):
        return known
    status = bill.status(now)
    if status in _PHASES:
        return no(*_PHASES[status])
    return _is_active(person, permission, now)


def _is_active(person: Person | None, permission: Permission, now: datetime) -> Verdict:
    if person is None:
        return sign_in_required()
    if person.confirmed_at is None:
        return no("not_allowed", _l("Confirm your e-mail address first: the link is in the mail that we sent you."))
    if not holds(person, permission, None, now):
        return no("not_allowed", _l("Your account cannot take part at present."))
    return YES


def may_comment(person: Person | None, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may comment on a bill at an instant."""
    return _may_take_part(person, bill, Permission.COMMENT, now)


def may_reply(person: Person | None, parent: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may reply to a comment: while the notice is open and the comment is there to read."""
    verdict = may_comment(person, bill, now)
    if verdict and parent.state is not State.VISIBLE:
        return no("conflict", _l("This comment is no longer shown, so it takes no new replies."))
    return verdict


def is_said_again(earlier: Comment, said: Said, now: datetime) -> bool:
    """Decide whether words are a comment that the same person has just posted: the very same, at the same place, still shown.

    Somebody who goes back in the browser and presses the button again does not mean a second comment. Other words for the place,
    another position, or the same words after a while are a comment of their own.
    """
    return said_by(earlier) == said and earlier.state is State.VISIBLE and now - earlier.posted_at < AGAIN


def said_by(comment: Comment) -> Said:
    """What a comment says, and where."""
    return Said(
        comment.sha256,
        comment.proposed_text,
        comment.position,
        comment.parent_id,
        comment.article_id,
        comment.address,
        comment.question_id,
    )


def may_edit(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may edit a comment: its author, while the notice is open."""
    verdict = may_comment(person, bill, now)
    if not verdict:
        return verdict
    return _is_own_and_shown(person, comment)


def may_withdraw(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may withdraw a comment: its author, at any time, even after the notice."""
    if not (known := may_read_bill(person, bill, now)):
        return known
    verdict = _is_active(person, Permission.COMMENT, now)
    if not verdict:
        return verdict
    if person is not None and person.id != comment.author_id:
        return no("not_allowed", _l("Only its author can do this."))
    if comment.state is State.WITHDRAWN:
        return no("conflict", _l("This comment has already been withdrawn."))
    return YES


def may_endorse(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may endorse a comment (or take that back): somebody else's, shown, while the notice is open."""
    verdict = _may_take_part(person, bill, Permission.ENDORSE, now)
    if not verdict:
        return verdict
    if person is not None and person.id == comment.author_id:
        return no("not_allowed", _l("You cannot endorse your own comment."))
    if comment.state is not State.VISIBLE:
        return no("conflict", _l("This comment is no longer shown."))
    return YES


def _is_own_and_shown(person: Person | None, comment: Comment) -> Verdict:
    if person is None or person.id != comment.author_id:
        return no("not_allowed", _l("Only its author can do this."))
    if comment.state is not State.VISIBLE:
        return no("conflict", _l("This comment is no longer shown."))
    return YES
