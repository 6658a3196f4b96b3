"""Every read of how the work on a response is shared out, and of what drafts said before."""

from collections.abc import Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.bills.models import Bill
from app.responses.sharing.models import AnswerStep, Task
from app.responses.targets import Target

SHOWN = 200  # changes of one draft, the last ones


def list_tasks(session: Session, bill: Bill) -> dict[str, Task]:
    """The tasks of a bill with their owners, by target."""
    query = sa.select(Task).options(joinedload(Task.owner)).where(Task.bill_id == bill.id)
    return {task.target: task for task in session.scalars(query)}


def list_steps(session: Session, bill: Bill, target: Target) -> Sequence[AnswerStep]:
    """List what was done with the drafts of one target, the last change first."""
    query = sa.select(AnswerStep).options(joinedload(AnswerStep.by))
    mine = AnswerStep.bill_id == bill.id, AnswerStep.target == target.code
    return session.scalars(query.where(*mine).order_by(AnswerStep.id.desc()).limit(SHOWN)).all()
