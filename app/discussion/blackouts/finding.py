"""Finding a passage in a Markdown source by its letters and digits, however it is written there.

Width, case, spaces, punctuation, emphasis and joiners do not count: 0912-345-678 is found in 09**12** 345678 and in ０９１２－３４５６７８.
What readers do not see of the source (where a link leads, the numbers of a list) is searched, but can also be skipped, so that words
which readers see beside each other are found. Blocks of what is blacked out already are never passed over.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from app.discussion.blackouts.blocks import INK, Span
from app.discussion.copies import weigh

LEAST_WEIGHT = 3  # three letters or digits, or two Chinese characters
_UNSEEN = re.compile(r"\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|^[ \t>]*\d{1,9}[.)](?=[ \t])", re.MULTILINE)
_NEXT_LINE = r"\n[ \t]*(?:(?:>|[-*+][ \t]|\d{1,9}[.)][ \t])[ \t]*)*"
_SEAMS = re.compile(rf"{_NEXT_LINE}|\]\([^()\s]*(?:\s+\"[^\"\n]*\")?\)|\[|\]\([^\s)]*$")
_RUNS = re.compile(r"\*+|`+|~~+|(?<!\w)_+|_+(?!\w)")


class Folded(NamedTuple):
    """The letters and digits of a text in one form, and where in it each stands."""

    letters: str
    at: tuple[int, ...]


class Occurrence(NamedTuple):
    """Where a passage stands, from start to end, and the pieces to black out there: what marks the text up stays between them."""

    start: int
    end: int
    pieces: tuple[Span, ...]


def fold(text: str, skipped: Iterable[Span] = ()) -> Folded:
    """Fold a text to its letters and digits, but for the spans that are to be skipped; a block stays as its ink."""
    gaps = {at for span in skipped for at in range(*span)}
    letters: list[str] = []
    at: list[int] = []
    for number, character in enumerate(text):
        if number not in gaps:
            said = _letters(character)
            letters += said
            at += [number] * len(said)
    return Folded("".join(letters), tuple(at))


def _letters(character: str) -> str:
    if character == INK:
        return INK
    folded = unicodedata.normalize("NFKD", character).casefold()
    return "".join(filter(str.isalnum, unicodedata.normalize("NFKD", folded)))


def is_enough(passage: str) -> bool:
    """Whether a passage says enough to be found by."""
    return weigh(fold(passage).letters) >= LEAST_WEIGHT


def find(text: str, passage: str) -> list[Occurrence]:
    """Find every place of a passage in a text, in order; places that overlap are one."""
    wanted = fold(passage).letters
    if not wanted:
        return []
    unseen = [match.span() for match in _UNSEEN.finditer(text)]
    found = {span for skipped in ((), unseen) for span in _search(fold(text, skipped), wanted)}
    merged: list[Span] = []
    for start, end in sorted(found):
        if merged and start < merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    whole = [_widen(text, passage, span) for span in merged]
    return [Occurrence(*span, tuple(_pieces(text, span))) for span in whole]


def _search(folded: Folded, wanted: str) -> Iterator[Span]:
    start = folded.letters.find(wanted)
    while start >= 0:
        yield folded.at[start], folded.at[start + len(wanted) - 1] + 1
        start = folded.letters.find(wanted, start + 1)


def _widen(text: str, passage: str, span: Span) -> Span:
    """Take in the marks on the last letter, and the signs at both ends of the passage where they stand there too."""
    start, end = span
    while end < len(text) and unicodedata.category(text[end]) in ("Mn", "Mc", "Me", "Cf"):
        end += 1
    passage = passage.strip()
    before = passage[: next((n for n, c in enumerate(passage) if _letters(c)), 0)]
    after = passage[len(passage) - next((n for n, c in enumerate(reversed(passage)) if _letters(c)), 0) :]
    if before and text.endswith(before, 0, start):
        start -= len(before)
    if after and text.startswith(after, end):
        end += len(after)
    return start, end


def _pieces(text: str, span: Span) -> Iterator[Span]:
    """Cut a span at the ends of lines, at links, and at emphasis that begins or ends in it alone."""
    start, end = span
    words = text[start:end]
    seams = sorted({*(match.span() for match in _SEAMS.finditer(words)), *_odd_runs(words)})
    at = 0
    for seam, after in [*seams, (len(words), len(words))]:
        piece = words[at:seam]
        if any(map(_letters, piece)):
            inner = piece.strip()
            left = start + at + piece.index(inner)
            yield left, left + len(inner)
        at = max(at, after)


def _odd_runs(words: str) -> Iterator[Span]:
    """The marks of emphasis that have no partner among the words."""
    waiting: dict[str, Span] = {}
    for match in _RUNS.finditer(words):
        if waiting.pop(match[0], None) is None:
            waiting[match[0]] = match.span()
    yield from waiting.values()
