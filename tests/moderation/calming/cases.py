"""How the tests of calming speak: acts by persona's name on the world's open bill."""

from datetime import datetime

import sqlalchemy as sa

from app.bills.models import Bill
from app.discussion.models import Comment
from app.discussion.restraints.models import Restraint
from app.moderation.calming import actions
from app.moderation.calming.models import GateProposal
from app.moderation.calming.queries import get_proposal
from app.record.models import Entry, Opening
from tests.builders import NOON, World
from tests.discussion.talk import load

REASON = "The thread has turned into insults, and nobody speaks of the article."


def lock(world: World, root: Comment, by: str = "moderator", hours: int = 24, now: datetime = NOON) -> Restraint:
    """Pause the replies to a thread."""
    found = load(world, root)
    return actions.lock_thread(world.session, world.people[by], found, found.bill, hours=hours, reason=REASON, now=now)


def slow(
    world: World, by: str = "moderator", minutes: int = 15, hours: int = 24, on: str = "open", now: datetime = NOON
) -> Restraint:
    """Set slow mode."""
    words = {"minutes": minutes, "hours": hours, "reason": REASON}
    return actions.slow_discussion(world.session, world.people[by], world.bills[on], **words, now=now)


def propose(world: World, by: str = "moderator", days: int = 3, hours: int = 24, now: datetime = NOON) -> GateProposal:
    """Propose a gate."""
    words = {"days": days, "hours": hours, "reason": REASON}
    return actions.propose_gate(world.session, world.people[by], world.bills["open"], **words, now=now)


def confirm(world: World, proposal: GateProposal, by: str = "second_moderator", now: datetime = NOON) -> Restraint:
    """Confirm a gate."""
    bill = world.bills["open"]
    found = get_proposal(world.session, bill, proposal.id)
    return actions.confirm_gate(world.session, world.people[by], found, bill, now=now)


def gate(world: World, days: int = 3, hours: int = 24, now: datetime = NOON) -> Restraint:
    """Have a gate proposed and confirmed."""
    return confirm(world, propose(world, days=days, hours=hours, now=now), now=now)


def lift(
    world: World, restraint: Restraint, by: str = "second_moderator", reason: str = "", now: datetime = NOON
) -> Entry:
    """End a restraint before its time."""
    bill = world.session.get_one(Bill, restraint.bill_id)
    return actions.lift_restraint(world.session, world.people[by], restraint, bill, reason=reason, now=now)


def newest_entry(world: World) -> tuple[Entry, dict[str, str]]:
    """The newest entry of the log, and its words."""
    query = sa.select(Entry, Opening.words).join(Opening).order_by(Entry.seq.desc()).limit(1)
    entry, words = world.session.execute(query).one()
    return entry, words
