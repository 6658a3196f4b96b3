"""The page on which two published versions of a summary stand against each other."""

from flask import render_template
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.kernel.i18n import html_lang
from app.kernel.i18n import lazy_gettext as _l
from app.summaries import cards
from app.summaries.queries import read_two
from app.summaries.versions.comparing import compare_summaries

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
        rows=[
            (part, [cards.citation(quote) for quote in part.came], [cards.citation(quote) for quote in part.went])
            for part in found.changes
        ],
        later=later.head,
        earlier=earlier.head,
        versions=versions,
        texts=TEXTS,
    )
