"""Signing checkpoints, and putting another key in the place of the one that signs."""

from datetime import datetime, timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.kernel.clock import rfc3339
from app.kernel.events import emit
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict
from app.record.checkpoints.events import CheckpointSigned
from app.record.checkpoints.keys import Signer
from app.record.checkpoints.models import Checkpoint, SigningKey
from app.record.checkpoints.queries import find_current_key, find_newest, key_statement
from app.record.log import append, lock_head
from app.record.models import Act, Entry

PERIOD = timedelta(hours=1)


def is_due(session: Session, now: datetime) -> bool:
    """Whether a checkpoint is due: the log has moved since the last, which is an hour old or of a key that was replaced."""
    newest = find_newest(session)
    head = session.scalar(sa.select(sa.func.max(Entry.seq))) or 0
    if newest is None or head <= newest.seq:
        return newest is None and head > 0
    current = find_current_key(session)
    is_of_old_key = current is not None and current.key != newest.key
    return is_of_old_key or datetime.fromisoformat(newest.at) <= now - PERIOD


def sign_if_due(session: Session, signer: Signer, origin: str, now: datetime) -> Checkpoint | None:
    """Sign the log's head where that is due, once, however many workers there are."""
    lock_head(session)
    return sign_checkpoint(session, signer, origin, now) if is_due(session, now) else None


def sign_checkpoint(session: Session, signer: Signer, origin: str, now: datetime) -> Checkpoint:
    """Sign the log's head; the first key to sign is the first on record. Refused for a key that is not the current one."""
    seq, head = lock_head(session)
    _require_current(session, signer, now)
    checkpoint = Checkpoint(seq=seq, hash=head, at=rfc3339(now), origin=origin, key=signer.key)
    checkpoint.signature = signer.sign(checkpoint.statement)
    session.add(checkpoint)
    session.flush()
    emit(session, CheckpointSigned(checkpoint, now))
    return checkpoint


def rotate_key(session: Session, old: Signer, new: Signer, now: datetime) -> Entry:
    """Put a new key in the place of the one that signs: the old one signs that, and both stand on the record."""
    lock_head(session)
    _require_current(session, old, now)
    key = SigningKey(key=new.key, at=rfc3339(now), signed_by=old.key)
    key.signature = old.sign(key_statement(key))
    words = {"key": new.key, "signed_by": old.key, "signature": key.signature}
    entry = append(session, Act.ROTATE_KEY, actor="system", subject=f"key:{new.key}", words=words, now=now)
    key.log_seq = entry.seq
    session.add(key)
    session.flush()
    return entry


def _require_current(session: Session, signer: Signer, now: datetime) -> None:
    """Refuse a key that is not the newest on record; where there is none yet, this one becomes the first."""
    current = find_current_key(session)
    if current is None:
        session.add(SigningKey(key=signer.key, at=rfc3339(now)))
        session.flush()
    elif current.key != signer.key:
        raise conflict(
            _l("GONGYI_CHECKPOINT_KEY is not the key that signs now: a key is changed by gongyi rotate-key alone.")
        )
