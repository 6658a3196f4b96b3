"""Pages of one's own data: what is kept, all of it as a file, and the erasure of the account."""

import json

from flask import Response, flash, make_response, redirect
from sqlalchemy.orm import Session

from app.accounts.current import require_me
from app.accounts.erasure.forms import WITHDRAW, ErasureForm
from app.accounts.erasure.leaving import erase_account, is_last_administrator
from app.accounts.erasure.own_data import count_own_data, read_own_data
from app.accounts.erasure.policy import may_erase
from app.accounts.handles import reserving_mark
from app.accounts.models import Person
from app.accounts.proof import prove_again
from app.accounts.queries import list_roles
from app.accounts.views.pages import bp, let_out, show
from app.kernel.clock import request_now, rfc3339
from app.kernel.db import begin_write, close_session, session
from app.kernel.guards import signed_in
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused


@bp.get("/account/data")
@signed_in
def data() -> Response:
    """Say what is kept about oneself, with the ways to take it along and to have it erased."""
    person = require_me()
    return show("data", person=person, counts=count_own_data(session(), person))


@bp.get("/account/data/file")
@signed_in
def data_file() -> Response:
    """Give all that is kept about oneself as a JSON file."""
    return data_answer(session(), require_me())


def data_answer(db: Session, person: Person) -> Response:
    """Write all that is kept about somebody as a file that no cache keeps."""
    document = {"made_at": rfc3339(request_now()), **read_own_data(db, person)}
    response = make_response(json.dumps(document, ensure_ascii=False, indent=2))
    response.mimetype = "application/json"
    response.headers["Content-Disposition"] = 'attachment; filename="gongyi-my-data.json"'
    response.headers["Cache-Control"] = "no-store"
    return response


@bp.route("/account/data/erasure", methods=["GET", "POST"])
@signed_in
def erasure() -> Response:
    """Ask whether to erase one's account, and erase it."""
    form, status = ErasureForm(), 200
    if form.is_submitted():
        try:
            if form.validate():
                return _erase(form)
            status = 422
        except Refused as refused:
            close_session()
            form.refuse(refused)
            status = refused.reason.status
    db, now, person = session(), request_now(), require_me()
    verdict = may_erase(person, is_last_administrator=is_last_administrator(db, person, now))
    status = verdict.reason.status if verdict.reason else status
    return show("erasure", form, status, person=person, verdict=verdict, roles=list_roles(db, person.id, now))


def _erase(form: ErasureForm) -> Response:
    person = require_me()
    form.confirm(person.handle)
    try:
        proved = prove_again(person, form.password.data or "")
    except Refused as refused:
        raise Refused(refused.reason, "password") from refused
    reserving_mark(person.handle_skeleton)  # and not while the database is held
    db = begin_write()
    erase_account(db, require_me(), proved=proved, withdraws=form.comments.data == WITHDRAW, now=request_now())
    let_out()
    flash(_("Your account is erased. Thank you for having taken part."), "success")
    return make_response(redirect("/", 303))
