"""What this room plugs into the application."""

from flask import Flask

from app.search import keeping


def init_app(app: Flask) -> None:
    """Listen to what happens to bills and comments."""
    keeping.subscribe(app.extensions["gongyi.events"])
