"""The documented shape of a bill's export (JSON Schema); answers are plain dicts that tests hold to it."""

from functools import cache
from typing import Any, Literal

from flask import current_app
from pydantic import Field

from app.kernel.web.api import Document, Words
from app.opendata.restraints import RestraintItem
from app.opendata.schemas_bills import BillDocument, Change, Day, Instant, Segment, VersionDocument
from app.opendata.schemas_debate import AppealItem, CommentItem, StationItem
from app.opendata.schemas_outcome import ResponseDocument, SummaryDocument
from app.opendata.schemas_record import RecordEntry

PATH = "/exports/bill.schema.json"


class Licence(Document):
    """Under what the data may be used."""

    name: str
    url: str
    compatible: str
    attribution: str


class LogHead(Document):
    """The newest entry of the public record about the bill; a checkpoint that covers it vouches for all entries here."""

    seq: int
    hash: str


class TermItem(Document):
    """A term of the texts, explained."""

    term: Words
    meaning: Words


class ExportedChange(Document):
    """How an article that an answer points at changed, from a version on which a comment can have been written."""

    key: str
    change: Change
    from_version: int
    to_version: int
    lang: Literal["zh-Hant-TW", "en"]
    segments: list[Segment]


class ExportedArgument(Document):
    """What several people say in nearly the same words, or said until moderators dissolved it (`dissolved_seq`)."""

    id: int
    comments: int
    voices: int
    dissolved_seq: int | None
    url: str


class EarlierText(Document):
    """A comment's text before an edit, with its own SHA-256; there are none unless the comment is visible."""

    written_at: Instant
    body: str
    html: str
    lang: str
    proposed_text: str | None
    proposed_lang: str | None
    proposed_html: str | None
    sha256: str


class ChangeRef(Document):
    """Names one of `changes` (by key, from_version and to_version), and what was answered by it."""

    key: str
    from_version: int
    to_version: int
    targets: list[str]


class JourneyRefs(Document):
    """What became of a comment, station by station as its page and the API tell it.

    Empty lists say that nothing did: no part of the latest summary cites it, no answer concerns it.
    """

    url: str
    sentence: Words = Field(description="The whole journey in one sentence.")
    stations: list[StationItem]
    issues: list[int] = Field(description="Ordinals of issues of the latest summary.")
    recommendations: list[int] = Field(description="Ordinals of recommendations of the latest summary.")
    answers: list[str] = Field(description="Targets of answers of `response` that concern it.", examples=[["R1"]])
    unanswered: list[str] = Field(description="Targets that concern it and have no answer on record.")
    changes: list[ChangeRef]


class ExportedComment(CommentItem):
    """A comment as the API gives it, with its earlier texts, the appeals against its hidings, and its journey."""

    history: list[EarlierText]
    appeals: list[AppealItem]
    journey: JourneyRefs


class BillExport(Document):
    """All public facts of one bill. Nothing in it is secret from anybody, and nothing depends on who asks or in which language."""

    format: Literal["gongyi-bill-1"] = Field(
        description="Raised when a field is removed or changes its meaning; added fields raise nothing."
    )
    schema_: str = Field(alias="schema", description="The address of this schema.")
    source: str = Field(description="The bill's page.")
    licence: Licence
    revision: int = Field(description="Of the bill: the same revision on the same day gives the same bytes.")
    day: Day = Field(description="The day in Taipei as of which status and overdue days were told.")
    log: LogHead | None
    bill: BillDocument
    terms: list[TermItem]
    versions: list[VersionDocument]
    changes: list[ExportedChange]
    summaries: list[SummaryDocument] = Field(description="Every published version, the first first.")
    response: ResponseDocument
    restraints: list[RestraintItem] = Field(description="Pauses and limits, newest first.")
    arguments: list[ExportedArgument]
    comments: list[ExportedComment] = Field(description="In the order in which they were posted.")
    record: list[RecordEntry] = Field(description="Entries of the public record about the bill, oldest first.")


@cache
def _schema() -> dict[str, Any]:
    return BillExport.model_json_schema(by_alias=True)


def schema() -> dict[str, Any]:
    """The JSON Schema (2020-12) of a bill's export."""
    base: str = current_app.extensions["gongyi.settings"].base_url
    return {"$schema": "https://json-schema.org/draft/2020-12/schema", "$id": base + PATH, **_schema()}
