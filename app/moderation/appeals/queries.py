"""Every read of appeals but their figures and their course: one hiding, one appeal, who decides, what waits."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.accounts.access import GRANTS, Permission
from app.accounts.models import Membership, Person
from app.bills.models import Bill
from app.discussion.appealed import UnderAppeal
from app.discussion.models import Comment, State
from app.discussion.queries import get_comment
from app.discussion.rows import CommentRow, list_rows_by_ids
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.verdict import Verdict, not_found
from app.moderation.appeals.deadlines import days_left, decision_due_day
from app.moderation.appeals.models import Appeal
from app.moderation.appeals.policy import may_judge
from app.moderation.models import Decision, DecisionKind
from app.moderation.queries import moderated_by, said

PAGE = 20
MOST = 1_000  # open appeals that are looked through to count those of one person


@dataclass(frozen=True, slots=True)
class Waiting:
    """An open appeal as the desk lists it, without its words: the comment's card, the hiding, and whose it is to decide."""

    appeal: Appeal
    row: CommentRow
    bill_title: Bilingual
    may_judge: Verdict
    days_left: int

    @property
    def due_day(self) -> date:
        """The last day on which a decision is in time."""
        return decision_due_day(self.appeal.appealed_at)

    @property
    def reason(self) -> Passage:
        """The reason of the hiding, with the language that it seems to be in."""
        return said(self.appeal.hiding.reason)


@dataclass(frozen=True, slots=True)
class WaitingPage:
    """One page of open appeals, oldest first; `next` is the id to go on after, or None."""

    items: list[Waiting]
    next: int | None


def find_hiding(session: Session, comment: Comment) -> Decision | None:
    """Find the decision by which a comment is hidden; None where it is not."""
    if comment.state is not State.HIDDEN:
        return None
    wanted = sa.select(Decision).where(Decision.comment_id == comment.id, Decision.kind == DecisionKind.HIDE)
    return session.scalars(wanted.order_by(Decision.id.desc()).limit(1)).first()


def find_appeal(session: Session, hiding: Decision | None) -> Appeal | None:
    """Find the appeal against a hiding, if there is one."""
    if hiding is None:
        return None
    return session.scalars(
        sa.select(Appeal).where(Appeal.hiding_id == hiding.id).options(joinedload(Appeal.hiding))
    ).one_or_none()


def find_open(session: Session, comment_id: int) -> Appeal | None:
    """Find the open appeal on a comment, if there is one."""
    wanted = sa.select(Appeal).where(Appeal.comment_id == comment_id, Appeal.outcome.is_(None))
    return session.scalars(wanted.options(joinedload(Appeal.hiding))).one_or_none()


def list_under_appeal(session: Session, comment_ids: Sequence[int]) -> Mapping[int, UnderAppeal]:
    """Say of some hidden comments which are under appeal, by id."""
    columns = (Appeal.comment_id, Appeal.id, Appeal.appealed_at)
    wanted = sa.select(*columns).where(Appeal.comment_id.in_(comment_ids), Appeal.outcome.is_(None))
    return {
        comment_id: UnderAppeal(at, decision_due_day(at), f"/comments/{comment_id}#appeal-{appeal_id}")
        for comment_id, appeal_id, at in session.execute(wanted)
    }


def get_appeal(
    session: Session, appeal_id: int, person: Person | None, now: datetime, *, lock: bool = False
) -> tuple[Appeal, Comment]:
    """Load an appeal with its hiding and its comment (with its bill), or raise the stranger's 404; `lock` as for comments."""
    comment_id = session.scalar(sa.select(Appeal.comment_id).where(Appeal.id == appeal_id))
    if comment_id is None:
        raise not_found()
    comment = get_comment(session, comment_id, person, now, lock=lock)
    wanted = sa.select(Appeal).where(Appeal.id == appeal_id).options(joinedload(Appeal.hiding, innerjoin=True))
    return session.scalars(wanted.execution_options(populate_existing=lock)).one(), comment


def list_office(session: Session, subgroups: Iterable[int], now: datetime) -> Sequence[Person]:
    """List all who moderate in some subgroups at an instant, with what a policy asks of them."""
    roles = [role for role, granted in GRANTS.items() if Permission.MODERATE in granted]
    running = sa.and_(Membership.starts_at <= now, sa.or_(Membership.ends_at.is_(None), Membership.ends_at > now))
    appointed = sa.select(Membership.person_id).where(
        Membership.role.in_(roles), Membership.subgroup_id.in_(sorted(set(subgroups))), running
    )
    wanted = sa.select(Person).where(Person.id.in_(appointed)).order_by(Person.id)
    return session.scalars(wanted.options(joinedload(Person.memberships), joinedload(Person.conflicts))).unique().all()


def list_waiting(
    session: Session, person: Person, now: datetime, after: int | None = None, limit: int = PAGE
) -> WaitingPage:
    """Read one page of the open appeals on the bills that a person moderates, oldest first, but for those on their own comments."""
    found = _list_open(session, person, now, after, limit + 1)
    judged = _judge(session, person, found[:limit], now)
    rows = list_rows_by_ids(session, [appeal.comment_id for appeal, _verdict in judged])
    items = [
        Waiting(
            appeal,
            rows[appeal.comment_id],
            appeal.comment.bill.title,
            verdict,
            days_left(decision_due_day(appeal.appealed_at), now),
        )
        for appeal, verdict in judged
    ]
    return WaitingPage(items, found[limit - 1].id if len(found) > limit else None)


@dataclass(frozen=True, slots=True)
class WaitingCount:
    """How many open appeals are a person's to decide, and how many of these are overdue."""

    mine: int = 0
    overdue: int = 0


def count_waiting(session: Session, person: Person, now: datetime) -> WaitingCount:
    """Count the open appeals that are a person's to decide."""
    judged = _judge(session, person, _list_open(session, person, now, None, MOST), now)
    mine = [appeal for appeal, verdict in judged if verdict]
    return WaitingCount(len(mine), sum(appeal.due_at <= now for appeal in mine))


def _list_open(session: Session, person: Person, now: datetime, after: int | None, limit: int) -> Sequence[Appeal]:
    of_comment = joinedload(Appeal.comment, innerjoin=True)
    query = (
        sa.select(Appeal)
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Appeal.outcome.is_(None), moderated_by(person, now))
        .options(
            joinedload(Appeal.hiding, innerjoin=True).joinedload(Decision.moderator, innerjoin=True).lazyload("*"),
            of_comment.load_only(Comment.author_id, Comment.bill_id, Comment.state),
            of_comment.joinedload(Comment.bill, innerjoin=True).joinedload(Bill.co_leads),
        )
        .order_by(Appeal.id)
        .limit(limit)
    )
    if after is not None:
        query = query.where(Appeal.id > after)
    return session.scalars(query).unique().all()


def _judge(session: Session, person: Person, appeals: Sequence[Appeal], now: datetime) -> list[tuple[Appeal, Verdict]]:
    """Judge for each of some open appeals whether it is a person's to decide."""
    if not appeals:
        return []
    office = list_office(session, (appeal.comment.bill.subgroup_id for appeal in appeals), now)
    return [(a, may_judge(person, a.comment, a.comment.bill, a.hiding, now, office=office)) for a in appeals]
