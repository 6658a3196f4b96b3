"""The desk's pages for the map of a draft: ordering its parts, moving citations, choosing the passage that is quoted."""

from datetime import datetime

from flask import flash, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.models import Person
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.verdict import conflict
from app.kernel.web.forms import KeyedForm
from app.summaries.anchors import issue_anchor
from app.summaries.desk import bp, desk_of, open_for_writing, show_desk
from app.summaries.forms import CitationForm
from app.summaries.map.finding import find_citation, find_part
from app.summaries.map.forms import OrderForm, QuoteForm, TargetForm
from app.summaries.map.ordering import move_issue, move_recommendation
from app.summaries.map.quote_page import show_quote
from app.summaries.map.quoting import choose_passage, move_citation, stamp_of
from app.summaries.map.targets import find_target, say_target
from app.summaries.sending import do_sent


@bp.post("/issues/<id:part_id>/place")
@needs(Permission.SUMMARISE)
def place_issue(slug: str, part_id: int) -> ResponseReturnValue:
    """Put an issue before another one, or last."""
    form = OrderForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        issue, before = find_part(draft.issues, part_id), find_part(draft.issues, form.id_in("before"))
        move_issue(db, person, draft, issue, before=before, now=now)
        return _map_of(slug, issue_anchor(issue.ordinal))

    done, status = do_sent(form, act)
    return done or _show_failed(slug, form, status)


@bp.post("/recommendations/<id:part_id>/place")
@needs(Permission.SUMMARISE)
def place_recommendation(slug: str, part_id: int) -> ResponseReturnValue:
    """Put a recommendation under an issue or none, before another one there, or last."""
    form = OrderForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        asked = find_part(draft.recommendations, part_id)
        under = find_part(draft.issues, form.id_in("issue"))
        before = find_part(draft.recommendations, form.id_in("before"))
        move_recommendation(db, person, draft, asked, under=under, before=before, now=now)
        return _map_of(slug, f"R{asked.ordinal}")

    done, status = do_sent(form, act)
    return done or _show_failed(slug, form, status)


@bp.post("/citations/<id:citation_id>/place")
@needs(Permission.SUMMARISE)
def place_citation(slug: str, citation_id: int) -> ResponseReturnValue:
    """Cite a comment under another part of the draft instead, or for another side."""
    form = TargetForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        target = find_target(draft, form.part.data, form.named.data)
        move_citation(db, person, draft, find_citation(draft, citation_id), target, now=now)
        flash(_("The comment is now cited under %(code)s.", code=say_target(form.part.data)), "success")
        return _map_of(slug, "map")

    done, status = do_sent(form, act)
    return done or _show_failed(slug, form, status)


@bp.route("/citations/<id:citation_id>", methods=["GET", "POST"])
@needs(Permission.SUMMARISE)
def citation(slug: str, citation_id: int) -> ResponseReturnValue:
    """Choose where a comment is cited, and which passage of it."""
    form = QuoteForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        draft = open_for_writing(db, person, slug, now)
        found = find_citation(draft, citation_id)
        if form.stamp.data != stamp_of(found):
            raise conflict(_("A colleague changed this citation meanwhile. Look at what it is now, then save again."))
        target = find_target(draft, form.part.data, form.named.data)
        choose_passage(db, person, draft, found, form.passage.data or "", now=now)
        move_citation(db, person, draft, found, target, now=now)
        flash(_("The citation is saved."), "success")
        return _map_of(slug, "map")

    done, status = do_sent(form, act)
    return done or show_quote(slug, citation_id, form, status)


def _map_of(slug: str, anchor: str) -> str:
    """The address of the desk with the list as it was filtered, at a part of the map."""
    query = request.query_string.decode("ascii", "ignore")
    return f"{desk_of(slug)}{'?' + query if query else ''}#{anchor}"


def _show_failed(slug: str, form: KeyedForm, status: int) -> ResponseReturnValue:
    return show_desk(slug, CitationForm(formdata=None), status, failed=form)
