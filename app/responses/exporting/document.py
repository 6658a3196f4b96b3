"""What the file of a response says, in the language of whoever asks for it: plain words, the same for every writer."""

from dataclasses import dataclass
from datetime import date, datetime

from app.accounts.erasure.words import call
from app.bills.cards import article_label
from app.bills.comparison import Compared
from app.bills.exporting.particulars import one_line
from app.bills.models import Bill
from app.bills.structure import write_address
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, show_day, words
from app.responses.models import Answer
from app.responses.queries import Item, Response
from app.responses.redlines import Redlines
from app.responses.releasing.queries import Released
from app.responses.words import OUTCOMES, target_name


@dataclass(frozen=True, slots=True)
class Marked:
    """A changed article with its changes marked: a line that stands before it, and its runs (equal, insert or delete; text)."""

    head: str
    runs: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class Part:
    """What was said on one day: a line that stands before it, its paragraphs, where the text shows it (or nothing), and how."""

    head: str
    paragraphs: tuple[str, ...]
    changed: str
    marked: tuple[Marked, ...] = ()


@dataclass(frozen=True, slots=True)
class Point:
    """One thing that was asked: its name, what was asked, the decision as it stands, and what was said, oldest first."""

    name: str
    asked: tuple[str, ...]
    decision: str
    parts: tuple[Part, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A response as its file says it; `day` is the day of its last part, by which the file is dated.

    `key` explains the marks in changed text, where there is any.
    """

    title: str
    bill: str
    agency: str
    lang: str
    day: date
    facts: tuple[tuple[str, str], ...]
    counts: tuple[str, ...]
    sections: tuple[tuple[str, tuple[Point, ...]], ...]
    closing: str
    key: str = ""


def write_document(bill: Bill, found: Response, releases: list[Released], redlines: Redlines, address: str) -> Document:
    """Put the file of a response together; something of it is published."""
    days = [taipei_day(a.published_at) for a in found.answers if a.published_at]
    asked, questions = ([i for i in found.items if bool(i.target.question) is q] for q in (False, True))
    whole = [found.statement] if found.statement.answer else []
    sections = (
        (_("On the whole"), whole),
        (_("Recommendations"), asked),
        (_("Key questions"), questions),
        (_("Answers to earlier recommendations"), list(found.retired)),
    )
    return Document(
        title=_("Consolidated response"),
        bill=one_line(words(bill.title).text),
        agency=one_line(words(bill.agency.name).text),
        lang=html_lang(),
        day=max(days),
        facts=tuple(_facts(bill, found, releases, address)),
        counts=tuple(_count(code, number) for code, number in found.counts),
        sections=tuple((name, tuple(_point(item, redlines) for item in items)) for name, items in sections if items),
        closing=_(
            "What is published never changes; later additions keep their own day. The page at the address above is the original."
        ),
        key=_("In changed text, added words are underlined and removed words are struck through.") if redlines else "",
    )


def _facts(bill: Bill, found: Response, releases: list[Released], address: str) -> list[tuple[str, str]]:
    facts = [(_("Agency"), one_line(words(bill.agency.name).text))]
    if bill.first_day and bill.last_day:
        facts.append(
            (_("Notice"), _("%(first)s to %(last)s", first=show_day(bill.first_day), last=show_day(bill.last_day)))
        )
    if bill.response_due_day:
        facts.append((_("Response due by"), show_day(bill.response_due_day)))
    if found.items:
        answered = len(found.items) - len(found.unanswered)
        said = _("%(answered)s of %(all)s points have an answer on record.", answered=answered, all=len(found.items))
        facts.append((_("Answers"), said))
    for release in releases:
        people = _(
            "asked for by %(one)s, released by %(two)s", one=call(release.asked_by), two=call(release.released_by)
        )
        number = _("log no. %(number)s", number=release.log_seq)
        facts.append((_("Released"), f"{show_day(taipei_day(release.at))} · {people} · {number}"))
    return [*facts, (_("Address"), address)]


def _count(code: str | None, number: int) -> str:
    name = next(
        (str(label) for outcome, label in OUTCOMES.items() if outcome.value == code), _("No response on record")
    )
    return f"{name}{_colon()}{number}"


def _point(item: Item, redlines: Redlines) -> Point:
    decision = str(OUTCOMES[item.outcome]) if item.outcome else ""
    if item.answer is None:
        decision = _("No response on record")
    parts = tuple(_part(answer, redlines, says_outcome=len(item.published) > 1) for answer in item.published)
    return Point(target_name(item.target), _paragraphs(words(item.text).text), decision, parts)


def _part(answer: Answer, redlines: Redlines, *, says_outcome: bool) -> Part:
    at: datetime | None = answer.published_at
    day = show_day(taipei_day(at)) if at else ""
    head = _("Added on %(day)s", day=day) if answer.is_addition else _("Published on %(day)s", day=day)
    if answer.outcome and says_outcome:
        head += _colon() + str(OUTCOMES[answer.outcome])
    changed = ""
    marked: tuple[Marked, ...] = ()
    if answer.version is not None and answer.changes:
        ordered = sorted(answer.changes, key=lambda change: (change.article.rank, change.address))
        places = _(", ").join(write_address(change.address, html_lang()) for change in ordered)
        changed = _("Changed text in version %(number)s: %(places)s", number=answer.version.number, places=places)
        keys = dict.fromkeys((answer.version.number, change.article_id) for change in ordered)
        marked = tuple(_mark(key[0], redlines[key]) for key in keys if key in redlines)
    return Part(head, _paragraphs(words(answer.reason).text), changed, marked)


def _mark(version: int, found: Compared) -> Marked:
    """An article's redline, as the page has it: against the text as noticed, or in version 1 against the law in force."""
    against = (
        _("in version %(number)s against the text as noticed", number=version)
        if version > 1
        else _("in version 1 against the law in force")
    )
    head = f"{article_label(found.row.number)}{_colon()}{against}"
    return Marked(head, tuple((segment.op, segment.text) for segment in found.segments))


def _colon() -> str:
    return ": " if html_lang().startswith("en") else "："


def _paragraphs(text: str) -> tuple[str, ...]:
    return tuple(one_line(part) for part in text.split("\n\n") if part.strip())


def file_title(document: Document) -> str:
    """What the file is called by people."""
    return f"{document.bill} {document.title}"
