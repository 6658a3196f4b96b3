"""What the page of a version's text takes: its articles with marks and terms, its outline and its switches."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.bills import reading, switches
from app.bills.explaining import explain_articles
from app.bills.models import Bill
from app.bills.panels import article_marks
from app.bills.queries_terms import explained, list_terms


def read_text_page(
    session: Session, bill: Bill, asked: Mapping[str, str], now: datetime, *, drafts: bool = False
) -> dict[str, Any]:
    """Read the text that an address asks for, with all that stands beside it; `drafts` too for the agency's preview."""
    shown = reading.read_text(session, bill, asked, drafts=drafts)
    rows = reading.text_rows(bill, shown, article_marks(session, bill, now))
    terms = explained(list_terms(session, bill))
    explain_articles(rows, terms)
    return {
        "shown": shown,
        "rows": rows,
        "terms": terms,
        "outline": switches.outline(rows),
        "versions": switches.which_version(bill, shown),
        "against": switches.against_what(bill, shown),
    }
