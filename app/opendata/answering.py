"""How the API answers: open to other origins; odd questions are refused by one rule; who lacks a token is told what to send."""

from flask import Response, request
from pydantic import ValidationError

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid

PREFIX = "/api/"


def refuse_invalid(error: ValidationError) -> None:
    """Turn what pydantic found wrong with a query into the contract's refusal; nothing of the input is given back."""
    name = ".".join(str(part) for part in error.errors()[0]["loc"])[:40]
    known = name.isidentifier() and name.isascii()
    words = _l("The parameter %(name)s is unknown or has a value that it cannot have.", name=name if known else "")
    raise invalid(words)


def ask_for_token(response: Response) -> Response:
    """Name the kind of token that is missing (RFC 9110)."""
    if request.path.startswith(PREFIX) and response.status_code == 401:
        response.headers["WWW-Authenticate"] = "Bearer"
    return response


def open_to_all(response: Response) -> Response:
    """Let pages of other origins read what is public anyway."""
    if request.path.startswith(PREFIX) and request.method in ("GET", "HEAD"):
        response.headers["Access-Control-Allow-Origin"] = "*"
        response.headers["Access-Control-Expose-Headers"] = "ETag"
    return response
