"""Forgotten passwords."""

from flask import Response, flash, make_response, redirect

from app.accounts import actions
from app.accounts.forms import AddressForm, NewPasswordForm
from app.accounts.proof import hash_new_password
from app.accounts.throttles import count_try, may_mail
from app.accounts.tokens import Purpose, find_holder
from app.accounts.views.pages import bp, let_out, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused


@bp.route("/account/reset", methods=["GET", "POST"])
@public
def ask_reset() -> Response:
    """Ask for the address, or mail a link to it; the answer is the same whether anybody owns it."""
    form, status = AddressForm(), 200
    if form.validate_on_submit():
        try:
            count_try("reset")
            if may_mail(form.email.data or ""):
                actions.request_reset(begin_write(), form.email.data or "", request_now())
            return make_response(redirect("/account/reset/sent", 303))
        except Refused as refused:
            form.refuse(refused)
            status = refused.reason.status
    return show("reset", form, status)


@bp.get("/account/reset/sent")
@public
def reset_sent() -> Response:
    """Tell somebody who asked for a link to look into their mail."""
    return show("reset_sent")


@bp.route("/account/reset/<token>", methods=["GET", "POST"])
@public
def reset(token: str) -> Response:
    """Ask the holder of a mailed link for a new password, and set it."""
    form, status = NewPasswordForm(), 200
    try:
        person = find_holder(session(), token, Purpose.RESET, request_now())
        if form.validate_on_submit():
            return _reset(token, hash_new_password(form.password.data or "", person.handle))
    except Refused as refused:
        if refused.field is None:
            return show("dead_link", status=refused.reason.status, purpose="reset")
        form.refuse(refused)
    return show("reset_password", form, status, person=person, token=token)


def _reset(token: str, password_hash: str) -> Response:
    actions.reset_password(begin_write(), token, password_hash, request_now())
    let_out()
    flash(_("Your new password is set, and all earlier sessions have ended. Sign in with it."), "success")
    return make_response(redirect("/account/sign-in", 303))
