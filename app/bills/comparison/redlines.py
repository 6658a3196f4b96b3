"""Redlines: two texts told apart by characters in Chinese, by words in English."""

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from diff_match_patch import diff_match_patch
from rapidfuzz import fuzz

from app.kernel.bilingual import EN, ZH, Bilingual

_TIMEOUT = 0.5  # seconds; beyond it the redline gets coarser, never wrong
_LINE = 12  # characters; shorter lines are not worth a place of their own
_LINES = re.compile(r"(\n)")
_TOKENS = re.compile(r"\w+(?:['’-]\w+)*|\s+|.", re.DOTALL)
_WHOLE_LINES = re.compile(r"[^\n]*\n|[^\n]+")
_ALIKE = 50  # of 100: lines less alike than this are not one line that was changed
_MOST_PAIRS = 10_000
_SURROGATES = 0xD800
_NAMES = {-1: "delete", 0: "equal", 1: "insert"}


class Segment(NamedTuple):
    """A run of words: op is equal, insert (only in the later text) or delete (only in the earlier)."""

    op: str
    text: str


@lru_cache(maxsize=1024)
def redline(earlier: str, later: str, lang: str) -> tuple[Segment, ...]:
    """Tell two texts apart: by characters in Chinese, by words in English; a line that both have is never cut up.

    Lines of some length that stand in the same order on both sides part the texts, and what lies between is compared, each line
    with the one that is most like it. A line that stands elsewhere is deleted here and inserted there as a whole, so that it can be
    told that it only moved.
    """
    if earlier == later:
        return (Segment("equal", earlier),) if earlier else ()
    sides = (_LINES.split(earlier), _LINES.split(later))
    common = _common_lines(*sides)
    kept = longest_ascent([common[line] for line in sides[1] if line in common])
    moved = [line for line in sides[1] if line in common and common[line] not in kept]
    masks = dict(zip(moved, _unused_points(earlier + later, 2 * len(moved)), strict=False))
    unmask = {point: line for line, points in masks.items() for point in points}
    hidden = [[masks[line][n] if line in masks else line for line in side] for n, side in enumerate(sides)]
    stretches = list(_between(hidden[0], hidden[1], {sides[0][n] for n in kept}))
    segments: list[Segment] = []
    for same, before, after in stretches:
        found = [(0, same)]
        for pair in _align(before, after):
            found += _diff(*pair, lang, _TIMEOUT / len(stretches))
        _append(
            segments, ((_NAMES[op], "".join(unmask.get(c, c) for c in run) if unmask else run) for op, run in found)
        )
    return tuple(segments)


def longest_ascent(places: Sequence[int]) -> set[int]:
    """The longest run of different numbers that ascends, as a set."""
    ends: list[int] = []
    before: dict[int, int | None] = {}
    for place in places:
        at = bisect_left(ends, place)
        ends[at : at + 1] = [place]
        before[place] = ends[at - 1] if at else None
    kept: set[int] = set()
    step = ends[-1] if ends else None
    while step is not None:
        kept.add(step)
        step = before[step]
    return kept


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


def _common_lines(earlier: Sequence[str], later: Sequence[str]) -> dict[str, int]:
    """The lines that stand once on each side, with their place on the earlier; short ones say too little."""
    counts = Counter(earlier), Counter(later)
    return {line: n for n, line in enumerate(earlier) if len(line) >= _LINE and counts[0][line] == 1 == counts[1][line]}


def _unused_points(text: str, number: int) -> Iterator[tuple[str, str]]:
    """Pairs of code points that a text does not have, to stand for whole lines."""
    taken = set(text)
    free = (chr(point) for point in range(0xF0000, 0x10FFFE) if chr(point) not in taken)
    return zip(islice(free, number), islice(free, number), strict=False)


def _between(earlier: Sequence[str], later: Sequence[str], kept: set[str]) -> Iterator[tuple[str, str, str]]:
    """Part two texts at the lines that were kept: each of these, and what follows on both sides until the next."""
    blocks: tuple[list[list[str]], list[list[str]]] = ([[""]], [[""]])
    for side, lines in zip(blocks, (earlier, later), strict=True):
        for line in lines:
            if line in kept:
                side.append([line])
            else:
                side[-1].append(line)
    for before, after in zip(*blocks, strict=True):
        yield before[0], "".join(before[1:]), "".join(after[1:])


def _align(earlier: str, later: str) -> list[tuple[str, str]]:
    """Part two texts at pairs of lines that are alike, in the order that makes the sum of their likenesses highest."""
    before, after = _WHOLE_LINES.findall(earlier), _WHOLE_LINES.findall(later)
    if min(len(before), len(after)) < 2 or len(before) * len(after) > _MOST_PAIRS:
        return [(earlier, later)]
    like = [[fuzz.ratio(old, new, score_cutoff=_ALIKE) for new in after] for old in before]
    best = [[0.0] * (len(after) + 1) for _ in range(len(before) + 1)]
    for n in range(len(before) - 1, -1, -1):
        for m in range(len(after) - 1, -1, -1):
            paired = best[n + 1][m + 1] + like[n][m]
            best[n][m] = max(best[n + 1][m], best[n][m + 1], paired)
    parts, n, m = [["", ""]], 0, 0
    while n < len(before) and m < len(after):
        if like[n][m] and best[n][m] == best[n + 1][m + 1] + like[n][m]:
            parts += [[before[n], after[m]], ["", ""]]
            n, m = n + 1, m + 1
        elif best[n][m] == best[n + 1][m]:
            parts[-1][0] += before[n]
            n += 1
        else:
            parts[-1][1] += after[m]
            m += 1
    parts[-1][0] += "".join(before[n:])
    parts[-1][1] += "".join(after[m:])
    return [(old, new) for old, new in parts if old or new]


def _append(segments: list[Segment], found: Iterable[tuple[str, str]]) -> None:
    for op, text in found:
        if segments and segments[-1].op == op:
            segments[-1] = Segment(op, segments[-1].text + text)
        elif text:
            segments.append(Segment(op, text))


def _diff(earlier: str, later: str, lang: str, seconds: float) -> list[tuple[int, str]]:
    machine: Any = diff_match_patch()
    machine.Diff_Timeout = seconds
    by_words = lang.startswith("en")
    words: list[str] = []
    pair = _shorten(words, earlier, later) if by_words else (earlier, later)
    diffs: list[tuple[int, str]] = machine.diff_main(*pair, False)
    machine.diff_cleanupSemantic(diffs)
    if by_words:
        diffs = [(op, _spell(words, run)) for op, run in diffs]
        machine.diff_cleanupSemanticLossless(
            diffs
        )  # it needs the words: edits slide to the ends of lines and sentences
    return diffs


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
