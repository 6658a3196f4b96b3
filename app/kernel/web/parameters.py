"""Parameters of addresses: converters and readers that never let an odd value reach the database."""

from enum import StrEnum
from typing import TypeVar
from urllib.parse import urlsplit

from flask import Flask, request
from werkzeug.routing import BaseConverter

from app.kernel.richtext import clean_line

Code = TypeVar("Code", bound=StrEnum)


class IdConverter(BaseConverter):
    """A database id: at most 18 digits, so that it always fits a signed 64-bit column."""

    regex = r"[0-9]{1,18}"

    def to_python(self, value: str) -> int:
        """Read the id."""
        return int(value)


class SlugConverter(BaseConverter):
    """A slug or article key: lower-case letters, digits, hyphen, full stop and tilde."""

    regex = r"[a-z0-9][a-z0-9.~-]{0,79}"


def text_parameter(name: str, limit: int = 200) -> str:
    """Read a query value as one clean line, cut at a limit; the first where it is repeated."""
    return clean_line(request.args.get(name, "")[: 4 * limit])[:limit]


def code_parameter(name: str, kind: type[Code]) -> Code | None:
    """Read a query value as a code of the contract; None where it is missing or unknown."""
    try:
        return kind(request.args.get(name, ""))
    except ValueError:
        return None


def number_parameter(name: str) -> int | None:
    """Read a query value as a small natural number; None where it is not one."""
    value = request.args.get(name, "")
    return int(value) if value.isascii() and value.isdigit() and len(value) <= 9 else None


def local_next(fallback: str) -> str:
    """Read where to go next from the query or the form, if it is a path of this site; else the fallback."""
    wanted = request.values.get("next", "")
    if not wanted.startswith("/") or wanted.startswith("//") or "\\" in wanted or not wanted.isprintable():
        return fallback
    try:
        parts = urlsplit(wanted)
    except ValueError:
        return fallback
    return fallback if parts.scheme or parts.netloc else wanted


def init_app(app: Flask) -> None:
    """Register the converters `id` and `slug`."""
    app.url_map.converters.update(id=IdConverter, slug=SlugConverter)
