"""What somebody with a suspended account can do for themselves, who cannot sign in: take their data along, and erase the account."""

from flask import Response, flash, make_response, redirect
from sqlalchemy.orm import Session

from app.accounts.actions.sign_ins import Proof
from app.accounts.erasure import policy
from app.accounts.erasure.forms import WITHDRAW, ErasureForm
from app.accounts.erasure.leaving import erase_account
from app.accounts.erasure.views import data_answer
from app.accounts.forms import SignInForm
from app.accounts.handles import reserving_mark
from app.accounts.models import Person
from app.accounts.proof import prove_identity
from app.accounts.views.pages import bp, show
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session, session
from app.kernel.guards import public
from app.kernel.i18n import gettext as _
from app.kernel.verdict import Refused


@bp.route("/account/suspended/data", methods=["GET", "POST"])
@public
def suspended_data() -> Response:
    """Give somebody whose account is suspended all that is kept about them, as a file, for their name and password."""
    form, status = SignInForm(), 200
    if form.validate_on_submit():
        try:
            proof = prove_identity(form.name.data or "", form.password.data or "")
            return data_answer(session(), _suspended(session(), proof))
        except Refused as refused:
            close_session()
            form.refuse(refused)
            status = refused.reason.status
    return show("suspended_data", form, status)


@bp.route("/account/suspended/erasure", methods=["GET", "POST"])
@public
def suspended_erasure() -> Response:
    """Ask somebody whose account is suspended whether to erase it, and erase it."""
    form, status = ErasureForm(), 200
    if form.validate_on_submit():
        try:
            return _erase(form)
        except Refused as refused:
            close_session()
            form.refuse(refused)
            status = refused.reason.status
    return show("suspended_erasure", form, status)


def _erase(form: ErasureForm) -> Response:
    proof = prove_identity(form.handle.data or "", form.password.data or "")
    reserving_mark(_suspended(session(), proof).handle_skeleton)  # and not while the database is held
    db = begin_write()
    withdraws = form.comments.data == WITHDRAW
    erase_account(db, _suspended(db, proof), proved=proof.kept, withdraws=withdraws, now=request_now())
    flash(_("Your account is erased, and its suspension is over with it."), "success")
    return make_response(redirect("/", 303))


def _suspended(db: Session, proof: Proof) -> Person:
    person = db.get_one(Person, proof.person_id)
    policy.may_act_suspended(person).require()
    return person
