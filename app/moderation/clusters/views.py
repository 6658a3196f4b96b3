"""The desk's page of clusters."""

from datetime import datetime

from flask import Blueprint, render_template

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.discussion.words import place_label
from app.kernel.clock import TAIPEI, request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.richtext import plain_lines
from app.moderation.clusters.found import find_clusters
from app.moderation.clusters.queries import WINDOW

bp = Blueprint("moderation_clusters", __name__)


@bp.get("/desk/clusters", endpoint="clusters")
@needs(Permission.MODERATE)
def show_clusters() -> str:
    """Show what came in fast, alike or together on the bills that one moderates."""
    found = find_clusters(session(), require_me(), request_now())
    words = {"place_label": place_label, "plain_lines": plain_lines, "clock": clock}
    return render_template("moderation/clusters.html", found=found, days=WINDOW.days, **words)


def clock(instant: datetime) -> str:
    """Write the time of day in Taipei."""
    return f"{instant.astimezone(TAIPEI):%H:%M}"
