"""What moderators decided on where comments stand, for the rooms above."""

from dataclasses import dataclass
from datetime import datetime

from app.discussion.models import Comment
from app.moderation.placing.models import Placing


@dataclass(frozen=True, slots=True)
class CommentPlaced:
    """A moderator moved a comment with its thread, merged it into an earlier copy, or undid that."""

    comment: Comment
    placing: Placing
    now: datetime
