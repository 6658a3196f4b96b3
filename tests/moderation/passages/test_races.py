"""A blacking out and an edit, or two blackings out, truly at once: one of them happens, the other is told, and no words slip through."""

from collections.abc import Iterator

import pytest
import sqlalchemy as sa

from app import Gongyi
from app.discussion.blackouts.models import WithheldText
from app.discussion.models import Comment, EarlierText
from app.kernel.db import Database
from app.kernel.richtext import digest
from app.record.models import Entry
from tests.builders import World, build_world
from tests.discussion import talk
from tests.moderation.passages.scenes import NUMBER, REASON
from tests.moderation.test_races import at_once, count, poster

ROUNDS = 4


@pytest.fixture
def committed(own_app: Gongyi) -> Iterator[World]:
    """A world that is really stored, in a database of its own."""
    db: Database = own_app.extensions["gongyi.db"]
    with db.writers() as session:
        world = build_world(session)
        session.commit()
        yield world


def form(comment: Comment) -> dict[str, object]:
    words = {"passage": NUMBER, "looked": digest(NUMBER)[:16], "places": ["0"], "ground": "personal-data"}
    return words | {"reason": REASON, "revision": comment.revision}


def test_an_edit_at_the_same_time(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    for _ in range(ROUNDS):
        comment = talk.post(committed, f"Call {NUMBER}.")
        session.commit()
        here = f"/comments/{comment.id}"
        edit = {"body": f"Please call {NUMBER}.", "revision": comment.revision}
        acts = (
            poster(own_app, committed, "moderator", f"{here}/passages/new", **form(comment)),
            poster(own_app, committed, "citizen", f"{here}/edit", **edit),
        )
        assert at_once(*acts) == [303, 409]
        session.rollback()
        found = session.get_one(Comment, comment.id, populate_existing=True)
        texts = session.scalars(sa.select(EarlierText.body).where(EarlierText.comment_id == comment.id)).all()
        withheld = session.scalars(sa.select(WithheldText.id).where(WithheldText.comment_id == comment.id)).all()
        assert (NUMBER in repr([found.body, *texts])) is (found.blackout_seq is None) is (not withheld)
        session.commit()


def test_of_two_moderators_one_acts_and_the_other_is_told(own_app: Gongyi, committed: World) -> None:
    session = committed.session
    for done in range(1, ROUNDS + 1):
        comment = talk.post(committed, f"Call {NUMBER}.")
        session.commit()
        address = f"/comments/{comment.id}/passages/new"
        who = ("moderator", "second_moderator")
        assert at_once(*(poster(own_app, committed, each, address, **form(comment)) for each in who)) == [303, 409]
        session.rollback()
        assert count(session, Entry) == done
        session.commit()
