"""Doing what an official sent: once a key, in one write transaction, the page again with all words where it is refused."""

from collections.abc import Callable

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.current import me, require_me
from app.accounts.models import Person
from app.bills import policy, queries
from app.bills.models import Bill
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session, session
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm

Act = Callable[[Session, Person], str]
_NOT_OF_THE_FORM = ("not_found", "sign_in_required", "not_allowed")


def do_sent(form: KeyedForm, act: Act, *, shows_refusals: bool = True) -> tuple[Response | None, int]:
    """Do an act that answers with an address to go to; or None, and the status with which the form is shown (again).

    Without `shows_refusals` a refusal is raised, for a page of its own.
    """
    if request.method == "GET":
        return None, 200
    if not form.validate():
        return None, 422
    try:
        return redirect(_do_once(form, act), 303), 303
    except Refused as refused:
        close_session()
        if refused.reason.code in _NOT_OF_THE_FORM or not shows_refusals:
            raise
        form.refuse(refused)
        return None, refused.reason.status


def do_or_count(form: KeyedForm, act: Act) -> tuple[Response | None, int]:
    """Do an act, unless the button was pressed that only shows what would follow from the days typed."""
    return (None, 200) if "count" in request.form else do_sent(form, act)


def _do_once(form: KeyedForm, act: Act) -> str:
    db, now = begin_write(), request_now()
    person = require_me()
    sent = sorted((name, value) for name, value in request.form.items(multi=True) if name != "csrf_token")
    key = form.key.data or ""
    earlier = claim(db, person.id, key, fingerprint(request.path, sent), now)
    if earlier:
        return earlier
    location = act(db, person)
    settle(db, person.id, key, location)
    return location


def bill_for_act(db: Session, person: Person, slug: str) -> Bill:
    """Load a bill to act on, or raise Refused; acts on one bill follow each other."""
    bill = queries.get_bill(db, slug, person, request_now(), lock=True)
    policy.may_prepare_bill(person, bill, request_now()).require()
    return bill


def bill_to_prepare(slug: str) -> Bill:
    """Load a bill for its desk pages, or raise Refused: not found to strangers, not allowed to readers."""
    person, now = me(), request_now()
    bill = queries.get_bill(session(), slug, person, now)
    policy.may_prepare_bill(person, bill, now).require()
    return bill
