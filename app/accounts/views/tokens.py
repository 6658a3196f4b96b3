"""The page of one's tokens for the API."""

from flask import Response, flash, make_response, redirect

from app.accounts import actions, queries
from app.accounts.current import require_me
from app.accounts.forms import TokenForm
from app.accounts.models import TokenScope
from app.accounts.views.pages import bp, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused


@bp.route("/account/tokens", methods=["GET", "POST"])
@signed_in
def tokens() -> Response:
    """List one's tokens; make a new one, which is shown this once."""
    form, status, made = TokenForm(), 200, None
    if form.is_submitted():
        try:
            made = _make(form) if form.validate() else None
        except Refused as refused:
            form.refuse(refused)
            status = refused.reason.status
    form = form if made is None else TokenForm(formdata=None)
    found = queries.list_tokens(session(), require_me().id)
    response = show("tokens", form, status, tokens=found, made=made, has_role=bool(require_me().memberships))
    response.headers["Cache-Control"] = "no-store"
    return response


def _make(form: TokenForm) -> str:
    db = begin_write()
    scope = TokenScope(form.scope.data)
    return actions.create_api_token(db, require_me(), name=form.name.data or "", scope=scope, now=request_now())


@bp.post("/account/tokens/<id:token_id>/ending")
@signed_in
def end_token(token_id: int) -> Response:
    """End one of one's tokens."""
    ended = actions.end_api_token(begin_write(), require_me(), token_id, now=request_now())
    flash(_("The token “%(name)s” has ended.", name=ended.name), "success")
    return make_response(redirect("/account/tokens", 303))
