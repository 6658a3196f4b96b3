"""What this room plugs into the application."""

from flask import Flask

from app.accounts import current


def init_app(app: Flask) -> None:
    """Register the room's pages and listeners."""
    current.init_app(app)
