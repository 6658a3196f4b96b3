"""What this room plugs into the application."""

from flask import Flask

from app.notifications import appeals, emails, feed_views, leaving, listeners, views
from app.notifications.checkpoints import emails as checkpoint_emails
from app.notifications.checkpoints import views as checkpoint_views
from app.notifications.checkpoints.actions import mail_checkpoint
from app.notifications.choices import views as choice_views
from app.notifications.tidings import emails as tiding_emails
from app.notifications.tidings import listeners as tidings
from app.record.checkpoints.events import CheckpointSigned


def init_app(app: Flask) -> None:
    """Register the room's pages, feeds, mails and listeners."""
    app.register_blueprint(views.bp)
    leaving.subscribe(app.extensions["gongyi.events"])
    app.register_blueprint(feed_views.bp)
    app.register_blueprint(checkpoint_views.bp)
    app.register_blueprint(checkpoint_views.ONE_CLICK)
    app.extensions["csrf"].exempt(checkpoint_views.ONE_CLICK)  # its link is the proof
    app.register_blueprint(choice_views.bp)
    app.register_blueprint(choice_views.ONE_CLICK)
    app.extensions["csrf"].exempt(choice_views.ONE_CLICK)  # its link is the proof
    emails.init_app(app)
    appeals.init_app(app)
    checkpoint_emails.init_app(app)
    app.extensions["gongyi.events"].subscribe(CheckpointSigned, mail_checkpoint)
    listeners.subscribe(app.extensions["gongyi.events"])
    tidings.subscribe(app.extensions["gongyi.events"])
    tiding_emails.init_app(app)
