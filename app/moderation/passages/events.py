"""What moderators did to passages, for the rooms above; the words are not theirs to pass on."""

from dataclasses import dataclass
from datetime import datetime

from app.discussion.models import Comment
from app.moderation.models import Decision


@dataclass(frozen=True, slots=True)
class PassageBlackedOut:
    """A moderator blacked out a passage of a comment."""

    comment: Comment
    decision: Decision
    now: datetime


@dataclass(frozen=True, slots=True)
class PassageUncovered:
    """A moderator let everybody read a passage again."""

    comment: Comment
    decision: Decision
    now: datetime
