"""What moderators did, for the rooms above. Listeners tell people about it; the hidden words are not theirs to pass on."""

from dataclasses import dataclass
from datetime import datetime

from app.discussion.models import Comment
from app.moderation.models import Decision


@dataclass(frozen=True, slots=True)
class CommentHidden:
    """A moderator hid a comment."""

    comment: Comment
    decision: Decision
    now: datetime


@dataclass(frozen=True, slots=True)
class CommentRestored:
    """A moderator showed a hidden comment again: by themselves, or because an appeal overturned the hiding."""

    comment: Comment
    decision: Decision
    now: datetime
    on_appeal: bool = False
