"""Objections beside the citations that they are about, as the summary's page shows them."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from app.accounts.models import Person
from app.kernel.bilingual import Passage
from app.kernel.richtext import guess_language
from app.summaries.contents import Contents
from app.summaries.objections.queries import ObjectionRow

Card = dict[str, Any]


def objection_card(row: ObjectionRow) -> Card:
    """An objection as the macro `objection` takes it."""
    return {
        "anchor": f"objection-{row.id}",
        "author": row.author,
        "day": row.made_at,
        "href": f"/comments/{row.comment_id}",
        "version": row.version,
        "text": Passage(row.words, guess_language(row.words)),
        "answer": row.answer if row.is_answered else None,
        "answered_in": row.answered_in,
        "answered_at": row.answered_at,
    }


def attach(parts: Sequence[Card], number: int, rows: Iterable[ObjectionRow]) -> None:
    """Set each objection to a version beside the citations of the comment that it is about."""
    found = {f"/comments/{row.comment_id}": objection_card(row) for row in rows if row.version == number}
    for citation in _citations(parts):
        if "html" in citation and citation["href"] in found:
            citation["objection"] = found[citation["href"]]


def offer(parts: Sequence[Card], contents: Contents, person: Person | None) -> None:
    """Show the author of a cited comment the way to an objection, beside each citation of it."""
    if person is None:
        return
    own = {f"/comments/{q.row.id}" for q in contents.quotes if q.is_shown and q.row.author_id == person.id}
    for citation in _citations(parts):
        if "html" in citation and citation["href"] in own:
            citation["object_href"] = f"{citation['href']}/objection"


def _citations(parts: Sequence[Card]) -> Iterator[Card]:
    for part in parts:
        issue = part["issue"]
        if issue is not None:
            yield from issue["citations"]
            for position in issue["positions"]:
                yield from position.get("citations", ())
        for asked in part["recommendations"]:
            yield from asked["citations"]
