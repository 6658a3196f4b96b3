"""Releasing: one official asks, another reads exactly the same as the public will, and releases or declines it."""

from collections.abc import Callable, Sequence
from datetime import datetime

from flask import flash, render_template, url_for
from flask.typing import ResponseReturnValue
from sqlalchemy.orm import Session

from app.accounts.access import Permission
from app.accounts.current import require_me
from app.accounts.models import Person
from app.bills.comparison import redline
from app.bills.comparison.redlines import in_language, shared_language
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import session
from app.kernel.guards import needs
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang
from app.responses.cards import Card
from app.responses.desk import bp
from app.responses.desk.opening import desk_of, draft_card, open_bill, other_words
from app.responses.document import stamp_of
from app.responses.forms import ReadyForm, ReleaseForm
from app.responses.queries import Item, Response, read_response
from app.responses.redlines import Redlines, read_redlines
from app.responses.releasing import actions, policy
from app.responses.releasing.models import Release
from app.responses.releasing.queries import get_release, latest_release, list_officials
from app.responses.words import OUTCOMES, target_name
from app.summaries.sending import do_sent

OnRelease = Callable[[Session, Person, Bill, Release, datetime], str]


@bp.route("/publication", methods=["GET", "POST"])
@needs(Permission.ANSWER)
def publication(slug: str) -> ResponseReturnValue:
    """Read what is ready as the public will, and ask another official to release it."""
    form = ReleaseForm()

    def act(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        actions.ask_for_release(db, person, bill, seen=form.seen.data or "", now=now)
        flash(_("Asked. Another official of your agency finds it on the desk and can release it."), "success")
        return _publication_of(slug)

    done, status = do_sent(form, act)
    return done or _show(slug, form, status)


@bp.post("/publication/<id:release_id>/release")
@needs(Permission.ANSWER)
def release(slug: str, release_id: int) -> ResponseReturnValue:
    """Release what another official asked for."""
    form = ReleaseForm()

    def act(db: Session, person: Person, bill: Bill, found: Release, now: datetime) -> str:
        published = actions.release_response(db, person, bill, found, seen=form.seen.data or "", now=now)
        number = published[0].log_seq
        flash(_("The response is public, on the record under log no. %(number)s.", number=number), "success")
        return url_for("responses.response", slug=slug)

    return _on_release(slug, release_id, form, act)


@bp.post("/publication/<id:release_id>/declining")
@needs(Permission.ANSWER)
def decline(slug: str, release_id: int) -> ResponseReturnValue:
    """Decline a release that another official asked for."""
    form = ReleaseForm()

    def act(db: Session, person: Person, bill: Bill, found: Release, now: datetime) -> str:
        actions.decline_release(db, person, bill, found, words=form.words.data or "", now=now)
        flash(_("You have declined it. Who asked for it is told, with your words."), "success")
        return _publication_of(slug)

    return _on_release(slug, release_id, form, act)


@bp.post("/publication/<id:release_id>/taking-back")
@needs(Permission.ANSWER)
def take_back(slug: str, release_id: int) -> ResponseReturnValue:
    """Take back a release that one asked for."""

    def act(db: Session, person: Person, bill: Bill, found: Release, now: datetime) -> str:
        actions.take_back_release(db, person, bill, found, now=now)
        flash(_("You have taken it back."), "success")
        return _publication_of(slug)

    return _on_release(slug, release_id, ReleaseForm(), act)


def _publication_of(slug: str) -> str:
    return f"{desk_of(slug)}/publication"


def _on_release(slug: str, release_id: int, form: ReleaseForm, act: OnRelease) -> ResponseReturnValue:
    def on_found(db: Session, person: Person, now: datetime) -> str:
        bill = get_bill(db, slug, person, now)
        return act(db, person, bill, get_release(db, bill, release_id), now)

    done, status = do_sent(form, on_found)
    return done or _show(slug, form, status)


def _show(slug: str, form: ReleaseForm, status: int) -> ResponseReturnValue:
    """Show what a waiting release would publish or, where none waits, what is ready to be asked for."""
    db, person, now = session(), require_me(), request_now()
    bill = open_bill(db, slug, now)
    found, last = read_response(db, bill, drafts=True), latest_release(db, bill)
    waiting = last if last is not None and last.settled_at is None else None
    shown = _items_of(found, waiting)
    on_show = {item.target for item in shown}
    redlines = read_redlines(db, bill, [item.draft for item in shown])
    form.seen.data = stamp_of([item.draft for item in shown if item.draft is not None])
    page = render_template(
        "responses/publication.html",
        bill=bill,
        form=form,
        waiting=waiting,
        last=last,
        drafts=[_preview(item, bill, redlines) for item in shown],
        not_ready=[i for i in found.drafts if i.draft and not i.draft.ready_at],
        ready_form=ReadyForm(formdata=None),
        left=[item for item in found.unanswered if item.target not in on_show],
        others=[other.handle for other in list_officials(db, bill, now) if other.id != person.id],
        may_release=policy.may_release(person, waiting, bill, now) if waiting else None,
        may_take_back=policy.may_take_back(person, waiting, bill, now) if waiting else None,
        may_decline=policy.may_decline(person, waiting, bill, now) if waiting else None,
        target_name=target_name,
    )
    return page, status


def _items_of(found: Response, waiting: Release | None) -> Sequence[Item]:
    if waiting is None:
        return found.ready
    return [item for item in found.drafts if item.draft and item.draft.release_id == waiting.id]


def _preview(item: Item, bill: Bill, redlines: Redlines) -> dict[str, object]:
    return {
        "name": target_name(item.target),
        "code": item.target.code,
        "text": item.text,
        "is_addition": item.answer is not None,
        "card": draft_card(item.draft, bill, redlines),
        "other": other_words(item.draft),
        "public": _against_public(item),
    }


def _against_public(item: Item) -> Card | None:
    """An addition against what was published last on the same point: its day, its decision where that turns, its words."""
    if item.draft is None or not item.published:
        return None
    last, outcome = item.published[-1], item.outcome
    lang = shared_language([last.reason, item.draft.reason], html_lang())
    return {
        "day": taipei_day(last.published_at) if last.published_at else None,
        "outcome": OUTCOMES[outcome] if outcome and item.draft.outcome not in (None, outcome) else None,
        "now": OUTCOMES[item.draft.outcome] if item.draft.outcome else None,
        "lang": lang,
        "segments": redline(in_language(last.reason, lang), in_language(item.draft.reason, lang), lang),
    }
