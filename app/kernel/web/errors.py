"""One handler for refusals and faults: a page for people, {"error": …} below /api/."""

from math import ceil
from urllib.parse import urlencode

import structlog
from flask import Flask, Response, g, jsonify, make_response, redirect, render_template, request
from flask_wtf.csrf import CSRFError
from sqlalchemy.exc import DBAPIError, OperationalError
from werkzeug.exceptions import HTTPException

from app.kernel.clock import request_now
from app.kernel.db import close_session
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, not_found
from app.kernel.web.kept_words import bp, came_from_here, kept_words, other_fields, resume
from app.kernel.web.way_back import way_back

_CODES = {401: "sign_in_required", 403: "not_allowed", 404: "not_found", 409: "conflict", 413: "too_large"}
_CODES |= {422: "invalid", 429: "too_many_requests", 503: "unavailable"}
_PASSING = (401, 429, 503)  # what a while, or signing in again, puts right
_log = structlog.get_logger()


def is_api() -> bool:
    """Whether the request wants JSON: everything below /api/."""
    return request.path.startswith("/api/")


def answer(status: int, reason: Reason, *, may_resume: bool = False) -> Response:
    """Answer a refusal in the form that the asker reads; a page may offer to go on with the form that was refused."""
    response = _answer(status, reason, may_resume)
    if reason.retry_at is not None:
        response.headers["Retry-After"] = str(max(1, ceil((reason.retry_at - request_now()).total_seconds())))
    return response


def _answer(status: int, reason: Reason, may_resume: bool) -> Response:
    if is_api():
        body = {"error": {"code": reason.code, "message": str(reason.text)}}
        return make_response(jsonify(body), status)
    if reason.code == "sign_in_required" and request.method == "GET":
        here = request.full_path.rstrip("?")
        return make_response(redirect("/account/sign-in?" + urlencode({"next": here}), 303))
    fields = other_fields() if may_resume or status in _PASSING else []
    back = way_back() if status == 409 else None
    page = render_template("errors.html", status=status, reason=reason, kept=kept_words(), fields=fields, back=back)
    return make_response(page, status)


def _refused(error: Refused) -> Response:
    return answer(error.reason.status, error.reason)


def _http(error: HTTPException) -> Response:
    status = error.code or 500
    if status < 400:
        return make_response(error.get_response())
    if status >= 500:
        _degrade()
    if status == 404:
        return answer(404, not_found().reason)
    texts = {
        400: _l("The request could not be read. Go back and send it again."),
        405: _l("This address does not take that kind of request."),
        413: _l("That is too large to send."),
        500: _l("Something went wrong on our side. It has been noted; nothing was saved."),
    }
    code = _CODES.get(status, "invalid" if status < 500 else "unavailable")
    response = answer(status, Reason(code, texts.get(status, error.description or "")))
    if status == 405 and getattr(error, "valid_methods", None):
        response.headers["Allow"] = ", ".join(error.valid_methods)  # type: ignore[attr-defined]
    return response


def _csrf(_error: CSRFError) -> Response:
    try:
        if (shown := resume()) is not None:
            return make_response(shown)
    except Refused as refused:
        return _refused(refused)
    words = _l("This form was open for too long. Your words are below: send it again.")
    return answer(400, Reason("invalid", words), may_resume=came_from_here())


def _degrade() -> None:
    """Answer from here on without the database, as to a visitor."""
    close_session()
    g.pop("me", None)
    g.degraded = True


def _unavailable(error: DBAPIError) -> Response:
    """Answer 503 where the database is locked, read-only, full or gone; anything else is a fault of ours."""
    is_read_only = getattr(error.orig, "sqlstate", None) == "25006"
    if not (isinstance(error, OperationalError) or error.connection_invalidated or is_read_only):
        raise error
    _log.error("database unavailable", error=type(error.orig).__name__)
    _degrade()
    words = _l(
        "The platform cannot store or read right now. Nothing was saved; your words are kept below. Try again soon."
    )
    return answer(503, Reason("unavailable", words))


def init_app(app: Flask) -> None:
    """Register the handlers."""
    app.register_error_handler(Refused, _refused)
    app.register_error_handler(CSRFError, _csrf)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(DBAPIError, _unavailable)
    app.register_blueprint(bp)
