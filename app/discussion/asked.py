"""What a reader asks of a discussion: in what order, narrowed to what, and from where on."""

from dataclasses import dataclass
from enum import StrEnum

from app.bills.models import place_rank
from app.bills.structure import parse_address
from app.discussion.models import Position


class Sort(StrEnum):
    """In what order a discussion is read."""

    ARTICLE = "article"
    NEWEST = "newest"
    OLDEST = "oldest"
    ENDORSED = "endorsed"
    DISCUSSED = "discussed"


@dataclass(frozen=True, slots=True)
class Asked:
    """What a reader asks of a discussion: order, filters, place to go on.

    Filters are an article's address, a question's ordinal, a position, `official` (what was said in office) and `unanswered` (what begins
    a thread in which nobody in office has spoken). Who is signed in may ask for what is new instead: `since` their last visit
    ("visit"), or a comment (its id).
    """

    sort: Sort = Sort.ARTICLE
    article: str = ""
    question: int | None = None
    position: Position | None = None
    official: bool = False
    unanswered: bool = False
    cursor: str = ""
    since: str = ""

    @property
    def about(self) -> str:
        """The place that is asked for, as it is written: 18.2, Q1, or nothing."""
        return self.article or (f"Q{self.question}" if self.question else "")

    @property
    def rank(self) -> int | None:
        """The rank of the article or the question that is asked for, if any is."""
        address = parse_address(self.article) if self.article else None
        return place_rank(address.key) if address else self.question or None

    @property
    def part(self) -> str:
        """The part of an article that is asked for (18.2); nothing where it is a whole one."""
        address = parse_address(self.article) if self.article else None
        return self.article if address and address.place else ""

    @property
    def is_filtered(self) -> bool:
        """Whether anything is left out."""
        return bool(self.article or self.question or self.position or self.official or self.unanswered or self.since)

    @property
    def is_idle(self) -> bool:
        """Whether nothing can be both: two places, an article that is none, an answer that has none."""
        is_odd = bool(self.article and (self.question or not parse_address(self.article)))
        return is_odd or (self.official and self.unanswered) or (self.question or 0) >= FIRST_ARTICLE

    @property
    def is_by_thread(self) -> bool:
        """Whether the page shows threads, each with its first replies, instead of one comment after the other."""
        one_by_one = self.sort is Sort.ARTICLE or self.position is not None or self.official
        return self.unanswered or self.sort is Sort.DISCUSSED or not one_by_one


FIRST_ARTICLE = place_rank("1")  # ordinals of questions are below it
