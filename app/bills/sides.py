"""The comparison page: which two sides an address asks for, what of them to show, and the rows as the page takes them."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy.orm import Session

from app.bills import kept, queries
from app.bills.cards import Card, article_label
from app.bills.comparison import Change, Line, Named
from app.bills.markup import Redliner, plain_html
from app.bills.models import Bill, BillKind, Version
from app.bills.reading import CURRENT, version_number
from app.bills.relations import article_href, notes_on
from app.bills.structure import write_number
from app.kernel.bilingual import Passage
from app.kernel.i18n import html_lang

ANY = "changed"


class View(StrEnum):
    """How two texts stand beside each other."""

    COLUMNS = "columns"
    REDLINE = "redline"


@dataclass(frozen=True, slots=True)
class Sides:
    """What the comparison page compares: a version with the law in force (`earlier` None) or with another version."""

    earlier: Version | None
    later: Version
    versions: Sequence[Version]
    lines: Sequence[Line]
    view: View
    only_changed: bool
    change: Change | None

    @property
    def is_new_act(self) -> bool:
        """Whether there is no law in force to compare with, so that the text stands alone."""
        return self.earlier is None and all(line.change is Change.ADDED for line in self.lines)

    @property
    def is_revision(self) -> bool:
        """Whether a later text stands against an earlier one, so that it has reasons of its own."""
        return self.later.number > 1 and (self.earlier is None or self.earlier.number < self.later.number)

    @property
    def is_filtered(self) -> bool:
        """Whether anything may be left out."""
        return self.only_changed or self.change is not None

    @property
    def shown(self) -> Sequence[Line]:
        """The lines that were asked for."""
        if self.change is not None:
            return [line for line in self.lines if line.change is self.change]
        return [line for line in self.lines if not self.only_changed or line.change is not Change.KEPT]


def read_sides(session: Session, bill: Bill, asked: Mapping[str, str]) -> Sides:
    """Read the two sides that an address asks for: by default the law in force against the last version.

    A version that is not there is not found; a view or filter that is not known counts as none.
    """
    versions = queries.list_versions(session, bill)
    later = queries.pick_version(versions, version_number(asked.get("to", "")))
    start = asked.get("from", "")
    if not start:
        start = CURRENT if bill.kind is BillKind.AMENDMENT or later.number == 1 else "1"
    earlier = None if start == CURRENT else queries.pick_version(versions, version_number(start))
    lines = kept.read_lines(session, earlier, later, html_lang())
    view = View.REDLINE if asked.get("view") == View.REDLINE else View.COLUMNS
    change = next((code for code in Change if code == asked.get("change")), None)
    return Sides(earlier, later, versions, lines, view, asked.get("only") == ANY and change is None, change)


def compare_rows(bill: Bill, sides: Sides) -> list[Card]:
    """The comparison's rows: the two sides or one redline, explanation, and which other articles had to do with it."""
    redliner = Redliner(sides.lines, lambda number: write_number(number, html_lang()))
    shown = sides.shown
    keys = {line.key for line in shown}
    page = article_href(bill)

    def href(found: Named) -> str:
        return f"#article-{found.key}" if found.key in keys else page(found)

    rows: list[Card] = []
    place = (Passage("", ""), Passage("", ""))
    for line in shown:
        row = _row(line, page(Named(line.key, line.number)))
        row["notes"] = notes_on(line, href)
        if sides.is_revision and line.change is not Change.KEPT:
            row["why"] = f"{row['href']}#versions"
        row |= _new_heads(line, place)
        place = (line.chapter, line.section)
        if sides.is_new_act:
            row |= {"change": None, "later": plain_html("".join(run.text for run in line.runs))}
        elif sides.view is View.REDLINE:
            row["whole"] = redliner.whole(line)
        else:
            row |= {"later": redliner.later(line), "earlier": redliner.earlier(line)}
        rows.append(row)
    return rows


def _new_heads(line: Line, before: tuple[Passage, Passage]) -> Card:
    """The chapter and the section that begin with a line."""
    is_new_chapter = line.chapter.text != before[0].text
    is_new_section = is_new_chapter or line.section.text != before[1].text
    return {
        "new_chapter": line.chapter if line.chapter.text and is_new_chapter else None,
        "new_section": line.section if line.section.text and is_new_section else None,
    }


def glance(sides: Sides) -> Counter[Change]:
    """How many articles were kept, changed, moved, added, deleted, split, merged."""
    return Counter(line.change for line in sides.lines)


def _row(line: Line, href: str) -> Card:
    now, before = _title(line.to_number, line.to_heading), _title(line.from_number, line.from_heading)
    explanation = line.explanation
    return {
        "key": line.key,
        "href": href,
        "place": write_number(line.number, html_lang()),
        "label": now or before,
        "was": before if now and before and before != now else None,
        "change": line.change.value,
        "lang": _foreign(line.lang),
        "explanation": plain_html(explanation.text) if explanation else None,
        "explanation_lang": _foreign(explanation.lang) if explanation else None,
    }


def _foreign(lang: str) -> str | None:
    return lang if lang != html_lang() else None


def _title(number: str | None, heading: Passage) -> str:
    return f"{article_label(number)} {heading.text}".rstrip() if number else ""
