"""What changed between two published versions: words that came and went, and citations that came and went."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import partial
from typing import Any

from app.bills.comparison import Change, Segment, redline
from app.bills.comparison.redlines import in_language, shared_language
from app.kernel.bilingual import EN, ZH, Bilingual
from app.summaries.contents import Contents, IssueRow, Quote, RecommendationRow

NOTHING = Bilingual()
Part = IssueRow | RecommendationRow
_ISSUE_TEXTS = ("title", "statement", "position_for", "position_against")
_ASKED_TEXTS = ("text", "rationale")


@dataclass(frozen=True, slots=True)
class Words:
    """One text of a part (`name`) as a redline, in the language in which it differs; `other` is in the other one."""

    name: str
    lang: str
    segments: tuple[Segment, ...]
    other: "Words | None" = None


@dataclass(frozen=True, slots=True)
class PartChange:
    """What became of an issue or a recommendation: `row` is how it reads later (or did at last), `words` are the texts that differ.

    `turned` are comments that both cite, earlier and later, on another side or by another passage. Of a comment that can no longer be
    read, its having gone is told without it.
    """

    kind: str
    row: Part
    change: Change
    earlier_code: str | None
    words: tuple[Words, ...]
    came: tuple[Quote, ...]
    went: tuple[Quote, ...]
    turned: tuple[tuple[Quote, Quote], ...] = ()


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two versions against each other: the introduction, where it differs, the parts that changed, and how many stayed the same."""

    introduction: Words | None
    changes: tuple[PartChange, ...]
    kept: int


def compare_summaries(earlier: Contents, later: Contents, lang: str, *, both: bool = False) -> Comparison:
    """Compare two versions: recommendations by their lasting numbers, issues by their words, else by what they cite.

    A text that differs in both languages is compared in the one asked for; with `both`, in the other one too.
    """
    differ = partial(_differ, lang=lang, both=both)
    issues = _pair_issues(earlier.issues, later.issues)
    asks = _pair(earlier.recommendations, later.recommendations, lambda asked: asked.ordinal)
    parts = [_compare("issue", _ISSUE_TEXTS, old, new, differ) for old, new in issues]
    parts += [_compare("recommendation", _ASKED_TEXTS, old, new, differ) for old, new in asks]
    changed = tuple(part for part in parts if part.change is not Change.KEPT)
    introduction = differ("introduction", earlier.head.introduction, later.head.introduction)
    return Comparison(introduction, changed, len(parts) - len(changed))


def _compare(kind: str, names: Iterable[str], old: Any, new: Any, differ: Callable[..., Words | None]) -> PartChange:
    row = new or old
    texts = [differ(name, getattr(old, name, NOTHING), getattr(new, name, NOTHING)) for name in names]
    words = tuple(text for text in texts if text is not None)
    before, after = (({q.row.id: q for q in part.quotes} if part else {}) for part in (old, new))
    came = tuple(quote for key, quote in after.items() if key not in before)
    went = tuple(quote for key, quote in before.items() if key not in after)
    turned = tuple((before[key], quote) for key, quote in after.items() if key in before and _turns(before[key], quote))
    if old is None or new is None:
        change = Change.ADDED if old is None else Change.DELETED
    elif words or came or went or turned:
        change = Change.CHANGED
    else:
        change = Change.KEPT if old.code == new.code else Change.MOVED
    return PartChange(kind, row, change, old.code if old else None, words, came, went, turned)


def _turns(old: Quote, new: Quote) -> bool:
    return new.is_shown and (old.side, old.passage) != (new.side, new.passage)


def _differ(name: str, old: Bilingual, new: Bilingual, *, lang: str, both: bool) -> Words | None:
    """A text as a redline: in the language asked for if it differs there, else in the other; None where it is the same in both."""
    first = shared_language([text for text in (old, new) if text], lang)
    pairs = [(each, in_language(old, each), in_language(new, each)) for each in (first, ZH if first == EN else EN)]
    found: Words | None = None
    for language, before, after in reversed([pair for pair in pairs if pair[1] != pair[2]][: 2 if both else 1]):
        found = Words(name, language, redline(before, after, language), found)
    return found


def _pair(
    earlier: Sequence[Any], later: Sequence[Any], name: Callable[[Any], object]
) -> list[tuple[Any | None, Any | None]]:
    """Pair the parts of two versions that have the same name, in the later order; those that are gone follow."""
    before, there = {name(part): part for part in earlier}, {name(part) for part in later}
    pairs: list[tuple[Any | None, Any | None]] = [(before.get(name(part)), part) for part in later]
    return [*pairs, *((part, None) for part in earlier if name(part) not in there)]


def _pair_issues(earlier: Sequence[IssueRow], later: Sequence[IssueRow]) -> list[tuple[Any | None, Any | None]]:
    """Pair issues, which have no lasting number: by the same title or statement, then by the most comments that both cite."""
    left = {issue.id: issue for issue in earlier}
    found: dict[int, IssueRow] = {}
    for alike in (_say_the_same, _share):
        for new in later:
            if new.id in found or not left:
                continue
            best = max(left.values(), key=lambda old, new=new, alike=alike: alike(old, new))  # type: ignore[misc]
            if alike(best, new):
                found[new.id] = left.pop(best.id)
    return [*((found.get(new.id), new) for new in later), *((old, None) for old in left.values())]


def _say_the_same(old: IssueRow, new: IssueRow) -> int:
    return (old.title == new.title) + (old.statement == new.statement)


def _share(old: IssueRow, new: IssueRow) -> int:
    return len({q.row.id for q in old.quotes} & {q.row.id for q in new.quotes})
