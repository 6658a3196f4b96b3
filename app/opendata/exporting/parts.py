"""The parts of a bill's export in their order, as plain JSON; what can be long comes piece by piece (shapes: schemas)."""

from collections.abc import Iterator, Sequence
from typing import Any

from app.bills import queries as bills
from app.bills.models import GlossaryTerm
from app.bills.queries_path import list_path
from app.bills.queries_terms import list_terms
from app.discussion.argument_models import Argument
from app.discussion.models import EarlierText
from app.kernel.bilingual import EN, ZH
from app.kernel.clock import taipei_day
from app.opendata import shapes_bills, shapes_debate
from app.opendata.appeals import appeal_item
from app.opendata.exporting import reading
from app.opendata.exporting.journeys import Journeys
from app.opendata.exporting.reading import Told
from app.opendata.exporting.snapshot import FORMAT, LICENCE, Snapshot
from app.opendata.journeys import Changed, list_all_changes, read_facts
from app.opendata.origins import tell_why
from app.opendata.restraints import restraint_item
from app.opendata.shapes_bills import Shape, address, both, day, instant
from app.responses.models import Answer
from app.responses.queries import read_response
from app.responses.releasing.queries import list_released
from app.summaries.objections.queries import list_shown
from app.summaries.queries import read_published

Part = tuple[str, Any]


def read_parts(snapshot: Snapshot) -> Iterator[Part]:
    """Yield each part of an export by its name: a value, or an iterator of the values of a list that can be long."""
    session, bill, now = snapshot.session, snapshot.bill, snapshot.now
    facts = read_facts(session, bill)
    yield from head(snapshot).items()
    of_bill = (bills.list_versions(session, bill), bills.list_questions(session, bill), *list_path(session, bill))
    yield "bill", shapes_bills.bill_document(bill, *of_bill, now)
    yield "terms", [_term(term) for term in list_terms(session, bill)]
    yield "versions", versions(snapshot, facts.answers)
    yield "changes", [_change(change) for lang in (ZH, EN) for change in list_all_changes(facts, lang)]
    yield "summaries", summaries(snapshot)
    yield "response", response(snapshot)
    yield "restraints", (restraint_item(row) for row in reading.read_restraints(session, bill))
    yield "arguments", (_argument(argument) for argument in reading.read_arguments(session, bill))
    journeys = Journeys(snapshot, facts)
    yield "comments", (comment_item(told, journeys) for told in reading.read_comments(session, bill))
    yield "record", reading.read_entries(session, bill)


def head(snapshot: Snapshot) -> Shape:
    """What the export is, of what, and as of when; nothing here changes while the bill does not, but the day."""
    bill = snapshot.bill
    return {
        "format": FORMAT,
        "schema": address("/exports/bill.schema.json"),
        "source": address(f"/bills/{bill.slug}"),
        "licence": LICENCE,
        "revision": bill.revision,
        "day": day(taipei_day(snapshot.now)),
        "log": reading.read_head(snapshot.session, bill),
    }


def versions(snapshot: Snapshot, answers: Sequence[Answer]) -> Iterator[Shape]:
    """Every published version of the text, the first first; the answers on record say why articles changed."""
    why = tell_why(snapshot.session, snapshot.bill, answers)
    for version in bills.list_versions(snapshot.session, snapshot.bill):
        texts = bills.list_articles(snapshot.session, version)
        yield shapes_bills.version_document(snapshot.bill, version, texts, why)


def response(snapshot: Snapshot) -> Shape:
    """The answers on record, and what is without one."""
    found = read_response(snapshot.session, snapshot.bill)
    releases = list_released(snapshot.session, snapshot.bill)
    return shapes_debate.response_document(snapshot.bill, found, releases, snapshot.now)


def summaries(snapshot: Snapshot) -> Iterator[Shape]:
    """Every published version of the summary, the first first."""
    latest = read_published(snapshot.session, snapshot.bill)
    for version in reversed(latest.versions if latest else ()):
        found = read_published(snapshot.session, snapshot.bill, version.number)
        objections = list_shown(snapshot.session, version.id)
        yield shapes_debate.summary_document(snapshot.bill, found.contents if found else None, objections)


def comment_item(told: Told, journeys: Journeys) -> Shape:
    """A comment as the API gives it, with its earlier texts, the appeals, and what became of it."""
    return {
        **shapes_debate.comment_item(told.row),
        "history": [_earlier(text) for text in told.earlier],
        "appeals": [appeal_item(appeal) for appeal in told.appeals],
        "journey": journeys.shape(journeys.follow(told)),
    }


def _earlier(text: EarlierText) -> Shape:
    return {
        "written_at": instant(text.written_at),
        "body": text.body,
        "html": text.body_html,
        "lang": text.lang,
        "proposed_text": text.proposed_text,
        "proposed_lang": text.proposed_lang,
        "proposed_html": text.proposed_html,
        "sha256": text.sha256,
    }


def _change(change: Changed) -> Shape:
    shape = shapes_debate.change_item(change)
    del shape["targets"]  # each journey has its own
    return shape


def _term(term: GlossaryTerm) -> Shape:
    return {"term": both(term.term), "meaning": both(term.meaning)}


def _argument(argument: Argument) -> Shape:
    return {
        "id": argument.id,
        "comments": argument.comment_count,
        "voices": argument.voice_count,
        "dissolved_seq": argument.dissolved_seq,
        "url": address(f"/arguments/{argument.id}"),
    }
