"""Reading checkpoints and the keys that signed them."""

from collections.abc import Iterator, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.record.checkpoints.models import Checkpoint, SigningKey
from app.record.verify_log import KEY_CHANGE


def find_newest(session: Session) -> Checkpoint | None:
    """The newest checkpoint."""
    return session.scalars(sa.select(Checkpoint).order_by(Checkpoint.seq.desc()).limit(1)).one_or_none()


def find_covering(session: Session, seq: int) -> Checkpoint | None:
    """The first checkpoint that was signed over an entry; None where it is too new for that."""
    query = sa.select(Checkpoint).where(Checkpoint.seq >= seq).order_by(Checkpoint.seq).limit(1)
    return session.scalars(query).one_or_none()


def list_checkpoints(session: Session, *, before: int | None = None, limit: int | None = 50) -> Sequence[Checkpoint]:
    """List checkpoints, newest first, below a number."""
    query = sa.select(Checkpoint).order_by(Checkpoint.seq.desc()).limit(limit)
    return session.scalars(query if before is None else query.where(Checkpoint.seq < before)).all()


def list_keys(session: Session) -> Sequence[SigningKey]:
    """List the keys in the order in which they signed."""
    return session.scalars(sa.select(SigningKey).order_by(sa.func.coalesce(SigningKey.log_seq, 0))).all()


def find_current_key(session: Session) -> SigningKey | None:
    """The key that signs now: the newest."""
    query = sa.select(SigningKey).order_by(sa.func.coalesce(SigningKey.log_seq, 0).desc()).limit(1)
    return session.scalars(query).one_or_none()


def key_statement(key: SigningKey) -> dict[str, str | int]:
    """What the key before signed to put this one in its place."""
    return {"kind": KEY_CHANGE, "at": key.at, "key": key.key, "by": key.signed_by or ""}


def key_documents(session: Session) -> list[dict[str, Any]]:
    """The keys as they are published, the first first."""
    return [
        {"key": key.key, "at": key.at, "signed_by": key.signed_by, "signature": key.signature, "entry": key.log_seq}
        for key in list_keys(session)
    ]


def iterate_documents(session: Session) -> Iterator[dict[str, Any]]:
    """Yield all checkpoints as they are published, the first first."""
    for checkpoint in session.scalars(sa.select(Checkpoint).order_by(Checkpoint.seq)):
        yield checkpoint.document
