"""Keys that sign, and the checkpoints that were signed; the database refuses to change or remove either."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column

from app.kernel.db import Base, BigId
from app.record.verify_log import CHECKPOINT


class SigningKey(Base):
    """The public half (Ed25519, hex) of a key that signs checkpoints.

    The first stands for itself; each later one was signed by the one before it and put on the record by the entry `log_seq`.
    `at` is RFC 3339 text, as it was signed.
    """

    __tablename__ = "record_key"
    __table_args__ = (
        sa.CheckConstraint(
            "(signed_by IS NULL) = (signature IS NULL) AND (signed_by IS NULL) = (log_seq IS NULL)", name="first"
        ),
    )

    key: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    at: Mapped[str] = mapped_column(sa.String(27))
    signed_by: Mapped[str | None] = mapped_column(sa.String(64), sa.ForeignKey("record_key.key"), unique=True)
    signature: Mapped[str | None] = mapped_column(sa.String(128))
    log_seq: Mapped[int | None] = mapped_column(sa.BigInteger, sa.ForeignKey("record_entry.seq"), unique=True)

    @property
    def begun_at(self) -> datetime:
        """From when on it signs."""
        return datetime.fromisoformat(self.at)


class Checkpoint(Base):
    """What the operator has signed: that the entry of this number has this hash, and with it everything before."""

    __tablename__ = "record_checkpoint"

    seq: Mapped[int] = mapped_column(BigId, sa.ForeignKey("record_entry.seq"), primary_key=True, autoincrement=False)
    hash: Mapped[str] = mapped_column(sa.String(64))
    at: Mapped[str] = mapped_column(sa.String(27))
    origin: Mapped[str] = mapped_column(sa.String(255))
    key: Mapped[str] = mapped_column(sa.String(64), sa.ForeignKey("record_key.key"))
    signature: Mapped[str] = mapped_column(sa.String(128))

    @property
    def signed_at(self) -> datetime:
        """When it was signed."""
        return datetime.fromisoformat(self.at)

    @property
    def statement(self) -> dict[str, str | int]:
        """What the signature is of, in canonical JSON."""
        return {
            "kind": CHECKPOINT,
            "origin": self.origin,
            "seq": self.seq,
            "hash": self.hash,
            "at": self.at,
            "key": self.key,
        }

    @property
    def document(self) -> dict[str, str | int]:
        """The checkpoint as it is published."""
        return {**self.statement, "signature": self.signature}
