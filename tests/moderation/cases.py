"""What moderation's tests speak of: comments, reports and decisions on the world's bills."""

from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill, Version
from app.discussion.actions import post_comment
from app.discussion.models import Comment, Ground
from app.discussion.places import Place
from app.discussion.queries import get_comment
from app.kernel.richtext import read
from app.moderation.actions import hide_comment, report_comment
from app.moderation.models import Decision
from tests.builders import NOON, World

CANARY = "canary 金絲雀 xyzzy"
REASON = "It gives a private person's telephone number."


def say(
    world: World,
    persona: str = "citizen",
    phase: str = "open",
    text: str = CANARY,
    *,
    parent: Comment | None = None,
    now: datetime | None = None,
) -> Comment:
    """Post a comment as a persona while the bill's notice was open, and load it as pages do."""
    session, bill = world.session, world.bills[phase]
    assert bill.opens_at
    at = now or max(bill.opens_at, min(NOON, bill.closes_at or NOON))
    if phase in ("closed", "answered", "withdrawn"):
        at = bill.opens_at
    withdrawn, bill.withdrawn_at = bill.withdrawn_at, None
    person = world.people[persona]
    comment = post_comment(
        session,
        person,
        bill,
        text=read(text),
        place=Place(),
        version=first_version(session, bill),
        parent=parent,
        now=at,
    )
    bill.withdrawn_at = withdrawn
    session.flush()
    return get_comment(session, comment.id, world.people["official"], NOON)


def first_version(session: Session, bill: Bill) -> Version:
    """The text as noticed."""
    return session.scalars(sa.select(Version).where(Version.bill_id == bill.id)).one()


def report(world: World, comment: Comment, persona: str = "other_citizen", note: str = "", **words: object) -> None:
    """Report a comment as a persona."""
    ground = words.get("ground", Ground.PERSONAL_DATA)
    assert isinstance(ground, Ground)
    who, now = world.people[persona], words.get("now", NOON)
    assert isinstance(now, datetime)
    report_comment(world.session, who, comment, comment.bill, ground=ground, note=note, now=now)


def hide(world: World, comment: Comment, persona: str = "moderator", reason: str = REASON) -> Decision:
    """Hide a comment as a persona."""
    who = world.people[persona]
    return hide_comment(
        world.session,
        who,
        comment,
        comment.bill,
        ground=Ground.PERSONAL_DATA,
        reason=reason,
        revision=comment.revision,
        now=NOON,
    )
