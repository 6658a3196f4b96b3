"""Desk page: who changed what in a bill's drafts, and when."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask import render_template

from app.accounts.access import Permission
from app.bills.actions.audit import DraftAct
from app.bills.cards import article_label
from app.bills.comparison import Segment, redline
from app.bills.desk import bp
from app.bills.desk.posting import bill_to_prepare
from app.bills.models import DraftChange
from app.bills.queries import list_agencies
from app.bills.queries_audit import list_draft_changes
from app.bills.structure import NUMBER
from app.bills.words import KINDS, STAGES, TOPICS
from app.kernel.bilingual import EN
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, same_page, show_day, words
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.web.parameters import number_parameter

CODES = {  # the names of what is noted by its code, field by field
    "kind": {kind.value: name for kind, name in KINDS.items()},
    "stage": {stage.value: name for stage, name in STAGES.items()},
    "topics": TOPICS,
}
WHOLE = (*CODES, "co_leads", "day")  # set against each other whole, never letter by letter
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
    agencies = {agency.slug: words(agency.name).text for agency in list_agencies(session())}
    return render_template(
        "bills/desk_history.html",
        bill=bill,
        changes=[change_card(change, agencies) for change in page.changes],
        first_url=same_page(before=None) if before is not None else None,
        next_url=same_page(before=page.next) if page.next else None,
    )


def change_card(change: DraftChange, agencies: Mapping[str, str]) -> dict[str, Any]:
    """One act on a draft as the page shows it, with the redline of each field; `agencies` are their names by slug."""
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
        "fields": [_field(entry, bool(number), agencies) for entry in change.changes if entry not in gone],
    }


def _field(entry: dict[str, str], of_article: bool, agencies: Mapping[str, str]) -> dict[str, Any]:
    before, after = (_say(entry["field"], entry[side], agencies) for side in ("before", "after"))
    lang = entry["lang"]
    segments = [Segment("delete", before), Segment("insert", after)]
    if before and after and entry["field"] not in WHOLE and len(before) + len(after) <= LONGEST:
        segments = list(redline(before, after, lang))
    return {"name": _name(entry["field"], of_article), "lang": lang, "segments": [s for s in segments if s.text]}


def _say(field: str, value: str, agencies: Mapping[str, str]) -> str:
    """What was noted in words: codes by their names in the page's language, days in its way of writing them."""
    if field == "day" and value:
        return show_day(date.fromisoformat(value))
    names = agencies if field == "co_leads" else CODES.get(field)
    if names is None:
        return value
    said = [str(names.get(code, code)) for code in value.split(", ") if code]
    return (", " if html_lang() == EN else "、").join(said)


def _name(field: str, of_article: bool) -> Any:
    """A field's name: of a text, of question Q1, or of a term by its place in the list."""
    if of_article and field == "guide":
        return _("What this means")
    part, _space, number = field.partition(" ")
    if number:
        return _("Term %(number)s", number=number) if part == "term" else _("Meaning of term %(number)s", number=number)
    return FIELDS.get(field, field)
