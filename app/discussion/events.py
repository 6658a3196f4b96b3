"""What happens in the discussion, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.discussion.models import Comment


@dataclass(frozen=True, slots=True)
class CommentPosted:
    """Somebody posted a comment; `parent` is the one it replies to."""

    comment: Comment
    parent: Comment | None
    now: datetime


@dataclass(frozen=True, slots=True)
class CommentEdited:
    """A comment got other words."""

    comment: Comment
    now: datetime


@dataclass(frozen=True, slots=True)
class CommentStateChanged:
    """A comment was hidden, restored or withdrawn."""

    comment: Comment
    now: datetime
