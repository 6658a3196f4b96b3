"""Signing in and out, and choosing a language."""

from urllib.parse import parse_qsl, urlencode, urlsplit, urlunsplit

from flask import Response, flash, make_response, redirect
from flask_login import current_user

from app.accounts.actions import sign_in as begin_session
from app.accounts.demo import demo_groups
from app.accounts.forms import SignInForm
from app.accounts.proof import prove_identity
from app.accounts.sessions import end_session
from app.accounts.views.pages import LANGUAGE_AGE, bp, let_in, let_out, set_cookie, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write
from app.kernel.guards import public
from app.kernel.i18n import LOCALES
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused, not_found
from app.kernel.web.parameters import local_next


@bp.route("/account/sign-in", methods=["GET", "POST"])
@public
def sign_in() -> Response:
    """Show the sign-in form, or let somebody in and send them where they were going."""
    form, status, suspended = SignInForm(next=local_next("")), 200, False
    if form.validate_on_submit():
        try:
            proof = prove_identity(form.name.data or "", form.password.data or "")
            person, token = begin_session(begin_write(), proof, request_now())
            return let_in(person, token, make_response(redirect(local_next("/"), 303)))
        except Refused as refused:
            form.refuse(refused)
            status, suspended = refused.reason.status, refused.reason.code == "not_allowed"
    return show("sign_in", form, status, demo_groups=demo_groups(), suspended=suspended)


@bp.get("/account/sign-out")
@public
def ask_sign_out() -> Response:
    """Ask whether to sign out."""
    return show("sign_out")


@bp.post("/account/sign-out")
@public
def sign_out() -> Response:
    """End this session."""
    if current_user.is_authenticated:
        end_session(begin_write(), current_user.token)
    let_out()
    flash(_("You are signed out."), "success")
    return make_response(redirect("/", 303))


@bp.get("/language/<code>")
@public
def choose_language(code: str) -> Response:
    """Keep a language for a year and go back to the page, without the ?lang= that would outvote it."""
    if code not in LOCALES:
        raise not_found()
    parts = urlsplit(local_next("/"))
    query = [(k, v) for k, v in parse_qsl(parts.query, keep_blank_values=True) if k != "lang"]
    response = make_response(redirect(urlunsplit(parts._replace(query=urlencode(query))), 303))
    set_cookie(response, "language", code, LANGUAGE_AGE)
    return response
