"""The moderators' desk: the queue of reports, and one reported comment."""

from typing import Any

from flask import Blueprint, current_app, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import same_page
from app.kernel.verdict import Reason
from app.kernel.web.forms import Form
from app.kernel.web.parameters import number_parameter, text_parameter
from app.moderation.acts import dismiss_once, do_sent
from app.moderation.cases import show_case
from app.moderation.desk.filters import Filter, read_filter
from app.moderation.desk.keeping import find_undoable, list_filters, list_given
from app.moderation.desk.queries import count_waiting, list_queue
from app.moderation.desk.words import filter_choices, filter_words
from app.moderation.forms import DismissForm, HideForm
from app.moderation.models import DecisionKind

bp = Blueprint("moderation_desk", __name__)
PLACING = "/comments/<id:comment_id>/place"  # where a comment is moved, if the application has that page


@bp.get("/desk/reports", endpoint="queue")
@needs(Permission.MODERATE)
def show_queue() -> ResponseReturnValue:
    """Show the comments that were reported to one's subgroups, as they are filtered and ordered."""
    return show_reports(read_filter(request.args), 200)


def show_reports(
    chosen: Filter, status: int, *, reason: Reason | None = None, form: Form | None = None
) -> ResponseReturnValue:
    """Show a page of the queue; `reason` says why something was refused, `form` is a filter's name that was."""
    db, person, now, after = session(), require_me(), request_now(), text_parameter("after", 32)
    queue, waiting = list_queue(db, person, now, chosen, after), count_waiting(db, person, now)
    here = "/desk/reports" + (f"?{chosen.query}" if chosen.query else "")
    page = render_template(
        "moderation/queue.html",
        queue=queue,
        waiting=waiting,
        chosen=chosen,
        choices=filter_choices(waiting),
        chosen_words=filter_words(chosen, waiting),
        saved=list_filters(db, person),
        undoable=find_undoable(db, person, now),
        here=same_page() if request.method == "GET" else here,
        can_place=has_placing(),
        place_label=place_label,
        now=now,
        reason=reason,
        form=form,
        first_url=here if after else None,
        next_url=same_page(after=queue.next) if queue.next else None,
    )
    return page, status


def has_placing() -> bool:
    """Whether the application has the page on which a comment is moved."""
    return any(rule.rule == PLACING for rule in current_app.url_map.iter_rules())


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
    hide.reason.id, hide.over.id = "hide-reason", "hide-over"  # two forms with such fields stand on this page
    given = list_given(session(), require_me(), (DecisionKind.HIDE, DecisionKind.DISMISS))
    take_up(given, hide if request.method == "GET" else None, form if request.method == "GET" else None)
    words: dict[str, Any] = {"given": given, "can_place": has_placing()}
    return show_case("moderation/item.html", comment_id, status, None, words, hide=hide, dismiss=form)


def take_up(given: list[Any], hide: Any, dismiss: Any) -> None:
    """Fill in the reason given lately that the address asks for, where one fits."""
    like = next((each for each in given if each.id == number_parameter("like")), None)
    if like is not None and like.ground is not None and hide is not None:
        hide.ground.data, hide.reason.data = like.ground, like.reason
    elif like is not None and like.ground is None and dismiss is not None:
        dismiss.reason.data = like.reason
