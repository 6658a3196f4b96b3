"""What this room plugs into the application."""

from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.accounts.erasure.events import PersonLeaving
from app.discussion.events import CommentEdited, CommentStateChanged
from app.discussion.models import Comment, State
from app.record.reconciliation import add_check
from app.summaries import anchors, desk, parts, views  # noqa: F401  (parts adds pages to the desk)
from app.summaries.map import views as map_views  # noqa: F401  (adds pages to the desk)
from app.summaries.map.quoting import drop_lost_passages
from app.summaries.objections import views as objection_views
from app.summaries.objections.leaving import leave_objections
from app.summaries.queries import citations_of_comment
from app.summaries.reconciling import check_summaries
from app.summaries.signing import views as signing_views  # noqa: F401  (adds pages to the desk)
from app.summaries.signing.leaving import leave_proposals


def show_citations(session: Session, comment: Comment) -> tuple[str, dict[str, Any]] | None:
    """Where the summary cites a comment, for the comment's own page."""
    cited = citations_of_comment(session, comment.id) if comment.state is State.VISIBLE else []
    person = me()
    own = person is not None and person.id == comment.author_id
    href = f"/comments/{comment.id}/objection" if own else None
    shown = {"cited": cited, "slug": comment.bill.slug, "object_href": href}
    return ("summaries/_cited.html", shown) if cited else None


def init_app(app: Flask) -> None:
    """Register the room's pages, and its panel on a comment's page."""
    anchors.init_app(app)
    app.register_blueprint(views.bp)
    app.register_blueprint(objection_views.bp)
    app.register_blueprint(desk.bp)
    app.extensions.setdefault("gongyi.comment_panels", []).append(show_citations)
    for leave in (leave_objections, leave_proposals):
        app.extensions["gongyi.events"].subscribe(PersonLeaving, leave)
    for changed in (CommentEdited, CommentStateChanged):
        app.extensions["gongyi.events"].subscribe(changed, drop_lost_passages)
    add_check(app, check_summaries)
