"""What appeals plug into the application."""

from flask import Flask

from app.discussion.events import CommentStateChanged
from app.moderation.appeals import actions, views
from app.moderation.events import CommentRestored


def init_app(app: Flask) -> None:
    """Register the pages of appeals, and close an appeal where its comment is shown again or withdrawn."""
    app.register_blueprint(views.bp)
    events = app.extensions["gongyi.events"]
    events.subscribe(CommentRestored, actions.close_by_restoring)
    events.subscribe(CommentStateChanged, actions.close_by_withdrawing)
