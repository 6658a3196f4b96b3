"""How alike two articles are, and which share runs of words: an article's words read for comparing.

Likeness runs from 0 to 1: the share of words that two texts (heading and provisions) have in common, in order, counted by
characters in Chinese and by words in English, without marks and spaces.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Indel

from app.bills.models import ArticleText
from app.bills.outline import OutlineArticle

FEWEST = 8  # what is shared of fewer runs of words tells nothing
_LONGEST = 5_000  # of an article's words so many are compared, so that no file keeps a server busy
_COMMON = 50  # a run of words that more articles have than this tells nothing
_WORDS = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Words:
    """An article's words as one string (a character each in Chinese, a word each in English), and all runs of a few."""

    string: str
    shingles: frozenset[str]


@dataclass(frozen=True, slots=True)
class Sides:
    """The words of the standing articles (`old`) and of a text's articles (`new`), in their orders."""

    old: list[Words]
    new: list[Words]

    def likeness(self, n: int, at: int) -> float:
        """How much the text's article `n` is like the standing article `at`; 0 where one has no words."""
        old, new = self.old[at].string, self.new[n].string
        return Indel.normalized_similarity(old, new) if old and new else 0.0


def read_sides(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> Sides:
    """Read the words of the standing articles and of a text's in one language; a deleted one of the text has none."""
    is_english = lang.startswith("en")
    codes: dict[str, str] = {}
    old = [
        f"{text.heading.en}\n{text.text.en}" if is_english else f"{text.heading.zh}\n{text.text.zh}"
        for text in standing
    ]
    new = ["" if article.is_deleted else f"{article.heading}\n{article.text}" for article in articles]
    return Sides(*([_read_words(text, codes, is_english=is_english) for text in side] for side in (old, new)))


def _read_words(text: str, codes: dict[str, str], *, is_english: bool) -> Words:
    """Read a text's words; `codes` stands for each English word by one character, the same on both sides."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())
    encoded = (codes.setdefault(word, chr(0x10000 + len(codes) % 0x100000)) if is_english else word for word in words)
    string = "".join(encoded)[:_LONGEST]
    run = 2 if is_english else 3
    return Words(string, frozenset(string[n : n + run] for n in range(max(1, len(string) - run + 1))) - {""})


def index_runs(shingles: Mapping[int, Iterable[str]]) -> dict[str, list[int]]:
    """List which articles have each run of words; runs that very many have are left out."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, runs in shingles.items():
        for run in runs:
            index[run].append(n)
    return {run: places for run, places in index.items() if len(places) <= _COMMON}


def count_shared(index: Mapping[str, list[int]], shingles: Iterable[str]) -> Counter[int]:
    """Count how many runs of words each article of an index has in common with one."""
    shared: Counter[int] = Counter()
    for run in shingles:
        shared.update(index.get(run, ()))
    return shared


def most_shared(index: Mapping[str, list[int]], shingles: frozenset[str]) -> tuple[float, int]:
    """Tell the greatest share of one's runs of words that an article of an index has, and which article that is."""
    shared = count_shared(index, shingles)
    if not shared or len(shingles) < FEWEST:
        return 0.0, -1
    n, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
    return count / len(shingles), n
