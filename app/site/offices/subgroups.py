"""The page of those who lead a subgroup: its members and their terms, conflicts, invitations, bills and handovers."""

from flask import render_template

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Subgroup
from app.accounts.offices.models import Invitation
from app.accounts.policy import may_administer
from app.bills.handover.policy import leads
from app.bills.handover.queries import list_waiting
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused
from app.site.offices import bp, queries

_NOT_YOURS = _l("Only the lead of this subgroup and administrators open this page.")


def require_leading(slug: str) -> Subgroup:
    """Load a subgroup for somebody who leads it or administers, or raise Refused."""
    found: Subgroup = queries.load_office(session(), Subgroup, slug)
    if not leads(require_me(), found.id, request_now()) and not may_administer(require_me(), request_now()):
        raise Refused(Reason("not_allowed", _NOT_YOURS))
    return found


@bp.get("/desk/subgroups/<slug:slug>")
@needs(Permission.APPOINT)
def subgroup(slug: str) -> str:
    """Show a subgroup to who leads it."""
    db, now, found = session(), request_now(), require_leading(slug)
    return render_template(
        "offices/subgroup.html",
        subgroup=found,
        terms=queries.list_terms(db, now, subgroup_id=found.id),
        conflicts=queries.list_conflicts(db, now, queries.of_members(found.id, now)),
        invitations=queries.list_invitations(db, now, Invitation.subgroup_id == found.id),
        handovers=list_waiting(db, found.id),
        bills=queries.list_bill_names(db, found.id, now),
        administers=bool(may_administer(require_me(), now)),
        now=now,
        soon=now + queries.ENDS_SOON,
    )
