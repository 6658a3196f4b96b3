"""Moving truly at once with others who act on the thread: connections of their own, and commits."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app import Gongyi
from app.discussion.models import Comment
from app.discussion.recount import find_wrong_counts
from app.kernel.db import Database
from app.moderation.placing.models import Placing
from app.record.models import Entry
from tests.builders import World, build_world
from tests.discussion.talk import post
from tests.moderation.test_races import at_once, count, poster

REASON = "It speaks of the second article, not of the whole bill."
ROUNDS = 4


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def test_a_reply_that_comes_with_a_move_stands_where_its_thread_stands(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    for number in range(ROUNDS):
        root = post(committed, f"Root {number}.", by="other_citizen")
        session.commit()
        form = {"place": "2", "part": "2", "reason": REASON, "revision": root.revision}
        move = poster(own_app, committed, "moderator", f"/comments/{root.id}/place", **form)
        reply = poster(own_app, committed, "citizen", f"/comments/{root.id}/replies/new", body=f"Reply {number}.")
        assert at_once(move, reply) == [303, 303]
        session.expire_all()
        within = sa.or_(Comment.id == root.id, Comment.root_id == root.id)
        places = session.execute(sa.select(Comment.address, Comment.place_rank).where(within)).all()
        assert len(places) == 2
        assert {address for address, _rank in places} == {"2.2"}
        assert len(set(places)) == 1
        assert list(find_wrong_counts(session)) == []
        session.commit()


def test_of_two_moderators_at_once_one_moves_and_the_other_is_told(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    for done in range(1, ROUNDS + 1):
        root = post(committed, f"Root {done}.", by="other_citizen")
        session.commit()
        form = {"reason": REASON, "revision": root.revision}
        address = f"/comments/{root.id}/place"
        acts = [
            poster(own_app, committed, who, address, place=place, **form)
            for who, place in (("moderator", "2"), ("second_moderator", "Q1"))
        ]
        assert at_once(*acts) == [303, 409]
        assert (count(session, Entry), count(session, Placing)) == (done, done)
        session.commit()
