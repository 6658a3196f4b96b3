"""Very many rows at once: the same rows and the same schema as by the slow way."""

from itertools import repeat

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.models import Comment, Endorsement
from app.kernel.bulk import insert_columns, unindexed
from tests.builders import NOON, World
from tests.discussion.talk import load, post


def list_indexes(session: Session) -> list[str]:
    sees = sa.inspect(session.connection())
    indexes = [f"{index['name']} {index['column_names']}" for index in sees.get_indexes("comment")]
    return sorted(indexes) + sorted(str(key["name"]) for key in sees.get_foreign_keys("comment"))


def endorse(session: Session, comment_id: int, people: list[int]) -> None:
    columns = {"comment_id": repeat(comment_id), "person_id": people, "at": repeat(NOON)}
    insert_columns(session, Endorsement, columns)


def test_rows_come_as_given_and_indexes_and_keys_stand_again(session: Session, world: World) -> None:
    comment = post(world, place="1")
    people = sorted(world.people[name].id for name in ("lead", "moderator"))
    before = list_indexes(session)
    with unindexed(session, (Comment, Endorsement)):
        assert list_indexes(session) != before
        endorse(session, comment.id, people)
    assert list_indexes(session) == before
    found = session.scalars(sa.select(Endorsement).order_by(Endorsement.person_id)).all()
    assert [(one.comment_id, one.person_id, one.at) for one in found] == [(comment.id, p, NOON) for p in people]


def test_checks_and_keys_hold_afterwards(session: Session, world: World) -> None:
    comment = load(world, post(world))
    with unindexed(session, (Comment,)):
        pass
    with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
        session.execute(sa.update(Comment.__table__).values(depth=1, endorsement_count=-1))
    with pytest.raises(Exception, match=r"(?i)foreign key"), session.begin_nested():
        endorse(session, comment.id, [987654321])
