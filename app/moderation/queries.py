"""What pages of all kinds read of moderation: what a person moderates, the decisions on a comment, who reported it."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.access import GRANTS, Permission, partial_to
from app.accounts.models import Person
from app.bills.models import Bill, bill_co_lead
from app.discussion.models import Comment, Ground
from app.kernel.bilingual import Passage
from app.kernel.i18n import words
from app.kernel.richtext import guess_language
from app.moderation.desk.models import DeskAct, DeskActPart
from app.moderation.desk.words import UNDONE, UNDONE_REASON
from app.moderation.models import Decision, DecisionKind, Report


def said(text: str | None) -> Passage:
    """Somebody's plain words, with the language that they seem to be in; the desk's own in the page's language."""
    if text == UNDONE_REASON:
        return words(UNDONE)
    return Passage(text or "", guess_language(text or ""))


@dataclass(frozen=True, slots=True)
class DecisionRow:
    """One decision on a comment, with the handle of who took it; `log_seq` is None for dismissed reports.

    `undone_at` is when its moderator undid it, within the minute that the desk gives.
    """

    id: int
    comment_id: int
    kind: DecisionKind
    ground: Ground | None
    reason: str
    decided_at: datetime
    log_seq: int | None
    moderator_handle: str
    undone_at: datetime | None = None
    rules_version: int | None = None

    @property
    def words(self) -> Passage:
        """The reason, with the language that it seems to be in."""
        return said(self.reason)


def moderated_by(person: Person, now: datetime) -> sa.ColumnElement[bool]:
    """The SQL twin of policy.may_moderate, as a condition on a comment joined to its bill."""
    running = [m for m in person.memberships if m.is_running(now)]
    subgroups = [m.subgroup_id for m in running if Permission.MODERATE in GRANTS[m.role]]
    agencies, bills = partial_to(person, now)
    co_leads = sa.select(bill_co_lead.c.bill_id).where(bill_co_lead.c.agency_id.in_(agencies))
    return sa.and_(
        sa.literal(person.is_active()),
        Bill.announced_at <= now,
        Bill.subgroup_id.in_(subgroups),
        Bill.agency_id.not_in(agencies),
        Bill.id.not_in(co_leads),
        Bill.id.not_in(bills),
        Comment.author_id != person.id,
    )


def list_decisions(session: Session, comment_id: int, *, public: bool = True) -> Sequence[DecisionRow]:
    """List the decisions on a comment, oldest first; the public ones are those on the record."""
    query = _select_decisions().where(Decision.comment_id == comment_id).order_by(Decision.id)
    if public:
        query = query.where(Decision.log_seq.is_not(None))
    return [DecisionRow(*row) for row in session.execute(query)]


def list_decisions_by_ids(session: Session, ids: Iterable[int]) -> dict[int, DecisionRow]:
    """Read some decisions, by id."""
    wanted = sorted(set(ids))
    if not wanted:
        return {}
    return {row.id: DecisionRow(*row) for row in session.execute(_select_decisions().where(Decision.id.in_(wanted)))}


def list_last_decisions(session: Session, comment_ids: Iterable[int]) -> dict[int, DecisionRow]:
    """Read the last decision on each of some comments, by comment."""
    of_each = sa.select(sa.func.max(Decision.id)).where(Decision.comment_id.in_(list(comment_ids)))
    query = _select_decisions().where(Decision.id.in_(of_each.group_by(Decision.comment_id)))
    return {row.comment_id: DecisionRow(*row) for row in session.execute(query)}


def has_reported(session: Session, person: Person | None, comment: Comment) -> bool:
    """Whether a person has reported a comment."""
    if person is None:
        return False
    wanted = sa.select(Report.id).where(Report.comment_id == comment.id, Report.reporter_id == person.id)
    return session.scalar(wanted) is not None


def _select_decisions() -> sa.Select[Any]:
    columns: tuple[Any, ...] = (
        Decision.id,
        Decision.comment_id,
        Decision.kind,
        Decision.ground,
        Decision.reason,
        Decision.decided_at,
        Decision.log_seq,
        Person.handle,
        DeskAct.undone_at,
        Decision.rules_version,
    )
    return (
        sa.select(*columns)
        .join(Person, Person.id == Decision.moderator_id)
        .outerjoin(DeskActPart, DeskActPart.decision_id == Decision.id)
        .outerjoin(DeskAct, DeskAct.id == DeskActPart.act_id)
    )
