"""Two moderators truly at once: one act, one entry, and the second is told."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app import Gongyi
from app.discussion.restraints.models import Restraint
from app.kernel.db import Database
from app.record.models import Entry
from tests.builders import World, build_world
from tests.discussion.talk import post
from tests.moderation.calming.cases import REASON, propose
from tests.moderation.test_races import at_once, count, poster

DESK = "/desk/bills/open-bill/calming"
SENT = {"hours": "24", "reason": REASON}


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def test_of_two_who_confirm_at_once_one_does(own_app: Gongyi, committed: World) -> None:
    proposal = propose(committed)
    committed.session.commit()
    address, who = f"{DESK}/gate/{proposal.id}/confirmation", ("second_moderator", "lead")
    assert at_once(*(poster(own_app, committed, persona, address) for persona in who)) == [303, 409]
    assert count(committed.session, Restraint) == count(committed.session, Entry) == 1


def test_a_confirmation_and_a_declining_at_once_settle_it_once(own_app: Gongyi, committed: World) -> None:
    proposal = propose(committed)
    committed.session.commit()
    here = f"{DESK}/gate/{proposal.id}"
    one = poster(own_app, committed, "second_moderator", f"{here}/confirmation")
    other = poster(own_app, committed, "lead", f"{here}/declining")
    assert at_once(one, other) == [303, 409]
    outcome = committed.session.scalar(sa.text("SELECT outcome FROM gate_proposal"))
    assert count(committed.session, Restraint) == (outcome == "confirmed")


@pytest.mark.parametrize("act", ["slow", "gate", "lock", "lifting"])
def test_of_two_at_once_one_acts_and_the_other_is_told(own_app: Gongyi, committed: World, act: str) -> None:
    session, root = committed.session, post(committed)
    session.commit()
    sent: dict[str, str] = SENT | ({"minutes": "15"} if act == "slow" else {"days": "2"})
    address = f"/comments/{root.id}/lock" if act in ("lock", "lifting") else f"{DESK}/{act}"
    if act == "lifting":
        assert poster(own_app, committed, "moderator", address, **sent)() == 303
        address, sent = f"/bills/open-bill/restraints/{session.scalar(sa.select(Restraint.id))}/lifting", {}
        session.commit()
    before, who = count(session, Entry), ("moderator", "second_moderator")
    session.commit()
    assert at_once(*(poster(own_app, committed, persona, address, **sent) for persona in who)) == [303, 409]
    assert count(session, Entry) == before + (act != "gate")
