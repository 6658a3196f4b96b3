"""The public page of a bill's summary."""

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from app.accounts.current import me
from app.bills.queries import get_bill
from app.bills.reading import version_number
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.summaries import cards, policy
from app.summaries.objections.cards import attach, objection_card, offer
from app.summaries.objections.queries import list_shown
from app.summaries.queries import read_published
from app.summaries.versions.page import show_comparison

bp = Blueprint("summaries", __name__)


@bp.get("/bills/<slug:slug>/summary")
@public
@kept("bill", reads=("version", "against"))
def summary(slug: str) -> ResponseReturnValue:
    """Show the latest published summary of a bill's discussion (or an earlier version), or two versions against each other."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    number, against = (version_number(request.args.get(name, "")) for name in ("version", "against"))
    if against is not None:
        return show_comparison(db, bill, number, against)
    found = read_published(db, bill, number)
    asked = [r.ordinal for r in found.contents.recommendations] if found else []
    parts = cards.sections(found.contents, cards.answers_of(db, bill, asked, now)) if found else []
    objections = list_shown(db, found.contents.head.id) if found else []
    if found:
        attach(parts, found.contents.head.number, objections)
        offer(parts, found.contents, me() if found.is_latest else None)
    return render_template(
        "summaries/summary.html",
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="summary",
        found=found,
        parts=parts,
        objections=[objection_card(row) for row in objections],
        contents=cards.table_of_contents(parts),
        may_summarise=policy.may_summarise(me(), bill, now),
    )
