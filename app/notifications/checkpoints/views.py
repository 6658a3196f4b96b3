"""Pages on which an address subscribes to checkpoints and ends that again, and the feed of checkpoints."""

from flask import Blueprint, Response, current_app, make_response, redirect, render_template, request
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.throttles import count_try, may_mail
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public
from app.kernel.i18n import choose_language
from app.kernel.verdict import Refused
from app.notifications.checkpoints import actions
from app.notifications.checkpoints.feed import write_checkpoint_feed
from app.notifications.checkpoints.forms import SubscriptionForm
from app.notifications.checkpoints.links import get_subscriber
from app.record.checkpoints.queries import list_checkpoints

bp = Blueprint("checkpoint_mails", __name__)
ONE_CLICK = Blueprint("checkpoint_one_click", __name__)


@bp.route("/record/checkpoints/subscription", methods=["GET", "POST"])
@public
def subscribe() -> AnyResponse:
    """Show the form for mailed checkpoints, or mail the link that confirms."""
    form, status = SubscriptionForm(), 200
    if form.validate_on_submit():
        try:
            _subscribe(form)
            return redirect("/record/checkpoints/subscription/sent", 303)
        except Refused as refused:
            form.refuse(refused)
            status = refused.reason.status
    return _show("subscription", 422 if form.errors and status == 200 else status, form=form)


def _subscribe(form: SubscriptionForm) -> None:
    count_try("subscribe")
    email = form.email.data or ""
    if may_mail(email):
        is_daily, language = form.often.data == "daily", choose_language()
        actions.subscribe(begin_write(), email, is_daily=is_daily, language=language, now=request_now())


@bp.get("/record/checkpoints/subscription/sent")
@public
def sent() -> AnyResponse:
    """Tell somebody who asked for checkpoints to look into their mail; the same whatever the address."""
    return _show("sent")


@bp.route("/record/checkpoints/confirmation/<token>", methods=["GET", "POST"])
@public
def confirm(token: str) -> AnyResponse:
    """Show the button that begins a subscription (programs that read mail open links, but press no buttons), or begin it."""
    try:
        if request.method == "POST":
            db = begin_write()
            actions.confirm(db, get_subscriber(db, token), request_now())
            return _show("confirmed", token=token)
        return _show("confirm", token=token, subscriber=get_subscriber(session(), token))
    except Refused:
        return _show("gone", 404)


@bp.get("/record/checkpoints/unsubscription/<token>")
@public
def ask_unsubscribe(token: str) -> AnyResponse:
    """Show the button that ends a subscription."""
    try:
        return _show("unsubscribe", token=token, subscriber=get_subscriber(session(), token))
    except Refused:
        return _show("gone", 404)


@ONE_CLICK.post("/record/checkpoints/unsubscription/<token>")
@public
def unsubscribe(token: str) -> AnyResponse:
    """End a subscription and erase its address; mail programs post here by themselves (RFC 8058), so no other token is asked."""
    try:
        db = begin_write()
        actions.unsubscribe(db, get_subscriber(db, token))
        return _show("unsubscribed")
    except Refused:
        return _show("gone", 404)


@bp.get("/record/checkpoints.atom")
@public
def feed() -> AnyResponse:
    """Tell of the newest checkpoints, each with its whole document."""
    base = current_app.extensions["gongyi.settings"].base_url
    content = write_checkpoint_feed(list_checkpoints(session(), limit=50), base)
    response = Response(content, content_type="application/atom+xml; charset=utf-8")
    response.add_etag()
    return response.make_conditional(request)


def _show(page: str, status: int = 200, **words: object) -> Response:
    return make_response(render_template(f"notifications/checkpoints/{page}.html", **words), status)
