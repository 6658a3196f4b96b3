"""What this room plugs into the application."""

from importlib import import_module

from flask import Flask

from app.accounts import current, emails, views
from app.accounts.erasure import emails as farewell
from app.accounts.erasure.words import call
from app.accounts.naming import name_parties
from app.accounts.reconciling import check_offices, check_roles, check_suspensions
from app.accounts.sessions import LONGEST
from app.record.names import add_namer
from app.record.reconciliation import add_check


def init_app(app: Flask) -> None:
    """Register the room's pages, guards and mails."""
    app.config["PERMANENT_SESSION_LIFETIME"] = LONGEST
    app.config["SESSION_REFRESH_EACH_REQUEST"] = False
    current.init_app(app)
    emails.init_app(app)
    farewell.init_app(app)
    app.jinja_env.filters["handle"] = call
    import_module("app.accounts.erasure.views")
    import_module("app.accounts.erasure.suspended")
    app.register_blueprint(views.bp)
    add_namer(app, name_parties)
    for check in (check_roles, check_suspensions, check_offices):
        add_check(app, check)
