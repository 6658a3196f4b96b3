"""From a form to an act: opens the writing, does the act once for the form's key, and says where to go."""

from collections.abc import Callable
from datetime import datetime

from flask import redirect, request
from sqlalchemy.orm import Session
from werkzeug.wrappers import Response

from app.accounts.current import require_me
from app.accounts.models import Person
from app.kernel.clock import request_now
from app.kernel.db import begin_write, close_session
from app.kernel.idempotency import claim, fingerprint, settle
from app.kernel.verdict import Refused
from app.kernel.web.forms import KeyedForm

Act = Callable[[Session, Person, datetime], str]
_NO_PAGE = (401, 403, 404)  # refusals after which the form's own page cannot be shown either


def do_sent(form: KeyedForm, act: Act) -> tuple[Response | None, int]:
    """Do what a form asks, if one was sent; give the way on, or None and the status of the page that is shown (again)."""
    if not form.is_submitted():
        return None, 200
    if not form.validate():
        return None, 422
    try:
        return _do_once(form, act), 303
    except Refused as refused:
        close_session()  # the page that follows shows what is stored
        if refused.reason.status in _NO_PAGE:
            raise
        form.refuse(refused)
        return None, refused.reason.status


def _do_once(form: KeyedForm, act: Act) -> Response:
    """Do the act and redirect to the address that it gives; a key that was used before gives the first answer again."""
    db, now = begin_write(), request_now()
    person, key = require_me(), form.key.data or ""
    words = [form[name].data for name in form.data if name not in ("key", "csrf_token")]
    earlier = claim(db, person.id, key, fingerprint(request.path, *words), now)
    if earlier is not None:
        return redirect(earlier, 303)
    location = act(db, person, now)
    settle(db, person.id, key, location)
    return redirect(location, 303)
