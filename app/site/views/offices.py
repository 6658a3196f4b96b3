"""Agencies and subgroups: who they are, and how they keep the rules."""

from flask import render_template

from app.accounts import queries
from app.bills.handover.queries import list_done
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.web.page_cache import kept
from app.moderation.subgroup_figures import read_subgroup_figures
from app.responses.figure_words import DEFINITIONS, STANDINGS, show_days, year_name
from app.responses.figures import NONE, read_agency_figures, read_figures
from app.site.lines import bill_line
from app.site.offices.queries import list_conflicts, of_members
from app.site.queries_home import list_bills_of_agency, list_bills_of_subgroup
from app.site.transparency.words import duration, percentage
from app.site.views.blueprint import bp


@bp.get("/agencies")
@public
@kept("all bills")
def agencies() -> str:
    """List the agencies with their figures."""
    db, now = session(), request_now()
    return render_template(
        "site/agencies.html", lines=queries.list_agencies(db, now), figures=read_figures(db, now), blank=NONE
    )


@bp.get("/agencies/<slug:slug>")
@public
@kept("all bills")
def agency(slug: str) -> str:
    """Show an agency: its bills, its figures, its officials."""
    db, now = session(), request_now()
    line = queries.load_agency(db, slug, now)
    return render_template(
        "site/agency.html",
        line=line,
        figures=read_agency_figures(db, line.agency.id, now),
        words={
            "definitions": DEFINITIONS,
            "standings": STANDINGS,
            "days": show_days,
            "share": percentage,
            "year": year_name,
        },
        members=queries.list_members(db, now, agency_id=line.agency.id),
        bills=[bill_line(bill, now) for bill in list_bills_of_agency(db, line.agency.id, now)],
    )


@bp.get("/subgroups")
@public
@kept("all bills")
def subgroups() -> str:
    """List the subgroups of moderators."""
    return render_template("site/subgroups.html", lines=queries.list_subgroups(session(), request_now()))


@bp.get("/subgroups/<slug:slug>")
@public
@kept("all bills")
def subgroup(slug: str) -> str:
    """Show a subgroup: its remit, its moderators with their terms, its bills."""
    db, now = session(), request_now()
    line = queries.load_subgroup(db, slug, now)
    return render_template(
        "site/subgroup.html",
        line=line,
        members=queries.list_members(db, now, subgroup_id=line.subgroup.id),
        bills=[bill_line(bill, now) for bill in list_bills_of_subgroup(db, line.subgroup.id, now)],
        duration=duration,
        percentage=percentage,
        figures=read_subgroup_figures(db, line.subgroup.id, now),
        conflicts=list_conflicts(db, now, of_members(line.subgroup.id, now)),
        handovers=list_done(db, line.subgroup.id),
    )
