"""Reasons of acts over people and offices, as everybody will read them."""

from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, count_graphemes
from app.kernel.verdict import invalid

SHORTEST, LONGEST, LONGEST_NOTE = 10, 1_000, 300


def read_reason(reason: str, field: str = "reason") -> str:
    """Read a reason, or raise Refused where it says nothing or too much."""
    reason = clean(reason)
    length = count_graphemes(reason)
    if length < SHORTEST or is_filler(reason):
        raise invalid(_l("Give the reason in words, in at least 10 characters: it is what everybody will read."), field)
    if length > LONGEST:
        raise invalid(_l("A reason holds at most 1,000 characters; this one has %(count)s.", count=length), field)
    return reason


def read_note(note: str, field: str = "note") -> str:
    """Read a public word that may be left out, or raise Refused where it is too long."""
    note = clean(note)
    if (length := count_graphemes(note)) > LONGEST_NOTE:
        raise invalid(_l("A note holds at most 300 characters; this one has %(count)s.", count=length), field)
    return note
