"""What this room plugs into the application."""

from importlib import import_module

from flask import Flask

from app.accounts.roles import last_day_of
from app.site import offices
from app.site.views import bp


def init_app(app: Flask) -> None:
    """Register the room's pages."""
    for pages in (
        "conflicts",
        "handovers",
        "institutions",
        "invitations",
        "memberships",
        "overview",
        "subgroups",
        "suspensions",
    ):
        import_module(f"app.site.offices.{pages}")
    app.register_blueprint(bp)
    app.register_blueprint(offices.bp)
    app.jinja_env.filters["last_day"] = last_day_of
