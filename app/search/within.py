"""Finding a bill's comments by their words, for pages of lower rooms that list comments by other things too."""

from sqlalchemy.orm import Session

from app.search import index
from app.search.contents import PASSAGES
from app.search.tokens import read_phrases

MOST_FOUND = 2_000


def find_comments(session: Session, bill_id: int, typed: str) -> list[int]:
    """Find the ids of a bill's newest comments that hold what somebody typed, in one statement; whoever shows them asks what is visible."""
    phrases = read_phrases(typed)
    return index.find(session, phrases, [index.bill_scope(bill_id)], 0, PASSAGES, MOST_FOUND) if phrases else []
