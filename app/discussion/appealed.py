"""Which hidden comments are under appeal, as their places say it. Appeals belong to a room above, which plugs in how they are found."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.discussion.models import State
from app.discussion.rows import CommentRow


@dataclass(frozen=True, slots=True)
class UnderAppeal:
    """An open appeal against a comment's hiding: since when, until when it is decided in time, and where it is told of."""

    appealed_at: datetime
    due_day: date
    href: str


LookUp = Callable[[Session, Sequence[int]], Mapping[int, UnderAppeal]]


def find_appeals_by(app: Flask, look_up: LookUp) -> None:
    """Let a room say which of some hidden comments are under appeal, by id, in one statement."""
    app.extensions["gongyi.under_appeal"] = look_up


def list_under_appeal(session: Session, rows: Sequence[CommentRow]) -> Mapping[int, UnderAppeal]:
    """Which of some comments are under appeal; nothing is asked of the database where none of them is hidden."""
    hidden = [row.id for row in rows if row.state is State.HIDDEN]
    look_up: LookUp | None = current_app.extensions.get("gongyi.under_appeal")
    return look_up(session, hidden) if look_up and hidden else {}
