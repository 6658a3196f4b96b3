"""The words of a text as the index holds them: runs of Chinese characters in twos, other words whole, all folded.

資通安全 becomes 资通 通安 安全 全: every two characters beside each other, and the last one by itself. So a word of two or more
characters is found as a phrase of its twos, and a single character as the beginning of a word. Nothing is guessed about where
words end, which no dictionary gets right for names and new terms. Latin words and numbers stand whole, cut into pieces of 40
characters. Full-width forms (NFKC), case, and traditional, simplified and variant characters are folded to one.
"""

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from app.search.variants import FOLDS

MOST = 16_383  # words of one text: as far as PostgreSQL counts positions
_LONGEST = 40
_ENDINGS = 4  # a Latin word of so many letters also finds the longer ones that begin with it: regulation, regulations
_DENSE = (
    r"\u3005-\u3007\u3040-\u30ff\u3105-\u312f\u31a0-\u31ff\u3400-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    r"\U00020000-\U0003ffff"
)
_RUNS = re.compile(rf"[{_DENSE}]+|[^\s{_DENSE}]+")
_IS_DENSE = re.compile(rf"[{_DENSE}]")
_LETTER = rf"[^\s{_DENSE}]"


class _Folding(dict[int, str]):
    """What each character becomes, worked out when it is first met; what is no letter, digit or mark becomes a blank."""

    def __missing__(self, code: int) -> str:
        folded = unicodedata.normalize("NFKC", chr(code)).casefold()
        folded = self[code] = "".join(map(_fold_character, folded))
        return folded


def _fold_character(character: str) -> str:
    kind = unicodedata.category(character)
    if kind in ("Cf", "Me") or unicodedata.name(character, "").startswith("VARIATION SELECTOR"):
        return ""  # joins or dresses what is beside it
    return FOLDS.get(character, character) if kind[0] in "LNM" else " "


_FOLDING = _Folding()


@dataclass(frozen=True, slots=True)
class Phrase:
    """Words that must stand beside each other in this order; the last may be the beginning of a longer one.

    `runs` are the same before Chinese characters were taken in twos.
    """

    runs: tuple[str, ...]
    words: tuple[str, ...]
    is_beginning: bool


def fold(text: str) -> str:
    """Fold a text: one spelling for what reads alike, spaces for what is no word."""
    return text.translate(_FOLDING)


def split_words(text: str) -> Iterator[str]:
    """Give the words of a text in their order, as the index holds them."""
    return islice((word for run in _RUNS.findall(fold(text)) for word in _split_run(run)), MOST)


def read_phrases(typed: str) -> list[Phrase]:
    """Read what somebody looks for: what stands between blanks is a phrase each, and all of them must be found.

    Signs count for nothing, so that operators of the databases' own languages are words like others.
    """
    found = (_read_phrase(chunk) for chunk in typed.split())
    return list(dict.fromkeys(phrase for phrase in found if phrase))


def pattern_of(phrases: Sequence[Phrase]) -> re.Pattern[str] | None:
    """The pattern that finds phrases in a folded text, to mark them there."""
    ways = {_pattern(phrase) for phrase in phrases}
    return re.compile("|".join(sorted(ways, key=len, reverse=True))) if ways else None


def fold_with_places(text: str) -> tuple[str, list[int]]:
    """Fold a text and tell from which character of it each folded one came."""
    pieces = [fold(character) for character in text]
    return "".join(pieces), [place for place, piece in enumerate(pieces) for _character in piece]


def _split_run(run: str) -> list[str]:
    if _IS_DENSE.match(run):
        return [run[n : n + 2] for n in range(len(run))]
    return [run[n : n + _LONGEST] for n in range(0, len(run), _LONGEST)]


def _read_phrase(chunk: str) -> Phrase | None:
    runs = tuple(_RUNS.findall(fold(chunk)))
    if not runs:
        return None
    words, last = [word for run in runs for word in _split_run(run)], runs[-1]
    if _IS_DENSE.match(last):
        return Phrase(runs, tuple(words[:-1] if len(last) > 1 else words), len(last) == 1)
    return Phrase(runs, tuple(words), last.isalpha() and _ENDINGS <= len(words[-1]) < _LONGEST)


def _pattern(phrase: Phrase) -> str:
    """Its runs with any signs between them; where one begins or ends with a Latin word, all of that word."""
    pattern = r"\s*".join(map(re.escape, phrase.runs))
    if not _IS_DENSE.match(phrase.runs[0]):
        pattern = f"(?<!{_LETTER})" + pattern
    if not _IS_DENSE.match(phrase.runs[-1]):
        pattern += f"{_LETTER}*" if phrase.is_beginning else f"(?!{_LETTER})"
    return pattern
