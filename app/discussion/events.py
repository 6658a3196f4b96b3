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
    """A comment was hidden, restored, withdrawn, merged or parted again from what it was merged into."""

    comment: Comment
    now: datetime


@dataclass(frozen=True, slots=True)
class CommentMoved:
    """A comment that begins a thread, and all below it, stand under another place."""

    comment: Comment
    now: datetime
