"""Matching the articles of a text to those that stand: which article is which, by number and by words.

Measured on drafts in both languages, two articles that have nothing to do with each other stay below a likeness of 0.45,
twins that say the same of different people reach 0.7, and an article that was rewritten under its number seldom falls below 0.4.
"""

from collections import defaultdict
from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

from app.bills.assignment import pair_up
from app.bills.likeness import FEWEST, Sides, count_shared, index_runs, most_shared, read_sides
from app.bills.models import ArticleText
from app.bills.outline import OutlineArticle

SAME_NUMBER = 0.4  # likeness from which an article with the same number is the same article
ANY_NUMBER = 0.6  # likeness from which an article with another number is the same article
TAKEN_OVER = 0.6  # share of an article's shingles that another has, from which it was split off it or merged into it
_NUMBER_BONUS = 0.05
_CANDIDATES = 12


class _Alike(NamedTuple):
    """A standing article (its place) that one may come from: how alike they are, and the share of its words that one has."""

    likeness: float
    at: int
    share: float


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
    sides = read_sides(standing, articles, lang)
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
    sides = read_sides(standing, articles, lang)
    place = {text.article_id: at for at, text in enumerate(standing)}
    pairs = {
        n: place[tie.article_id] for n, tie in enumerate(ties) if tie.kind is TieKind.SAME and tie.article_id in place
    }
    gained = index_runs({n: sides.new[n].shingles - sides.old[at].shingles for n, at in pairs.items()})
    merged = {}
    for at in set(range(len(standing))) - set(pairs.values()):
        share, n = most_shared(gained, sides.old[at].shingles)
        if share >= TAKEN_OVER and not standing[at].is_deleted:
            merged[standing[at].article_id] = standing[pairs[n]].article_id
    return merged


def measure_ties(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], ties: Sequence[Tie], lang: str
) -> list[Tie]:
    """Give ties that somebody chose their likeness."""
    sides = read_sides(standing, articles, lang)
    place = {text.article_id: at for at, text in enumerate(standing)}
    return [
        NEW if tie.article_id is None else Tie(tie.kind, tie.article_id, sides.likeness(n, place[tie.article_id]))
        for n, tie in enumerate(ties)
    ]


def is_translation(standing: Iterable[ArticleText], lang: str) -> bool:
    """Whether a file in a language only adds that language to what stands: English to a Chinese draft."""
    return lang.startswith("en") and any(text.text.zh for text in standing if not text.is_deleted)


def _match_by_number(standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], lang: str) -> list[Tie]:
    sides = read_sides(standing, articles, lang)
    at_number = {text.number: at for at, text in enumerate(standing) if not text.is_deleted}
    ties = []
    for n, article in enumerate(articles):
        at = at_number.get(article.number)
        tie = NEW if at is None else Tie(TieKind.SAME, standing[at].article_id, sides.likeness(n, at))
        ties.append(tie)
    return ties


def _pair_unchanged(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: Sides
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
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: Sides, pairs: Mapping[int, int]
) -> dict[int, list[_Alike]]:
    """List for each article that is not yet paired the standing ones that it may come from, with their likeness."""
    index = index_runs(dict(enumerate(words.shingles for words in sides.old)))
    at_number = defaultdict(list)
    for at, text in enumerate(standing):
        at_number[text.number].append(at)
    alike: dict[int, list[_Alike]] = {}
    for n, article in enumerate(articles):
        if n in pairs or not sides.new[n].string:
            continue
        shared = count_shared(index, sides.new[n].shingles)
        near = {at for at, _ in shared.most_common(_CANDIDATES)}
        for at in near.union(at_number[article.number]):
            likeness, old = sides.likeness(n, at), sides.old[at].shingles
            shorter = min(len(old), len(sides.new[n].shingles))
            is_inside = shorter >= FEWEST and shared[at] >= TAKEN_OVER * shorter
            if is_inside or likeness >= (SAME_NUMBER if standing[at].number == article.number else ANY_NUMBER):
                share = shared[at] / len(old) if len(old) >= FEWEST else 0.0
                alike.setdefault(n, []).append(_Alike(likeness, at, share))
    return alike


def _pair_alike(
    standing: Sequence[ArticleText],
    articles: Sequence[OutlineArticle],
    alike: Mapping[int, Sequence[_Alike]],
    taken: Container[int],
) -> dict[int, int]:
    """Pair the articles so that all pairs together are the most alike.

    One that kept its number and its words is the same also where others were added to them. The cube keeps two pairs that are
    half alike from outweighing one that is wholly alike.
    """
    edges = {}
    for n, found in alike.items():
        for likeness, at, share in found:
            if at not in taken:
                has_number = articles[n].number == standing[at].number
                edges[n, at] = (max(likeness, share) + _NUMBER_BONUS if has_number else likeness) ** 3
    return pair_up(edges)


def _pair_wordless(
    standing: Sequence[ArticleText], articles: Sequence[OutlineArticle], sides: Sides, pairs: Mapping[int, int]
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
    sides: Sides, pairs: Mapping[int, int], alike: Mapping[int, Sequence[_Alike]]
) -> dict[int, tuple[float, int]]:
    """Find what was split off: articles that took words which a standing one lost, or are as like it as its successor."""
    lost = index_runs({at: sides.old[at].shingles - sides.new[n].shingles for n, at in pairs.items()})
    followed = set(pairs.values())
    splits: dict[int, tuple[float, int]] = {}
    for n, words in enumerate(sides.new):
        if n in pairs or not words.string:
            continue
        found = [
            (one.likeness, one.at) for one in alike.get(n, ()) if one.likeness >= ANY_NUMBER and one.at in followed
        ]
        share, at = most_shared(lost, words.shingles)
        if share >= TAKEN_OVER:
            found.append((share, at))
        if found:
            splits[n] = max(found)
    return splits
