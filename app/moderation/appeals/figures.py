"""How often hidings were appealed and overturned: per subgroup, per bill, per month and on the whole site.

A hiding and its appeal count for the subgroup that hid, even after the bill was handed over; what is open or overdue counts for
the subgroup that has to decide now. A moderator who restores a comment while an appeal is open has overturned the hiding too.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import datetime
from statistics import median
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.clock import taipei_day
from app.moderation.appeals.models import DECIDED, REVERSED, Appeal, AppealOutcome
from app.moderation.models import Decision, DecisionKind


@dataclass(frozen=True, slots=True)
class AppealFigures:
    """Appeals in figures. `decided` are those with a decision (`overturned` among them), not those withdrawn; `open` those without
    an outcome, `overdue` those of them whose last day has passed; `median_days` is from appeal to decision, None where none was
    decided; `hidings` are all of them, appealed or not.
    """

    hidings: int = 0
    appeals: int = 0
    decided: int = 0
    overturned: int = 0
    open: int = 0
    overdue: int = 0
    median_days: float | None = None

    @property
    def share_appealed(self) -> float | None:
        """Which share of the hidings was appealed, from 0 to 1."""
        return self.appeals / self.hidings if self.hidings else None

    @property
    def share_overturned(self) -> float | None:
        """Which share of the decided appeals overturned the hiding, from 0 to 1."""
        return self.overturned / self.decided if self.decided else None


class _Fact(NamedTuple):
    """One appeal: which subgroup hid, which has to decide now, the bill, and its times."""

    hid_by: int
    due_from: int
    bill_id: int
    outcome: AppealOutcome | None
    appealed_at: datetime
    due_at: datetime
    closed_at: datetime | None


NONE = AppealFigures()


def figures_of_site(session: Session, now: datetime) -> AppealFigures:
    """Count on the whole site, in two statements."""
    return _fold(_read(session), _count_hidings(session, sa.literal(0)), _everywhere, now).get(0, NONE)


def figures_of_subgroups(session: Session, now: datetime) -> dict[int, AppealFigures]:
    """Count for each subgroup that has hidden anything or has an appeal to decide, by its id, in two statements."""
    hidings = _count_hidings(session, sa.func.coalesce(Decision.subgroup_id, Bill.subgroup_id))
    return _fold(_read(session), hidings, lambda fact: (fact.hid_by, fact.due_from), now)


def figures_of_bills(session: Session, now: datetime) -> dict[int, AppealFigures]:
    """Count for each bill on which anything was hidden, by its id, in two statements."""
    hidings = _count_hidings(session, Comment.bill_id)
    return _fold(_read(session), hidings, lambda fact: (fact.bill_id, fact.bill_id), now)


def figures_of_months(session: Session, now: datetime, bill_id: int | None = None) -> dict[str, AppealFigures]:
    """Count for each month in Taipei ("2026-03") with a hiding or an appeal in it, of one bill or of all, in two statements.

    An appeal counts in the month in which it was made, whenever it was decided.
    """
    which = () if bill_id is None else (Comment.bill_id == bill_id,)
    hidings = _count_hidings(session, _month_in_taipei(session, Decision.decided_at), *which)
    return _fold(_read(session, *which), hidings, lambda fact: (_month(fact), _month(fact)), now)


def _everywhere(_fact: _Fact) -> tuple[int, int]:
    return 0, 0


def _month(fact: _Fact) -> str:
    return taipei_day(fact.appealed_at).isoformat()[:7]


def _read(session: Session, *which: sa.ColumnElement[bool]) -> list[_Fact]:
    columns: tuple[Any, ...] = (
        sa.func.coalesce(Decision.subgroup_id, Bill.subgroup_id), Bill.subgroup_id, Comment.bill_id, Appeal.outcome,
        Appeal.appealed_at, Appeal.due_at, Appeal.closed_at,
    )  # fmt: skip
    query = (
        sa.select(*columns)
        .select_from(Appeal)
        .join(Decision, Decision.id == Appeal.hiding_id)
        .join(Comment, Comment.id == Appeal.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
    )
    return [_Fact(*row) for row in session.execute(query.where(*which))]


def _count_hidings(session: Session, key: Any, *which: sa.ColumnElement[bool]) -> dict[Any, int]:
    query = (
        sa.select(key.label("key"), sa.func.count())
        .select_from(Decision)
        .join(Comment, Comment.id == Decision.comment_id)
        .join(Bill, Bill.id == Comment.bill_id)
        .where(Decision.kind == DecisionKind.HIDE, *which)
        .group_by(sa.text("1"))
    )
    return {found: int(count) for found, count in session.execute(query)}


def _month_in_taipei(session: Session, at: Any) -> sa.ColumnElement[str]:
    """The month of an instant in Taipei, which has no summer time, as the database counts it."""
    if session.get_bind().dialect.name == "postgresql":
        return sa.func.to_char(sa.func.timezone("Asia/Taipei", at), "YYYY-MM")
    return sa.func.strftime("%Y-%m", at, "+8 hours")


def _fold(
    facts: Iterable[_Fact], hidings: dict[Any, int], keys: Callable[[_Fact], tuple[Any, Any]], now: datetime
) -> dict[Any, AppealFigures]:
    """Count facts by key: the first of `keys` is whose hiding it was, the second who has to decide."""
    made: dict[Any, list[_Fact]] = {key: [] for key in hidings}
    waiting: dict[Any, list[_Fact]] = {}
    for fact in facts:
        hid, due = keys(fact)
        made.setdefault(hid, []).append(fact)
        if fact.outcome is None:
            waiting.setdefault(due, []).append(fact)
    return {
        key: _figures(hidings.get(key, 0), made.get(key, []), waiting.get(key, []), now)
        for key in (*made, *(key for key in waiting if key not in made))
    }


def _figures(hidings: int, made: list[_Fact], waiting: list[_Fact], now: datetime) -> AppealFigures:
    days = [
        (fact.closed_at - fact.appealed_at).total_seconds() / 86_400
        for fact in made
        if fact.outcome in DECIDED and fact.closed_at
    ]
    return AppealFigures(
        hidings=hidings,
        appeals=len(made),
        decided=len(days),
        overturned=sum(fact.outcome in REVERSED for fact in made),
        open=len(waiting),
        overdue=sum(fact.due_at <= now for fact in waiting),
        median_days=round(median(days), 1) if days else None,
    )
