"""Log entries and the openings of their commitments."""

from enum import StrEnum
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId


class Act(StrEnum):
    """The acts of power that the log knows."""

    ANNOUNCE = "announce"
    RESCHEDULE = "reschedule"
    EXTEND = "extend"
    POSTPONE = "postpone"
    WITHDRAW = "withdraw"
    PUBLISH_VERSION = "publish-version"
    PUBLISH_SUMMARY = "publish-summary"
    PUBLISH_RESPONSE = "publish-response"
    HIDE = "hide"
    RESTORE = "restore"
    BLACK_OUT = "black-out"
    UNCOVER = "uncover"
    MOVE = "move"
    MERGE = "merge"
    UNMERGE = "unmerge"
    SPLIT = "split"
    JOIN = "join"
    APPEAL = "appeal"
    DECIDE = "decide"
    WITHDRAW_APPEAL = "withdraw-appeal"
    LOCK = "lock"
    UNLOCK = "unlock"
    SLOW = "slow"
    UNSLOW = "unslow"
    GATE = "gate"
    UNGATE = "ungate"
    GRANT = "grant"
    REVOKE = "revoke"
    ASSIGN = "assign"
    SUSPEND = "suspend"
    ERASE = "erase"
    ROTATE_KEY = "rotate-key"
    REINSTATE = "reinstate"
    DECLARE = "declare"
    RETRACT = "retract"
    ESTABLISH = "establish"
    AMEND = "amend"


class Entry(Base):
    """One act: codes, opaque ids and a keyed commitment of its words; never changed, never removed.

    `at` is the exact RFC 3339 text that was hashed. `hash` is the SHA-256 of the RFC 8785 JSON of all other fields.
    """

    __tablename__ = "record_entry"
    __table_args__ = (
        sa.Index("ix_record_entry_at", "at", "act", "ground", "bill"),
        sa.Index("ix_record_entry_bill_at", "bill", "at", "act", "ground"),
    )

    seq: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    at: Mapped[str] = mapped_column(sa.String(27))
    act: Mapped[str] = mapped_column(sa.String(32), index=True)
    actor: Mapped[str] = mapped_column(sa.String(64))
    subject: Mapped[str] = mapped_column(sa.String(128))
    bill: Mapped[str | None] = mapped_column(sa.String(80), index=True)
    ground: Mapped[str | None] = mapped_column(sa.String(32))
    commitment: Mapped[str | None] = mapped_column(sa.String(64))
    prev: Mapped[str] = mapped_column(sa.String(64), unique=True)
    hash: Mapped[str] = mapped_column(sa.String(64), unique=True)


class Opening(Base):
    """The key and the words behind a commitment; erasable without breaking the chain.

    `words` are public. `sealed_key` opens the inner commitment of words that are not (a hidden comment's text).
    """

    __tablename__ = "record_opening"

    seq: Mapped[int] = mapped_column(BigId, sa.ForeignKey("record_entry.seq"), primary_key=True)
    key: Mapped[str] = mapped_column(sa.String(64))
    words: Mapped[dict[str, Any]] = mapped_column(sa.JSON)
    sealed_key: Mapped[str | None] = mapped_column(sa.String(64))
