"""The log as pages show it: entries with names joined, words parted into prose and facts, paged by number."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.kernel.bilingual import Passage
from app.kernel.richtext import guess_language
from app.record.models import Entry, Opening
from app.record.names import Name, find_names
from app.record.queries import find_entry, list_bills, list_entries

PAGE = 50
Stored = Sequence[tuple[Entry, Opening | None]]
PLACES = ("agency", "subgroup")
PEOPLE = ("asked_by",)
PROSE = ("reason", "justification", "note", "statement")


@dataclass(frozen=True, slots=True)
class Line:
    """One act as a page shows it; `prose` are the paragraphs of its reasons, `facts` its other public words by code."""

    seq: int
    at: datetime
    act: str
    actor: Name
    subject: Name
    bill: Name | None
    ground: str | None
    prose: tuple[Passage, ...]
    facts: tuple[tuple[str, str | Name], ...]
    sealed: str | None


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
    ids |= {
        f"{name}:{slug}" for _, opening in rows if opening for name, slug in opening.words.items() if name in PLACES
    }
    ids |= {opening.words[name] for _, opening in rows if opening for name in PEOPLE if name in opening.words}
    ids |= {f"bill:{slug}" for slug in (*slugs, *(entry.bill for entry, _ in rows if entry.bill))}
    return find_names(session, ids) if ids else {}


def _show(entry: Entry, opening: Opening | None, names: Mapping[str, Name]) -> Line:
    words = opening.words if opening else {}
    said = [str(words[name]) for name in PROSE if words.get(name)]
    paragraphs = [part.strip() for text in said for part in text.split("\n\n") if part.strip()]
    facts = [
        (name, names[f"{name}:{value}"] if name in PLACES else names[value] if name in PEOPLE else str(value))
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
        prose=tuple(Passage(text, guess_language(text)) for text in paragraphs),
        facts=tuple(facts),
        sealed=words.get("sealed"),
    )
