"""Pages on one comment: reporting, hiding, restoring."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import Permission
from app.accounts.current import me
from app.discussion.queries import get_comment
from app.discussion.rows import list_rows_by_ids
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs, signed_in
from app.moderation import policy
from app.moderation.acts import do_sent, hide_once, report_once, restore_once
from app.moderation.appeals.queries import find_open
from app.moderation.cases import plain_card, show_case
from app.moderation.forms import HideForm, ReportForm, RestoreForm
from app.moderation.grounds import ground_hints
from app.moderation.queries import has_reported

bp = Blueprint("moderation", __name__)


@bp.route("/comments/<id:comment_id>/reports/new", methods=["GET", "POST"])
@signed_in
def report(comment_id: int) -> ResponseReturnValue:
    """Report a comment to the moderators."""
    form = ReportForm()
    done, status = do_sent(form, comment_id, report_once)
    return done or _show_report(form, comment_id, status)


def _show_report(form: ReportForm, comment_id: int, status: int) -> ResponseReturnValue:
    db, now = session(), request_now()
    comment = get_comment(db, comment_id, me(), now)
    row = list_rows_by_ids(db, [comment.id])[comment.id]
    verdict = policy.may_report(me(), comment, comment.bill, now, has_reported=has_reported(db, me(), comment))
    if verdict.reason is not None:
        status = verdict.reason.status
    words = {"bill": comment.bill, "row": row, "card": plain_card(row), "hints": ground_hints()}
    return render_template("moderation/report.html", form=form, may_report=verdict, **words), status


@bp.route("/comments/<id:comment_id>/hiding", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def hiding(comment_id: int) -> ResponseReturnValue:
    """Read a comment in its context, and hide it."""
    form = HideForm()
    done, status = do_sent(form, comment_id, hide_once)
    return done or show_case("moderation/hiding.html", comment_id, status, policy.may_hide, hide=form)


@bp.route("/comments/<id:comment_id>/restoration", methods=["GET", "POST"])
@needs(Permission.MODERATE)
def restoration(comment_id: int) -> ResponseReturnValue:
    """Read a hidden comment, and show it to everybody again."""
    form = RestoreForm()
    done, status = do_sent(form, comment_id, restore_once)
    return done or show_case(
        "moderation/restoration.html",
        comment_id,
        status,
        policy.may_restore,
        {"appeal": find_open(session(), comment_id)},
        restore=form,
    )
