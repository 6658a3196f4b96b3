"""The migration of rules and passages with rows: hidings get the version of their day, and a passage stays black on the way down."""

import pytest
import sqlalchemy as sa

from app.kernel import migrate
from app.kernel.db import Database
from app.kernel.events import Events
from tests.builders import build_world
from tests.databases import Databases
from tests.discussion import talk
from tests.moderation.cases import hide, report
from tests.moderation.passages.scenes import black_out, tell_number


@pytest.fixture
def empty(databases: Databases):
    database = Database(databases.empty(), Events())
    yield database
    database.engine.dispose()


def test_down_and_up_again_with_rows(empty: Database) -> None:
    migrate.upgrade(empty.engine)
    with empty.writers() as session:
        world = build_world(session)
        hidden, said = talk.post(world, "Words.", by="other_citizen"), tell_number(world)
        hide(world, talk.load(world, hidden))
        report(world, talk.load(world, said))
        black_out(world, said)
        session.execute(sa.text("UPDATE decision SET rules_version = NULL"))
        session.commit()
    migrate.downgrade(empty.engine, "0012")
    with empty.readers() as session:
        assert session.execute(sa.text("SELECT kind FROM decision")).scalars().all() == ["hide"]
        assert "345" not in repr(session.execute(sa.text("SELECT body FROM comment")).all())
        assert session.execute(sa.text("SELECT decision_id FROM report")).scalars().all() == [None]
    migrate.upgrade(empty.engine)
    with empty.readers() as session:
        assert session.execute(sa.text("SELECT kind, rules_version FROM decision")).all() == [("hide", 2)]
        hidden_by = "SELECT rules_version FROM comment WHERE state = 'hidden'"
        assert session.execute(sa.text(hidden_by)).scalars().all() == [2]
    migrate.check(empty.engine)
