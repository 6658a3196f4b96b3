"""What helps somebody write: a look at the words before anybody else sees them, and the text that they are about, to read and to quote."""

import re
from collections.abc import Callable
from dataclasses import dataclass
from enum import StrEnum
from http import HTTPStatus
from typing import Any

import sqlalchemy as sa
from flask import Response, make_response, render_template, request
from markupsafe import Markup
from sqlalchemy.orm import Session

from app.bills.markup import plain_html
from app.bills.models import ArticleText, Bill
from app.bills.queries import latest_version
from app.discussion.forms import CommentForm, EditForm, ReplyForm
from app.discussion.models import Comment, Position, State
from app.discussion.places import find_place
from app.discussion.proposal_cards import redline_card
from app.discussion.proposals import Keep, Proposal, present_words
from app.discussion.words import place_label
from app.kernel import richtext
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, words
from app.kernel.verdict import Refused
from app.kernel.web.headers import let_scripts_ask

Wording = Callable[[], Proposal | Keep | None]
_MARKS = re.compile(r"[\\*_`\[\]]")


class Help(StrEnum):
    """What a form can be sent for other than to post: to see how it will look, to quote, to rewrite, to go on with what it holds."""

    PREVIEW = "preview"
    QUOTE = "quote"
    REWRITE = "rewrite"
    CONTINUE = "continue"


@dataclass(frozen=True, slots=True)
class Quotable:
    """A passage that somebody writes about: its name, its words, and the words as a quote in Markdown."""

    label: str
    html: Markup
    lang: str | None
    quote: str
    href: str = ""


def asked_help() -> Help | None:
    """What help the form was sent for; None where it was sent to post."""
    if "rewrite" in request.form:
        return Help.REWRITE
    try:
        return Help(request.form.get("help", ""))
    except ValueError:
        return None


def quote(source: str) -> str:
    """Quote a Markdown text, line by line."""
    return "\n".join(f"> {line}".rstrip() for line in source.split("\n"))


def quote_plain(text: str) -> str:
    """Quote a text that is no Markdown, so that it reads the same."""
    return quote(_MARKS.sub(r"\\\g<0>", text))


def find_quotable(session: Session, bill: Bill, written: str) -> Quotable | None:
    """Find the newest words of a place of a bill; None for the bill as a whole and for a place that it does not have."""
    try:
        version = latest_version(session, bill)
        place = find_place(session, bill, version, written)
    except Refused:
        return None
    if place.question is not None:
        said = words(place.question.text)
        lang = None if said.lang == html_lang() else said.lang
        return Quotable(place_label(written), plain_html(said.text), lang, quote_plain(said.text))
    if place.article is None:
        return None
    at = sa.select(ArticleText).where(ArticleText.article_id == place.article.id, ArticleText.version_id == version.id)
    found = present_words(session.scalars(at).one().text, written, html_lang())
    if found is None:
        return None
    href = f"/bills/{bill.slug}/articles/{place.article.key}"
    lang = None if found.lang == html_lang() else found.lang
    return Quotable(place_label(written), plain_html(found.words), lang, quote_plain(found.words), href)


def quotable_comment(comment: Comment) -> str:
    """A comment as a quote in Markdown, while its words are public."""
    return quote(comment.body or "") if comment.state is State.VISIBLE else ""


def take_up(form: ReplyForm | EditForm, quotation: str) -> None:
    """Put a quote in front of what was typed, where the form was sent for that."""
    if asked_help() is Help.QUOTE and quotation:
        form.body.data = f"{quotation}\n\n{form.body.data or ''}"


def look_ahead(form: ReplyForm | EditForm, wording: Wording | None) -> dict[str, Any] | None:
    """Show the words of a form, and those that it proposes, as they will look once posted, where the form was sent for that.

    What is proposed wrongly is refused at its field, and takes nothing from the look at the comment.
    """
    if asked_help() is not Help.PREVIEW:
        return None
    text = richtext.read(form.body.data or "")
    shown: dict[str, Any] = {"html": Markup(text.html), "lang": text.lang}  # noqa: S704  sanitised just now
    if isinstance(form, CommentForm):
        shown["place"] = place_label(richtext.clean_line(form.place.data or ""))
    if isinstance(form, ReplyForm) and form.position.data in set(Position):
        shown["position"] = form.position.data
    if text.length > richtext.LIMIT:
        told = _("A comment holds at most 5,000 characters; this one has %(count)s.", count=f"{text.length:,}")
        return shown | {"problem": told}
    try:
        proposal = wording() if wording else None
    except Refused as refused:
        form.refuse(refused)
        proposal = None
    if isinstance(proposal, Proposal):
        return shown | {"proposed": redline_card(proposal.html, proposal.lang, proposal.address)}
    return shown | ({"problem": _("There is nothing to preview yet.")} if text.is_blank else {})


def show_writing(
    template: str, form: ReplyForm | EditForm, code: int, *, wording: Wording | None = None, **shown: Any
) -> Response:
    """Answer with a page to write on: browsers keep no copy of it, so that going back never brings a posted form again."""
    let_scripts_ask()
    ahead = look_ahead(form, wording)
    if ahead and code == HTTPStatus.OK and form.errors:
        code = HTTPStatus.UNPROCESSABLE_ENTITY
    response = make_response(render_template(template, form=form, ahead=ahead, **shown), code)
    response.headers["Cache-Control"] = "no-store"
    return response
