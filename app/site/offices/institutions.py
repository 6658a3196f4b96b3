"""Creating and changing agencies and subgroups."""

from typing import Any

from flask import flash
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.access import Permission
from app.accounts.actions.institutions import stamp
from app.accounts.models import Agency, Person, Subgroup
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.site.offices import bp
from app.site.offices.choices import list_offices, place_choices
from app.site.offices.forms import AgencyForm, SubgroupForm
from app.site.offices.posting import answer, do_sent, show_act
from app.site.offices.queries import load_office

BACK = "/desk/offices"
_HINTS = {
    "slug": _l(
        "It ends the page's address and stays for good: small letters, digits and hyphens, such as data-policy."
    ),
    "name_zh": _l("In one language at least."),
    "remit_zh": _l("What the subgroup moderates; it stands on its public page."),
    "description_zh": _l("What the agency is in charge of; it stands on its public page."),
    "subgroup": _l("New bills of the agency are assigned to it; bills that are there already stay where they are."),
}


def _lay_out(form: AgencyForm, agency: Agency | None = None) -> AgencyForm:
    agencies, subgroups = list_offices(session())
    form.parent.choices = place_choices([a for a in agencies if a is not agency])
    form.subgroup.choices = place_choices(subgroups)
    return form


def _particulars(db: Session, form: AgencyForm) -> dict[str, Any]:
    return {
        "name": form.pair("name"),
        "abbreviation": form.abbreviation.data or "",
        "description": form.pair("description"),
        "subgroup": load_office(db, Subgroup, form.subgroup.data or ""),
        "parent": load_office(db, Agency, form.parent.data) if form.parent.data else None,
    }


@bp.route("/desk/offices/agencies/new", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def new_agency() -> ResponseReturnValue:
    """Create an agency."""
    form = _lay_out(AgencyForm())
    done = do_sent(form, lambda db, person: _create_agency(db, person, form))
    words = {"title": _("Create an agency"), "submit": _("Create the agency"), "back": BACK, "hints": _HINTS}
    return answer(done, lambda status: show_act(form, status, lede=_ON_RECORD, crumbs=crumbs(), **words))


def _create_agency(db: Session, person: Person, form: AgencyForm) -> str:
    slug = form.slug.data or ""
    actions.create_agency(db, person, slug=slug, **_particulars(db, form), now=request_now())
    flash(_("The agency is created. Appoint its officials next."), "success")
    return f"{BACK}/agencies/{slug}"


@bp.route("/desk/offices/agencies/<slug:slug>", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def agency(slug: str) -> ResponseReturnValue:
    """Change an agency."""
    form = AgencyForm()
    del form.slug
    found = load_office(session(), Agency, slug)
    _lay_out(form, found)
    done = do_sent(form, lambda db, person: _edit_agency(db, person, slug, form))
    return answer(done, lambda status: _show_agency(form, slug, status))


def _edit_agency(db: Session, person: Person, slug: str, form: AgencyForm) -> str:
    found, seen = load_office(db, Agency, slug, lock=True), form.seen.data or ""
    actions.edit_agency(db, person, found, **_particulars(db, form), seen=seen, now=request_now())
    flash(_("The changes are saved and stand on the public record."), "success")
    return f"{BACK}/agencies/{slug}"


def _show_agency(form: AgencyForm, slug: str, status: int) -> tuple[str, int]:
    found, db = load_office(session(), Agency, slug), session()
    if status == 200:
        _fill(form, {"name": found.name, "description": found.description})
        form.abbreviation.data = found.abbreviation
        parent = db.get(Agency, found.parent_id) if found.parent_id else None
        form.parent.data = parent.slug if parent else ""
        form.subgroup.data = db.get_one(Subgroup, found.subgroup_id).slug
    form.seen.data = stamp(found)
    words = {"title": found.name, "submit": _("Save the changes"), "back": BACK, "hints": _HINTS}
    return show_act(form, status, lede=_ON_RECORD, crumbs=crumbs(), public=f"/agencies/{slug}", **words)


@bp.route("/desk/offices/subgroups/new", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def new_subgroup() -> ResponseReturnValue:
    """Create a subgroup."""
    form = SubgroupForm()
    done = do_sent(form, lambda db, person: _create_subgroup(db, person, form))
    words = {"title": _("Create a subgroup"), "submit": _("Create the subgroup"), "back": BACK, "hints": _HINTS}
    return answer(done, lambda status: show_act(form, status, lede=_ON_RECORD, crumbs=crumbs(), **words))


def _create_subgroup(db: Session, person: Person, form: SubgroupForm) -> str:
    slug, words = form.slug.data or "", {"name": form.pair("name"), "remit": form.pair("remit")}
    actions.create_subgroup(db, person, slug=slug, **words, now=request_now())
    flash(_("The subgroup is created. Appoint its lead and moderators next."), "success")
    return f"/desk/subgroups/{slug}"


@bp.route("/desk/offices/subgroups/<slug:slug>", methods=["GET", "POST"])
@needs(Permission.ADMINISTER)
def edit_subgroup(slug: str) -> ResponseReturnValue:
    """Change a subgroup's name and remit."""
    form = SubgroupForm()
    del form.slug
    load_office(session(), Subgroup, slug)
    done = do_sent(form, lambda db, person: _edit_subgroup(db, person, slug, form))
    return answer(done, lambda status: _show_subgroup(form, slug, status))


def _edit_subgroup(db: Session, person: Person, slug: str, form: SubgroupForm) -> str:
    found, seen = load_office(db, Subgroup, slug, lock=True), form.seen.data or ""
    words = {"name": form.pair("name"), "remit": form.pair("remit")}
    actions.edit_subgroup(db, person, found, **words, seen=seen, now=request_now())
    flash(_("The changes are saved and stand on the public record."), "success")
    return f"/desk/subgroups/{slug}"


def _show_subgroup(form: SubgroupForm, slug: str, status: int) -> tuple[str, int]:
    found = load_office(session(), Subgroup, slug)
    if status == 200:
        _fill(form, {"name": found.name, "remit": found.remit})
    form.seen.data = stamp(found)
    words = {"title": found.name, "submit": _("Save the changes"), "back": f"/desk/subgroups/{slug}", "hints": _HINTS}
    return show_act(form, status, lede=_ON_RECORD, crumbs=crumbs(), **words)


def _fill(form: Any, texts: dict[str, Any]) -> None:
    for name, text in texts.items():
        form[f"{name}_zh"].data, form[f"{name}_en"].data = text.zh, text.en


def crumbs() -> list[tuple[Any, str]]:
    """Where one is at the desk."""
    return [(_("Desk"), "/desk"), (_("Offices"), BACK)]


_ON_RECORD = _l("This act stands on the public record with your handle.")
