"""Erasing words beside the log: openings and the keys of what was sealed. The entries and their chain stay as they are."""

import json
from collections.abc import Callable, Iterable, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.record.models import Entry, Opening

_AT_ONCE = 500


def destroy_sealed_keys(session: Session, subjects: Iterable[str]) -> int:
    """Destroy the keys that open what was sealed in acts on some subjects, so that nobody can prove or guess it; tell how many."""
    wanted, done = sorted(set(subjects)), 0
    for start in range(0, len(wanted), _AT_ONCE):
        acts = sa.select(Entry.seq).where(Entry.subject.in_(wanted[start : start + _AT_ONCE]))
        sealed = sa.select(Opening).where(Opening.seq.in_(acts), Opening.sealed_key.is_not(None))
        for opening in session.scalars(sealed):
            opening.sealed_key = None
            done += 1
    session.flush()
    return done


def list_words_on(
    session: Session, subjects: Iterable[str], needles: Iterable[str] = ()
) -> Sequence[tuple[Entry, Opening]]:
    """List acts on some subjects, and all others whose public words hold one of the needles, with their openings."""
    wanted = sorted(set(subjects))
    said = sa.cast(Opening.words, sa.Text)
    # as JSON is stored: what is not ASCII is escaped in it
    holds = [said.icontains(json.dumps(needle)[1:-1], autoescape=True) for needle in needles]
    found: dict[int, tuple[Entry, Opening]] = {}
    query = sa.select(Entry, Opening).join(Opening, Opening.seq == Entry.seq)
    for start in range(0, len(wanted), _AT_ONCE):
        rows = session.execute(query.where(Entry.subject.in_(wanted[start : start + _AT_ONCE])))
        found |= {entry.seq: (entry, opening) for entry, opening in rows}
    if holds:
        found |= {entry.seq: (entry, opening) for entry, opening in session.execute(query.where(sa.or_(*holds)))}
    return [found[seq] for seq in sorted(found)]


def erase_openings(
    session: Session, rows: Iterable[tuple[Entry, Opening]], names: Callable[[Entry, str], bool]
) -> list[int]:
    """Erase the openings of acts in whose words somebody is named, as `names(entry, words)` tells; return their numbers."""
    erased = []
    for entry, opening in rows:
        if any(names(entry, str(value)) for value in opening.words.values()):
            erased.append(entry.seq)
            session.delete(opening)
    session.flush()
    return erased
