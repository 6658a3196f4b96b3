"""Two texts side by side: for each article what became of it, and its redline."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from app.bills.comparison.fates import Change, Fate, change_of_text, fates_between, fates_from_current
from app.bills.comparison.moves import Redlined, Run, mark_moves
from app.bills.comparison.redlines import Segment, in_language, redline, shared_language
from app.bills.models import ArticleText
from app.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class Compared:
    """An article on two sides: `row` is how it reads now (or did at last), `lang` the language of the redline.

    The redline of a split article starts from the words of the one it was taken out of: that is `partner`, as the earlier
    side has it. Of a merged one `partner` is the one that took it up, as the later side has it. `runs` are the segments,
    cut where a passage only moved.
    """

    row: ArticleText
    change: Change
    lang: str
    segments: tuple[Segment, ...]
    old: ArticleText | None
    new: ArticleText | None
    partner: ArticleText | None = None
    runs: tuple[Run, ...] = ()


def compare_versions(earlier: Sequence[ArticleText], later: Sequence[ArticleText], lang: str) -> tuple[Compared, ...]:
    """Compare two versions article by article, in the later one's order; articles it lacks keep their place."""
    fates = fates_between(earlier, later)
    before = {text.article_id: text for text in earlier}
    after = {text.article_id: text for text in later}
    rows = []
    for key in _merge([t.article_id for t in earlier], [t.article_id for t in later]):
        old, new = before.get(key), after.get(key)
        if (row := new or old) is not None and key in fates:
            partner = _partner(fates[key], before, after)
            source = partner if fates[key].change is Change.SPLIT else old
            sides = (_words(source), _words(new))
            rows.append(_compared(row, fates[key].change, sides, lang, old=old, new=new, partner=partner))
    return mark_all_moves(rows)


def compare_with_current(texts: Sequence[ArticleText], lang: str) -> tuple[Compared, ...]:
    """Compare a version with the law in force; what is neither in force nor proposed is left out."""
    fates = fates_from_current(texts)
    here = {text.article_id: text for text in texts}
    rows = []
    for text in texts:
        if (fate := fates.get(text.article_id)) is not None:
            partner = _partner(fate, here, here)
            source = partner if partner is not None and fate.change is Change.SPLIT else text
            sides = (source.current_text, _words(text))
            rows.append(_compared(text, fate.change, sides, lang, old=None, new=text, partner=partner))
    return mark_all_moves(rows)


def compare_article(old: ArticleText | None, new: ArticleText, lang: str) -> Compared | None:
    """Compare one article's texts in two versions, alone: a split one with nothing; None where it stands in neither."""
    change = change_of_text(old, new)
    if change is None:
        return None
    return mark_all_moves([_compared(new, change, (_words(old), _words(new)), lang, old=old, new=new)])[0]


def mark_all_moves(rows: Sequence[Compared]) -> tuple[Compared, ...]:
    """Mark the passages that only moved, within articles and between those that were split or merged."""
    groups: dict[int, list[Compared]] = {}
    leaders = _leaders(rows)
    for found in rows:
        groups.setdefault(leaders[found.row.article_id], []).append(found)
    runs: dict[int, tuple[Run, ...]] = {}
    moves = 0
    for group in groups.values():
        redlines = [
            Redlined(f.row.article_id, f.segments, f.change is Change.SPLIT and f.partner is not None) for f in group
        ]
        marked = mark_moves(redlines, group[0].lang, moves + 1)
        moves = max([moves, *(run.move for cut in marked for run in cut)])
        runs |= {found.row.article_id: cut for found, cut in zip(group, marked, strict=True)}
    return tuple(replace(found, runs=runs[found.row.article_id]) for found in rows)


def _leaders(rows: Sequence[Compared]) -> dict[int, int]:
    """One article id for each group of articles that may have given each other words."""
    leaders = {found.row.article_id: found.row.article_id for found in rows}

    def leader(key: int) -> int:
        while leaders.get(key, key) != key:
            key = leaders[key]
        return key

    for found in rows:
        if found.partner is not None:
            leaders[leader(found.row.article_id)] = leader(found.partner.article_id)
    return {key: leader(key) for key in leaders}


def _partner(fate: Fate, before: Mapping[int, ArticleText], after: Mapping[int, ArticleText]) -> ArticleText | None:
    if fate.partner_id is None:
        return None
    return (before if fate.change is Change.SPLIT else after).get(fate.partner_id)


def _words(text: ArticleText | None) -> Bilingual | None:
    return None if text is None or text.is_deleted else text.text


def _merge(earlier: Sequence[int], later: Sequence[int]) -> list[int]:
    """The later order, with each article that is gone after the one it used to follow."""
    order, there = list(later), set(later)
    for n, gone in enumerate(earlier):
        if gone not in there:
            order.insert(order.index(earlier[n - 1]) + 1 if n else 0, gone)
    return order


def _compared(
    row: ArticleText,
    change: Change,
    sides: tuple[Bilingual | None, Bilingual | None],
    lang: str,
    *,
    old: ArticleText | None,
    new: ArticleText | None,
    partner: ArticleText | None = None,
) -> Compared:
    lang = shared_language([text for text in sides if text], lang)
    segments = redline(in_language(sides[0], lang), in_language(sides[1], lang), lang)
    return Compared(row, change, lang, segments, old, new, partner)
