"""From a form to an act: opens the writing, does the act once for the form's key, and says where to go."""

from collections.abc import Callable
from datetime import datetime
from typing import TypeVar

from flask import flash, redirect, request, url_for
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.current import require_me
from app.accounts.models import Person
from app.discussion.models import Comment
from app.discussion.queries import get_comment
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session
from app.kernel.i18n import gettext as _
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm
from app.kernel.web.parameters import local_next
from app.moderation import actions
from app.moderation.desk.actions import note_act
from app.moderation.desk.models import DeskActKind
from app.moderation.desk.selection import require_open, require_unclaimed
from app.moderation.forms import DismissForm, HideForm, ReportForm, RestoreForm

Act = Callable[[Session, Person, Comment, datetime], str]
Sent = TypeVar("Sent", bound=KeyedForm)


def report_once(form: ReportForm, comment_id: int) -> Response:
    """Report the comment as a form says."""

    def act(db: Session, person: Person, comment: Comment, now: datetime) -> str:
        note = form.note.data or ""
        actions.report_comment(db, person, comment, comment.bill, ground=form.ground.data, note=note, now=now)
        return str(_("The moderators have your report. They decide; a report alone hides nothing."))

    return _do_once(form, comment_id, act)


def hide_once(form: HideForm, comment_id: int) -> Response:
    """Hide the comment as a form says."""

    def act(db: Session, person: Person, comment: Comment, now: datetime) -> str:
        ground, reason, revision = form.ground.data, form.reason.data or "", form.revision.number
        require_open(db, comment.id, form.newest.number)
        require_unclaimed(db, person, [comment.id], now, confirmed=form.over.data)
        decision = actions.hide_comment(
            db, person, comment, comment.bill, ground=ground, reason=reason, revision=revision, now=now
        )
        note_act(db, person, DeskActKind.HIDE, [decision], now)
        return str(_("The comment is hidden, on the record under log no. %(number)s.", number=decision.log_seq))

    return _do_once(form, comment_id, act)


def restore_once(form: RestoreForm, comment_id: int) -> Response:
    """Restore the comment as a form says."""

    def act(db: Session, person: Person, comment: Comment, now: datetime) -> str:
        reason, revision = form.reason.data or "", form.revision.number
        decision = actions.restore_comment(db, person, comment, comment.bill, reason=reason, revision=revision, now=now)
        return str(_("The comment is shown again, on the record under log no. %(number)s.", number=decision.log_seq))

    return _do_once(form, comment_id, act)


def dismiss_once(form: DismissForm, comment_id: int) -> Response:
    """Dismiss the comment's reports as a form says."""

    def act(db: Session, person: Person, comment: Comment, now: datetime) -> str:
        reason, revision, newest = form.reason.data or "", form.revision.number, form.newest.number
        require_unclaimed(db, person, [comment.id], now, confirmed=form.over.data)
        decision = actions.dismiss_reports(
            db, person, comment, comment.bill, reason=reason, revision=revision, newest=newest, now=now
        )
        note_act(db, person, DeskActKind.DISMISS, [decision], now)
        return str(_("The reports are dismissed; the comment stays as it is."))

    return _do_once(form, comment_id, act)


def do_sent(form: Sent, comment_id: int, act: Callable[[Sent, int], Response]) -> tuple[Response | None, int]:
    """Do what a form asks, if one was sent; give the way on, or None and the status of the page that is shown (again)."""
    if not form.is_submitted():
        return None, 200
    if not form.validate():
        return None, 422
    try:
        return act(form, comment_id), 303
    except Refused as refused:
        close_session()  # the page that follows shows what is stored
        form.refuse(refused)
        return None, refused.reason.status


def _do_once(form: KeyedForm, comment_id: int, act: Act) -> Response:
    def act_on_comment(db: Session, person: Person, now: datetime) -> str:
        return act(db, person, get_comment(db, comment_id, person, now, lock=True), now)

    return do_keyed(form, url_for("discussion.comment", comment_id=comment_id), act_on_comment)


def do_keyed(
    form: KeyedForm, leads_to: str, act: Callable[[Session, Person, datetime], str], *more: object
) -> Response:
    """Do an act once for the form's key (`more` is what was sent beside its fields), tell what was done, and go on."""
    db, now = begin_write(), request_now()
    person, key = require_me(), form.key.data or ""
    words = [form[name].data for name in form.data if name not in ("key", "csrf_token")]
    earlier = claim(db, person.id, key, fingerprint(request.path, *words, *more), now)
    if earlier is not None:
        return redirect(earlier, 303)
    done = act(db, person, now)
    location = local_next(leads_to)
    settle(db, person.id, key, location)
    flash(done, "success")
    return redirect(location, 303)
