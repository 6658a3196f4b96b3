"""What this room plugs into the application."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from app.moderation import desk, views
from app.moderation.queries import list_decisions


def show_decisions(session: Session, comment: Comment) -> tuple[str, dict[str, Any]] | None:
    """The history of decisions for a comment's own page, where there is one."""
    if comment.log_seq is None and comment.state is not State.WITHDRAWN:
        return None
    decisions = list_decisions(session, comment.id)
    return ("moderation/_decisions.html", {"decisions": decisions}) if decisions else None


def init_app(app: Flask) -> None:
    """Register the room's pages, and its panel on a comment's page."""
    app.register_blueprint(views.bp)
    app.register_blueprint(desk.bp)
    app.extensions.setdefault("gongyi.comment_panels", []).append(show_decisions)
