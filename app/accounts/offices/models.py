"""Conflicts of interest, suspensions of accounts, and invitations to a role."""

from datetime import datetime
from enum import StrEnum
from typing import TYPE_CHECKING, ClassVar

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.db import Base, BigId, code_type

if TYPE_CHECKING:
    from app.accounts.models import Agency, Person, Subgroup


class Conflict(Base):
    """A declared conflict of interest of somebody with an agency or a bill, which is public; until it is retracted they decide on neither.

    `note` is a public word about it, which may be empty.
    """

    __tablename__ = "conflict"
    __table_args__ = (
        sa.CheckConstraint("(agency_id IS NULL) <> (bill_id IS NULL)", name="one_subject"),
        sa.CheckConstraint("(retracted_at IS NULL) = (retracted_by_id IS NULL)", name="retracted"),
        *(
            sa.Index(
                f"uq_conflict_running_{column}",
                "person_id",
                column,
                unique=True,
                sqlite_where=sa.text("retracted_at IS NULL"),
                postgresql_where=sa.text("retracted_at IS NULL"),
            )
            for column in ("agency_id", "bill_id")
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"))
    bill_id: Mapped[int | None] = mapped_column(sa.ForeignKey("bill.id"), index=True)
    note: Mapped[str] = mapped_column(sa.Text, default="")
    declared_at: Mapped[datetime]
    declared_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    retracted_at: Mapped[datetime | None]
    retracted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped["Person"] = relationship(back_populates="conflicts", lazy="raise_on_sql", foreign_keys=[person_id])

    def is_running(self, now: datetime) -> bool:
        """Whether the conflict counts at an instant."""
        return self.declared_at <= now and (self.retracted_at is None or now < self.retracted_at)


class SuspensionGround(StrEnum):
    """The published grounds on which an account may be suspended; there are no others."""

    REPEATED_BREACHES = "repeated-breaches"
    IMPERSONATION = "impersonation"
    AUTOMATED_SPAM = "automated-spam"
    EVASION = "evasion"
    TAKEN_OVER = "taken-over"


class Suspension(Base):
    """A suspension of an account, on the record; the suspended person may object to it once."""

    __tablename__ = "suspension"
    __table_args__ = (
        sa.CheckConstraint("(objection IS NULL) = (objected_at IS NULL)", name="objected"),
        sa.CheckConstraint("(lifted_at IS NULL) = (lifted_by_id IS NULL)", name="lifted"),
        sa.Index(
            "uq_suspension_running",
            "person_id",
            unique=True,
            sqlite_where=sa.text("lifted_at IS NULL"),
            postgresql_where=sa.text("lifted_at IS NULL"),
        ),
    )
    is_private: ClassVar[bool] = True  # what is public of it stands on the record

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    ground: Mapped[SuspensionGround] = mapped_column(code_type(SuspensionGround))
    reason: Mapped[str] = mapped_column(sa.Text)
    suspended_at: Mapped[datetime]
    suspended_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    log_seq: Mapped[int]
    objection: Mapped[str | None] = mapped_column(sa.Text)
    objected_at: Mapped[datetime | None]
    upheld_at: Mapped[datetime | None]
    lifted_at: Mapped[datetime | None]
    lifted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))

    person: Mapped["Person"] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    suspended_by: Mapped["Person"] = relationship(lazy="raise_on_sql", foreign_keys=[suspended_by_id])


class Invitation(Base):
    """An invitation to a role, by mail, of a person or of an address that may be anybody's.

    The address and the token's hash are erased when the invitation is taken up, is revoked or has run out. The token is minted
    when the mail is sent. The term begins on acceptance and ends at `ends_at`, where it has an end.
    """

    __tablename__ = "invitation"
    is_private: ClassVar[bool] = True
    __table_args__ = (
        sa.CheckConstraint("email IS NULL OR (accepted_at IS NULL AND revoked_at IS NULL)", name="erased"),
        sa.CheckConstraint("accepted_at IS NULL OR revoked_at IS NULL", name="settled_once"),
        sa.CheckConstraint(
            "(role = 'administrator' AND agency_id IS NULL AND subgroup_id IS NULL)"
            " OR (role = 'official' AND agency_id IS NOT NULL AND subgroup_id IS NULL)"
            " OR (role IN ('moderator', 'lead') AND agency_id IS NULL AND subgroup_id IS NOT NULL)",
            name="scope",
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    role: Mapped[str] = mapped_column(sa.String(32))
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    subgroup_id: Mapped[int | None] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    person_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"), index=True)
    email: Mapped[str | None] = mapped_column(sa.String(254))
    language: Mapped[str] = mapped_column(sa.String(8))
    token_hash: Mapped[str | None] = mapped_column(sa.String(64), unique=True)
    invited_by_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"))
    invited_at: Mapped[datetime]
    expires_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]
    accepted_at: Mapped[datetime | None]
    accepted_by_id: Mapped[int | None] = mapped_column(sa.ForeignKey("person.id"))
    revoked_at: Mapped[datetime | None]

    invited_by: Mapped["Person"] = relationship(lazy="raise_on_sql", foreign_keys=[invited_by_id])
    person: Mapped["Person | None"] = relationship(lazy="raise_on_sql", foreign_keys=[person_id])
    agency: Mapped["Agency | None"] = relationship(lazy="raise_on_sql")
    subgroup: Mapped["Subgroup | None"] = relationship(lazy="raise_on_sql")

    def is_open(self, now: datetime) -> bool:
        """Whether it can still be taken up."""
        return self.accepted_at is None and self.revoked_at is None and now < self.expires_at
