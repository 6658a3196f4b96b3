"""What becomes of words that moderators wrote to each other about a draft when an account is erased."""

from sqlalchemy.orm import Session

from app.accounts.erasure.events import PersonLeaving
from app.accounts.erasure.unnaming import take_out_names
from app.summaries.signing.models import SummaryProposal


def leave_proposals(session: Session, event: PersonLeaving) -> None:
    """Take somebody's names out of the words with which drafts were sent back."""
    take_out_names(session, event.names, SummaryProposal.words, SummaryProposal.asked_by_id == event.person.id)
