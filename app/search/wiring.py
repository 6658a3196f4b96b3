"""What this room plugs into the application."""

from flask import Flask

from app.search import keeping, views


def init_app(app: Flask) -> None:
    """Register the room's page and listen to what happens to bills and comments."""
    app.register_blueprint(views.bp)
    keeping.subscribe(app.extensions["gongyi.events"])
