"""Matching the articles of a text to those that stand: which article is which, by number and by words.

Likeness runs from 0 to 1: the share of words that two texts (heading and provisions) have in common, in order, counted by
characters in Chinese and by words in English, without marks and spaces. Measured on drafts in both languages, two articles
that have nothing to do with each other stay below 0.45, twins that say the same of different people reach 0.7, and an
article that was rewritten under its number seldom falls below 0.4.
"""

import re
import unicodedata
from collections import Counter, defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from rapidfuzz.distance import Indel

from app.bills.assignment import pair_up
from app.bills.models import ArticleText
from app.bills.outline import OutlineArticle

SAME_NUMBER = 0.4  # likeness from which an article with the same number is the same article
ANY_NUMBER = 0.6  # likeness from which an article with another number is the same article
TAKEN_OVER = 0.6  # share of an article's shingles that another has, from which it was split off it or merged into it
_NUMBER_BONUS = 0.05
_CANDIDATES = 12
_LONGEST = 5_000  # of an article's words so many are compared, so that no file keeps a server busy
_COMMON = 50  # a run of words that more articles have than this tells nothing
_WORDS = re.compile(r"\w+")


class TieKind(StrEnum):
    """What an article of a text is to those that stand."""

    SAME = "same"
    NEW = "new"
    SPLIT = "split"


@dataclass(frozen=True, slots=True)
class Tie:
    """Which standing article one is (SAME) or was split off (SPLIT); NEW has no `article_id`.

    `likeness` is 0 where the number alone decides, because there are no words to compare.
    """

    kind: TieKind
    article_id: int | None
    likeness: float


NEW = Tie(TieKind.NEW, None, 0.0)


def match_articles(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> list[Tie]:
    """Find for each article of a text the standing one that it is, was split off, or neither.

    An article that kept number and words is the same; the others are paired so that all pairs together are the most alike.
    """
    if is_translation(standing, lang):
        return _match_by_number(standing, articles, lang)
    sides = _read_sides(standing, articles, lang)
    pairs = _pair_unchanged(standing, articles, sides)
    alike = _find_alike(standing, articles, sides, pairs)
    pairs |= _pair_alike(standing, articles, alike, taken=set(pairs.values()))
    pairs |= _pair_wordless(standing, articles, sides, pairs)
    splits = _find_splits(sides, pairs, alike)
    ties = []
    for n in range(len(articles)):
        if n in pairs:
            ties.append(Tie(TieKind.SAME, standing[pairs[n]].article_id, sides.likeness(n, pairs[n])))
        elif n in splits:
            share, at = splits[n]
            ties.append(Tie(TieKind.SPLIT, standing[at].article_id, share))
        else:
            ties.append(NEW)
    return ties


def left_over(standing: Sequence[ArticleText], ties: Iterable[Tie]) -> list[ArticleText]:
    """The standing articles that no article of the text is."""
    found = {tie.article_id for tie in ties if tie.kind is TieKind.SAME}
    return [text for text in standing if text.article_id not in found]


def suggest_merged(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], ties: Sequence[Tie], lang: str
) -> dict[int, int]:
    """Suggest for standing articles that are left over which article took up their words: article id → article id."""
    sides = _read_sides(standing, articles, lang)
    place = {text.article_id: at for at, text in enumerate(standing)}
    pairs = {
        n: place[tie.article_id] for n, tie in enumerate(ties) if tie.kind is TieKind.SAME and tie.article_id in place
    }
    gained = _index({n: sides.new[n].shingles - sides.old[at].shingles for n, at in pairs.items()})
    merged = {}
    for at in set(range(len(standing))) - set(pairs.values()):
        share, n = _most_shared(gained, sides.old[at].shingles)
        if share >= TAKEN_OVER and not standing[at].is_deleted:
            merged[standing[at].article_id] = standing[pairs[n]].article_id
    return merged


def measure_ties(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], ties: Sequence[Tie], lang: str
) -> list[Tie]:
    """Give ties that somebody chose their likeness."""
    sides = _read_sides(standing, articles, lang)
    place = {text.article_id: at for at, text in enumerate(standing)}
    return [
        NEW if tie.article_id is None else Tie(tie.kind, tie.article_id, sides.likeness(n, place[tie.article_id]))
        for n, tie in enumerate(ties)
    ]


def is_translation(standing: Iterable[ArticleText], lang: str) -> bool:
    """Whether a file in a language only adds that language to what stands: English to a Chinese draft."""
    return lang.startswith("en") and any(text.text.zh for text in standing if not text.is_deleted)


def _match_by_number(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> list[Tie]:
    sides = _read_sides(standing, articles, lang)
    at_number = {text.number: at for at, text in enumerate(standing) if not text.is_deleted}
    ties = []
    for n, article in enumerate(articles):
        at = at_number.get(article.number)
        tie = NEW if at is None else Tie(TieKind.SAME, standing[at].article_id, sides.likeness(n, at))
        ties.append(tie)
    return ties


@dataclass(frozen=True, slots=True)
class _Words:
    """An article's words as one string (a character each in Chinese, a word each in English), and all runs of a few."""

    string: str
    shingles: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Sides:
    old: list[_Words]
    new: list[_Words]

    def likeness(self, n: int, at: int) -> float:
        """How much the text's article `n` is like the standing article `at`; 0 where one has no words."""
        old, new = self.old[at].string, self.new[n].string
        return Indel.normalized_similarity(old, new) if old and new else 0.0


def _read_sides(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> _Sides:
    is_english = lang.startswith("en")
    codes: dict[str, str] = {}
    old = [
        f"{text.heading.en}\n{text.text.en}" if is_english else f"{text.heading.zh}\n{text.text.zh}"
        for text in standing
    ]
    new = ["" if article.is_deleted else f"{article.heading}\n{article.text}" for article in articles]
    return _Sides(*([_read_words(text, codes, is_english=is_english) for text in side] for side in (old, new)))


def _read_words(text: str, codes: dict[str, str], *, is_english: bool) -> _Words:
    """Read a text's words; `codes` stands for each English word by one character, the same on both sides."""
    words = _WORDS.findall(unicodedata.normalize("NFKC", text).casefold())
    encoded = (codes.setdefault(word, chr(0x10000 + len(codes))) if is_english else word for word in words)
    string = "".join(encoded)[:_LONGEST]
    run = 2 if is_english else 3
    return _Words(string, frozenset(string[n : n + run] for n in range(max(1, len(string) - run + 1))) - {""})


def _pair_unchanged(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: _Sides
) -> dict[int, int]:
    """Pair the articles that kept number and words, or the number where what stands has no words in this language."""
    places: dict[tuple[str, str], int] = {}
    for at, text in sorted(enumerate(standing), key=lambda item: item[1].is_deleted):
        places.setdefault((text.number, sides.old[at].string), at)
    pairs: dict[int, int] = {}
    for n, article in enumerate(articles):
        for key in ((article.number, sides.new[n].string), (article.number, "")):
            if sides.new[n].string and key in places and not (key[1] == "" and standing[places[key]].is_deleted):
                pairs[n] = places.pop(key)
                break
    return pairs


def _find_alike(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: _Sides, pairs: Mapping[int, int]
) -> dict[int, list[tuple[float, int]]]:
    """List for each article that is not yet paired the standing ones that it may come from, with their likeness."""
    index = _index(dict(enumerate(words.shingles for words in sides.old)))
    at_number = defaultdict(list)
    for at, text in enumerate(standing):
        at_number[text.number].append(at)
    alike: dict[int, list[tuple[float, int]]] = {}
    for n, article in enumerate(articles):
        if n in pairs or not sides.new[n].string:
            continue
        shared = _count_shared(index, sides.new[n].shingles)
        near = {at for at, _ in shared.most_common(_CANDIDATES)}
        for at in near.union(at_number[article.number]):
            likeness = sides.likeness(n, at)
            least = SAME_NUMBER if standing[at].number == article.number else ANY_NUMBER
            shorter = min(len(sides.old[at].shingles), len(sides.new[n].shingles))
            if likeness >= least or (shared[at] and shared[at] >= TAKEN_OVER * shorter):
                alike.setdefault(n, []).append((likeness, at))
    return alike


def _pair_alike(
    standing: Sequence[ArticleText],
    articles: Sequence[OutlineArticle],
    alike: Mapping[int, Sequence[tuple[float, int]]],
    taken: Container[int],
) -> dict[int, int]:
    """Pair the articles so that all pairs together are the most alike.

    The cube keeps two pairs that are half alike from outweighing one that is wholly alike.
    """
    edges = {}
    for n, found in alike.items():
        for likeness, at in found:
            if at not in taken:
                bonus = _NUMBER_BONUS if articles[n].number == standing[at].number else 0
                edges[n, at] = (likeness + bonus) ** 3
    return pair_up(edges)


def _pair_wordless(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: _Sides, pairs: Mapping[int, int]
) -> dict[int, int]:
    """Pair （刪除） with what stood under its number, where that did not go elsewhere."""
    taken = set(pairs.values())
    free = [at for at in range(len(standing)) if at not in taken]
    at_number = {standing[at].number: at for at in sorted(free, key=lambda at: not standing[at].is_deleted)}
    return {
        n: at_number.pop(article.number)
        for n, article in enumerate(articles)
        if n not in pairs and not sides.new[n].string and article.number in at_number
    }


def _find_splits(
    sides: _Sides, pairs: Mapping[int, int], alike: Mapping[int, Sequence[tuple[float, int]]]
) -> dict[int, tuple[float, int]]:
    """Find what was split off: articles that took words which a standing one lost, or are as like it as its successor."""
    lost = _index({at: sides.old[at].shingles - sides.new[n].shingles for n, at in pairs.items()})
    followed = set(pairs.values())
    splits: dict[int, tuple[float, int]] = {}
    for n, words in enumerate(sides.new):
        if n in pairs or not words.string:
            continue
        found = [(share, at) for share, at in alike.get(n, ()) if share >= ANY_NUMBER and at in followed]
        share, at = _most_shared(lost, words.shingles)
        if share >= TAKEN_OVER:
            found.append((share, at))
        if found:
            splits[n] = max(found)
    return splits


def _index(shingles: Mapping[int, Iterable[str]]) -> dict[str, list[int]]:
    """List which articles have each run of words; runs that very many have are left out."""
    index: dict[str, list[int]] = defaultdict(list)
    for n, runs in shingles.items():
        for run in runs:
            index[run].append(n)
    return {run: places for run, places in index.items() if len(places) <= _COMMON}


def _count_shared(index: Mapping[str, list[int]], shingles: Iterable[str]) -> Counter[int]:
    """Count how many runs of words each article of an index has in common with one."""
    shared: Counter[int] = Counter()
    for run in shingles:
        shared.update(index.get(run, ()))
    return shared


def _most_shared(index: Mapping[str, list[int]], shingles: frozenset[str]) -> tuple[float, int]:
    """Tell the greatest share of one's runs of words that an article of an index has, and which article that is."""
    shared = _count_shared(index, shingles)
    if not shared:
        return 0.0, -1
    n, count = min(shared.items(), key=lambda item: (-item[1], item[0]))
    return count / len(shingles), n
