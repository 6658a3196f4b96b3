"""What this room plugs into the application."""

from flask import Flask

from app.bills import revision  # noqa: F401  (listens to every session from here on)


def init_app(app: Flask) -> None:
    """Register the room's pages and listeners."""
