"""Two moderators wrote the same part: field by field, what it says now beside what was typed, and which of the two is kept.

A form carries a short digest of each text as it was when the form was opened. So a field that only the colleague changed takes their
words by default, and one that only the sender changed is not asked about.
"""

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Protocol

from flask import request

from app.bills.comparison import Segment, redline

CHOICE = "choice-"
THEIRS = "theirs"


class Written(Protocol):
    """A form with texts, and the digests of what they said when it was opened."""

    base: Any

    def __getitem__(self, name: str) -> Any: ...


@dataclass(frozen=True, slots=True)
class Difference:
    """A field that says otherwise now than what was typed; `takes_theirs` is the choice that is offered first."""

    name: str
    label: Any
    lang: str
    theirs: str
    mine: str
    segments: tuple[Segment, ...]
    takes_theirs: bool


def seal(texts: Mapping[str, str]) -> str:
    """The digests of some texts, for the form to bring back."""
    return " ".join(f"{name}:{_digest(text)}" for name, text in texts.items())


def find_differences(form: Written, theirs: Mapping[str, str]) -> list[Difference]:
    """The fields that a colleague wrote otherwise than what was typed, or everywhere where the form does not say what it was."""
    seen = dict(pair.split(":", 1) for pair in (form.base.data or "").split() if ":" in pair)
    found = []
    for name, now in theirs.items():
        mine = form[name].data or ""
        if mine == now or seen.get(name) == _digest(now):
            continue
        lang = "en" if name.endswith("_en") else "zh-Hant-TW"
        is_untouched = seen.get(name) == _digest(mine)
        segments = redline(now, mine, lang) if name != "issue" else ()
        found.append(Difference(name, form[name].label.text, lang, now, mine, segments, is_untouched))
    return found


def take_theirs(form: Written, theirs: Mapping[str, str]) -> None:
    """Let the stored words stand in the fields where they were chosen."""
    for name, now in theirs.items():
        if request.form.get(CHOICE + name) == THEIRS:
            form[name].data = now


def _digest(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:12]
