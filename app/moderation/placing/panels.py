"""What a comment's own page says of its place, and the names of places for the log."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.discussion.models import Comment, State
from app.discussion.placing import find_earlier
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.moderation.placing.actions import WHOLE_BILL
from app.moderation.placing.queries import list_placings
from app.moderation.policy import may_moderate
from app.record.names import Name, add_namer


def show_placings(session: Session, comment: Comment) -> tuple[str, dict[str, Any]] | None:
    """The history of a comment's place, where there is one, and what a moderator may decide on it now."""
    was_placed = comment.moved_seq is not None or comment.merged_seq is not None
    person = me()
    may_decide = person is not None and bool(may_moderate(person, comment, comment.bill, request_now()))
    links = _acts(session, comment) if may_decide else {}
    if not was_placed and not links:
        return None
    placings = list_placings(session, comment.id) if was_placed else []
    words = {"placings": placings, "links": links, "place_label": place_label}
    return "moderation/_placings.html", words


def _acts(session: Session, comment: Comment) -> dict[str, str]:
    """The addresses of what may be decided on where a comment stands, but for what its card offers already (move, unmerge)."""
    may_merge = comment.state is State.VISIBLE and find_earlier(session, comment)
    return {"merge": f"/comments/{comment.id}/merging"} if may_merge else {}


def name_places(_session: Session, ids: frozenset[str]) -> Mapping[str, Name]:
    """Name the places among opaque ids, as place:18.2, place:Q1 or place:bill."""
    places = {opaque: opaque.removeprefix("place:") for opaque in ids if opaque.startswith("place:")}
    return {opaque: Name(place_label("" if place == WHOLE_BILL else place)) for opaque, place in places.items()}


def init_app(app: Flask) -> None:
    """Plug the panel and the names into the application."""
    app.extensions.setdefault("gongyi.comment_panels", []).append(show_placings)
    add_namer(app, name_places)
