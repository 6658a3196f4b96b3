"""What a writing request may bring: one flat JSON object that says each thing once, and no query value that is unknown."""

import json
from collections.abc import Sequence
from typing import Any

from flask import request
from pydantic import ValidationError

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.kernel.web.api import Asked
from app.opendata.answering import refuse_invalid


def refuse_odd_query() -> None:
    """Refuse query values that no request knows."""
    try:
        Asked.model_validate(request.args.to_dict())
    except ValidationError as error:
        refuse_invalid(error)


def refuse_odd_body() -> None:
    """Refuse a body that is not one JSON object of plain values; where none was sent, the view says what is missing.

    Lists and objects inside are refused here, since nothing takes them and no later reader shall go down into them.
    """
    sent = request.get_data()
    if not sent:
        return
    if not request.is_json:
        raise invalid(_l("Send JSON, and say so: Content-Type: application/json."))
    try:
        found = json.loads(sent.decode(), object_pairs_hook=_each_once, parse_constant=_refuse_constant)
    except (ValueError, RecursionError) as error:
        raise invalid(_l("The body cannot be read as JSON in UTF-8.")) from error
    if not isinstance(found, dict) or any(isinstance(value, list | dict) for value in found.values()):
        raise invalid(_l("The body must be one JSON object, without lists or objects inside."))


def _each_once(pairs: Sequence[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        raise invalid(_l("The body says something twice."))
    return found


def _refuse_constant(_name: str) -> None:
    raise ValueError("NaN and Infinity are not JSON")
