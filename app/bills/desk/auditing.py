"""Desk page: who changed what in a bill's drafts, and when."""

from typing import Any

from flask import render_template

from app.accounts.access import Permission
from app.bills.actions.audit import DraftAct
from app.bills.cards import article_label
from app.bills.comparison import Segment, redline
from app.bills.desk import bp
from app.bills.desk.posting import bill_to_prepare
from app.bills.models import DraftChange
from app.bills.queries_audit import list_draft_changes
from app.bills.structure import NUMBER
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import same_page
from app.kernel.web.parameters import number_parameter

LONGEST = 6_000  # characters before and after together; longer texts stand whole beside each other
FOLDED = 600  # characters from which an act's texts are folded, so that the list stays one
ACTS = {
    DraftAct.CREATE_BILL: _l("Prepared the bill"),
    DraftAct.CHANGE_TEXTS: _l("Changed the texts"),
    DraftAct.CHANGE_QUESTIONS: _l("Changed the key questions"),
    DraftAct.CHANGE_TERMS: _l("Changed the words explained"),
    DraftAct.START_VERSION: _l("Started a revised version"),
    DraftAct.ADD_ARTICLE: _l("Wrote an article"),
    DraftAct.CHANGE_ARTICLE: _l("Changed an article"),
    DraftAct.DELETE_ARTICLE: _l("Took an article out"),
    DraftAct.RESTORE_ARTICLE: _l("Took an article back in"),
    DraftAct.ORDER_ARTICLES: _l("Changed the order"),
    DraftAct.TAKE_OVER: _l("Took over from a file"),
    DraftAct.ADD_MILESTONE: _l("Recorded a stage"),
    DraftAct.CHANGE_MILESTONE: _l("Changed a stage"),
    DraftAct.REMOVE_MILESTONE: _l("Removed a stage"),
}
FIELDS = {
    "title": _l("Title"),
    "summary": _l("Summary of the bill"),
    "explanation": _l("Explanation"),
    "guide": _l("Plain-language guide"),
    "legal_basis": _l("Legal basis"),
    "kind": _l("What the bill does"),
    "topics": _l("Topics"),
    "co_leads": _l("Co-lead agencies"),
    "number": _l("Article number"),
    "chapter": _l("Chapter"),
    "section": _l("Section"),
    "heading": _l("Heading"),
    "text": _l("Proposed text"),
    "current_text": _l("Current text"),
    "order": _l("Order"),
    "stage": _l("Stage"),
    "day": _l("Day"),
    "note": _l("Note"),
    "source_url": _l("Source"),
    "source_label": _l("Name of the source"),
}


@bp.get("/<slug:slug>/history")
@needs(Permission.PREPARE_BILL)
def history(slug: str) -> str:
    """Show who changed what in a bill's drafts, newest first."""
    bill, before = bill_to_prepare(slug), number_parameter("before")
    page = list_draft_changes(session(), bill, before)
    return render_template(
        "bills/desk_history.html",
        bill=bill,
        changes=[change_card(change) for change in page.changes],
        first_url=same_page(before=None) if before is not None else None,
        next_url=same_page(before=page.next) if page.next else None,
    )


def change_card(change: DraftChange) -> dict[str, Any]:
    """One act on a draft as the page shows it, with the redline of each field."""
    number = change.article_number
    told = sum(len(entry["before"]) + len(entry["after"]) for entry in change.changes)
    gone = [entry for entry in change.changes if entry["field"] == "is_deleted"]
    return {
        "id": change.id,
        "title": ACTS.get(DraftAct(change.act), change.act),
        "place": article_label(number) if NUMBER.fullmatch(number) else number,
        "by": change.person.handle,
        "at": change.at,
        "version": change.version_number,
        "is_long": told > FOLDED,
        "fields": [_field(entry, bool(number)) for entry in change.changes if entry not in gone],
    }


def _field(entry: dict[str, str], of_article: bool) -> dict[str, Any]:
    before, after, lang = entry["before"], entry["after"], entry["lang"]
    segments = [Segment("delete", before), Segment("insert", after)]
    if before and after and len(before) + len(after) <= LONGEST:
        segments = list(redline(before, after, lang))
    return {"name": _name(entry["field"], of_article), "lang": lang, "segments": [s for s in segments if s.text]}


def _name(field: str, of_article: bool) -> Any:
    """A field's name: of a text, of question Q1, or of a term by its place in the list."""
    if of_article and field == "guide":
        return _("What this means")
    part, _space, number = field.partition(" ")
    if number:
        return _("Term %(number)s", number=number) if part == "term" else _("Meaning of term %(number)s", number=number)
    return FIELDS.get(field, field)
