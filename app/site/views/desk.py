"""The desk: what waits for a moderator or an official."""

from flask import render_template

from app.accounts.current import has_desk, require_me
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import signed_in
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused
from app.site import duties
from app.site.offices.duties import read_office_duties
from app.site.queries_desk import read_desk
from app.site.views.blueprint import bp

NO_OFFICE = _l("The desk is for moderators, officials and administrators. Your account holds no such role at present.")


@bp.get("/desk")
@signed_in
def desk() -> str:
    """Show somebody's work lists, the oldest duty first."""
    person, now = require_me(), request_now()
    if not has_desk(person):
        raise Refused(Reason("not_allowed", NO_OFFICE))
    found = read_desk(session(), person, now)
    return render_template(
        "site/desk.html",
        desk=found,
        offices=read_office_duties(session(), person, now),
        reported=[duties.reported_row(item) for item in found.reported or ()],
        to_summarise=[duties.summary_row(item, now) for item in found.to_summarise or ()],
        watched=[duties.watched_row(item, person) for item in found.watched or ()],
        answers=[duties.answer_row(duty) for duty in found.duties or ()],
        to_sign=[duties.summary_sign_row(item) for item in found.to_summarise or () if item.awaits(person)]
        + [duties.sign_row(*row) for row in found.to_sign]
        + [duties.release_row(release) for release in found.to_release],
        groups=duties.bill_groups(found.bills or (), now),
    )
