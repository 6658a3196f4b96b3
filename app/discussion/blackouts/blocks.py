"""Texts with blocks in the place of words: putting blocks in, taking them out, and keeping track of them over an edit.

A block has one length, so that it does not tell how long the words were.
"""

import re
from collections.abc import Iterable, Sequence
from typing import NamedTuple

from rapidfuzz.distance import Indel

INK = "▇"
BLOCK = INK * 5
_BLOCKS = re.compile(BLOCK)
Span = tuple[int, int]


class Held(NamedTuple):
    """Words that a block stands for: where it begins in the public text, and which blackout it belongs to."""

    start: int
    words: str
    blackout: int

    @property
    def span(self) -> Span:
        """Where the block stands."""
        return self.start, self.start + len(BLOCK)


def cover(text: str, held: Iterable[Held], spans: Iterable[Span], blackout: int) -> tuple[str, list[Held]]:
    """Put blocks in the place of some spans of a text that may hold blocks already; the spans touch none of them."""
    marks = [(each.span, each.words, each.blackout) for each in held]
    marks += [(span, text[slice(*span)], blackout) for span in spans]
    pieces: list[str] = []
    kept: list[Held] = []
    at = size = 0
    for (start, end), words, own in sorted(marks):
        kept.append(Held(size + start - at, words, own))
        pieces += [text[at:start], BLOCK]
        size += start - at + len(BLOCK)
        at = end
    return "".join([*pieces, text[at:]]), kept


def uncover(text: str, held: Iterable[Held], blackout: int) -> tuple[str, list[Held]]:
    """Put the words of one blackout back in the place of its blocks."""
    pieces: list[str] = []
    kept: list[Held] = []
    at = size = 0
    for each in sorted(held):
        start, end = each.span
        said = each.words if each.blackout == blackout else BLOCK
        if each.blackout != blackout:
            kept.append(Held(size + start - at, each.words, each.blackout))
        pieces += [text[at:start], said]
        size += start - at + len(said)
        at = end
    return "".join([*pieces, text[at:]]), kept


def follow(held: Sequence[Held], before: str, after: str) -> list[Held]:
    """Find the blocks of a text again after its author edited it; those that they took out are gone.

    Where as many blocks stand there as before, they are the same in order; otherwise those that stand in what was left alone.
    """
    old, new = ([match.start() for match in _BLOCKS.finditer(text)] for text in (before, after))
    if len(old) == len(new) and {each.start for each in held} <= set(old):
        moved = dict(zip(old, new, strict=True))
        return [each._replace(start=moved[each.start]) for each in held]
    same = [op for op in Indel.opcodes(before, after) if op.tag == "equal"]
    return [
        each._replace(start=op.dest_start + each.start - op.src_start)
        for each in held
        for op in same
        if op.src_start <= each.start and each.span[1] <= op.src_end
    ]
