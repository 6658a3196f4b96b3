"""Which proposals for one text exclude each other.

Two exclude each other where both change one character, or where both put words in at one point between two characters: nobody could
tell their order. Words that stand beside each other may both change.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from app.bills.comparison import Segment


class Edit(NamedTuple):
    """A run of an article's characters that a proposal takes away, and whether it puts words in their place."""

    start: int
    end: int
    adds: bool


def edits_of(segments: Iterable[Segment], start: int = 0) -> list[Edit]:
    """The edits of a redline whose earlier side begins at a character."""
    edits: list[Edit] = []
    at, is_open = start, False
    for op, text in segments:
        if op == "equal":
            at, is_open = at + len(text), False
            continue
        if not is_open:
            edits.append(Edit(at, at, False))
        last = edits[-1]
        if op == "delete":
            at += len(text)
            edits[-1] = Edit(last.start, at, last.adds)
        else:
            edits[-1] = Edit(last.start, last.end, True)
        is_open = True
    return edits


class _Groups:
    """Numbers in groups; a group is named by its lowest."""

    def __init__(self, numbers: Iterable[int]) -> None:
        self._above = {number: number for number in numbers}

    def find(self, number: int) -> int:
        while self._above[number] != number:
            self._above[number] = number = self._above[self._above[number]]
        return number

    def join(self, one: int, other: int) -> None:
        low, high = sorted((self.find(one), self.find(other)))
        self._above[high] = low


def group_conflicts(proposals: Sequence[tuple[int, Sequence[Edit]]]) -> dict[int, int]:
    """Group proposals (id, edits) that exclude each other, directly or through others; return each one's lowest fellow."""
    groups = _Groups(number for number, _edits in proposals)
    everything = sorted((edit, number) for number, edits in proposals for edit in edits)
    _join_overlapping(groups, everything)
    _join_touching(groups, everything)
    return {number: groups.find(number) for number, _edits in proposals}


def _join_overlapping(groups: _Groups, everything: Sequence[tuple[Edit, int]]) -> None:
    """Join those that change one character, or put words in between two that another one changes; they come sorted."""
    end, last = -1, 0
    for edit, number in everything:
        if edit.start < end:
            groups.join(last, number)
        if edit.end > end:
            end, last = edit.end, number


def _join_touching(groups: _Groups, everything: Sequence[tuple[Edit, int]]) -> None:
    """Join those that put words in at one point, by themselves or at an end of what they take away."""
    points: dict[int, int] = {}
    for edit, number in everything:
        if edit.start == edit.end:
            groups.join(points.setdefault(edit.start, number), number)
    for edit, number in everything:
        for point in (edit.start, edit.end) if edit.adds else ():
            groups.join(points.get(point, number), number)
