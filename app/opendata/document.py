"""The API's own description (OpenAPI 3.1): what the library gathers from the views, completed with what it cannot know."""

from typing import Any

from flask_openapi import OpenAPI
from flask_openapi.models import PathItem

METHODS = ("get", "post", "put", "patch", "delete")
ON_A_REVISION = ("editComment", "withdrawComment", "hideComment", "restoreComment")
Shape = dict[str, Any]

ETAG = {"ETag": {"description": "Names this answer; send it as If-None-Match.", "schema": {"type": "string"}}}
LOCATION = {"Location": {"description": "Where the comment is read.", "schema": {"type": "string"}}}
CHALLENGE = {"WWW-Authenticate": {"description": "Always `Bearer`.", "schema": {"type": "string", "const": "Bearer"}}}

RETRY = {"Retry-After": {"description": "Seconds after which it may be sent again.", "schema": {"type": "integer"}}}


def _header(name: str, words: str, **schema: Any) -> Shape:
    return {
        "name": name,
        "in": "header",
        "required": False,
        "description": words,
        "schema": {"type": "string", **schema},
    }


KEY = _header(
    "Idempotency-Key",
    "A key of your own making: the same request sent again under it is done once, and answered as the first time.",
    maxLength=200,
)
REVISION = _header(
    "If-Match",
    "The comment's revision, in quotes, on which you act; where it has changed since, the answer is 409.",
    pattern=r'^(\*|"[0-9]{1,9}")$',
)
TAG = _header("If-None-Match", "The ETag of the answer that you have; where nothing changed, the answer is 304.")
LANG = {
    "name": "lang",
    "in": "query",
    "required": False,
    "description": "Language of messages.",
    "schema": {"type": "string", "enum": ["zh-TW", "en"], "default": "zh-TW"},
}


def describe(app: OpenAPI) -> Shape:
    """Describe the API; the same for the whole life of an application."""
    described: Shape | None = app.extensions.get("gongyi.openapi")
    if described is None:
        app.paths = _gather(app)
        described = app.extensions["gongyi.openapi"] = app.api_doc
        for operations in described["paths"].values():
            for method, operation in operations.items():
                _complete(method, operation)
    return described


def _gather(app: OpenAPI) -> dict[str, PathItem]:
    """All operations by path; the library forgets those of a path that another blueprint has as well."""
    paths: dict[str, PathItem] = {}
    for blueprint in app.blueprints.values():
        for path, item in getattr(blueprint, "paths", {}).items():
            known = paths.setdefault(path, PathItem())
            for method in METHODS:
                setattr(known, method, getattr(item, method) or getattr(known, method))
    return paths


def _complete(method: str, operation: Shape) -> None:
    """Add the headers that requests may have and answers have, and 304."""
    responses, parameters = operation["responses"], operation.setdefault("parameters", [])
    if method == "get":
        parameters.append(TAG)
        responses["304"] = {"description": "Not Modified"}
    else:
        parameters += [LANG, *([KEY] if method == "post" else []), *_revision_of(operation)]
    for status, answer in responses.items():
        if status == "401":
            answer["headers"] = CHALLENGE
        elif status == "429":
            answer["headers"] = RETRY
        elif status in ("200", "201"):
            answer["headers"] = ETAG | (LOCATION if operation["operationId"] == "postComment" else {})


def _revision_of(operation: Shape) -> list[Shape]:
    return [REVISION] if operation["operationId"] in ON_A_REVISION else []
