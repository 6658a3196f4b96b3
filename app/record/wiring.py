"""What this room plugs into the application."""

from flask import Flask

from app.record import views
from app.record.checkpoints import views as checkpoints


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    app.register_blueprint(views.bp)
    app.register_blueprint(checkpoints.bp)
