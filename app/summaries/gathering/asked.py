"""What a moderator asks of the comments that are not covered yet: which, in what order, how many on a page, from where on."""

import re
from dataclasses import dataclass
from enum import StrEnum

from app.discussion.models import Position

SIZES = (25, 100)
NO_POSITION = "none"
WHOLE_BILL = "bill"
MOST_LIKE = 20  # comments whose like is looked for at once
_COMMENTS = re.compile(r"\d{1,18}(?:-\d{1,18})*")
_PART = re.compile(r"[IR]\d{1,6}")


class Order(StrEnum):
    """In which order the comments stand."""

    ARTICLE = "article"
    ENDORSED = "endorsed"
    NEWEST = "newest"
    DISCUSSED = "discussed"
    SAMPLE = "sample"


class Kind(StrEnum):
    """Where in a thread a comment stands."""

    THREADS = "threads"
    REPLIES = "replies"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a moderator asks for; the defaults ask for everything, in the order of the articles.

    `place` is as it is written (18, Q1, "bill"), `position` a code or "none", `words` are looked for, `least` is of endorsements. `draw`
    numbers a sample. `like` names a part of the draft (R3) or comments ("12-45"): asked for are then those that resemble it most.
    """

    place: str = ""
    position: Position | str = ""
    lang: str = ""
    kind: Kind | None = None
    least: int = 0
    proposes: bool = False
    words: str = ""
    order: Order = Order.ARTICLE
    draw: int = 1
    size: int = SIZES[0]
    like: str = ""
    after: str = ""

    @property
    def is_narrow(self) -> bool:
        """Whether something is left out."""
        return any((self.place, self.position, self.lang, self.kind, self.least, self.proposes, self.words, self.like))

    @property
    def like_part(self) -> str:
        """The part of the draft (R3) whose like is asked for, if one is."""
        return self.like if _PART.fullmatch(self.like) else ""

    @property
    def like_comments(self) -> tuple[int, ...]:
        """The comments whose like is asked for, if any are."""
        numbers = self.like.split("-")[:MOST_LIKE] if _COMMENTS.fullmatch(self.like) else []
        return tuple(dict.fromkeys(map(int, numbers)))
