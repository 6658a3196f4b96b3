"""The card of a comment's journey: the page that people share, and the picture on it."""

from flask import Response, render_template, request

from app.accounts.current import me
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import html_lang
from app.kernel.web.page_cache import kept
from app.opendata.journeys import read_journey
from app.opendata.shapes_bills import address
from app.site.sharing.card import HEIGHT, MARGIN, WIDTH, make_card
from app.site.views.blueprint import bp

SIZES = {"width": WIDTH, "height": HEIGHT, "margin": MARGIN}


@bp.get("/comments/<id:comment_id>/card")
@public
@kept("comment")
def card(comment_id: int) -> str:
    """Show the card of a comment's journey, to share or to print."""
    now = request_now()
    found = read_journey(session(), comment_id, me(), now, html_lang())
    return render_template("site/card.html", card=make_card(found, now), bill=found.bill, address=address, **SIZES)


@bp.get("/comments/<id:comment_id>/card.svg")
@public
def card_picture(comment_id: int) -> Response:
    """Draw the card of a comment's journey."""
    now = request_now()
    found = read_journey(session(), comment_id, me(), now, html_lang())
    drawn = Response(render_template("site/card.svg", card=make_card(found, now), **SIZES), mimetype="image/svg+xml")
    drawn.headers["Cache-Control"] = "no-cache"
    drawn.add_etag()
    return drawn.make_conditional(request)  # type: ignore[return-value]
