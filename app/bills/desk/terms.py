"""Desk page: the terms that a bill explains."""

from flask import flash, render_template
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy
from app.bills.desk import bp
from app.bills.desk.forms_terms import TermsForm
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.queries_terms import list_terms
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _


@bp.route("/<slug:slug>/terms", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def terms(slug: str) -> ResponseReturnValue:
    """Explain a bill's terms."""
    form = TermsForm()
    done, status = do_sent(form, lambda db, person: _save(db, person, slug, form))
    if done:
        return done
    bill = bill_to_prepare(slug)
    standing = list(list_terms(session(), bill))
    if status == 200:
        form.show(standing)
    form.stamp.data = actions.stamp_terms(standing)
    allowed = policy.may_edit_terms(require_me(), bill, request_now())
    page = {"bill": bill, "form": form, "allowed": allowed, "standing": standing, "is_stale": status == 409}
    return render_template("bills/desk_terms.html", **page), status


def _save(db: Session, person: Person, slug: str, form: TermsForm) -> str:
    bill = bill_for_act(db, person, slug)
    actions.save_terms(db, person, bill, form.written, seen=form.stamp.data or "", now=request_now())
    flash(_("The words are saved."), "success")
    return f"/desk/bills/{slug}"
