"""Sharing out the work on a response: who answers what, until when."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.notice_period import FARTHEST
from app.kernel.clock import taipei_day
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid
from app.responses import policy, queries
from app.responses.actions import lock
from app.responses.releasing.queries import list_officials
from app.responses.sharing.models import Task
from app.responses.sharing.queries import list_tasks
from app.responses.targets import Target


@dataclass(frozen=True, slots=True, kw_only=True)
class Sharing:
    """What becomes of some tasks: an owner by handle ("" for nobody), a day or none; None leaves as it is."""

    owner: str | None = None
    due_day: date | None = None
    takes_day_away: bool = False


def share_out(
    session: Session, person: Person | None, bill: Bill, targets: Sequence[Target], sharing: Sharing, *, now: datetime
) -> None:
    """Give some points of a response an owner, a day, or both; all of them or none."""
    policy.may_answer(person, bill, now).require()
    if not targets:
        raise invalid(_l("Choose at least one point of the list."), "targets")
    lock(session, bill)
    response = queries.read_response(session, bill, drafts=True)
    owner = _find_owner(session, bill, sharing.owner, now) if sharing.owner else None
    _judge_day(bill, sharing.due_day, now)
    tasks = list_tasks(session, bill)
    for target in targets:
        code = response.find(target).target.code
        task = tasks.get(code)
        if task is None:
            task = Task(bill_id=bill.id, target=code)
            session.add(task)
        if sharing.owner is not None:
            task.owner = owner
        if sharing.due_day is not None or sharing.takes_day_away:
            task.due_day = None if sharing.takes_day_away else sharing.due_day
    session.flush()


def _find_owner(session: Session, bill: Bill, handle: str, now: datetime) -> Person:
    found = [official for official in list_officials(session, bill, now) if official.handle == handle]
    if not found:
        raise invalid(_l("Choose an official of this bill's agency."), "owner")
    return found[0]


def _judge_day(bill: Bill, day: date | None, now: datetime) -> None:
    """Let an internal day be no later than the day of the response; where that is over, any from today on in two years."""
    if day is None:
        return
    today, due = taipei_day(now), bill.response_due_day
    if day < today:
        raise invalid(_l("Choose today or a later day."), "due_day")
    if day - today > timedelta(days=FARTHEST):
        raise invalid(_l("That is more than two years ahead."), "due_day")
    if due is not None and due >= today and day > due:
        raise invalid(_l("The whole response is due before that day."), "due_day")
