"""Cursors: a position in a list, written so that it fits an address and means nothing to readers."""

import base64

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid


def write_cursor(*parts: str) -> str:
    """Write a position (letters and digits)."""
    return base64.urlsafe_b64encode(".".join(parts).encode()).decode().rstrip("=")


def read_cursor(cursor: str, least: int, most: int) -> list[str]:
    """Read a position of so many parts, or raise Refused."""
    try:
        parts = base64.urlsafe_b64decode(cursor.encode() + b"=" * (-len(cursor) % 4)).decode("ascii").split(".")
    except ValueError:
        parts = []
    if not least <= len(parts) <= most or not all(part.isalnum() for part in parts):
        raise lost()
    return parts


def read_number(digits: str) -> int:
    """Read a part that is a number, or raise Refused."""
    if not digits.isdigit() or len(digits) > 18:
        raise lost()
    return int(digits)


def lost() -> Refused:
    """Say that a position is none."""
    return invalid(_l("This page of the discussion cannot be found. Start again from the first page."))
