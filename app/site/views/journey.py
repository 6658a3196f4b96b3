"""The journey of a comment, from where it was said to what it changed."""

from flask import render_template

from app.accounts.current import me
from app.bills.cards import article_label
from app.discussion.cards import card, view_as
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import html_lang
from app.opendata.journeys import read_journey
from app.site.stations import answer_cards, read_stations, real_changes
from app.site.views.blueprint import bp


@bp.get("/comments/<id:comment_id>/journey")
@public
def journey(comment_id: int) -> str:
    """Show what became of a comment, station by station."""
    db, now = session(), request_now()
    found = read_journey(db, comment_id, me(), now, html_lang())
    words = {"stations": read_stations(found, now), "asked": answer_cards(found, now), "changes": real_changes(found)}
    said = card(found.row, view_as(db, me(), found.bill, [found.row], now), depth=0)
    labels = {"place": place_label(found.row.place), "article_label": article_label}
    return render_template("site/journey.html", journey=found, bill=found.bill, said=said, now=now, **words, **labels)
