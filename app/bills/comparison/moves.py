"""Passages that only moved, told apart from words that were rewritten.

A passage of at least 12 characters (in English: six words) that a redline deletes at one place and inserts verbatim at
another is a move. Every stretch of that length in the deleted runs is noted with its first few places; the inserted runs are
read from left to right, and where a stretch is known the longest continuation is taken, words that are already part of a
move left alone. So each deleted word belongs to one move at most, and the time grows with the length of the texts alone.
Runs are looked at within an article, and across articles where one was split from, or merged into, the other.
"""

from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from app.bills.comparison.redlines import Segment, units_of

_SHORTEST_ZH = 12  # characters
_SHORTEST_EN = 11  # six words and what stands between them
_PLACES = 8  # of the same stretch: repeated boilerplate must not cost more


class Run(NamedTuple):
    """A piece of a redline; `move` numbers a passage that stands at two places (0: none), `place` is the other one's article."""

    op: str
    text: str
    move: int = 0
    place: int = 0


class Redlined(NamedTuple):
    """An article's redline in a group of articles that may have given each other words."""

    article_id: int
    segments: Sequence[Segment]
    is_split: bool


class _Stretch(NamedTuple):
    article: int
    segment: int
    units: list[str]
    taken: bytearray


class _Cut(NamedTuple):
    start: int
    end: int
    move: int
    place: int


_Cuts = dict[tuple[int, int], list[_Cut]]


def mark_moves(group: Sequence[Redlined], lang: str, first: int = 1) -> list[tuple[Run, ...]]:
    """Cut the redlines of a group of articles into runs, moves numbered from `first`.

    Of an article that was split off, what its redline deletes stayed where it was: it went nowhere, and what is equal came
    from there.
    """
    sources = _stretches(group, lang, lambda op, is_split: op == "delete" and not is_split)
    targets = _stretches(group, lang, lambda op, is_split: op == "insert" or (op == "equal" and is_split))
    cuts: _Cuts = {}
    if sources and targets:
        _find_moves(group, sources, targets, _SHORTEST_EN if lang.startswith("en") else _SHORTEST_ZH, cuts, first)
    return [
        tuple(run for n, segment in enumerate(found.segments) for run in _cut(segment, lang, cuts.get((at, n), [])))
        for at, found in enumerate(group)
    ]


def _stretches(group: Sequence[Redlined], lang: str, wanted: Callable[[str, bool], bool]) -> list[_Stretch]:
    found = []
    for at, article in enumerate(group):
        for n, (op, text) in enumerate(article.segments):
            if wanted(op, article.is_split):
                units = units_of(text, lang)
                found.append(_Stretch(at, n, units, bytearray(len(units))))
    return found


def _find_moves(
    group: Sequence[Redlined],
    sources: Sequence[_Stretch],
    targets: Sequence[_Stretch],
    shortest: int,
    cuts: _Cuts,
    number: int,
) -> None:
    places = _index(sources, shortest)
    for target in targets:
        at = 0
        while at + shortest <= len(target.units):
            stretch = "\0".join(target.units[at : at + shortest])
            source, start, length = _longest(sources, places.get(stretch, ()), target.units, at, shortest)
            if not length:
                at += 1
                continue
            source.taken[start : start + length] = b"\1" * length
            ends = (group[source.article].article_id, group[target.article].article_id)
            cuts.setdefault((source.article, source.segment), []).append(_Cut(start, start + length, number, ends[1]))
            cuts.setdefault((target.article, target.segment), []).append(_Cut(at, at + length, number, ends[0]))
            number += 1
            at += length


def _index(sources: Sequence[_Stretch], shortest: int) -> dict[str, list[tuple[int, int]]]:
    """Note where each stretch of the shortest length stands in the deleted runs."""
    places: dict[str, list[tuple[int, int]]] = {}
    for n, source in enumerate(sources):
        for start in range(len(source.units) - shortest + 1):
            noted = places.setdefault("\0".join(source.units[start : start + shortest]), [])
            if len(noted) < _PLACES:
                noted.append((n, start))
    return places


def _longest(
    sources: Sequence[_Stretch], places: Sequence[tuple[int, int]], units: list[str], at: int, shortest: int
) -> tuple[_Stretch, int, int]:
    best = (sources[0], 0, 0)
    for n, start in places:
        source, length = sources[n], 0
        most = min(len(source.units) - start, len(units) - at)
        while length < most and not source.taken[start + length] and source.units[start + length] == units[at + length]:
            length += 1
        if length >= shortest and length > best[2]:
            best = (source, start, length)
    return best


def _cut(segment: Segment, lang: str, cuts: Sequence[_Cut]) -> Iterator[Run]:
    if not cuts:
        yield Run(*segment)
        return
    units, at = units_of(segment.text, lang), 0
    for cut in sorted(cuts):
        if cut.start > at:
            yield Run(segment.op, "".join(units[at : cut.start]))
        yield Run(segment.op, "".join(units[cut.start : cut.end]), cut.move, cut.place)
        at = cut.end
    if at < len(units):
        yield Run(segment.op, "".join(units[at:]))
