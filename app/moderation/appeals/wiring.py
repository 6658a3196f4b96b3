"""What appeals plug into the application."""

from flask import Flask

from app.discussion.appealed import find_appeals_by
from app.discussion.events import CommentStateChanged
from app.moderation.appeals import actions, views
from app.moderation.appeals.queries import list_under_appeal
from app.moderation.events import CommentRestored


def init_app(app: Flask) -> None:
    """Register the pages, let hidden places tell of appeals, and close one where its comment is shown again or withdrawn."""
    app.register_blueprint(views.bp)
    find_appeals_by(app, list_under_appeal)
    events = app.extensions["gongyi.events"]
    events.subscribe(CommentRestored, actions.close_by_restoring)
    events.subscribe(CommentStateChanged, actions.close_by_withdrawing)
