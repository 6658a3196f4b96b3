"""The administrators' first page, and people's pages."""

from flask import redirect, render_template
from flask.typing import ResponseReturnValue

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.offices import policy
from app.accounts.offices.suspensions import find_suspension
from app.accounts.offices.words import SUSPENSION_GROUNDS
from app.accounts.queries import find_by_handle, list_agencies, list_subgroups
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.web.parameters import text_parameter
from app.site.offices import bp, queries


@bp.get("/desk/offices")
@needs(Permission.ADMINISTER)
def overview() -> str:
    """Show agencies, subgroups, administrators, open invitations and suspended accounts."""
    db, now = session(), request_now()
    return render_template(
        "offices/overview.html",
        agencies=list_agencies(db, now),
        subgroups=list_subgroups(db, now),
        administrators=queries.list_terms(db, now),
        invitations=queries.list_invitations(db, now),
        troubles=queries.list_suspensions(db),
        grounds=SUSPENSION_GROUNDS,
        now=now,
        soon=now + queries.ENDS_SOON,
    )


@bp.get("/desk/offices/people")
@needs(Permission.ADMINISTER)
def people() -> ResponseReturnValue:
    """Find somebody by their handle."""
    handle = text_parameter("handle", 64)
    found = find_by_handle(session(), handle) if handle else None
    if found is not None and found.confirmed_at is not None:
        return redirect(f"/desk/offices/people/{found.public_id}", 303)
    return render_template("offices/people.html", handle=handle)


@bp.get("/desk/offices/people/<slug:public_id>")
@needs(Permission.ADMINISTER)
def person(public_id: str) -> str:
    """Show an account's roles and its suspension: nothing of it that is not public."""
    db, now = session(), request_now()
    found = queries.load_person(db, public_id)
    suspension = find_suspension(db, found)
    return render_template(
        "offices/person.html",
        person=found,
        roles=queries.list_all_roles(db, found),
        suspension=suspension,
        grounds=SUSPENSION_GROUNDS,
        may_suspend=policy.may_suspend(require_me(), found, now),
        now=now,
        soon=now + queries.ENDS_SOON,
    )
