"""Which position in an issue is a minority's, among the people who are cited for either."""

from dataclasses import dataclass

from app.summaries.contents import IssueRow
from app.summaries.models import Side


@dataclass(frozen=True, slots=True)
class Minority:
    """A position that fewer than half of the people hold who are cited for or against an issue: how many of how many."""

    side: Side
    people: int
    of: int


def find_minority(issue: IssueRow) -> Minority | None:
    """The position that fewer than half of the cited people hold; who is cited on both sides counts on both."""
    speakers = {side: {q.row.author_id for q in issue.quotes if q.is_shown and q.side is side} for side in Side}
    everybody = set().union(*speakers.values())
    for side, people in speakers.items():
        if 0 < 2 * len(people) < len(everybody):
            return Minority(side, len(people), len(everybody))
    return None
