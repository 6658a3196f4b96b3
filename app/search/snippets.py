"""Snippets: the words around what was found, as the page shows them, with what was found marked."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from app.kernel.bilingual import Bilingual, Passage
from app.search.tokens import Phrase, fold_with_places, pattern_of

LENGTH = 180
_BEFORE = 40
_EDGE = re.compile(r"\s")
_SLACK = 16  # how far a cut moves to fall between two words


@dataclass(frozen=True, slots=True)
class Part:
    """A run of text, found or not."""

    text: str
    is_found: bool


@dataclass(frozen=True, slots=True)
class Snippet:
    """A cut of a text with its language."""

    parts: tuple[Part, ...]
    lang: str

    @property
    def text(self) -> str:
        """The words without marks."""
        return "".join(part.text for part in self.parts)

    @property
    def marks(self) -> list[tuple[int, int]]:
        """Where in `text` what was found begins and ends."""
        found, place = [], 0
        for part in self.parts:
            if part.is_found:
                found.append((place, place + len(part.text)))
            place += len(part.text)
        return found


def choose_snippet(texts: Sequence[Bilingual], phrases: Sequence[Phrase], lang: str) -> Snippet:
    """Cut a snippet from the text that holds most of the phrases, in the page's language where both hold as many."""
    wanted = [text.to(lang) for text in texts]
    said = [*wanted, *(passage for text in texts for passage in text.both if passage not in wanted)]
    best = max((words for words in said if words.text), key=lambda words: count_held(words, phrases), default=said[0])
    return cut_snippet(best, phrases)


def cut_snippet(passage: Passage, phrases: Sequence[Phrase]) -> Snippet:
    """Cut a snippet around the first place where a phrase stands; from the beginning where none does."""
    text = " ".join(passage.text.split())
    found = find_places(text, phrases)
    start, end = _window(text, found[0][0] if found else 0)
    parts, place = [Part("…" if start else "", False)], start
    for first, last in found:
        if first >= start and last <= end:
            parts += [Part(text[place:first], False), Part(text[first:last], True)]
            place = last
    parts += [Part(text[place:end], False), Part("…" if end < len(text) else "", False)]
    return Snippet(tuple(part for part in parts if part.text), passage.lang)


def find_places(text: str, phrases: Sequence[Phrase]) -> list[tuple[int, int]]:
    """Find where the phrases stand in a text as it is written."""
    pattern = pattern_of(phrases)
    if pattern is None:
        return []
    folded, places = fold_with_places(text)
    return [(places[match.start()], places[match.end() - 1] + 1) for match in pattern.finditer(folded)]


def count_held(passage: Passage, phrases: Sequence[Phrase]) -> int:
    """Count how many of the phrases a passage holds."""
    return sum(bool(find_places(passage.text, [phrase])) for phrase in phrases)


def _window(text: str, first: int) -> tuple[int, int]:
    start = max(0, min(first - _BEFORE, len(text) - LENGTH))
    end = min(len(text), start + LENGTH)
    if start and (edge := _EDGE.search(text, start, min(start + _SLACK, first))):
        start = edge.end()
    if end < len(text):
        end = max(text.rfind(" ", end - _SLACK, end), 0) or end
    return start, end
