"""What this room plugs into the application."""

from typing import Any

from app.search import api, keeping, views
from app.search.within import find_comments


def init_app(app: Any) -> None:
    """Register the room's page and its part of the API, listen to what happens to bills and comments, and find for lower rooms."""
    app.register_blueprint(views.bp)
    app.register_api(api.bp)
    app.extensions["gongyi.find_comments"] = find_comments
    keeping.subscribe(app.extensions["gongyi.events"])
