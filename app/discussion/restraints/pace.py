"""The one check of restraints and pace, which every post passes."""

from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints import policy
from app.discussion.restraints.queries import read_pace
from app.kernel.verdict import Refused


def require_calm(session: Session, author: Person, bill: Bill, parent: Comment | None, now: datetime) -> None:
    """Refuse a comment, or a reply to `parent`, that comes too soon, where replies are paused, or from an account that is too new."""
    root_id = (parent.root_id or parent.id) if parent is not None else None
    verdict = policy.may_post_now(author, bill, read_pace(session, author, bill, root_id, now), now)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "body")
