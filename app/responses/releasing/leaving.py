"""What becomes of words that officials wrote to each other about a release when an account is erased."""

from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.responses.releasing.models import Release


def leave_releases(session: Session, event: PersonLeaving) -> None:
    """Take somebody's names out of the words with which releases were declined."""
    take_out_names(session, event.names, Release.words, Release.asked_by_id == event.person.id)
