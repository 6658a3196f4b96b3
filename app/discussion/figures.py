"""The page of a discussion in figures, and the note that somebody has read all of it."""

from flask import flash, redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.current import me, require_me
from app.bills.queries import get_bill
from app.discussion.forms import ReadForm
from app.discussion.options import list_places
from app.discussion.timeline import make_timeline, most_discussed, read_path
from app.discussion.views import bp
from app.discussion.visits import mark_read
from app.discussion.words import place_title
from app.kernel.clock import request_now
from app.kernel.db import begin_write, session
from app.kernel.guards import public, signed_in
from app.kernel.i18n import gettext as _
from app.kernel.verdict import invalid
from app.kernel.web.page_cache import kept


@bp.get("/bills/<slug:slug>/discussion/timeline")
@public
@kept("bill")
def timeline(slug: str) -> ResponseReturnValue:
    """Show a discussion in figures: comments per day, the most discussed articles, positions by place."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    places = list_places(db, bill).by_place(bill)
    return render_template(
        "discussion/timeline.html",
        bill=bill,
        status=bill.status(now),
        now=now,
        tab="discussion",
        timeline=make_timeline(bill, read_path(db, bill), now),
        busiest=most_discussed(card for key, card in places.items() if not key.startswith("Q")),
        places=[
            card | {"label": place_title(card["key"], card["words"])} for card in places.values() if card["comments"]
        ],
    )


@bp.post("/bills/<slug:slug>/discussion/reading")
@signed_in
def reading(slug: str) -> ResponseReturnValue:
    """Mark a discussion as read, up to the newest comment that there was when its page was shown."""
    form, db = ReadForm(), begin_write()
    bill = get_bill(db, slug, me(), request_now())
    if not form.validate():
        raise invalid(form.newest.errors[0] if form.newest.errors else _("Open the page anew."))
    mark_read(db, require_me(), bill, form.newest.number, request_now())
    flash(_("All comments are marked as read."), "success")
    return redirect(f"/bills/{slug}/discussion", 303)
