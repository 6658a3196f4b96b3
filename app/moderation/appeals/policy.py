"""Who may appeal a hiding, and who may decide on the appeal."""

from collections.abc import Iterable
from datetime import datetime

from app.accounts.access import Permission, holds
from app.accounts.models import Person, Role
from app.bills.models import Bill
from app.bills.policy import may_read_bill
from app.discussion.models import Comment, State
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import show_day
from app.kernel.verdict import YES, Verdict, no, sign_in_required
from app.moderation.appeals.deadlines import last_day_to_appeal, may_still_appeal
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.models import Decision
from app.moderation.policy import may_moderate

_CLOSED = {
    AppealOutcome.UPHELD: _l("This appeal has already been decided: the hiding was upheld."),
    AppealOutcome.OVERTURNED: _l("This appeal has already been decided: the hiding was overturned."),
    AppealOutcome.RESTORED: _l("A moderator has shown the comment again, which closed this appeal."),
    AppealOutcome.WITHDRAWN: _l("Its author has withdrawn this appeal."),
    AppealOutcome.COMMENT_WITHDRAWN: _l("Its author has withdrawn the comment, which closed this appeal."),
}


def may_appeal(
    person: Person | None,
    comment: Comment,
    bill: Bill,
    hiding: Decision | None,
    now: datetime,
    *,
    has_appealed: bool = False,
) -> Verdict:
    """Decide whether a person may appeal the hiding of a comment: its author, once, within 30 days; after the notice too."""
    own = _is_author(person, comment, bill, now)
    if not own:
        return own
    if comment.state is State.WITHDRAWN:
        return no("conflict", _l("You have withdrawn this comment, so there is no hiding left to appeal."))
    if comment.state is not State.HIDDEN or hiding is None:
        return no("conflict", _l("This comment is not hidden, so there is nothing to appeal."))
    if has_appealed:
        return no("conflict", _l("You have already appealed this hiding; that can be done once."))
    if not may_still_appeal(hiding.decided_at, now):
        day = show_day(last_day_to_appeal(hiding.decided_at))
        return no("conflict", _l("The last day to appeal this hiding was %(day)s.", day=day))
    return YES


def may_withdraw_appeal(person: Person | None, appeal: Appeal, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    """Decide whether a person may withdraw an appeal: the comment's author, until it is decided."""
    return _is_author(person, comment, bill, now) and _is_open(appeal)


def may_judge(
    person: Person | None,
    comment: Comment,
    bill: Bill,
    hiding: Decision,
    now: datetime,
    *,
    office: Iterable[Person],
) -> Verdict:
    """Decide whether an appeal is a person's to decide: the lead's; another moderator's where no lead can.

    Never theirs who hid the comment or wrote it, nor of a member of the bill's agencies. `office` are the subgroup's moderators.
    """
    verdict = _may_stand(person, comment, bill, hiding, now)
    if not verdict or _is_lead(person, bill, now):
        return verdict
    leads = (one for one in office if _is_lead(one, bill, now))
    if any(_may_stand(lead, comment, bill, hiding, now) for lead in leads):
        return no("not_allowed", _l("The lead of the subgroup decides on this appeal."))
    return YES


def may_decide(
    person: Person | None, appeal: Appeal, comment: Comment, bill: Bill, now: datetime, *, office: Iterable[Person]
) -> Verdict:
    """Decide whether a person may decide an appeal: one that is theirs to decide, while it is open."""
    return may_judge(person, comment, bill, appeal.hiding, now, office=office) and _is_open(appeal)


def _may_stand(person: Person | None, comment: Comment, bill: Bill, hiding: Decision, now: datetime) -> Verdict:
    """Whether somebody could decide, were there no lead: a moderator who has no part in the comment and did not hide it."""
    verdict = may_moderate(person, comment, bill, now)
    if verdict and person is not None and person.id == hiding.moderator_id:
        return no("not_allowed", _l("You hid this comment, so somebody else decides on the appeal."))
    return verdict


def _is_lead(person: Person | None, bill: Bill, now: datetime) -> bool:
    return person is not None and any(
        m.role is Role.LEAD and m.subgroup_id == bill.subgroup_id and m.is_running(now) for m in person.memberships
    )


def _is_author(person: Person | None, comment: Comment, bill: Bill, now: datetime) -> Verdict:
    if not (known := may_read_bill(person, bill, now)):
        return known
    if person is None:
        return sign_in_required()
    if person.id != comment.author_id:
        return no("not_allowed", _l("Only the author of the comment can do this."))
    if not holds(person, Permission.APPEAL, None, now):
        return no("not_allowed", _l("Your account cannot take part at present."))
    return YES


def _is_open(appeal: Appeal) -> Verdict:
    return YES if appeal.outcome is None else no("conflict", _CLOSED[appeal.outcome])
