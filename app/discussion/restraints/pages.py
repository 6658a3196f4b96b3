"""The public list of what restrains a bill's discussion and what has, and what a form to write says of it."""

from datetime import datetime
from typing import Any

from flask import render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import Permission, holds, is_member
from app.accounts.current import me
from app.accounts.models import Person
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.discussion.restraints import policy
from app.discussion.restraints.queries import InForce, list_restraints
from app.discussion.views import bp
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import same_page
from app.kernel.verdict import YES, Verdict
from app.kernel.web.page_cache import kept
from app.kernel.web.parameters import number_parameter


@bp.get("/bills/<slug:slug>/restraints")
@public
@kept("discussion", reads=("before",))
def restraints(slug: str) -> ResponseReturnValue:
    """Show every pause and limit of a bill's discussion, newest first."""
    db, now, before = session(), request_now(), number_parameter("before")
    bill = get_bill(db, slug, me(), now)
    rows, following = list_restraints(db, bill, before)
    moderates = holds(me(), Permission.MODERATE, bill, now) and not is_member(me(), bill, now)
    return render_template(
        "discussion/restraints.html",
        bill=bill,
        now=now,
        tab="discussion",
        rows=rows,
        may_moderate=moderates,
        first_url=same_page(before=None) if before is not None else None,
        next_url=same_page(before=following) if following else None,
    )


def judge_form(person: Person | None, bill: Bill, in_force: InForce, root_id: int | None, now: datetime) -> Verdict:
    """Decide whether a form to write is shown at all: not in a locked thread, nor to an account that a gate keeps out."""
    lock, gate = in_force.locks.get(root_id or 0), in_force.gate
    if lock is not None:
        return policy.judge_lock(lock.until_at)
    if person is not None and gate is not None and policy.is_kept_out(person, gate.amount or 0, bill, now):
        return policy.judge_gate(person, gate.amount or 0, gate.until_at)
    return YES


def is_slower(person: Person | None, bill: Bill, now: datetime) -> bool:
    """Whether a form says that new accounts post at a lower pace."""
    return person is not None and policy.is_new(person, now) and not policy.speaks_in_office(person, bill, now)


def pace_rules() -> dict[str, Any]:
    """The limits of pace, for the page of rules."""
    return {
        "burst": policy.BURST_LIMIT,
        "new_burst": policy.NEW_ACCOUNT_LIMIT,
        "new_hour": policy.NEW_PER_HOUR,
        "new_hour_here": policy.NEW_PER_HOUR_ON_BILL,
        "crowd": policy.CROWD_LIMIT,
        "first": policy.FIRST_COMMENTS,
    }
