"""What waits for a moderator or an official, the oldest duty first."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, aliased, raiseload

from app.accounts.access import Permission, holds, partial_to
from app.accounts.models import Person
from app.bills.duties import BillWork
from app.bills.models import Bill, PendingAct, Status, bill_co_lead
from app.bills.queries_duties import list_work
from app.discussion.models import Comment, State
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Bilingual
from app.moderation.appeals.queries import WaitingCount, count_waiting
from app.moderation.calming.queries import Watched, list_watched
from app.moderation.models import Report
from app.moderation.queries import moderated_by
from app.responses.duties import Duty, list_duties
from app.responses.releasing.models import Release
from app.responses.releasing.queries import list_to_release
from app.summaries.models import Summary
from app.summaries.objections.queries import count_open
from app.summaries.signing.models import SummaryProposal
from app.summaries.signing.queries import waiting_in

REPORTS = 10
LEFT_ALONE = (Status.UNPUBLISHED.value, Status.ANNOUNCED.value, Status.WITHDRAWN.value)


@dataclass(frozen=True, slots=True)
class Reported:
    """A comment with open reports: how many, since when."""

    row: CommentRow
    bill_title: Bilingual
    reports: int
    oldest_at: datetime


@dataclass(frozen=True, slots=True)
class ToSummarise:
    """A bill whose summary is still to be written or published, or to which cited authors object; `has_draft` says that somebody has begun.

    Where a draft is declared ready and waits for a signature: who declared it, when, and who changed it last, neither of whom can sign.
    """

    bill: Bill
    status: Status
    has_draft: bool
    is_published: bool
    asked_by: str | None = None
    asked_at: datetime | None = None
    asked_by_id: int | None = None
    changed_by_id: int | None = None
    objections: int = 0

    def awaits(self, person: Person) -> bool:
        """Whether somebody can sign what waits."""
        return self.asked_by_id is not None and person.id not in (self.asked_by_id, self.changed_by_id)


@dataclass(frozen=True, slots=True)
class Desk:
    """All that waits for somebody; what is not their office is None."""

    reported: Sequence[Reported] | None
    reported_total: int
    appeals: WaitingCount | None
    to_summarise: Sequence[ToSummarise] | None
    watched: Sequence[Watched] | None
    duties: Sequence[Duty] | None
    bills: Sequence[BillWork] | None
    to_sign: Sequence[tuple[Bill, PendingAct]]
    to_release: Sequence[Release]


def read_desk(session: Session, person: Person, now: datetime) -> Desk:
    """Read the work lists of a person's offices."""
    moderates = holds(person, Permission.MODERATE, None, now)
    answers = holds(person, Permission.ANSWER, None, now)
    reported, total = _list_reported(session, person, now) if moderates else (None, 0)
    bills = list_work(session, person, now) if answers else None
    return Desk(
        reported=reported,
        reported_total=total,
        appeals=count_waiting(session, person, now) if moderates else None,
        to_summarise=_list_to_summarise(session, person, now) if moderates else None,
        watched=list_watched(session, person, now) if moderates else None,
        duties=list_duties(session, person, now) if answers else None,
        bills=bills,
        to_sign=_list_to_sign(bills or (), person),
        to_release=list_to_release(session, person, [bill.id for bill, *_rest in bills]) if bills else (),
    )


def _list_to_sign(bills: Sequence[BillWork], person: Person) -> list[tuple[Bill, PendingAct]]:
    """List the acts that wait for a person's signature, the one asked for first at the head."""
    acts = [(bill, act) for bill, work, _duty in bills for act in work.acts]
    waiting = [(bill, act) for bill, act in acts if act.needs_signature and act.signed_at is None]
    return sorted(
        [(bill, act) for bill, act in waiting if act.asked_by_id != person.id], key=lambda found: found[1].asked_at
    )


def _list_reported(session: Session, person: Person, now: datetime) -> tuple[list[Reported], int]:
    """List the comments with open reports that a person may decide on, oldest report first, and count all of them."""
    oldest = sa.func.min(Report.reported_at)
    query = (
        sa.select(Report.comment_id, Bill.title, sa.func.count(), oldest, sa.func.count().over())
        .select_from(Report)
        .join(Comment, Comment.id == Report.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Report.decision_id.is_(None), Comment.state == State.VISIBLE, moderated_by(person, now))
        .group_by(Report.comment_id, Bill.title)
        .order_by(oldest, Report.comment_id)
        .limit(REPORTS)
    )
    found = session.execute(query).all()
    rows = list_rows_by_ids(session, [item[0] for item in found])
    items = [Reported(rows[comment_id], title, count, at) for comment_id, title, count, at, _total in found]
    return items, found[0][4] if found else 0


def _list_to_summarise(session: Session, person: Person, now: datetime) -> list[ToSummarise]:
    """List the bills of a person's subgroups that have no published summary, or a draft at hand; first due first."""
    running = [m for m in person.memberships if m.is_running(now)]
    agencies, bills = partial_to(person, now)
    co_led = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    drafted, published = (_has_summary(is_draft) for is_draft in (True, False))
    signing = (Person.handle, SummaryProposal.asked_at, SummaryProposal.asked_by_id, Summary.changed_by_id)
    objections = count_open(Bill.id).correlate(Bill).scalar_subquery()
    query = (
        sa.select(Bill, Bill.status_at(now), drafted, published, *signing, objections)
        .outerjoin(Summary, sa.and_(Summary.bill_id == Bill.id, Summary.published_at.is_(None)))
        .outerjoin(SummaryProposal, waiting_in(Summary))
        .outerjoin(Person, Person.id == SummaryProposal.asked_by_id)
        .where(
            Bill.subgroup_id.in_([m.subgroup_id for m in running if m.subgroup_id is not None]),
            Bill.agency_id.not_in(agencies),
            Bill.id.not_in(co_led),
            Bill.id.not_in(bills),
            Bill.status_at(now).not_in(LEFT_ALONE),
            sa.or_(drafted, ~published, objections > 0),
        )
        .options(raiseload(Bill.co_leads))
        .order_by(Bill.closes_at, Bill.id)
        .limit(100)
    )
    return [ToSummarise(bill, Status(status), *more) for bill, status, *more in session.execute(query)]


def _has_summary(is_draft: bool) -> sa.Exists:
    of = aliased(Summary)
    return sa.exists().where(of.bill_id == Bill.id, (of.published_at.is_(None)) == is_draft)
