"""Two deciders, or two appeals, truly at once: connections of their own, and commits."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app import Gongyi
from app.discussion.models import Comment, State
from app.kernel.db import Database
from app.kernel.outbox import OutboxMessage
from app.moderation.appeals.models import Appeal
from app.record.models import Act, Entry
from tests.builders import World, build_world
from tests.conftest import NOON
from tests.moderation.appeals.scenes import WHY, WORDS, appeal
from tests.moderation.cases import hide, say
from tests.moderation.test_races import at_once, count, poster

ROUNDS = 5


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def hidden(world: World, by: str = "lead") -> Comment:
    comment = say(world, now=NOON)
    hide(world, comment, by)
    world.session.commit()
    return comment


def acts(world: World, act: Act) -> int:
    return world.session.scalar(sa.select(sa.func.count()).where(Entry.act == act.value)) or 0


def test_of_two_deciders_at_once_one_decides_and_the_other_is_told(own_app: Gongyi, committed: World) -> None:
    for done in range(1, ROUNDS + 1):
        comment = hidden(committed)
        made = appeal(committed, comment)
        committed.session.commit()
        form = {"reason": WHY, "revision": comment.revision}
        address = f"/appeals/{made.id}/decision"
        told = at_once(
            poster(own_app, committed, "moderator", address, outcome="upheld", **form),
            poster(own_app, committed, "second_moderator", address, outcome="overturned", **form),
        )
        assert told == [303, 409]
        assert acts(committed, Act.DECIDE) == done
        committed.session.expire_all()
        is_shown = committed.session.get_one(Comment, comment.id).state is State.VISIBLE
        assert (committed.session.get_one(Appeal, made.id).outcome == "overturned") == is_shown
        committed.session.commit()
    mails = sa.select(sa.func.count()).where(OutboxMessage.template == "appeal-decided")
    assert committed.session.scalar(mails) == ROUNDS
    assert acts(committed, Act.RESTORE) == count(committed.session, Comment) - hidden_still(committed)


def hidden_still(world: World) -> int:
    return world.session.scalar(sa.select(sa.func.count()).where(Comment.state == State.HIDDEN)) or 0


def test_one_author_appealing_thrice_at_once_makes_one_appeal(own_app: Gongyi, committed: World) -> None:
    comment = hidden(committed)
    address = f"/comments/{comment.id}/appeal"
    posts = [poster(own_app, committed, "citizen", address, text=WORDS, key=f"key-{n}") for n in range(3)]
    assert at_once(*posts) == [303, 409, 409]
    assert (count(committed.session, Appeal), acts(committed, Act.APPEAL)) == (1, 1)


def test_a_decision_and_a_restoring_at_once_close_the_appeal_once(own_app: Gongyi, committed: World) -> None:
    for done in range(1, ROUNDS + 1):
        comment = hidden(committed, "moderator")
        made = appeal(committed, comment)
        committed.session.commit()
        form = {"reason": WHY, "revision": comment.revision}
        told = at_once(
            poster(own_app, committed, "lead", f"/appeals/{made.id}/decision", outcome="upheld", **form),
            poster(own_app, committed, "second_moderator", f"/comments/{comment.id}/restoration", **form),
        )
        assert told in ([303, 303], [303, 409])  # upheld, then restored all the same; or restored, and the lead is told
        assert acts(committed, Act.DECIDE) == done
        committed.session.commit()
