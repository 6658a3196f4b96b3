"""Doing what somebody in office sent: the password given lately, once a key, the page again with all words where it is refused."""

from collections.abc import Callable
from typing import Any

from flask import redirect, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.current import require_me
from app.accounts.models import Person
from app.accounts.proof import is_proved_lately, prove_for_power
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm

Act = Callable[[Session, Person], str]
_ELSEWHERE = ("not_found", "sign_in_required", "not_allowed")
PROOF = "proof_password"
_NOT_KEPT = ("csrf_token", PROOF)


def do_sent(form: KeyedForm, act: Act, *, over_others: bool = True) -> tuple[ResponseReturnValue | None, int]:
    """Do an act that answers with an address to go to; or None, and the status with which the form is shown (again).

    An act over others is done only where the password was given lately; else a page asks for it, which keeps what was typed.
    """
    if request.method == "GET":
        return None, 200
    if not form.validate():
        return None, 422
    if over_others and (asked := _ask_for_proof()) is not None:
        return asked, 401
    try:
        return redirect(_do_once(form, act), 303), 303
    except Refused as refused:
        close_session()
        if refused.reason.code in _ELSEWHERE:
            raise
        form.refuse(refused)
        return None, refused.reason.status


def _ask_for_proof() -> ResponseReturnValue | None:
    """The page that asks for the password, or None where it was given lately or came with this form."""
    if is_proved_lately():
        return None
    error, status = None, 401
    if PROOF in request.form:
        try:
            prove_for_power(require_me(), request.form[PROOF])
            return None
        except Refused as refused:
            error, status = refused.reason.text, refused.reason.status
    kept = [(name, value) for name, value in request.form.items(multi=True) if name not in _NOT_KEPT]
    here = request.full_path.rstrip("?")
    return render_template("offices/proof.html", kept=kept, error=error, here=here), status


def _do_once(form: KeyedForm, act: Act) -> str:
    db, now = begin_write(), request_now()
    person = require_me()
    sent = sorted(pair for pair in request.form.items(multi=True) if pair[0] not in _NOT_KEPT)
    key = form.key.data or ""
    earlier = claim(db, person.id, key, fingerprint(request.path, sent), now)
    if earlier:
        return earlier
    location = act(db, person)
    settle(db, person.id, key, location)
    return location


def show_act(
    form: KeyedForm,
    status: int,
    *,
    title: Any,
    submit: Any,
    back: Any,
    lede: Any = None,
    kind: Any = "primary",
    hints: Any = None,
    **more: Any,
) -> tuple[str, int]:
    """Show the page of one act: what it is, its form, and the way back."""
    words = {"title": title, "submit": submit, "back": back, "lede": lede, "kind": kind, "hints": hints or {}}
    return render_template("offices/act.html", form=form, **words, **more), status


def answer(
    done: tuple[ResponseReturnValue | None, int], show: Callable[[int], ResponseReturnValue]
) -> ResponseReturnValue:
    """Answer with what was done, or with the page where nothing was (yet)."""
    response, status = done
    return show(status) if response is None else response
