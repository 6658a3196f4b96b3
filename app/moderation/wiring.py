"""What this room plugs into the application."""

from importlib import import_module
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.access import Permission, holds
from app.accounts.current import me
from app.discussion.argument_queries import Found
from app.discussion.models import Comment, State
from app.kernel.clock import request_now
from app.moderation import leaving, views
from app.moderation.appeals import wiring as appeals
from app.moderation.appeals.course import read_course
from app.moderation.calming import views as calming
from app.moderation.clusters import views as clusters
from app.moderation.desk import views as desk
from app.moderation.desk.keeping import find_undoable
from app.moderation.placing import panels as placing
from app.moderation.policy import may_moderate_bill
from app.moderation.reconciling import check_appeals, check_decisions
from app.moderation.splitting import list_splittings
from app.record.reconciliation import add_check


def show_decisions(session: Session, comment: Comment) -> tuple[str, dict[str, Any]] | None:
    """The history of decisions for a comment's own page, where there is one."""
    if comment.log_seq is None and comment.blackout_seq is None and comment.state is not State.WITHDRAWN:
        return None
    course = read_course(session, comment, request_now())
    return ("moderation/_decisions.html", {"course": course}) if course.events else None


def show_splittings(session: Session, found: Found) -> tuple[str, dict[str, Any]] | None:
    """The history of decisions for an argument's own page, and what may be decided now."""
    decisions = list_splittings(session, found.argument.id)
    may_decide = bool(may_moderate_bill(me(), found.bill, request_now()))
    words = {"decisions": decisions, "may_decide": may_decide, "argument": found.argument}
    return ("moderation/_splittings.html", words) if decisions or may_decide else None


def show_undoing(session: Session, comment: Comment) -> tuple[str, dict[str, Any]] | None:
    """To its moderator, for a minute, the button that undoes what they have just decided on a comment."""
    person, now = me(), request_now()
    if person is None or not holds(person, Permission.MODERATE, None, now):
        return None
    undoable = find_undoable(session, person, now, comment)
    return ("moderation/_undoing.html", {"undoable": undoable, "comment": comment}) if undoable else None


def init_app(app: Flask) -> None:
    """Register the room's pages, and its panels on the pages of comments and arguments."""
    for pages in ("splitting_pages", "passages.views", "placing.views", "desk.many", "desk.buttons"):
        import_module(f"app.moderation.{pages}")
    app.register_blueprint(views.bp)
    leaving.subscribe(app.extensions["gongyi.events"])
    app.register_blueprint(desk.bp)
    app.register_blueprint(calming.bp)
    app.register_blueprint(clusters.bp)
    appeals.init_app(app)
    placing.init_app(app)
    app.extensions.setdefault("gongyi.comment_panels", []).extend([show_undoing, show_decisions])
    app.extensions.setdefault("gongyi.argument_panels", []).append(show_splittings)
    for check in (check_decisions, check_appeals):
        add_check(app, check)
