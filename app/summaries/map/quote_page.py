"""The page of one citation: where it stands in the draft, and which passage of the comment is quoted."""

from flask import render_template, request
from flask.typing import ResponseReturnValue

from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.verdict import not_found
from app.kernel.web.forms import KeyedForm
from app.summaries import cards
from app.summaries.contents import IssueRow, RecommendationRow
from app.summaries.desk import open_bill, read_draft
from app.summaries.map.forms import QuoteForm
from app.summaries.map.quoting import stamp_of_quote
from app.summaries.map.targets import code_of, offer_targets
from app.summaries.models import Citation


def show_quote(slug: str, citation_id: int, form: QuoteForm, status: int) -> ResponseReturnValue:
    """Show the form of a citation; where it is gone meanwhile, what was typed stands there still."""
    db, now = session(), request_now()
    bill = open_bill(db, slug, now)
    contents = read_draft(db, bill, Citation.id == citation_id)
    parts: list[IssueRow | RecommendationRow] = [*contents.issues, *contents.recommendations]
    found = next(((part, q) for part in parts for q in part.quotes if q.citation_id == citation_id), None)
    if found is None and request.method == "GET":
        raise not_found()
    offer_targets(form, contents)
    if found and status == 200:
        form.part.data, form.passage.data = code_of(*found), found[1].passage or ""
    if found and status in (200, 409):  # saving again counts from what it is now
        form.stamp.data = stamp_of_quote(*found)
    page = render_template(
        "summaries/citation.html",
        bill=bill,
        form=form,
        failed=form,
        plain=KeyedForm(formdata=None),
        quote=found[1] if found else None,
        card=cards.citation(found[1]) if found else None,
        stands=code_of(*found) if found else None,
        is_stale=status == 409,
    )
    return page, status
