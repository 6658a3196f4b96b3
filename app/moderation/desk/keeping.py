"""What the desk remembers for a moderator: filters by name, reasons given lately, and the act that can still be undone."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.models import Comment, Ground
from app.kernel.bilingual import Passage
from app.moderation.desk.models import DeskAct, DeskActKind, DeskActPart, SavedFilter
from app.moderation.desk.policy import UNDO_LASTS
from app.moderation.desk.words import UNDONE_REASON
from app.moderation.models import Decision, DecisionKind
from app.moderation.queries import said

_LOOKED_AT, _SHOWN = 40, 5


@dataclass(frozen=True, slots=True)
class Given:
    """A reason that a moderator gave lately, with its ground where it was for a hiding."""

    id: int
    ground: Ground | None
    reason: str

    @property
    def words(self) -> Passage:
        """The reason, with the language that it seems to be in."""
        return said(self.reason)


@dataclass(frozen=True, slots=True)
class Undoable:
    """An act that its moderator can still undo, for so many seconds."""

    id: int
    kind: DeskActKind
    count: int
    seconds: int


def list_filters(session: Session, person: Person) -> Sequence[SavedFilter]:
    """List the filters that a person keeps, by name."""
    return session.scalars(
        sa.select(SavedFilter).where(SavedFilter.person_id == person.id).order_by(SavedFilter.name, SavedFilter.id)
    ).all()


def list_given(session: Session, person: Person, kinds: Sequence[DecisionKind]) -> list[Given]:
    """List the different reasons that a person gave lately in decisions of some kinds, newest first."""
    query = (
        sa.select(Decision.id, Decision.ground, Decision.reason)
        .where(Decision.moderator_id == person.id, Decision.kind.in_(kinds), Decision.reason != UNDONE_REASON)
        .order_by(Decision.id.desc())
        .limit(_LOOKED_AT)
    )
    found: dict[tuple[Ground | None, str], Given] = {}
    for row in session.execute(query):
        found.setdefault((row.ground, row.reason), Given(*row))
    return list(found.values())[:_SHOWN]


def find_undoable(session: Session, person: Person, now: datetime, comment: Comment | None = None) -> Undoable | None:
    """Find the last act of a person (on a comment, where one is given) if it can still be undone."""
    query = (
        sa.select(DeskAct)
        .where(DeskAct.moderator_id == person.id, DeskAct.undone_at.is_(None), DeskAct.done_at > now - UNDO_LASTS)
        .order_by(DeskAct.id.desc())
        .limit(1)
    )
    if comment is not None:
        parts = sa.select(DeskActPart.act_id).join(Decision, Decision.id == DeskActPart.decision_id)
        query = query.where(DeskAct.id.in_(parts.where(Decision.comment_id == comment.id)))
    act = session.scalar(query)
    if act is None:
        return None
    seconds = int((act.done_at + UNDO_LASTS - now).total_seconds())
    return Undoable(act.id, act.kind, act.decision_count, seconds)
