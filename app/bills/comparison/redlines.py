"""Redlines: two texts told apart by characters in Chinese, by words in English."""

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch

from app.kernel.bilingual import EN, ZH, Bilingual

_TIMEOUT = 0.5  # seconds; beyond it the redline gets coarser, never wrong
_TOKENS = re.compile(r"\w+(?:['’-]\w+)*|\s+|.", re.DOTALL)
_SURROGATES = 0xD800
_NAMES = {-1: "delete", 0: "equal", 1: "insert"}


class Segment(NamedTuple):
    """A run of words: op is equal, insert (only in the later text) or delete (only in the earlier)."""

    op: str
    text: str


@lru_cache(maxsize=1024)
def redline(earlier: str, later: str, lang: str) -> tuple[Segment, ...]:
    """Tell two texts apart: by characters in Chinese, by words in English."""
    if earlier == later:
        return (Segment("equal", earlier),) if earlier else ()
    machine: Any = diff_match_patch()
    machine.Diff_Timeout = _TIMEOUT
    by_words = lang.startswith("en")
    words: list[str] = []
    pair = _shorten(words, earlier, later) if by_words else (earlier, later)
    diffs = machine.diff_main(*pair, False)
    machine.diff_cleanupSemantic(diffs)
    if by_words:
        diffs = [(op, _spell(words, run)) for op, run in diffs]
        machine.diff_cleanupSemanticLossless(
            diffs
        )  # it needs the words: edits slide to the ends of lines and sentences
    return tuple(Segment(_NAMES[op], run) for op, run in diffs if run)


def units_of(text: str, lang: str) -> list[str]:
    """Cut a text into what a redline compares: characters in Chinese; words, spaces and points in English."""
    return _TOKENS.findall(text) if lang.startswith("en") else list(text)


def shared_language(texts: Sequence[Bilingual], lang: str) -> str:
    """The language asked for, or the other one where only that is there on all sides."""
    wanted = EN if lang.startswith("en") else ZH
    other = ZH if wanted == EN else EN
    if all(in_language(text, wanted) for text in texts) or not all(in_language(text, other) for text in texts):
        return wanted
    return other


def in_language(text: Bilingual | None, lang: str) -> str:
    """A text in one language, empty where it is missing there."""
    return "" if text is None else (text.en if lang.startswith("en") else text.zh)


def _shorten(words: list[str], *texts: str) -> tuple[str, ...]:
    """Write each different word as one code point, so that the machine compares words."""
    numbers: dict[str, int] = {}
    coded = tuple(
        "".join(_point(numbers.setdefault(token, len(numbers))) for token in units_of(text, EN)) for text in texts
    )
    words.extend(numbers)
    return coded


def _point(number: int) -> str:
    return chr(number + 1 if number + 1 < _SURROGATES else number + 1 + 0x800)


def _spell(words: list[str], run: str) -> str:
    return "".join(words[ord(c) - 1 if ord(c) < _SURROGATES else ord(c) - 1 - 0x800] for c in run)
