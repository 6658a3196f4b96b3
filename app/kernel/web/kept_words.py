"""Words that a refused form held: given back on the page, to go on with, and as a file. Nothing of them is stored."""

from collections.abc import Callable
from typing import Any, TypeVar
from urllib.parse import urlsplit

from flask import Blueprint, Response, current_app, make_response, request
from werkzeug.exceptions import RequestEntityTooLarge, SecurityError

from app.kernel.guards import public
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid

bp = Blueprint("kept_words", __name__)
View = TypeVar("View", bound=Callable[..., Any])
RESUME = "continue"  # the value of `help` that shows a form again with what it held, posting nothing
_SECRET_FIELDS = ("password", "csrf_token", "next", "token")
_NOT_WORDS = ("place", "position", "revision", "draft", "help", "rewrite", "wording_key")
_LONG = 20


def takes_words_back(view: View) -> View:
    """Say of a view that its form, sent with help=continue, is shown again with what it held."""
    view.takes_words_back = True  # type: ignore[attr-defined]
    return view


def _sent() -> list[tuple[str, str]]:
    try:
        pairs = list(request.form.items(multi=True))
    except RequestEntityTooLarge:  # the form was never read
        return []
    return [(name, value) for name, value in pairs if not any(secret in name for secret in _SECRET_FIELDS)]


def _is_long(name: str, value: str) -> bool:
    return len(value) > _LONG and "key" not in name and name != "draft"


def kept_words() -> list[tuple[str, str]]:
    """What was typed into the refused form, so that the error page can give it back."""
    return [] if request.method == "GET" else [(name, value) for name, value in _sent() if _is_long(name, value)]


def other_fields() -> list[tuple[str, str]]:
    """The short fields of the refused form, where its view takes words back; else none."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "POST" or not getattr(view, "takes_words_back", False) or not _typed():
        return []
    kept = [(name, value) for name, value in _sent() if not _is_long(name, value) and name != "help"]
    return [*kept, ("help", RESUME)]


def _typed() -> list[str]:
    return [value for name, value in _sent() if value.strip() and name not in _NOT_WORDS and "key" not in name]


def came_from_here() -> bool:
    """Whether the browser says that a page of this site sent the request."""
    told = request.headers.get("Origin") or request.headers.get("Referer") or ""
    try:
        return urlsplit(told).netloc == request.host
    except (ValueError, SecurityError):
        return False


def resume() -> Any:
    """Show a form again whose cross-site token is out of date, since that posts nothing; None where it is not asked."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.form.get("help") != RESUME or not getattr(view, "takes_words_back", False) or not came_from_here():
        return None
    return None if view is None else view(**(request.view_args or {}))


@bp.post("/draft.txt")
@public
def draft_file() -> Response:
    """Give what somebody typed back as a file of plain text; for everybody, since a sign-in may have ended meanwhile."""
    typed = _typed()
    if not typed:
        raise invalid(_l("Write something first."))
    text = "\n\n----\n\n".join(value.replace("\r\n", "\n") for value in typed) + "\n"
    response = make_response(text.encode(errors="replace"))
    response.mimetype = "text/plain"
    response.headers["Content-Disposition"] = 'attachment; filename="gongyi-draft.txt"'
    response.headers["Cache-Control"] = "no-store"
    return response
