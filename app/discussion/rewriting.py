"""Rewriting the words of an article on the pages to write on: the field begins with the present words, and what was typed stays.

A hidden field says with which words it began, and where they stand, so that nobody proposes by mistake for another place or
against a text that they have not seen. Words stay those of the place that they began at, whatever place is chosen later: only
an empty field, or one that still holds the words it began with, begins anew.
"""

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

import sqlalchemy as sa
from flask import request
from sqlalchemy.orm import Session

from app.bills.models import ArticleText, Bill, Version
from app.bills.queries import latest_version
from app.bills.structure import parse, walk, write_address
from app.discussion.forms import CommentForm, EditForm, WordingForm
from app.discussion.models import Comment, State
from app.discussion.places import Place, find_place, place_of
from app.discussion.proposals import FIELD, Keep, Present, Proposal, fold_spaces, present_words
from app.discussion.wordings import read_proposal
from app.discussion.words import place_label
from app.kernel.bilingual import EN, ZH
from app.kernel.i18n import html_lang
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, digest, is_seen
from app.kernel.verdict import Refused, invalid

_STARTED = re.compile(r"(?P<place>[0-9~.-]{1,40})@(?P<number>[0-9]{1,6})(?P<lang>[ze])(?P<digest>[0-9a-f]{12})")
_LANGUAGES = {"z": ZH, "e": EN}
_MOST_PARTS = 60


class Started(NamedTuple):
    """With which words the field began: their place, the version's number, the language, and a digest of them."""

    place: str
    number: int
    lang: str
    digest: str


@dataclass(frozen=True, slots=True)
class Editor:
    """What the page offers for an article: the field, where it is open, and the parts that one can begin with instead.

    `label` names the place that the comment is about, `begun` the one with whose words the field began, which may be another.
    """

    label: str
    begun: str
    lang: str
    is_open: bool
    parts: list[tuple[str, str]]


def asked_part() -> str | None:
    """For what part the form was sent to have its words to rewrite (empty: the place that is chosen); None where it was not."""
    return clean_line(request.form["rewrite"])[:48] if "rewrite" in request.form else None


def is_asked() -> bool:
    """Whether the field is to begin with the present words: by a button of the form, or by the link that leads to it."""
    return asked_part() is not None or (request.method == "GET" and "rewrite" in request.args)


def read_new(session: Session, form: CommentForm, version: Version, place: Place) -> Proposal | None:
    """Read the wording that a new comment proposes, or raise Refused."""
    return _read(session, form, version, place)


def read_edit(session: Session, form: EditForm, comment: Comment) -> Proposal | Keep | None:
    """Read the wording that an edit leaves in a comment; a form without the field leaves it as it is."""
    if not form.wording_key.data and not is_seen(form.proposed.data or ""):
        return Keep.PROPOSAL
    return _read(session, form, comment.version, place_of(comment))


def _read(session: Session, form: WordingForm, version: Version, place: Place) -> Proposal | None:
    typed, started = form.proposed.data or "", _started(form)
    if started is not None and is_seen(typed) and place.address is not None:
        if started.place != place.address:
            names = {"began": _written(started.place), "place": _written(place.address)}
            raise invalid(
                _l(
                    "These words rewrite %(began)s, but the comment is now about %(place)s. "
                    "Choose %(began)s again, or empty the field and begin again from %(place)s.",
                    **names,
                ),
                FIELD,
            )
        if started.number != version.number:
            raise invalid(
                _l("The text was revised while you wrote. Compare your words with it, then send them again."), FIELD
            )
    return read_proposal(session, version.id, place, typed, started.lang if started else "")


def foresee_edit(session: Session, form: EditForm, comment: Comment) -> None:
    """Make the redline of an edit's proposal before the write begins, in which its cache has it."""
    with suppress(Refused):
        read_edit(session, form, comment)


def read_proposed(session: Session, form: CommentForm, bill: Bill, written: str) -> Proposal | None:
    """Read the wording that a new comment on a bill's newest version proposes, or raise Refused."""
    if not is_seen(form.proposed.data or ""):
        return None
    version = latest_version(session, bill)
    return read_new(session, form, version, find_place(session, bill, version, written))


def foresee_new(session: Session, form: CommentForm, bill: Bill, written: str) -> None:
    """Make the redline of a proposal before the write begins, in which its cache has it."""
    with suppress(Refused):  # it is refused again, after all else that is wrong, where it counts
        read_proposed(session, form, bill, written)


def open_editor(session: Session, form: CommentForm, bill: Bill, written: str) -> Editor | None:
    """The editor for the place that a new comment is about; None where that has no words to change."""
    try:
        version = latest_version(session, bill)
        place = find_place(session, bill, version, written)
    except Refused:
        return None
    return _open(session, form, version, place)


def open_editor_again(session: Session, form: EditForm, comment: Comment) -> Editor | None:
    """The editor for a comment that is edited, with what it proposes at present; None where it cannot propose."""
    if comment.parent_id is not None or comment.state is not State.VISIBLE:
        return None
    if not form.is_submitted():
        form.proposed.data = comment.proposed_text or ""
    return _open(session, form, comment.version, place_of(comment), comment.proposed_lang)


def _open(
    session: Session, form: WordingForm, version: Version, place: Place, lang: str | None = None
) -> Editor | None:
    if place.article is None or place.address is None:
        return None
    at = sa.select(ArticleText).where(ArticleText.article_id == place.article.id, ArticleText.version_id == version.id)
    text = session.scalars(at).one()
    started = _started(form)
    known = started.lang if started and started.place == place.address else lang
    present = present_words(text.text, place.address, known or html_lang())
    if present is None:
        return None
    typed = form.proposed.data or ""
    begins = is_asked() and _is_untouched(typed, started)
    if begins:
        form.proposed.data = present.words
    is_open = is_asked() or bool(form.proposed.data) or started is not None
    label = write_address(place.address, html_lang(), text.number)
    parts = list(_parts(text, present.lang, place))
    if started is not None and started.place != place.address and is_seen(typed) and not begins:
        return Editor(label, _written(started.place), started.lang, is_open, parts)  # words stay those of their place
    if is_open:
        form.wording_key.data = _key(place.address, version, present)
    return Editor(label, label, present.lang, is_open, parts)


def name_begun(form: WordingForm) -> str:
    """The name of the place with whose words the field began; empty where it began with none."""
    started = _started(form)
    return _written(started.place) if started else ""


def _written(address: str) -> str:
    return write_address(address, html_lang())


def _is_untouched(typed: str, started: Started | None) -> bool:
    """Whether the field holds nothing of one's own: nothing at all, or the words that it began with."""
    return not is_seen(typed) or (started is not None and _digest(fold_spaces(typed)) == started.digest)


def _parts(text: ArticleText, lang: str, place: Place) -> Iterator[tuple[str, str]]:
    """The article and its parts, but for the place itself, as values of buttons with their names."""
    key = place.article.key if place.article else ""
    found = [
        key,
        *(key + part.suffix for part in walk(parse(text.text.en if lang == EN else text.text.zh)) if part.line),
    ]
    for address in found[:_MOST_PARTS]:
        if address != place.address:
            yield address, place_label(address)


def _started(form: WordingForm) -> Started | None:
    match = _STARTED.fullmatch(str(form.wording_key.data or ""))
    if match is None:
        return None
    return Started(match["place"], int(match["number"]), _LANGUAGES[match["lang"]], match["digest"])


def _key(address: str, version: Version, present: Present) -> str:
    return f"{address}@{version.number}{'e' if present.lang == EN else 'z'}{_digest(present.words)}"


def _digest(words: str) -> str:
    return digest(words)[:12]
