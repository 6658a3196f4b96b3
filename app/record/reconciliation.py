"""Comparing the database with the log, both ways. The record knows no higher room: these plug in what they hold against it."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import nullcontext
from dataclasses import dataclass, field
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.record.checkpoints.queries import iterate_documents, list_keys
from app.record.models import Entry, Opening
from app.record.queries import iterate_documents as iterate_entries
from app.record.verify_log import Replay, verify_chain, verify_checkpoints


@dataclass(frozen=True, slots=True)
class Said:
    """What one entry says, with its public words where they were not erased (`words` is None then)."""

    seq: int
    at: str
    act: str
    actor: str
    subject: str
    bill: str | None
    ground: str | None
    words: Mapping[str, Any] | None

    def word(self, name: str) -> Any:
        """One of its public words; None where it has none of that name, or they were erased."""
        return (self.words or {}).get(name)


@dataclass
class Log:
    """All entries, by number and by what they are about."""

    entries: dict[int, Said] = field(default_factory=dict)
    of_subject: dict[str, list[Said]] = field(default_factory=dict)

    def acts(self, subject: str, *codes: str) -> list[Said]:
        """The entries on a subject with one of these codes, oldest first."""
        return [entry for entry in self.of_subject.get(subject, []) if entry.act in codes]

    def last(self, subject: str, *codes: str) -> Said | None:
        """The last of them."""
        return found[-1] if (found := self.acts(subject, *codes)) else None

    def of(self, *codes: str) -> Iterator[Said]:
        """All entries with one of these codes."""
        return (entry for entry in self.entries.values() if entry.act in codes)

    def problem_with(self, seq: int | None, *codes: str, subject: str | None = None) -> str | None:
        """Say why a row's log number does not name an entry of such an act on such a subject; None where it does."""
        entry = self.entries.get(seq or 0)
        if entry is None:
            return f"names entry {seq}, which does not exist" if seq else "names no entry"
        if entry.act not in codes or (subject is not None and entry.subject != subject):
            return f"names entry {seq}, which is another act ({entry.act} of {entry.subject})"
        return None


Check = Callable[[Session, Log], Iterable[str]]


def add_check(app: Flask, check: Check) -> None:
    """Let a room hold what it keeps against the log; a check yields one plain line for each thing that does not agree."""
    app.extensions.setdefault("gongyi.reconciliation", []).append(check)


def reconcile(session: Session) -> Iterator[str]:
    """Yield whatever does not agree: in the log itself, its openings and checkpoints, and in what the rooms keep."""
    replay = Replay()
    yield from map(str, verify_chain(iterate_entries(lambda: nullcontext(session)), replay))
    keys = list_keys(session)
    yield from map(str, verify_checkpoints(replay, list(iterate_documents(session)), [key.key for key in keys[:1]]))
    for key in keys[1:]:
        if replay.keys.get(key.signed_by or "") != (key.key, key.log_seq):
            yield f"the key {key.key} is not on the record as entry {key.log_seq}"
    if len(replay.keys) > max(0, len(keys) - 1):
        yield "a key was changed on the record that is not among the keys"
    log = read_log(session)
    checks: list[Check] = current_app.extensions.get("gongyi.reconciliation", [])
    for check in checks:
        yield from check(session, log)


def read_log(session: Session) -> Log:
    """Read all entries with their words."""
    log = Log()
    columns = (Entry.seq, Entry.at, Entry.act, Entry.actor, Entry.subject, Entry.bill, Entry.ground, Opening.words)
    query = sa.select(*columns).outerjoin(Opening, Opening.seq == Entry.seq).order_by(Entry.seq)
    for row in session.execute(query):
        entry = Said(*row)
        log.entries[entry.seq] = entry
        log.of_subject.setdefault(entry.subject, []).append(entry)
    return log
