"""From a form to an act on an appeal, done once for the form's key."""

from datetime import datetime

from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.models import Person
from app.discussion.queries import get_comment
from app.kernel.i18n import gettext as _
from app.moderation.acts import do_keyed
from app.moderation.appeals import actions
from app.moderation.appeals.forms import AppealForm, DecideForm, WithdrawAppealForm
from app.moderation.appeals.models import AppealOutcome
from app.moderation.appeals.queries import get_appeal


def appeal_once(form: AppealForm, comment_id: int) -> Response:
    """Appeal the hiding of the comment as a form says."""

    def act(db: Session, person: Person, now: datetime) -> str:
        comment = get_comment(db, comment_id, person, now, lock=True)
        appeal = actions.appeal_hiding(db, person, comment, comment.bill, text=form.text.data or "", now=now)
        return str(_("Your appeal is on the record under log no. %(number)s.", number=appeal.log_seq))

    return do_keyed(form, f"/comments/{comment_id}", act)


def withdraw_once(form: WithdrawAppealForm, appeal_id: int) -> Response:
    """Withdraw the appeal."""

    def act(db: Session, person: Person, now: datetime) -> str:
        appeal, comment = get_appeal(db, appeal_id, person, now, lock=True)
        actions.withdraw_appeal(db, person, appeal, comment, comment.bill, now=now)
        return str(_("Your appeal is withdrawn, and its words are erased."))

    return do_keyed(form, f"/appeals/{appeal_id}", act)


def decide_once(form: DecideForm, appeal_id: int) -> Response:
    """Decide the appeal as a form says."""

    def act(db: Session, person: Person, now: datetime) -> str:
        appeal, comment = get_appeal(db, appeal_id, person, now, lock=True)
        outcome, reason, revision = form.outcome.data, form.reason.data or "", form.revision.number
        words = {"outcome": outcome, "reason": reason, "revision": revision, "now": now}
        actions.decide_appeal(db, person, appeal, comment, comment.bill, **words)
        number = appeal.closed_seq
        if outcome is AppealOutcome.UPHELD:
            return str(_("The hiding is upheld, on the record under log no. %(number)s.", number=number))
        return str(
            _(
                "The hiding is overturned and the comment shown again, on the record under log no. %(number)s.",
                number=number,
            )
        )

    return do_keyed(form, "/desk/appeals", act)
