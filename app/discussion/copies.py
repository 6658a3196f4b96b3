"""Near-identical texts: whether two say the same in almost the same words, and how the likely ones are found among a million.

A text is compared by its letters and digits alone: full-width and half-width forms are one, case, spaces and punctuation do not count.
What is too short to be anybody's own words (under 20 Chinese characters or 40 letters) is like nothing.

Likely ones are found by MinHash (Broder 1997): of all runs of three characters, hashed, the least in each of 48 bins (one permutation
hashing; an empty bin borrows from another: Shrivastava & Li 2014). The share of equal bins estimates how much two texts have in
common. Three bins together make a *band*; texts that have one of the 16 bands in common are compared in full. Of texts that share
half of their runs 88 in 100 meet in a band, of those that share two thirds nearly all, of unrelated ones (a hundredth) none.
"""

import unicodedata
from dataclasses import dataclass
from functools import lru_cache
from hashlib import blake2b
from math import gcd
from typing import ClassVar
from zlib import crc32

from rapidfuzz.fuzz import ratio

LEAST_WEIGHT = 40
SHORT = 100
ALIKE, ALIKE_IF_SHORT = 70, 85
_RUN = 3
_ROWS, _BINS = 3, 48
_SPREAD, _MASK = 0x9E3779B97F4A7C15, 2**64 - 1  # multiplying by the golden ratio spreads what differs little
_STEPS = tuple(step for step in range(_BINS) if gcd(step, _BINS) == 1)  # each leads through all bins


@dataclass(frozen=True, slots=True)
class Sketch:
    """The letters of a text, and its bins, by which near copies of it are found."""

    BANDS: ClassVar[int] = 16
    letters: str
    bins: tuple[int, ...]

    def bands(self, *scope: int) -> list[int]:
        """The bands as signed 64-bit numbers, which only texts of one scope (a bill, a place) can have in common."""
        rows = (self.bins[start : start + _ROWS] for start in range(0, _BINS, _ROWS))
        named = (repr((*scope, band, row)).encode() for band, row in enumerate(rows))
        return [int.from_bytes(blake2b(name, digest_size=8).digest(), "big", signed=True) for name in named]


def letters_of(text: str) -> str:
    """A text's letters and digits, in one form whatever their width and case."""
    folded = unicodedata.normalize("NFKC", text).casefold()
    return "".join(filter(str.isalnum, folded))


@lru_cache(maxsize=64)
def sketch(text: str) -> Sketch | None:
    """Sketch a text, or None where it is too short. The last ones are remembered: who calls it early has it done."""
    letters = letters_of(text)
    if weigh(letters) < LEAST_WEIGHT:
        return None
    runs = {letters[at : at + _RUN] for at in range(len(letters) - _RUN + 1)}
    least: dict[int, int] = {}
    for run in runs:
        number, at = divmod(crc32(run.encode()) * _SPREAD & _MASK, _BINS)
        if number < least.get(at, _MASK):
            least[at] = number
    return Sketch(letters, tuple(_fill(least)))


def is_copy(one: str, other: str) -> float:
    """How alike two texts are (their letters), from 0 to 100; 0 where they are not near-identical.

    In a short text a word or two turn the meaning, so it must be more alike.
    """
    shorter = min(one, other, key=len)
    is_long = len(shorter) >= SHORT or weigh(shorter) >= SHORT
    needed = ALIKE if is_long else ALIKE_IF_SHORT
    return ratio(one, other, score_cutoff=needed)


def weigh(letters: str) -> int:
    """How much is said: a Chinese character says as much as two letters."""
    return sum(2 if letter >= "\u2e80" else 1 for letter in letters)


def _fill(least: dict[int, int]) -> list[int]:
    """The least numbers of all bins; an empty one takes that of another, which it looks for in an order of its own."""
    filled = []
    for at in range(_BINS):
        step = _STEPS[at * 7 % len(_STEPS)]
        there = (least.get((at + step * turn) % _BINS) for turn in range(_BINS))
        filled.append(next(number for number in there if number is not None))
    return filled
