"""What the tests of appeals speak of: a hidden comment, an appeal against its hiding, a decision."""

from datetime import datetime

import sqlalchemy as sa

from app.discussion.models import Comment
from app.discussion.queries import get_comment
from app.moderation.appeals.actions import appeal_hiding, decide_appeal, withdraw_appeal
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.appeals.queries import get_appeal
from app.record.models import Entry, Opening
from tests.builders import NOON, World
from tests.moderation.cases import hide, say

WORDS = "The number is the published one of an office, plugh 申訴金絲雀."
WHY = "The number is that of a public office, not a person's."


def hidden(world: World, persona: str = "citizen", phase: str = "open", by: str = "moderator") -> Comment:
    """A comment of a persona's that a moderator has hidden at NOON."""
    comment = say(world, persona, phase)
    hide(world, comment, by)
    return comment


def appeal(world: World, comment: Comment, *, by: str = "citizen", text: str = WORDS, now: datetime = NOON) -> Appeal:
    """Appeal the hiding of a comment as a persona."""
    return appeal_hiding(world.session, world.people[by], comment, comment.bill, text=text, now=now)


def decide(
    world: World,
    made: Appeal,
    outcome: AppealOutcome = AppealOutcome.OVERTURNED,
    *,
    by: str = "lead",
    reason: str = WHY,
    revision: int | None = None,
    now: datetime = NOON,
) -> Appeal:
    """Decide an appeal as a persona."""
    found, comment = get_appeal(world.session, made.id, world.people[by], now)
    seen = comment.revision if revision is None else revision
    return decide_appeal(
        world.session,
        world.people[by],
        found,
        comment,
        comment.bill,
        outcome=outcome,
        reason=reason,
        revision=seen,
        now=now,
    )


def withdraw(world: World, made: Appeal, *, by: str = "citizen", now: datetime = NOON) -> None:
    """Withdraw an appeal as a persona."""
    found, comment = get_appeal(world.session, made.id, world.people[by], now)
    withdraw_appeal(world.session, world.people[by], found, comment, comment.bill, now=now)


def again(world: World, comment: Comment) -> Comment:
    """The comment as it is stored now, loaded as pages do."""
    world.session.flush()
    return get_comment(world.session, comment.id, world.people["lead"], NOON)


def entries(world: World) -> list[tuple[str, str, str]]:
    """Act, actor and subject of all of the log, oldest first."""
    rows = world.session.execute(sa.select(Entry.act, Entry.actor, Entry.subject).order_by(Entry.seq))
    return [(act, actor, subject) for act, actor, subject in rows]


def words_of(world: World, seq: int) -> dict[str, str]:
    """The public words of an entry."""
    return dict(world.session.get_one(Opening, seq).words)
