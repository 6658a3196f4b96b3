"""Settings and security: language, password, sessions."""

from flask import Response, flash, make_response, redirect
from flask_login import current_user

from app.accounts import actions, queries
from app.accounts.actions.sign_ins import MARK
from app.accounts.current import require_me
from app.accounts.forms import ChangePasswordForm, LanguageForm
from app.accounts.proof import hash_new_password, prove_again
from app.accounts.sessions import hash_token, start_session
from app.accounts.views.pages import LANGUAGE_AGE, bp, let_in, let_out, set_cookie, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import signed_in
from app.kernel.i18n import choose_language, speaking
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused

BACK, SECURITY = "/account/settings", "/account/security"


@bp.get("/account/settings")
@signed_in
def settings() -> Response:
    """Show one's account."""
    person = require_me()
    return _show_settings(LanguageForm(language=person.language or choose_language()), 200)


def _show_settings(form: LanguageForm, status: int) -> Response:
    person = require_me()
    roles = queries.list_roles(session(), person.id, request_now())
    return show("settings", None, status, person=person, language_form=form, roles=roles)


@bp.get("/account/security")
@signed_in
def security() -> Response:
    """Show where one is signed in, and let one change the password."""
    return _show_security(ChangePasswordForm(), 200)


def _show_security(form: ChangePasswordForm, status: int) -> Response:
    person, now = require_me(), request_now()
    return show(
        "security",
        form,
        status,
        person=person,
        sessions=queries.list_sessions(session(), person.id, now),
        this_session=hash_token(current_user.token),
        mark_length=MARK,
    )


@bp.post("/account/settings/language")
@signed_in
def set_language() -> Response:
    """Set the language of pages and mails."""
    form = LanguageForm()
    if not form.validate_on_submit():
        return _show_settings(form, 422)
    db = begin_write()
    actions.choose_language(db, require_me(), form.language.data)
    with speaking(form.language.data):
        flash(_("Your language is set."), "success")
    response = make_response(redirect(BACK, 303))
    set_cookie(response, "language", form.language.data, LANGUAGE_AGE)
    return response


@bp.post("/account/settings/password")
@signed_in
def change_password() -> Response:
    """Change one's password; every session ends but a new one for this browser."""
    form, status = ChangePasswordForm(), 422
    if form.validate_on_submit():
        try:
            return _change_password(form)
        except Refused as refused:
            form.refuse(refused)
            status = refused.reason.status
    return _show_security(form, status)


def _change_password(form: ChangePasswordForm) -> Response:
    proved = prove_again(require_me(), form.old_password.data or "")
    password_hash = hash_new_password(form.password.data or "", require_me().handle)
    db, now = begin_write(), request_now()
    person = require_me()
    actions.change_password(db, person, proved=proved, password_hash=password_hash, now=now)
    response = let_in(person, start_session(db, person, now), make_response(redirect(SECURITY, 303)))
    flash(_("Your password is changed. All other sessions have ended."), "success")
    return response


@bp.post("/account/sessions/<slug:mark>/ending")
@signed_in
def end_session(mark: str) -> Response:
    """End one of one's sessions."""
    db = begin_write()
    ended = actions.end_own_session(db, require_me(), mark)
    if ended == hash_token(current_user.token):
        let_out()
        return make_response(redirect("/", 303))
    flash(_("The session has ended."), "success")
    return make_response(redirect(SECURITY, 303))


@bp.post("/account/sessions/ending")
@signed_in
def end_other_sessions() -> Response:
    """End all of one's sessions but this one."""
    db = begin_write()
    actions.end_other_sessions(db, require_me(), current_user.token)
    flash(_("All other sessions have ended."), "success")
    return make_response(redirect(SECURITY, 303))
