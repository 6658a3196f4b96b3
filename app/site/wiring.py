"""What this room plugs into the application."""

from flask import Flask

from app.site.views import bp


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    app.register_blueprint(bp)
