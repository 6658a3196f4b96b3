"""What this room plugs into the application."""

from typing import Any

from app.search import api, keeping, views


def init_app(app: Any) -> None:
    """Register the room's page and its part of the API, and listen to what happens to bills and comments."""
    app.register_blueprint(views.bp)
    app.register_api(api.bp)
    keeping.subscribe(app.extensions["gongyi.events"])
