"""The log as pages show it: entries with names joined, words parted into prose and facts, paged by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy.orm import Session

from app.kernel.bilingual import Passage
from app.kernel.richtext import passages
from app.record.models import Entry, Opening
from app.record.names import Name, find_names
from app.record.queries import find_entry, list_bills, list_entries

PAGE = 50
Stored = Sequence[tuple[Entry, Opening | None]]
PLACES = ("agency", "subgroup", "rules")
FORMER = {"old_subgroup": "subgroup"}
PEOPLE = ("asked_by",)
SPOTS = ("from_place", "to_place")
COMMENTS = ("into",)
INSTANTS = ("until",)
DIGESTS = ("articles_sha256", "sha256", "key", "signed_by", "signature")
PROSE = ("reason", "justification", "note", "statement")


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a page shows it; `prose` are its reasons by code, each in paragraphs, `facts` its other public words by code.

    `digests` are those of them that are hashes, keys or signatures.
    """

    seq: int
    at: datetime
    act: str
    actor: Name
    subject: Name
    bill: Name | None
    ground: str | None
    prose: tuple[tuple[str, tuple[Passage, ...]], ...]
    facts: tuple[tuple[str, str | Name | datetime], ...]
    digests: tuple[tuple[str, str], ...]
    sealed: str | None
    is_erased: bool
    is_unsealable: bool


@dataclass(frozen=True, slots=True)
class Page:
    """A page of the log, newest first; `next` is the number below which the next page begins (None at the end).

    `bills` are the bills that the whole log speaks of, by slug, where they were asked for.
    """

    lines: tuple[Line, ...]
    next: int | None
    bills: Mapping[str, Name]


def read_page(
    session: Session,
    *,
    before: int | None = None,
    bill: str | None = None,
    act: str | None = None,
    with_bills: bool = False,
) -> Page:
    """Read one page of the log, of one bill or one act where they are given."""
    rows = list_entries(session, before=before, bill=bill, act=act, limit=PAGE + 1)
    shown = [(entry, opening) for entry, opening in rows[:PAGE]]
    slugs = list_bills(session) if with_bills else []
    names = _name(session, shown, slugs)
    lines = tuple(_show(entry, opening, names) for entry, opening in shown)
    return Page(lines, shown[-1][0].seq if len(rows) > PAGE else None, {s: names[f"bill:{s}"] for s in slugs})


def read_entry(session: Session, seq: int) -> tuple[Line, Entry, Opening | None] | None:
    """Read one entry: as a line, and as it is stored."""
    row = find_entry(session, seq)
    if row is None:
        return None
    entry, opening = row
    return _show(entry, opening, _name(session, [(entry, opening)])), entry, opening


def _name(session: Session, rows: Stored, slugs: Sequence[str] = ()) -> dict[str, Name]:
    ids = {name for entry, _ in rows for name in (entry.actor, entry.subject)}
    said = [word for _, opening in rows if opening for word in opening.words.items()]
    ids |= {opaque for name, value in said if (opaque := _opaque(name, value))}
    ids |= {f"bill:{slug}" for slug in (*slugs, *(entry.bill for entry, _ in rows if entry.bill))}
    return find_names(session, ids) if ids else {}


def _opaque(name: str, value: Any) -> str | None:
    """The opaque id that a public word is, by the word's code; None where it speaks for itself."""
    if name in PEOPLE:
        return str(value)
    name = FORMER.get(name, name)
    kind = name if name in PLACES else "place" if name in SPOTS else "comment" if name in COMMENTS else None
    return f"{kind}:{value}" if kind else None


def _show(entry: Entry, opening: Opening | None, names: Mapping[str, Name]) -> Line:
    words = opening.words if opening else {}
    facts = [
        (name, names[opaque] if (opaque := _opaque(name, value)) else _plain(name, value))
        for name, value in words.items()
        if name not in (*PROSE, "sealed")
    ]
    return Line(
        seq=entry.seq,
        at=datetime.fromisoformat(entry.at),
        act=entry.act,
        actor=names[entry.actor],
        subject=names[entry.subject],
        bill=names[f"bill:{entry.bill}"] if entry.bill else None,
        ground=entry.ground,
        prose=tuple((name, passages(str(words[name]))) for name in PROSE if words.get(name)),
        facts=tuple((name, value) for name, value in facts if name not in DIGESTS),
        digests=tuple((name, str(value)) for name, value in facts if name in DIGESTS),
        sealed=words.get("sealed"),
        is_erased=entry.commitment is not None and opening is None,
        is_unsealable=opening is not None and opening.sealed_key is None,
    )


def _plain(name: str, value: Any) -> str | datetime:
    return datetime.fromisoformat(value) if name in INSTANTS else str(value)
