"""Desk page: which published article each article of a draft is, confirmed or corrected by an official."""

from collections.abc import Container

from flask import flash, render_template, request
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills import actions, policy, queries
from app.bills.actions.freshness import require_fresh
from app.bills.desk import bp
from app.bills.desk.posting import bill_for_act, bill_to_prepare, do_sent
from app.bills.desk.ties import Tied, TiesForm, read_ties, show_ties
from app.bills.matching import NEW, Tie, TieKind
from app.bills.models import ArticleText, Bill, Version
from app.bills.outline import outline_of
from app.kernel.bilingual import EN, ZH
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _


@bp.route("/<slug:slug>/draft/ties", methods=["GET", "POST"])
@needs(Permission.PREPARE_BILL)
def ties(slug: str) -> ResponseReturnValue:
    """Confirm or correct which published article each article of the draft is."""
    form = TiesForm()
    done, status = do_sent(form, lambda db, person: _save_ties(db, person, slug, form))
    if done:
        return done
    bill, db = bill_to_prepare(slug), session()
    version = queries.get_draft(db, bill)
    policy.may_edit_draft(require_me(), bill, version, request_now()).require()
    if bill.announced_at is not None:
        _show_draft(form, db, bill, version)
    form.revision.data = str(version.revision)
    return render_template("bills/desk_ties.html", bill=bill, version=version, form=form), status


def _save_ties(db: Session, person: Person, slug: str, form: TiesForm) -> str:
    bill = bill_for_act(db, person, slug)
    version = queries.get_draft(db, bill)
    require_fresh(version, form.seen)
    tied, _stands, _merged = _tied_draft(db, bill, version)
    chosen, merged = read_ties(form, tied) if bill.announced_at else ([], {})
    actions.tie_articles(db, person, bill, version, chosen, merged=merged, revision=form.seen, now=request_now())
    flash(_("The articles are tied."), "success")
    return f"/desk/bills/{slug}/draft/ties"


def _show_draft(form: TiesForm, db: Session, bill: Bill, version: Version) -> None:
    tied, stands, merged = _tied_draft(db, bill, version)
    if "anew" in request.args:
        show_ties(form, tied)
    else:
        show_ties(form, tied, stands, merged)


def _tied_draft(db: Session, bill: Bill, version: Version) -> tuple[Tied, list[Tie], dict[int, int | None]]:
    """What is tied in a draft that follows a published version, the ties that stand, and what was taken up by what."""
    latest = queries.latest_version(db, bill)
    texts = queries.list_articles(db, latest, version)
    standing = [text for text in texts if text.version_id == latest.id]
    draft = [text for text in texts if text.version_id == version.id]
    stands = [text for text in draft if not text.is_deleted]
    lang = ZH if any(text.text.zh for text in stands) else EN
    published = {text.article_id for text in standing}
    tied = Tied(
        standing=standing,
        articles=outline_of(stands, lang).articles,
        lang=lang,
        names=[str(text.article_id) for text in stands],
        own_ids=[None if text.article_id in published else text.article_id for text in stands],
    )
    return tied, [_standing_tie(text, published) for text in stands], {t.article_id: t.merged_into_id for t in draft}


def _standing_tie(text: ArticleText, published: Container[int]) -> Tie:
    if text.article_id in published:
        return Tie(TieKind.SAME, text.article_id, 0.0)
    return NEW if text.split_from_id is None else Tie(TieKind.SPLIT, text.split_from_id, 0.0)
