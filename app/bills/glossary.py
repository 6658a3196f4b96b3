"""Terms explained where they stand: the first occurrence of each in a text becomes a button that shows its meaning.

It works without JavaScript (the popover attribute, and a rule for the keyboard's focus). What is marked reads, is found and is
copied as before; of terms within terms the longest counts, in English as whole words, in the singular or plural.
"""

import html
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import NamedTuple

from markupsafe import Markup, escape

from app.kernel.bilingual import EN, Bilingual, Passage

_TAG = re.compile(r"""(<[^>"]*(?:"[^"]*"[^>"]*)*>)""")
_NAME = re.compile(r"</?([a-z0-9]+)")
_KEPT = ("a", "code", "pre")  # a button has no place in a link, and code is quoted to the letter
_MARKED = Markup(
    '<button type="button" class="term" popovertarget="{anchor}">{words}</button>'
    '<span class="term-note" id="{anchor}" role="note" popover lang="{lang}">{meaning}</span>'
)


class Term(NamedTuple):
    """A term as it is explained: its id, its words by language, and its meaning as the page shows it."""

    id: int
    term: Bilingual
    meaning: Passage


class Run(NamedTuple):
    """A run of a text; `term` is the one that it is the first occurrence of, if any."""

    text: str
    term: Term | None = None


@dataclass(slots=True)
class Glossary:
    """The terms of a bill, and which of them the text at hand (`place`, a part of an id) has explained already."""

    terms: Sequence[Term]
    place: str
    explained: set[int] = field(default_factory=set)

    def mark(self, passage: Passage) -> Markup:
        """Mark the terms of a plain text."""
        return Markup("").join(self._write(run) for run in self.runs(passage))

    def mark_html(self, markup: Markup, lang: str) -> Markup:
        """Mark the terms of safe HTML, outside its links and code."""
        parts, depth = [], 0
        for part in _TAG.split(markup):
            name = _NAME.match(part)
            if name is not None:
                depth += (name[1] in _KEPT) * (-1 if part.startswith("</") else 1)
                parts.append(Markup(part))  # noqa: S704  a tag of the safe HTML that came in
            elif depth:
                parts.append(Markup(part))  # noqa: S704  as it came in
            else:
                parts.append(self.mark(Passage(html.unescape(part), lang)))
        return Markup("").join(parts)

    def runs(self, passage: Passage) -> Iterator[Run]:
        """Part a text into runs; each term not explained yet is told apart where it first stands."""
        by_words = _by_words(tuple(self.terms), passage.lang)
        if not by_words:
            yield Run(passage.text)
            return
        end = 0
        for match in _pattern(tuple(by_words), passage.lang).finditer(passage.text):
            term = by_words.get(_folded(match[0], passage.lang))
            if term is not None and term.id not in self.explained:
                self.explained.add(term.id)
                yield from (Run(passage.text[end : match.start()]), Run(match[0], term))
                end = match.end()
        yield Run(passage.text[end:])

    def _write(self, run: Run) -> Markup:
        if run.term is None:
            return escape(run.text)
        anchor, meaning = f"term-{run.term.id}-{self.place}", run.term.meaning
        return _MARKED.format(anchor=anchor, words=run.text, lang=meaning.lang, meaning=meaning.text)


def _by_words(terms: tuple[Term, ...], lang: str) -> dict[str, Term]:
    """The terms by how they may be spelled in a language: English ones in the plural too, unless that is a term of its own."""
    if lang != EN:
        return {term.term.zh: term for term in terms if term.term.zh}
    named = {_folded(term.term.en, lang): term for term in terms if term.term.en}
    return {plural: term for words, term in named.items() for plural in _plurals(words)} | named


def _plurals(words: str) -> tuple[str, ...]:
    return (f"{words}s", f"{words}es", *([f"{words[:-1]}ies"] if words.endswith("y") else []))


def _folded(words: str, lang: str) -> str:
    return words.lower() if lang == EN else words


@lru_cache(maxsize=256)
def _pattern(spellings: tuple[str, ...], lang: str) -> re.Pattern[str]:
    longest_first = "|".join(re.escape(words) for words in sorted(spellings, key=len, reverse=True))
    if lang == EN:
        return re.compile(rf"(?<!\w)(?:{longest_first})(?!\w)", re.IGNORECASE)
    return re.compile(longest_first)
