"""Who may black out a passage of a comment, and who may undo that."""

from datetime import datetime

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.blackouts.models import Blackout
from app.discussion.models import Comment, Ground, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import YES, Verdict, no
from app.moderation.policy import may_moderate
from app.moderation.rules import rules_at


def may_black_out(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may black out a passage of a comment: a moderator of it, while it has words, hidden ones too."""
    verdict = may_moderate(person, comment, bill, now)
    if verdict and comment.state is State.WITHDRAWN:
        return no("conflict", _l("Its author has withdrawn this comment; there is nothing left to decide on."))
    return verdict


def may_uncover(person: Person | None, comment: Comment, blackout: Blackout, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may undo a blacking out: a moderator of the comment, once."""
    verdict = may_black_out(person, comment, bill, now)
    if verdict and blackout.undone_seq is not None:
        return no("conflict", _l("This passage has already been uncovered."))
    return verdict


def can_be_told_of_a_part(ground: Ground, now: datetime) -> Verdict:
    """Decide whether a ground can be told of a part of a comment alone, under the rules in force at an instant."""
    if ground in {rule.ground for rule in rules_at(now).grounds_of_parts}:
        return YES
    return no(
        "invalid", _l("This ground is about a comment as a whole. Hide the comment instead, or choose another ground.")
    )
