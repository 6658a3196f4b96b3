"""What this room plugs into the application."""

from flask import Flask

from app.notifications import emails, feed_views, listeners, views


def init_app(app: Flask) -> None:
    """Register the room's pages, feeds, mails and listeners."""
    app.register_blueprint(views.bp)
    app.register_blueprint(feed_views.bp)
    emails.init_app(app)
    listeners.subscribe(app.extensions["gongyi.events"])
