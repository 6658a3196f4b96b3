"""The public page of the agency's consolidated response."""

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import me
from app.bills.queries import get_bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.responses import policy
from app.responses.cards import answer_card, item_card
from app.responses.queries import days_left, days_taken, read_response
from app.responses.redlines import read_redlines
from app.responses.releasing.queries import list_released

bp = Blueprint("responses", __name__)


@bp.get("/bills/<slug:slug>/response")
@public
@kept("bill")
def response(slug: str) -> ResponseReturnValue:
    """Show what was asked, what the agency decided on each, and what has no answer."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    found = read_response(db, bill)
    redlines = read_redlines(db, bill, found.answers)
    asked, questions = ([i for i in found.items if bool(i.target.question) is q] for q in (False, True))
    return render_template(
        "responses/response.html",
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="response",
        found=found,
        recommendations=[item_card(item, bill, now, redlines) for item in asked],
        questions=[item_card(item, bill, now, redlines) for item in questions],
        retired=[item_card(item, bill, now, redlines) for item in found.retired],
        statement=answer_card(found.statement, bill, now) if found.statement.answer else None,
        overdue=bill.overdue_days(now),
        releases=list_released(db, bill),
        days_left=days_left(bill, now),
        days_taken=days_taken(bill),
        may_answer=policy.may_answer(me(), bill, now),
    )
