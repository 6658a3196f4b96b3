"""Writing the log; its chain is computed by what verifies it (verify_log.py).

An entry's `hash` is SHA-256 over the RFC 8785 JSON of its other nine fields; `prev` is the hash before it.
`commitment` is HMAC-SHA256 under a random key of the RFC 8785 JSON of the words, so that erasing the key and the words
leaves the chain whole.
"""

import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.kernel.clock import rfc3339
from app.record.models import Act, Entry, Opening
from app.record.verify_log import FIRST_PREV, commit_to, hash_entry

_LOCK = 0x676F6E6779  # one writer of the chain at a time (PostgreSQL advisory lock)


def lock_head(session: Session) -> tuple[int, str]:
    """Keep other writers of the chain out until the end of the transaction; return the head's number and hash."""
    if session.get_bind().dialect.name == "postgresql":
        session.execute(sa.select(sa.func.pg_advisory_xact_lock(_LOCK)))
    head = session.execute(sa.select(Entry.seq, Entry.hash).order_by(Entry.seq.desc()).limit(1)).one_or_none()
    return (head.seq, head.hash) if head else (0, FIRST_PREV)


def append(
    session: Session,
    act: Act,
    *,
    actor: str,
    subject: str,
    now: datetime,
    bill: str | None = None,
    ground: str | None = None,
    words: Mapping[str, Any] | None = None,
    sealed: str | None = None,
) -> Entry:
    """Append an act to the log.

    `actor` and `subject` are opaque ids. `words` (strings by name) are public and committed to; `sealed` is a text that
    must not be shown but must be provable later: only its own commitment stands among the words.
    """
    last_seq, last_hash = lock_head(session)
    key, sealed_key, said = secrets.token_hex(32), None, dict(words or {})
    if sealed is not None:
        sealed_key = secrets.token_hex(32)
        said["sealed"] = commit_to(sealed_key, sealed)
    fields: dict[str, Any] = {
        "seq": last_seq + 1,
        "at": rfc3339(now),
        "act": act.value,
        "actor": actor,
        "subject": subject,
        "bill": bill,
        "ground": ground,
        "commitment": commit_to(key, said) if said else None,
        "prev": last_hash,
    }
    entry = Entry(**fields, hash=hash_entry(fields))
    session.add(entry)
    session.flush()
    if said:
        session.add(Opening(seq=entry.seq, key=key, words=said, sealed_key=sealed_key))
    return entry
