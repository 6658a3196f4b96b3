"""The desk's buttons: claim and release, save and forget a filter, undo."""

from collections.abc import Callable
from datetime import datetime
from urllib.parse import parse_qsl

from flask import flash, redirect, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.discussion.queries import get_comment
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.verdict import Refused
from app.kernel.web.forms import Form
from app.kernel.web.parameters import local_next
from app.moderation.desk import actions
from app.moderation.desk.filters import Filter, read_filter
from app.moderation.desk.forms import FilterForm
from app.moderation.desk.models import DeskActKind
from app.moderation.desk.selection import Seen
from app.moderation.desk.views import bp, show_reports
from app.moderation.policy import may_moderate

Press = Callable[[Session, Person, datetime], tuple[str, str]]


@bp.post("/desk/reports/<id:comment_id>/claim")
@needs(Permission.MODERATE)
def claim(comment_id: int) -> ResponseReturnValue:
    """Tell the other moderators for 15 minutes that one works on a comment."""

    def act(db: Session, person: Person, now: datetime) -> tuple[str, str]:
        comment = get_comment(db, comment_id, person, now, lock=True)
        may_moderate(person, comment, comment.bill, now).require()
        actions.claim_comments(db, person, [Seen(comment_id)], now)
        return _("The others see for 15 minutes that you are working on this comment."), "/desk/reports"

    return _press(act)


@bp.post("/desk/reports/<id:comment_id>/claim/removal")
@needs(Permission.MODERATE)
def release(comment_id: int) -> ResponseReturnValue:
    """Give a claimed comment back."""

    def act(db: Session, person: Person, now: datetime) -> tuple[str, str]:
        comment = get_comment(db, comment_id, person, now, lock=True)
        may_moderate(person, comment, comment.bill, now).require()
        actions.release_claim(db, person, comment_id, now)
        return _("You have given this comment back."), "/desk/reports"

    return _press(act)


@bp.post("/desk/acts/<id:act_id>/undoing")
@needs(Permission.MODERATE)
def undoing(act_id: int) -> ResponseReturnValue:
    """Undo within a minute what one has just done at the desk."""

    def act(db: Session, person: Person, now: datetime) -> tuple[str, str]:
        undone = actions.undo_act(db, person, act_id, now)
        return _undone(undone.kind, undone.decision_count), "/desk/reports"

    return _press(act)


@bp.post("/desk/filters")
@needs(Permission.MODERATE)
def saving() -> ResponseReturnValue:
    """Keep a filter of the queue under a name."""
    form = FilterForm()
    chosen = read_filter(dict(parse_qsl((form.query.data or "")[:400])))

    def act(db: Session, person: Person, _now: datetime) -> tuple[str, str]:
        kept = actions.save_filter(db, person, form.name.data or "", chosen)
        return _("The filter “%(name)s” is saved.", name=kept.name), f"/desk/reports?{kept.query}"

    return _press(act, form, chosen) if form.validate() else show_reports(chosen, 422, form=form)


@bp.post("/desk/filters/<id:filter_id>/removal")
@needs(Permission.MODERATE)
def forgetting(filter_id: int) -> ResponseReturnValue:
    """Forget a filter."""

    def act(db: Session, person: Person, _now: datetime) -> tuple[str, str]:
        actions.delete_filter(db, person, filter_id)
        return _("The filter is deleted."), "/desk/reports"

    return _press(act)


def _press(act: Press, form: Form | None = None, chosen: Filter | None = None) -> ResponseReturnValue:
    """Do what a button asks and go on; where it is too late, show the queue with the reason."""
    try:
        done, leads_to = act(begin_write(), require_me(), request_now())
    except Refused as refused:
        if refused.reason.status not in (409, 422):
            raise
        close_session()  # the page that follows shows what is stored
        if form is not None:
            form.refuse(refused)
        reason = None if form is not None else refused.reason
        return show_reports(chosen or read_filter(request.args), refused.reason.status, reason=reason, form=form)
    flash(done, "success")
    return redirect(local_next(leads_to), 303)


def _undone(kind: DeskActKind, count: int) -> str:
    if kind is DeskActKind.HIDE:
        return ngettext(
            "Undone: %(num)s comment is shown again, with an entry on the record.",
            "Undone: %(num)s comments are shown again, each with an entry of its own on the record.",
            count,
        )
    return ngettext(
        "Undone: the reports of %(num)s comment are open again.",
        "Undone: the reports of %(num)s comments are open again.",
        count,
    )
