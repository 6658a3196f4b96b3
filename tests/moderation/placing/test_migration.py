"""The migration of moved and merged comments and of erased accounts, up and down with rows."""

import sqlalchemy as sa

from app.discussion.recount import find_wrong_counts
from app.kernel import migrate
from app.kernel.db import Database
from app.kernel.events import Events
from app.moderation.models import Report
from tests.builders import build_world
from tests.databases import Databases
from tests.discussion import talk


def test_copies_and_reports_of_nobody_go_down_and_up(databases: Databases) -> None:
    db = Database(databases.empty(), Events())
    migrate.upgrade(db.engine)
    with db.writers() as s:
        w = build_world(s)
        a, b = (talk.post(w, "Same.", place="2") for _ in range(2))
        talk.endorse(w, b)
        talk.merge(w, b)
        s.add(Report(comment_id=a.id, reporter_id=None, ground="spam", note="", reported_at=talk.NOON))
        s.commit()
        assert list(find_wrong_counts(s)) == []
    migrate.downgrade(db.engine, "0017")
    with db.readers() as s:
        assert s.execute(sa.text("SELECT state FROM comment ORDER BY id")).scalars().all() == ["visible", "withdrawn"]
        assert s.execute(sa.text("SELECT count(*) FROM report")).scalar() == 0
    migrate.upgrade(db.engine)
    with db.readers() as s:
        assert list(find_wrong_counts(s)) == []
    with db.engine.begin() as c:
        if c.dialect.name == "sqlite":
            assert c.execute(sa.text("PRAGMA integrity_check")).scalar() == "ok"
    db.engine.dispose()
