"""The moderators' desk: the queue of reports, and one reported comment."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import same_page
from app.kernel.web.parameters import number_parameter
from app.moderation.acts import dismiss_once, do_sent
from app.moderation.cases import show_case
from app.moderation.forms import DismissForm, HideForm
from app.moderation.queries import count_queue, list_queue

bp = Blueprint("moderation_desk", __name__)


@bp.get("/desk/reports", endpoint="queue")
@needs(Permission.MODERATE)
def show_queue() -> ResponseReturnValue:
    """Show the comments that were reported to one's subgroups, oldest report first."""
    db, person, now, after = session(), require_me(), request_now(), number_parameter("after")
    queue = list_queue(db, person, now, after)
    return render_template(
        "moderation/queue.html",
        queue=queue,
        place_label=place_label,
        count=count_queue(db, person, now),
        first_url=same_page(after=None) if after is not None else None,
        next_url=same_page(after=str(queue.next)) if queue.next else None,
    )


@bp.get("/desk/reports/<id:comment_id>", endpoint="item")
@needs(Permission.MODERATE)
def show_item(comment_id: int) -> ResponseReturnValue:
    """Show one reported comment with its context, and the acts to choose from."""
    return _show(comment_id, 200, DismissForm())


@bp.post("/desk/reports/<id:comment_id>/dismissal", endpoint="dismissal")
@needs(Permission.MODERATE)
def dismiss(comment_id: int) -> ResponseReturnValue:
    """Close a comment's reports and leave it as it is."""
    form = DismissForm()
    done, status = do_sent(form, comment_id, dismiss_once)
    return done or _show(comment_id, status, form)


def _show(comment_id: int, status: int, form: DismissForm) -> ResponseReturnValue:
    hide = HideForm(formdata=None)
    hide.reason.id = "hide-reason"  # two forms with a reason stand on this page
    return show_case("moderation/item.html", comment_id, status, None, hide=hide, dismiss=form)
