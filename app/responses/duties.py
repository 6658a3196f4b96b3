"""What officials have to answer: bills of their agencies that are closed and not answered, the oldest duty first."""

from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Person, Role
from app.bills.models import Bill, Question, Status, bill_co_lead
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.responses.models import Answer
from app.summaries.models import Recommendation, Summary


@dataclass(frozen=True, slots=True)
class Duty:
    """A bill that waits for answers: when they are due, how many things are asked and not answered, how many drafts lie ready."""

    slug: str
    title: Bilingual
    due_day: date
    days_left: int
    open_targets: int
    drafts: int
    has_summary: bool

    @property
    def overdue_days(self) -> int:
        """By how many days the response is overdue; 0 when it is in time."""
        return max(0, -self.days_left)


def list_duties(session: Session, person: Person, now: datetime) -> list[Duty]:
    """List the bills that somebody's agencies have still to answer, the first due first."""
    agencies = sorted({m.agency_id for m in person.memberships if _is_official(m, now) and m.agency_id})
    if not agencies:
        return []
    co_led = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    query = (
        sa.select(
            Bill.slug,
            Bill.title,
            Bill.response_due_day,
            _open_asks(),
            _open_questions(),
            _drafts(),
            _latest().is_not(None),
        )
        .where(sa.or_(Bill.agency_id.in_(agencies), Bill.id.in_(co_led)), Bill.status_at(now) == Status.CLOSED.value)
        .order_by(Bill.response_due_day, Bill.id)
        .limit(100)
    )
    today = taipei_day(now)
    return [
        Duty(slug, title, due, (due - today).days, asks + questions, drafts, bool(has_summary))
        for slug, title, due, asks, questions, drafts, has_summary in session.execute(query)
        if due is not None
    ]


def _is_official(membership: Membership, now: datetime) -> bool:
    return membership.role is Role.OFFICIAL and membership.is_running(now)


def _latest() -> sa.ScalarSelect[int]:
    newest = sa.select(Summary.id).where(Summary.bill_id == Bill.id, Summary.published_at.is_not(None))
    return newest.order_by(Summary.number.desc()).limit(1).correlate(Bill).scalar_subquery()


def _answered(*where: sa.ColumnElement[bool]) -> sa.Exists:
    published = (Answer.bill_id == Bill.id, Answer.published_at.is_not(None), ~Answer.is_addition)
    return sa.select(Answer.id).where(*published, *where).correlate(Bill, Recommendation, Question).exists()


def _open_asks() -> sa.ScalarSelect[int]:
    answered = _answered(Answer.recommendation_ordinal == Recommendation.ordinal)
    counted = sa.select(sa.func.count()).select_from(Recommendation)
    return counted.where(Recommendation.summary_id == _latest(), ~answered).correlate(Bill).scalar_subquery()


def _open_questions() -> sa.ScalarSelect[int]:
    answered = _answered(Answer.question_id == Question.id)
    counted = sa.select(sa.func.count()).select_from(Question)
    return counted.where(Question.bill_id == Bill.id, ~answered).correlate(Bill).scalar_subquery()


def _drafts() -> sa.ScalarSelect[int]:
    counted = sa.select(sa.func.count()).select_from(Answer)
    return counted.where(Answer.bill_id == Bill.id, Answer.published_at.is_(None)).correlate(Bill).scalar_subquery()
