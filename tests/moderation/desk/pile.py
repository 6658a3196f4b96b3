"""Many reported comments, laid fast."""

import random
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.accounts.models import Person
from app.discussion.generation import generate_discussion
from app.discussion.models import Comment, Ground
from app.moderation.models import Report
from tests.builders import LONG_AGO, World
from tests.conftest import NOON
from tests.moderation.cases import report, say

GROUNDS = (Ground.SPAM, Ground.HARASSMENT, Ground.THREAT)


def pile_up(world: World, number: int, *, at: datetime = NOON) -> list[Comment]:
    """Add so many made-up comments to the open bill, two reports each, and give them back."""
    session, bill = world.session, world.bills["open"]
    last = session.scalar(sa.select(sa.func.max(Comment.id))) or 0
    generate_discussion(session, bill, number, now=NOON, dice=random.Random(7))
    session.expire_all()
    found = session.scalars(sa.select(Comment).where(Comment.id > last).order_by(Comment.id)).all()
    reporters = [world.people["other_citizen"].id, world.people["official"].id]
    reports = [
        {"comment_id": each.id, "reporter_id": who, "ground": GROUNDS[n % 3], "note": "", "reported_at": at}
        for n, each in enumerate(found)
        for who in reporters
    ]
    session.execute(sa.insert(Report), reports)
    return list(found)


def crowd(world: World, comment: Comment, number: int, notes: int) -> None:
    """Let so many new people report a comment, with so many different notes."""
    people: list[dict[str, Any]] = [
        {"public_id": f"p-crowd-{n}", "handle": f"crowd-{n}", "handle_skeleton": f"crowd-{n}", "email": f"crowd-{n}@example.test",
         "language": "en", "created_at": LONG_AGO, "confirmed_at": LONG_AGO}
        for n in range(number)
    ]  # fmt: skip
    world.session.execute(sa.insert(Person), people)
    ids = world.session.scalars(sa.select(Person.id).where(Person.handle.startswith("crowd-")).order_by(Person.id))
    reports = [
        {"comment_id": comment.id, "reporter_id": who, "ground": Ground.SPAM, "note": f"Note {n % notes}.", "reported_at": NOON}
        for n, who in enumerate(ids)
    ]  # fmt: skip
    world.session.execute(sa.insert(Report), reports)


def reported(world: World, number: int = 1, persona: str = "citizen") -> list[Comment]:
    """Post comments, each with one report."""
    comments = [say(world, persona, text=f"Reported no. {n}.") for n in range(number)]
    for comment in comments:
        report(world, comment)
    return comments


def mark(world: World, comment: Comment) -> str:
    """What a moderator sees of a comment now."""
    newest = sa.select(sa.func.max(Report.id)).where(Report.comment_id == comment.id, Report.decision_id.is_(None))
    return f"{comment.id}.{comment.revision}.{world.session.scalar(newest) or 0}"


def marks(world: World, comments: list[Comment]) -> list[str]:
    """What a moderator sees of some comments now."""
    return [mark(world, comment) for comment in comments]


def open_reports(world: World) -> int:
    """How many reports are open."""
    return world.session.scalar(sa.select(sa.func.count()).where(Report.decision_id.is_(None))) or 0


def number_of(world: World, model: type) -> int:
    """How many rows of a table there are."""
    world.session.expire_all()
    return world.session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def chosen(marks: list[str]) -> str:
    """The query that names what was chosen."""
    return "&".join(f"item={each}" for each in marks)
