"""Two versions of a summary against each other: the page of two published ones, and a draft against what is public."""

from flask import render_template
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.kernel.i18n import html_lang
from app.kernel.i18n import lazy_gettext as _l
from app.summaries import cards
from app.summaries.contents import Contents, Quote
from app.summaries.map.targets import SIDES
from app.summaries.queries import read_two
from app.summaries.versions.comparing import Comparison, PartChange, compare_summaries

Row = tuple[PartChange, list[cards.Card], list[cards.Card], list[cards.Card]]
TEXTS = {
    "title": _l("Title"),
    "statement": _l("Neutral statement"),
    "position_for": _l("For"),
    "position_against": _l("Against"),
    "text": _l("Recommendation"),
    "rationale": _l("Why"),
}


def show_comparison(db: Session, bill: Bill, number: int | None, against: int) -> str:
    """Show what came and went from the version `against` to another, or the latest; not found where there is no such version."""
    later, earlier, versions = read_two(db, bill, number, against)
    found = compare_summaries(earlier, later, html_lang())
    return render_template(
        "summaries/comparison.html",
        bill=bill,
        found=found,
        rows=rows_of(found),
        later=later.head,
        earlier=earlier.head,
        versions=versions,
        texts=TEXTS,
    )


def compare_with_public(draft: Contents, public: Contents) -> Comparison:
    """Compare what publishing a draft would make public with what is public now, in both languages, since both are signed."""
    return compare_summaries(public, draft.as_published, html_lang(), both=True)


def rows_of(found: Comparison) -> list[Row]:
    """The parts that changed, each with the citations that came, went and turned as their macro takes them."""
    return [
        (
            part,
            list(map(cards.citation, part.came)),
            list(map(cards.citation, part.went)),
            list(map(_turned, part.turned)),
        )
        for part in found.changes
    ]


def _turned(both: tuple[Quote, Quote]) -> cards.Card:
    """A citation as it stands later, with how each version cites the comment: its side and its passage (None: the whole)."""
    before, now = ({"side": SIDES.get(q.side) if q.side else None, "passage": q.passage} for q in both)
    return cards.citation(both[1]) | {"before": before, "now": now}
