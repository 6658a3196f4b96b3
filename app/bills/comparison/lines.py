"""Comparisons as plain values: all that a page or the API shows of an article on two sides, in a form that can be kept.

Published versions never change, so a line never does; FORM grows with the shape or with the way in which redlines are made.
"""

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from app.bills.comparison.articles import Compared
from app.bills.comparison.fates import Change
from app.bills.comparison.moves import Run
from app.bills.comparison.redlines import Segment
from app.kernel.bilingual import Bilingual, Passage

FORM = 2


class Named(NamedTuple):
    """An article that another one's line speaks of: its key, and its number on the side where it stands."""

    key: str
    number: str


@dataclass(frozen=True, slots=True)
class Line:
    """One article of a comparison, in one language as far as its words are there in it.

    Numbers and headings are those of the earlier and of the later side, None where the article is not there. `partner` is the
    article that it was split from or merged into; `gave` and `took` are those that were split from it or merged into it.
    Chapter, section and explanation are the later side's.
    """

    id: int
    key: str
    change: Change
    lang: str
    from_number: str | None
    to_number: str | None
    from_heading: Passage
    to_heading: Passage
    chapter: Passage
    section: Passage
    explanation: Passage | None
    runs: tuple[Run, ...]
    partner: Named | None = None
    gave: tuple[Named, ...] = ()
    took: tuple[Named, ...] = ()

    @property
    def number(self) -> str:
        """The number that it bears now, or bore at last."""
        return self.to_number or self.from_number or self.key

    @property
    def segments(self) -> tuple[Segment, ...]:
        """The redline without its moves."""
        joined: list[Segment] = []
        for op, text, *_move in self.runs:
            if joined and joined[-1].op == op:
                text = joined.pop().text + text
            joined.append(Segment(op, text))
        return tuple(joined)


def lines_of(rows: Sequence[Compared], lang: str) -> tuple[Line, ...]:
    """Turn what was compared into lines in a language."""
    partners: dict[tuple[Change, int], list[Named]] = {}
    for found in rows:
        if found.partner is not None:
            named = Named(found.row.article.key, found.row.number)
            partners.setdefault((found.change, found.partner.article_id), []).append(named)
    return tuple(_line(found, partners, lang) for found in rows)


def lines_as_json(lines: Sequence[Line]) -> list[Any]:
    """The form in which lines are kept."""
    return [FORM, *(asdict(line) for line in lines)]


def lines_from_json(kept: Sequence[Any]) -> tuple[Line, ...] | None:
    """Read kept lines; None where they were kept in another form."""
    return tuple(_read(line) for line in kept[1:]) if kept and kept[0] == FORM else None


def _line(found: Compared, partners: Mapping[tuple[Change, int], Sequence[Named]], lang: str) -> Line:
    old, new = found.old, found.new
    return Line(
        id=found.row.article_id,
        key=found.row.article.key,
        change=found.change,
        lang=found.lang,
        from_number=old.number if old else None,
        to_number=new.number if new else None,
        from_heading=(old.heading if old else Bilingual()).to(lang),
        to_heading=(new.heading if new else Bilingual()).to(lang),
        chapter=found.row.chapter.to(lang),
        section=(found.row.section or Bilingual()).to(lang),
        explanation=found.row.explanation.to(lang) if _is_explained(found) else None,
        runs=found.runs,
        partner=Named(found.partner.article.key, found.partner.number) if found.partner else None,
        gave=tuple(partners.get((Change.SPLIT, found.row.article_id), ())),
        took=tuple(partners.get((Change.MERGED, found.row.article_id), ())),
    )


def _is_explained(found: Compared) -> bool:
    """Whether the explanation speaks of the later side: a deleted article may still bear that of the words it had."""
    if found.change not in (Change.DELETED, Change.MERGED):
        return bool(found.row.explanation)
    return bool(found.new is not None and found.new.explanation and not found.new.text)


def _read(line: Mapping[str, Any]) -> Line:
    return Line(
        **{name: line[name] for name in ("id", "key", "lang", "from_number", "to_number")},
        change=Change(line["change"]),
        from_heading=Passage(*line["from_heading"]),
        to_heading=Passage(*line["to_heading"]),
        chapter=Passage(*line["chapter"]),
        section=Passage(*line["section"]),
        explanation=Passage(*line["explanation"]) if line["explanation"] else None,
        runs=tuple(Run(*run) for run in line["runs"]),
        partner=Named(*line["partner"]) if line["partner"] else None,
        gave=tuple(Named(*named) for named in line["gave"]),
        took=tuple(Named(*named) for named in line["took"]),
    )
