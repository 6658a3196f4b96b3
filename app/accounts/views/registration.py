"""Registering and confirming an e-mail address."""

from flask import Response, flash, make_response, redirect

from app.accounts import actions
from app.accounts.current import me, require_me
from app.accounts.forms import RegisterForm
from app.accounts.handles import normalise_handle, reserving_mark, skeleton
from app.accounts.proof import hash_new_password
from app.accounts.throttles import count_try, may_mail, may_mail_person, refuse_too_many
from app.accounts.tokens import Purpose, find_holder
from app.accounts.views.pages import bp, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public, signed_in
from app.kernel.i18n import choose_language
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused
from app.kernel.web.forms import Form


@bp.route("/account/register", methods=["GET", "POST"])
@public
def register() -> Response:
    """Show the form for a new account, or write one down and mail the link that confirms it."""
    form, status = RegisterForm(), 200
    if form.validate_on_submit():
        try:
            _register(form)
            return make_response(redirect("/account/register/sent", 303))
        except Refused as refused:
            form.refuse(refused)
            status = refused.reason.status
    return show("register", form, status)


def _register(form: Form) -> None:
    count_try("register")
    password_hash = hash_new_password(form.password.data, normalise_handle(form.handle.data))
    reserving_mark(skeleton(normalise_handle(form.handle.data)))  # and not while the database is held
    if not may_mail(form.email.data or ""):
        raise refuse_too_many()
    actions.register_person(
        begin_write(),
        handle=form.handle.data,
        email=form.email.data,
        password_hash=password_hash,
        language=choose_language(),
        now=request_now(),
    )


@bp.get("/account/register/sent")
@public
def registered() -> Response:
    """Tell somebody who registered to look into their mail; the same whatever the address."""
    return show("check_mail")


@bp.get("/account/confirm/<token>")
@public
def ask_confirm(token: str) -> Response:
    """Show the button that confirms an address: programs that read mail open links, but press no buttons."""
    try:
        person = find_holder(session(), token, Purpose.CONFIRM, request_now())
    except Refused as refused:
        return show("dead_link", status=refused.reason.status, purpose="confirm")
    return show("confirm", person=person, token=token)


@bp.post("/account/confirm/<token>")
@public
def confirm(token: str) -> Response:
    """Confirm an address."""
    try:
        person = actions.confirm_email(begin_write(), token, request_now())
    except Refused as refused:
        return show("dead_link", status=refused.reason.status, purpose="confirm")
    flash(_("Your e-mail address is confirmed. You can take part now."), "success")
    return make_response(redirect("/" if me() is person else "/account/sign-in", 303))


@bp.post("/account/confirmation")
@signed_in
def resend_confirmation() -> Response:
    """Mail another confirmation link."""
    person = require_me()
    if not may_mail_person(person):
        raise refuse_too_many()
    db = begin_write()
    actions.request_confirmation(db, require_me(), request_now())
    flash(_("A new link is on its way. It works for 24 hours."), "success")
    return make_response(redirect("/account/settings", 303))
