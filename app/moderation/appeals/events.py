"""What happens to appeals, for the rooms above. The appeal's words are for its author and the deciders, and not theirs to pass on."""

from dataclasses import dataclass
from datetime import datetime

from app.discussion.models import Comment
from app.moderation.appeals.models import Appeal


@dataclass(frozen=True, slots=True)
class AppealMade:
    """An author appealed a hiding; `deciders` are the ids of those who may decide now."""

    appeal: Appeal
    comment: Comment
    deciders: tuple[int, ...]
    now: datetime


@dataclass(frozen=True, slots=True)
class AppealDecided:
    """Somebody decided an appeal."""

    appeal: Appeal
    comment: Comment
    now: datetime
