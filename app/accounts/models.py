"""People, agencies, subgroups and memberships."""

from datetime import date, datetime
from enum import StrEnum
from typing import TYPE_CHECKING

import sqlalchemy as sa
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.db import Base, BigId, code_type

if TYPE_CHECKING:
    from app.accounts.offices.models import Conflict


class Role(StrEnum):
    """What a membership makes of a person; `citizen` needs none."""

    CITIZEN = "citizen"
    MODERATOR = "moderator"
    LEAD = "lead"
    OFFICIAL = "official"
    ADMINISTRATOR = "administrator"


class Person(Base):
    """Somebody with an account: a handle that is public, an e-mail that is not, and nothing else.

    `public_id` is the opaque id by which the log names the person. `account_version` grows with every change of e-mail,
    password or standing, and voids the tokens minted before. `language` is empty where none was chosen.
    """

    __tablename__ = "person"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    public_id: Mapped[str] = mapped_column(sa.String(32), unique=True)
    handle: Mapped[str] = mapped_column(sa.String(64), unique=True)
    handle_skeleton: Mapped[str] = mapped_column(sa.String(256), unique=True)
    email: Mapped[str | None] = mapped_column(sa.String(254), unique=True)
    password_hash: Mapped[str | None] = mapped_column(sa.String(256))
    language: Mapped[str] = mapped_column(sa.String(8), default="zh-TW")
    created_at: Mapped[datetime]
    confirmed_at: Mapped[datetime | None]
    suspended_at: Mapped[datetime | None]
    erased_at: Mapped[datetime | None]
    account_version: Mapped[int] = mapped_column(default=1)
    unread_notices: Mapped[int] = mapped_column(default=0)
    comment_count: Mapped[int] = mapped_column(default=0)

    memberships: Mapped[list["Membership"]] = relationship(
        back_populates="person", lazy="selectin", foreign_keys="Membership.person_id"
    )
    conflicts: Mapped[list["Conflict"]] = relationship(back_populates="person", foreign_keys="Conflict.person_id")

    def is_active(self) -> bool:
        """Whether the person may act at all: e-mail confirmed and not suspended."""
        return self.confirmed_at is not None and self.suspended_at is None


class Subgroup(Base):
    """A group of moderators with a remit."""

    __tablename__ = "subgroup"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    remit: Mapped[Bilingual] = mapped_column(BilingualText)


class Agency(Base):
    """A public authority that lays bills open; its bills get its default subgroup."""

    __tablename__ = "agency"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    name: Mapped[Bilingual] = mapped_column(BilingualText)
    abbreviation: Mapped[str] = mapped_column(sa.String(16))
    description: Mapped[Bilingual] = mapped_column(BilingualText)
    parent_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"))
    subgroup_id: Mapped[int] = mapped_column(sa.ForeignKey("subgroup.id"))

    subgroup: Mapped[Subgroup] = relationship(lazy="raise_on_sql")


class Membership(Base):
    """A role held from `starts_at` until before `ends_at`, in an agency or a subgroup or (administrators) neither."""

    __tablename__ = "membership"
    __table_args__ = (
        sa.CheckConstraint(
            "(role = 'administrator' AND agency_id IS NULL AND subgroup_id IS NULL)"
            " OR (role = 'official' AND agency_id IS NOT NULL AND subgroup_id IS NULL)"
            " OR (role IN ('moderator', 'lead') AND agency_id IS NULL AND subgroup_id IS NOT NULL)",
            name="scope",
        ),
        sa.CheckConstraint("ends_at IS NULL OR ends_at >= starts_at", name="term"),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    role: Mapped[Role] = mapped_column(code_type(Role))
    agency_id: Mapped[int | None] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    subgroup_id: Mapped[int | None] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    starts_at: Mapped[datetime]
    ends_at: Mapped[datetime | None]

    person: Mapped[Person] = relationship(back_populates="memberships", lazy="raise_on_sql", foreign_keys=[person_id])
    agency: Mapped[Agency | None] = relationship(lazy="raise_on_sql")
    subgroup: Mapped[Subgroup | None] = relationship(lazy="raise_on_sql")

    def is_running(self, now: datetime) -> bool:
        """Whether the membership counts at an instant."""
        return self.starts_at <= now and (self.ends_at is None or now < self.ends_at)


class LoginSession(Base):
    """A signed-in browser; only a hash of its token is kept, and nothing about its network or device.

    `proved_at` is when the password was last asked for again and given; without it the sign-in was the last time.
    """

    __tablename__ = "login_session"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    started_at: Mapped[datetime]
    seen_at: Mapped[datetime]
    proved_at: Mapped[datetime | None]


class AccountToken(Base):
    """A single-use token that was mailed: to confirm an e-mail or to set a new password; only its hash is kept."""

    __tablename__ = "account_token"

    token_hash: Mapped[str] = mapped_column(sa.String(64), primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    purpose: Mapped[str] = mapped_column(sa.String(16))
    account_version: Mapped[int]
    expires_at: Mapped[datetime]


class TokenScope(StrEnum):
    """What an API token may be used for; `power` includes `write`."""

    WRITE = "write"
    POWER = "power"


class ApiToken(Base):
    """A personal token for the API, shown once when it is made; only its hash is kept. `used_day` is the last day of use."""

    __tablename__ = "api_token"

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    person_id: Mapped[int] = mapped_column(sa.ForeignKey("person.id"), index=True)
    name: Mapped[str] = mapped_column(sa.String(80))
    scope: Mapped[TokenScope] = mapped_column(code_type(TokenScope))
    token_hash: Mapped[str] = mapped_column(sa.String(64), unique=True)
    created_at: Mapped[datetime]
    used_day: Mapped[date | None]
    ended_at: Mapped[datetime | None]
