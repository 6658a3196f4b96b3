"""The mails on what became of people's words. No comment's words are in them: only where it stands, and where to read on.

What was hidden or withdrawn since is left out, and so is the whole mail where nothing of it is left or its kind is wanted no more.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from flask import Flask
from sqlalchemy.orm import Session, joinedload

from app.accounts.models import Person
from app.bills.models import Bill, Version
from app.discussion.models import State
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, ngettext, words
from app.kernel.outbox import Letter, register_mail, word
from app.kernel.richtext import clean_line
from app.notifications.choices.links import unsubscribe_path
from app.notifications.choices.models import MailKind
from app.notifications.choices.queries import list_declined
from app.notifications.models import NoticeKind
from app.notifications.tidings.places import codes_of_citations, labels_of_articles
from app.responses.models import Answer
from app.responses.policy import may_answer
from app.responses.queries import target_of
from app.responses.releasing.models import Release
from app.responses.words import OUTCOMES, target_name
from app.summaries.objections.models import Objection
from app.summaries.policy import may_summarise
from app.summaries.signing.models import SummaryProposal
from app.summaries.signing.policy import is_waiting

SHOWN = 10  # comments listed in a mail
Parameters = Mapping[str, Any]
Said = tuple[str, str, dict[str, Any]]  # subject, template, its words
Writer = Callable[[Session, Person, "Concern"], Said | None]


@dataclass(frozen=True, slots=True)
class Concern:
    """What a mail is about: the bill with its title, those of the person's comments that are shown, and how many more there are."""

    bill: Bill
    title: str
    rows: tuple[CommentRow, ...]
    more: int
    parameters: Parameters

    @property
    def number(self) -> int:
        """How many comments it concerns."""
        return len(self.rows) + self.more


def write_cited(session: Session, _person: Person, about: Concern) -> Said | None:
    """Word that a summary cites comments, and under which of its parts."""
    number = about.parameters["summary"]
    codes = codes_of_citations(session, about.bill.id, number, [row.id for row in about.rows])
    subject = ngettext("The summary cites your comment", "The summary cites %(num)s comments of yours", about.number)
    comma = ", " if html_lang() == "en" else "、"
    lines = [(place_label(row.place), comma.join(codes.get(row.id, ())), row.id) for row in about.rows]
    return subject, "told_cited", {"number": number, "lines": lines}


def write_answered(session: Session, _person: Person, about: Concern) -> Said | None:
    """Word what the agency decided on what was drawn from comments."""
    wanted = (
        sa.select(Answer)
        .where(Answer.id.in_(about.parameters["answers"]), Answer.published_at.is_not(None))
        .options(joinedload(Answer.question))
        .order_by(Answer.recommendation_ordinal.is_(None), Answer.recommendation_ordinal, Answer.id)
    )
    answers = [
        (target_name(target_of(answer)), OUTCOMES[answer.outcome] if answer.outcome else "", target_of(answer).code)
        for answer in session.scalars(wanted)
    ]
    return (_("The agency has answered"), "told_answered", {"answers": answers}) if answers else None


def write_article_changed(session: Session, _person: Person, about: Concern) -> Said | None:
    """Word which articles, on which somebody spoke, a new version changes."""
    version = session.get(Version, about.parameters["version"])
    if version is None:
        return None
    articles = labels_of_articles(session, version, about.parameters["articles"])
    subject = _("The text on which you spoke reads differently: version %(number)s", number=version.number)
    return subject, "told_article_changed", {"version": version.number, "articles": articles}


def write_objected(session: Session, person: Person, about: Concern) -> Said | None:
    """Word to a moderator that an author objects to the summary; not once the objection is taken back."""
    objection = session.get(Objection, about.parameters["objection"])
    if objection is None or objection.withdrawn_at or not may_summarise(person, about.bill, request_now()):
        return None
    return _("An author objects to the summary"), "told_objected", {}


def write_objection_answered(_session: Session, _person: Person, about: Concern) -> Said | None:
    """Word to an author that a new version of the summary answers their objection."""
    return _("Your objection is answered"), "told_objection_answered", {"number": about.parameters["summary"]}


def write_to_sign(session: Session, person: Person, about: Concern) -> Said | None:
    """Word to a moderator that a summary waits for a signature; not once that is settled, or the draft was changed."""
    proposal = session.get(
        SummaryProposal, about.parameters["proposal"], options=[joinedload(SummaryProposal.summary, innerjoin=True)]
    )
    if proposal is None or not is_waiting(proposal, proposal.summary.revision):
        return None
    if not may_summarise(person, about.bill, request_now()):
        return None
    return _("A summary waits for a second moderator"), "told_to_sign", {}


def write_sent_back(session: Session, person: Person, about: Concern) -> Said | None:
    """Word to a moderator that what they declared ready was sent back, and why: on one line, which cannot be taken for the letter's own."""
    proposal = session.get(SummaryProposal, about.parameters["proposal"])
    if proposal is None or not may_summarise(person, about.bill, request_now()):
        return None
    return _("The summary was sent back to you"), "told_sent_back", {"reason": clean_line(proposal.words)}


def write_to_release(session: Session, person: Person, about: Concern) -> Said | None:
    """Word to an official that a release of answers waits for a second official; not once that is settled."""
    release = session.get(Release, about.parameters["release"])
    if release is None or release.settled_at or not may_answer(person, about.bill, request_now()):
        return None
    return _("A response waits for a second official"), "told_to_release", {}


def write_release_declined(session: Session, person: Person, about: Concern) -> Said | None:
    """Word to an official that the release which they asked for was declined, and why."""
    release = session.get(Release, about.parameters["release"])
    if release is None or not may_answer(person, about.bill, request_now()):
        return None
    subject = _("The release that you asked for was declined")
    return subject, "told_release_declined", {"reason": clean_line(release.words)}


WRITERS: dict[
    NoticeKind, tuple[MailKind, bool, Writer]
] = {  # by kind: whose choice it is, and whether it is about comments
    NoticeKind.CITED: (MailKind.CITED, True, write_cited),
    NoticeKind.ANSWERED: (MailKind.ANSWERED, True, write_answered),
    NoticeKind.ARTICLE_CHANGED: (MailKind.ARTICLE_CHANGED, True, write_article_changed),
    NoticeKind.OBJECTED: (MailKind.OBJECTION, True, write_objected),
    NoticeKind.OBJECTION_ANSWERED: (MailKind.OBJECTION, True, write_objection_answered),
    NoticeKind.TO_SIGN: (MailKind.SIGNING, False, write_to_sign),
    NoticeKind.SENT_BACK: (MailKind.SIGNING, False, write_sent_back),
    NoticeKind.TO_RELEASE: (MailKind.SIGNING, False, write_to_release),
    NoticeKind.RELEASE_DECLINED: (MailKind.SIGNING, False, write_release_declined),
}


def write_tiding(kind: NoticeKind, session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word a mail of a kind, with how to end mails of this kind."""
    mail, is_about_comments, write = WRITERS[kind]
    about = _read_concern(session, parameters)
    if mail in list_declined(session, person.id) or (is_about_comments and not about.rows):
        return None
    said = write(session, person, about)
    if said is None:
        return None
    subject, template, more = said
    unsubscribe = unsubscribe_path(person, mail)
    body = word(template, person=person, about=about, place_label=place_label, unsubscribe=unsubscribe, **more)
    return Letter(f"{subject} · {about.title}", body, unsubscribe=unsubscribe)


def _read_concern(session: Session, parameters: Parameters) -> Concern:
    bill = session.get_one(
        Bill,
        parameters["bill"],
        options=[joinedload(Bill.agency), joinedload(Bill.subgroup), joinedload(Bill.co_leads)],
    )
    found = list_rows_by_ids(session, parameters["comments"])
    shown = _in_order([row for row in found.values() if row.state is State.VISIBLE])
    return Concern(bill, words(bill.title).text, tuple(shown[:SHOWN]), len(shown[SHOWN:]), parameters)


def _in_order(rows: Sequence[CommentRow]) -> list[CommentRow]:
    return sorted(rows, key=lambda row: (row.place_rank, row.path))


def _writer(kind: NoticeKind) -> Callable[[Session, Any, Parameters], Letter | None]:
    return lambda session, person, parameters: write_tiding(kind, session, person, parameters)


def init_app(app: Flask) -> None:
    """Register these mails with the outbox."""
    for kind in WRITERS:
        register_mail(app, kind.value, _writer(kind))
