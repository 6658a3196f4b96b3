"""What this room plugs into the application."""

from flask import Flask


def init_app(app: Flask) -> None:
    """Register the room's pages and listeners."""
