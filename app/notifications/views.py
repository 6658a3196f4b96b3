"""Pages for the person signed in: what they were told, and what they have said."""

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from app.accounts.current import require_me
from app.discussion.models import State
from app.discussion.words import place_label
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import begin_write, session
from app.kernel.guards import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.i18n import same_page
from app.kernel.verdict import invalid
from app.kernel.web.parameters import code_parameter, number_parameter, text_parameter
from app.moderation.appeals.deadlines import last_day_to_appeal
from app.moderation.queries import said
from app.notifications.actions import mark_read
from app.notifications.forms import ReadForm
from app.notifications.own_courses import Came
from app.notifications.own_page import Wanted, read_becoming
from app.notifications.queries import list_notices
from app.notifications.standing import say_days

bp = Blueprint("notifications", __name__)


@bp.get("/notifications")
@signed_in
def index() -> ResponseReturnValue:
    """Show what somebody was told, newest first."""
    before = number_parameter("before")
    page = list_notices(session(), require_me().id, before)
    newest = page.rows[0].id if page.rows else 0
    return render_template(
        "notifications/index.html",
        rows=page.rows,
        form=ReadForm(newest=str(newest)),
        place_label=place_label,
        say_days=say_days,
        last_day_to_appeal=last_day_to_appeal,
        today=taipei_day(request_now()),
        **_pages(before, page.next),
    )


@bp.post("/notifications/reading")
@signed_in
def reading() -> ResponseReturnValue:
    """Mark the notices that the page showed, and older ones, as read."""
    form = ReadForm()
    if not form.validate():
        raise invalid(form.newest.errors[0] if form.newest.errors else _("Open the page anew."))
    db = begin_write()
    mark_read(db, require_me(), form.newest.number, request_now())
    flash(_("Your notices are marked as read."), "success")
    return redirect(url_for("notifications.index"), 303)


@bp.get("/notifications/comments")
@signed_in
def comments() -> ResponseReturnValue:
    """Show what somebody has said, newest first, with what became of it."""
    before, state = number_parameter("before"), code_parameter("state", State)
    wanted = Wanted(text_parameter("bill", 80), state, code_parameter("came", Came))
    page = read_becoming(session(), require_me(), wanted, request_now(), before)
    return render_template(
        "notifications/comments.html",
        page=page,
        wanted=wanted,
        said=said,
        place_label=place_label,
        **_pages(before, page.next),
    )


def _pages(before: int | None, after: int | str | None) -> dict[str, str | None]:
    return {
        "first_url": same_page(before=None) if before is not None else None,
        "next_url": same_page(before=str(after)) if after else None,
    }
