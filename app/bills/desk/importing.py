"""Desk pages: a file sent, what was read from it, and its way into the draft or out of sight."""

from typing import Any

from flask import flash, render_template, request
from flask import session as cookie
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import policy, queries
from app.bills.actions.freshness import require_fresh
from app.bills.actions.imports import confirm_import, discard_import, stage_import
from app.bills.desk import bp
from app.bills.desk.forms import ActForm
from app.bills.desk.import_forms import ImportForm
from app.bills.desk.import_preview import preview_outline
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.desk.ties import Tied, TiesForm, read_ties, show_ties, tied_file
from app.bills.importing.limits import MOST_BYTES
from app.bills.importing.staging import pack_outline, unpack_outline
from app.bills.matching import Tie, is_translation, match_articles
from app.bills.models import Bill, StagedImport, Version
from app.bills.queries_imports import get_staged_import
from app.kernel.clock import request_now
from app.kernel.db import close_session, session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.web.parameters import number_parameter, text_parameter

_MOST_KEPT = 50  # unchanged articles that are asked about one by one without being called for
_FORM = 1024 * 1024  # what a form holds beside its file


@bp.url_value_preprocessor
def allow_a_file(endpoint: str | None, _values: dict[str, Any] | None) -> None:
    """Let somebody who is signed in send a whole draft, to this one address, before anything reads the request."""
    if endpoint == f"{bp.name}.import_file" and "_user_id" in cookie:
        request.max_content_length = MOST_BYTES + _FORM


@bp.route("/<slug:slug>/import", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def import_file(slug: str) -> ResponseReturnValue:
    """Send a file to be read; it is read only for those who may edit the draft, and before the write transaction opens."""
    bill, version = _draft_to_edit(slug)
    close_session()
    form = ImportForm()
    done, status = do_sent(form, lambda db, person: _stage(db, person, slug, form))
    return done or (render_template("bills/desk_import.html", bill=bill, version=version, form=form), status)


@bp.route("/<slug:slug>/import/<id:import_id>", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def import_preview(slug: str, import_id: int) -> ResponseReturnValue:
    """Show what was read from a file, and take it over into the draft."""
    form = TiesForm()
    done, status = do_sent(form, lambda db, person: _confirm(db, person, slug, import_id, form))
    return done or _preview_page(slug, import_id, form, status)


@bp.post("/<slug:slug>/import/<id:import_id>/discarding")
@needs(Permission.PREPARE_BILL)
def discard(slug: str, import_id: int) -> ResponseReturnValue:
    """Throw away what was read."""

    def act(db: Session, person: Person) -> str:
        bill = bill_for_act(db, person, slug)
        staged = get_staged_import(db, bill, person, import_id, request_now())
        discard_import(db, person, bill, queries.get_draft(db, bill), staged, now=request_now())
        flash(_("What was read is thrown away. The draft is as it was."), "success")
        return f"/desk/bills/{slug}/draft"

    done, _status = do_sent(ActForm(), act, shows_refusals=False)
    return done or ("", 422)


def _draft_to_edit(slug: str) -> tuple[Bill, Version]:
    bill = bill_to_prepare(slug)
    version = queries.get_draft(session(), bill)
    policy.may_edit_draft(require_me(), bill, version, request_now()).require()
    return bill, version


def _stage(db: Session, person: Person, slug: str, form: ImportForm) -> str:
    bill = bill_for_act(db, person, slug)
    version, content = queries.get_draft(db, bill), pack_outline(form.outline, form.lang.data)
    staged = stage_import(db, person, bill, version, file_name=form.file_name, content=content, now=request_now())
    return f"/desk/bills/{slug}/import/{staged.id}"


def _confirm(db: Session, person: Person, slug: str, import_id: int, form: TiesForm) -> str:
    bill, now = bill_for_act(db, person, slug), request_now()
    version, staged = queries.get_draft(db, bill), get_staged_import(db, bill, person, import_id, now)
    require_fresh(version, form.seen)
    tied = _tied(db, version, staged)
    suggested = _match(tied)
    ties, merged = read_ties(form, tied, suggested) if _has_ties(bill, tied) else (suggested, {})
    confirm_import(db, person, bill, version, staged, ties=ties, merged=merged, revision=form.seen, now=now)
    flash(_("The file is taken over into the draft."), "success")
    return f"/desk/bills/{slug}/draft"


def _preview_page(slug: str, import_id: int, form: TiesForm, status: int) -> ResponseReturnValue:
    bill, version = _draft_to_edit(slug)
    db = session()
    staged = get_staged_import(db, bill, require_me(), import_id, request_now())
    tied, outline = _tied(db, version, staged), unpack_outline(staged.content)[0]
    part, shown = number_parameter("part") or 1, text_parameter("change")
    preview = preview_outline(outline, tied.lang, tied.standing, _match(tied), part, shown)
    if _has_ties(bill, tied):
        show_ties(form, tied)
        form.folds_kept = len(form.kept) > _MOST_KEPT and "kept" not in request.args
    form.revision.data = str(version.revision)
    page = {"staged": staged, "preview": preview, "unplaced": outline.unplaced, "titles": outline.titles, "form": form}
    return render_template("bills/desk_import_preview.html", bill=bill, version=version, **page), status


def _tied(db: Session, version: Version, staged: StagedImport) -> Tied:
    outline, lang = unpack_outline(staged.content)
    return tied_file(queries.list_articles(db, version), outline.articles, lang)


def _match(tied: Tied) -> list[Tie]:
    return match_articles(tied.standing, tied.articles, tied.lang)


def _has_ties(bill: Bill, tied: Tied) -> bool:
    """Whether the official is asked which article is which: once articles are discussed, and unless only English is added."""
    return bill.announced_at is not None and bool(tied.standing) and not is_translation(tied.standing, tied.lang)
