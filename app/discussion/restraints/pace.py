"""The one check of restraints and pace, which every post passes."""

from datetime import datetime

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.restraints import policy
from app.kernel.verdict import Refused


def require_calm(author: Person, bill: Bill, pace: policy.Pace, now: datetime) -> None:
    """Refuse a comment or reply that comes too soon, where replies are paused, or from an account that is too new."""
    verdict = policy.may_post_now(author, bill, pace, now)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "body")
