"""The page on which somebody chooses their mails, and the one that a mail's own link opens."""

from flask import Blueprint, Response, flash, make_response, redirect, render_template
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.current import require_me
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused
from app.notifications.choices.actions import choose_mails, decline_mail
from app.notifications.choices.forms import MailsForm
from app.notifications.choices.links import read_link
from app.notifications.choices.models import MailKind
from app.notifications.choices.queries import list_declined
from app.notifications.choices.words import KINDS

bp = Blueprint("mail_choices", __name__)
ONE_CLICK = Blueprint("mail_one_click", __name__)


@bp.get("/notifications/mails")
@signed_in
def mails() -> Response:
    """Show which notices come by mail, too."""
    declined = list_declined(session(), require_me().id)
    return _show("mails", form=MailsForm(kinds=[kind.value for kind in MailKind if kind not in declined]))


@bp.post("/notifications/mails")
@signed_in
def choose() -> AnyResponse:
    """Note which notices shall come by mail, too."""
    form = MailsForm()
    if not form.validate_on_submit():
        return _show("mails", 422, form=form)
    choose_mails(begin_write(), require_me(), form.wanted, request_now())
    flash(_("Your choice is saved."), "success")
    return redirect("/notifications/mails", 303)


@bp.get("/notifications/unsubscription/<token>")
@public
def ask_unsubscribe(token: str) -> Response:
    """Show the button that ends one kind of mails (programs that read mail open links, but press no buttons)."""
    try:
        _person, kind = read_link(session(), token)
        return _show("unsubscribe", token=token, kind=KINDS[kind])
    except Refused:
        return _show("gone", 404)


@ONE_CLICK.post("/notifications/unsubscription/<token>")
@public
def unsubscribe(token: str) -> Response:
    """End one kind of mails; mail programs post here by themselves (RFC 8058), so neither sign-in nor another token is asked."""
    try:
        db = begin_write()
        person, kind = read_link(db, token)
        decline_mail(db, person, kind, request_now())
        return _show("unsubscribed", kind=KINDS[kind])
    except Refused:
        return _show("gone", 404)


def _show(page: str, status: int = 200, **words: object) -> Response:
    return make_response(render_template(f"notifications/choices/{page}.html", **words), status)
