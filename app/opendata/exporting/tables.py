"""Tables of an export for spreadsheets and programs: RFC 4180, UTF-8, one line a comment, article, citation or answer.

No cell can be taken for a formula: text that begins like one (or with an apostrophe) gets an apostrophe before it. So whoever reads
a table by a program takes one apostrophe away from the beginning of each cell that has one, and has the text as it was.
"""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from app.kernel.bilingual import EN, ZH
from app.opendata.exporting import parts, reading
from app.opendata.exporting.journeys import Journeys
from app.opendata.exporting.snapshot import Snapshot
from app.opendata.journeys import Journey, read_facts
from app.opendata.shapes_bills import Shape, address
from app.opendata.shapes_debate import comment_item
from app.responses.queries import list_answers

RISKY = ("=", "+", "-", "@", "＝", "＋", "－", "＠", "'", "\t", "\r", "\n")
BOM = b"\xef\xbb\xbf"
OF_COMMENT = (
    "id", "url", "parent", "root", "depth", "article", "question", "position", "state", "state_at", "ground", "state_reason",
    "log_seq", "lang", "body", "proposed_lang", "proposed_text", "version", "posted_at", "edited_at", "endorsements", "replies",
    "sha256", "merged_into",
)  # fmt: skip
OF_JOURNEY = ("issues", "recommendations", "answers", "unanswered", "changes", "journey")
COMMENT = (*OF_COMMENT, "author", "badge", "office", "argument", "voices", "moved_from", *OF_JOURNEY)
WORDS = ("heading", "text", "current_text", "explanation")
WHY = ("answers", "asked_zh", "asked_en", "comments")
ARTICLE = ("version", "key", "number", "deleted", *(f"{name}_{lang}" for name in WORDS for lang in ("zh", "en")), *WHY)
CITATION = ("summary", "part", "comment", "side", "passage", "comment_url")
ANSWER = (
    "target", "outcome", "reason_zh", "reason_en", "version", "articles", "addition", "published_at", "log_seq",
)  # fmt: skip
Line = Iterable[Any]


def safe(cell: Any) -> Any:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{cell}" if isinstance(cell, str) and cell.lstrip(" \u3000").startswith(RISKY) else cell


def write_table(heads: Iterable[str], lines: Iterable[Line]) -> Iterator[bytes]:
    """Write a table line by line."""
    written = _Written()
    writer = csv.writer(written)
    writer.writerow(heads)
    for line in lines:
        yield written.take()
        writer.writerow([safe(cell) for cell in line])
    yield written.take()


class _Written:
    """What csv writes to: it holds one line."""

    def __init__(self) -> None:
        self._line = ""

    def write(self, line: str) -> None:
        """Take a line."""
        self._line = line

    def take(self) -> bytes:
        """Give it on."""
        return self._line.encode()


def write_comments(snapshot: Snapshot) -> Iterator[bytes]:
    """Write a bill's comments, one a line, with what became of each."""
    journeys = Journeys(snapshot, read_facts(snapshot.session, snapshot.bill))
    told = reading.read_comments(snapshot.session, snapshot.bill)
    return write_table(COMMENT, (_comment(comment_item(one.row), journeys.follow(one)) for one in told))


def _comment(item: Shape, journey: Journey) -> Line:
    yield from (item[name] for name in OF_COMMENT)
    author, argument = item["author"], item["argument"] or {}
    yield from (author["handle"], author["badge"], (author["body"] or {}).get(ZH))
    yield from (argument.get("id"), argument.get("voices"), (item["moved"] or {}).get("from"))
    yield " ".join(found.code for found in journey.issues)
    yield " ".join(found.code for found in journey.recommendations)
    yield " ".join(f"{asked.target.code}:{asked.outcome.value}" for asked in journey.asked if asked.outcome)
    yield " ".join(journey.unanswered)
    yield " ".join(f"{change.key}@{change.to_version}:{change.compared.change.value}" for change in journey.changes)
    yield address(f"/comments/{item['id']}/journey")


def write_articles(snapshot: Snapshot) -> Iterator[bytes]:
    """Write the articles of all published versions, one a line, with the answers, requests and comments behind each change."""
    versions = parts.versions(snapshot, list_answers(snapshot.session, snapshot.bill))
    return write_table(ARTICLE, (_article(v, text) for v in versions for text in v["articles"]))


def _article(version: Shape, text: Shape) -> Line:
    yield from (version["number"], text["key"], text["number"], int(text["deleted"]))
    yield from ((text[name] or {}).get(lang) for name in WORDS for lang in (ZH, EN))
    why: list[Shape] = text["why"]
    yield " ".join(_decided(told) for told in why)
    asked: list[Shape] = [told["asked"] for told in why if told["asked"]]
    yield from ("\n".join(dict.fromkeys(words[lang] for words in asked if words[lang])) for lang in (ZH, EN))
    yield " ".join(dict.fromkeys(f"{told['target']}:{comment}" for told in why for comment in told["comments"]))


def _decided(told: Shape) -> str:
    return f"{told['target']}:{told['outcome']}" if told["outcome"] else str(told["target"])


def write_citations(snapshot: Snapshot) -> Iterator[bytes]:
    """Write which comments each part of each published summary cites, one citation a line; of those that can be read."""
    return write_table(CITATION, (line for summary in parts.summaries(snapshot) for line in _citations(summary)))


def _citations(summary: Shape) -> Iterator[Line]:
    for letter, kind in (("I", "issues"), ("R", "recommendations")):
        for part in summary[kind]:
            for cited in part["citations"]:
                told = (cited["comment"], cited["side"], cited["passage"], address(f"/comments/{cited['comment']}"))
                yield summary["number"], f"{letter}{part['ordinal']}", *told


def write_answers(snapshot: Snapshot) -> Iterator[bytes]:
    """Write the answers on record with what was added later, one a line."""
    return write_table(ANSWER, (_answer(answer) for answer in parts.response(snapshot)["answers"]))


def _answer(answer: Shape) -> Line:
    yield from (answer["target"], answer["outcome"], answer["reason"][ZH], answer["reason"][EN], answer["version"])
    yield from (" ".join(answer["articles"]), int(answer["addition"]), answer["published_at"], answer["log_seq"])
