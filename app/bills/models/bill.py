"""A bill with its dates and facts, from which its status is computed."""

from datetime import date, datetime
from enum import StrEnum

import sqlalchemy as sa
from sqlalchemy.ext.hybrid import hybrid_method
from sqlalchemy.orm import Mapped, mapped_column, relationship

from app.accounts.models import Agency, Subgroup
from app.bills.notice_period import NoticePeriod, Phase
from app.kernel.bilingual import Bilingual, BilingualText
from app.kernel.clock import taipei_day
from app.kernel.db import Base, BigId, code_type


class BillKind(StrEnum):
    """What a bill does to the law in force."""

    AMENDMENT = "amendment"
    NEW_ACT = "new-act"


class Status(StrEnum):
    """A bill's status, computed from dates and facts whenever it is read."""

    UNPUBLISHED = "unpublished"
    ANNOUNCED = "announced"
    OPEN = "open"
    CLOSED = "closed"
    ANSWERED = "answered"
    WITHDRAWN = "withdrawn"


class ShortGround(StrEnum):
    """The grounds on which a notice may be shorter than 60 days."""

    URGENT = "urgent"
    TREATY = "treaty"
    TECHNICAL = "technical"
    UNRELATED_TO_TRADE = "unrelated-to-trade"


bill_co_lead = sa.Table(
    "bill_co_lead",
    Base.metadata,
    sa.Column("bill_id", sa.ForeignKey("bill.id"), primary_key=True),
    sa.Column("agency_id", sa.ForeignKey("agency.id"), primary_key=True),
)


class BillTopic(Base):
    """One topic (slug) that a bill is filed under."""

    __tablename__ = "bill_topic"

    bill_id: Mapped[int] = mapped_column(sa.ForeignKey("bill.id"), primary_key=True)
    topic: Mapped[str] = mapped_column(sa.String(40), primary_key=True)


class Bill(Base):
    """A draft bill. Days are calendar days in Taipei; `opens_at`/`closes_at` are their half-open UTC bounds.

    `announced_at`, `withdrawn_at` and `answered_at` are facts; the status is computed from them and the clock.
    `answered_at` is set and cleared by responses. Counts are of visible comments and are kept by discussion; `copy_count` is of those
    that repeat another one nearly word for word. From `restrained_until` on nothing restrains its discussion, which sets that too, so that
    nobody need look for restraints where there are none. `revision` grows with every change that the public can see (see revision.py).
    """

    __tablename__ = "bill"
    __table_args__ = (
        sa.CheckConstraint("closes_at > opens_at", name="notice"),
        sa.CheckConstraint(
            "(announced_at IS NULL) OR (opens_at IS NOT NULL AND closes_at IS NOT NULL)", name="announced"
        ),
    )

    id: Mapped[int] = mapped_column(BigId, primary_key=True)
    slug: Mapped[str] = mapped_column(sa.String(80), unique=True)
    kind: Mapped[BillKind] = mapped_column(code_type(BillKind))
    title: Mapped[Bilingual] = mapped_column(BilingualText)
    summary: Mapped[Bilingual] = mapped_column(BilingualText)
    explanation: Mapped[Bilingual] = mapped_column(BilingualText)
    guide: Mapped[Bilingual] = mapped_column(BilingualText)
    legal_basis: Mapped[Bilingual] = mapped_column(BilingualText)
    note: Mapped[Bilingual] = mapped_column(BilingualText)
    agency_id: Mapped[int] = mapped_column(sa.ForeignKey("agency.id"), index=True)
    subgroup_id: Mapped[int] = mapped_column(sa.ForeignKey("subgroup.id"), index=True)
    created_at: Mapped[datetime]

    first_day: Mapped[date | None]
    last_day: Mapped[date | None]
    opens_at: Mapped[datetime | None] = mapped_column(index=True)
    closes_at: Mapped[datetime | None] = mapped_column(index=True)
    response_due_day: Mapped[date | None]
    short_ground: Mapped[ShortGround | None] = mapped_column(code_type(ShortGround))
    justification: Mapped[Bilingual | None] = mapped_column(BilingualText)

    announced_at: Mapped[datetime | None] = mapped_column(index=True)
    withdrawn_at: Mapped[datetime | None]
    withdrawal_reason: Mapped[Bilingual | None] = mapped_column(BilingualText)
    answered_at: Mapped[datetime | None]
    first_response_at: Mapped[datetime | None]
    revision: Mapped[int] = mapped_column(default=1)
    comment_count: Mapped[int] = mapped_column(default=0)
    people_count: Mapped[int] = mapped_column(default=0)
    copy_count: Mapped[int] = mapped_column(default=0, server_default="0")
    restrained_until: Mapped[datetime | None]

    agency: Mapped[Agency] = relationship(lazy="raise_on_sql")
    subgroup: Mapped[Subgroup] = relationship(lazy="raise_on_sql")
    co_leads: Mapped[list[Agency]] = relationship(secondary=bill_co_lead, lazy="selectin")
    topics: Mapped[list[BillTopic]] = relationship(lazy="raise_on_sql", cascade="all, delete-orphan")

    @property
    def agency_ids(self) -> frozenset[int]:
        """The lead agency and the co-leads, as `access.Scope` asks for."""
        return frozenset({self.agency_id, *(agency.id for agency in self.co_leads)})

    @property
    def conflicting_id(self) -> int | None:
        """Its id: conflicts of interest are declared with bills, too."""
        return self.id

    @property
    def notice(self) -> NoticePeriod | None:
        """The notice period, once it is set."""
        if self.first_day is None or self.last_day is None:
            return None
        return NoticePeriod(self.first_day, self.last_day)

    def status(self, now: datetime) -> Status:
        """Compute the status at an instant."""
        if self.announced_at is None or now < self.announced_at:
            return Status.UNPUBLISHED
        if self.withdrawn_at is not None and self.withdrawn_at <= now:
            return Status.WITHDRAWN
        phase = self.notice.phase(now) if self.notice else Phase.BEFORE
        if phase is Phase.BEFORE:
            return Status.ANNOUNCED
        if phase is Phase.OPEN:
            return Status.OPEN
        return Status.ANSWERED if self.answered_at is not None else Status.CLOSED

    @hybrid_method
    def status_at(self, now: datetime) -> str:
        """Compute the status at an instant (the twin of `status`, which SQL can run too)."""
        return self.status(now).value

    @status_at.inplace.expression  # type: ignore[attr-defined]
    @classmethod
    def _status_at_sql(cls, now: datetime) -> sa.ColumnElement[str]:
        return sa.case(
            (sa.or_(cls.announced_at.is_(None), cls.announced_at > now), Status.UNPUBLISHED.value),
            (cls.withdrawn_at <= now, Status.WITHDRAWN.value),
            (cls.opens_at > now, Status.ANNOUNCED.value),
            (cls.closes_at > now, Status.OPEN.value),
            (cls.answered_at.is_not(None), Status.ANSWERED.value),
            else_=Status.CLOSED.value,
        )

    def overdue_days(self, now: datetime) -> int:
        """By how many days the consolidated response is overdue; 0 when it is answered, withdrawn or not yet due."""
        if self.response_due_day is None or self.status(now) is not Status.CLOSED:
            return 0
        return max(0, (taipei_day(now) - self.response_due_day).days)
