"""What this room plugs into the application."""

from flask import Flask

from app.accounts import current, emails, views
from app.accounts.naming import name_parties
from app.accounts.sessions import LONGEST
from app.record.names import add_namer


def init_app(app: Flask) -> None:
    """Register the room's pages, guards and mails."""
    app.config["PERMANENT_SESSION_LIFETIME"] = LONGEST
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    current.init_app(app)
    emails.init_app(app)
    app.register_blueprint(views.bp)
    add_namer(app, name_parties)
