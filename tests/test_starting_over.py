"""A demonstration that starts over: all is gone, the log and what was signed too, and the guards stand again."""

import pytest
import sqlalchemy as sa
from sqlalchemy.exc import DBAPIError

from app import Gongyi
from app.kernel.db import Base
from app.record import log
from app.record.models import Act
from seeds.player import GUARDED, empty
from tests.conftest import NOON
from tests.record.signing import sign


def test_everything_goes_and_the_guards_stand_again(own_app: Gongyi) -> None:
    with own_app.extensions["gongyi.db"].writers() as session:
        for _again in range(2):
            log.append(session, Act.HIDE, actor="p-x", subject="comment:1", now=NOON)
            sign(session, NOON)
            session.commit()
            for guarded in GUARDED:
                with pytest.raises(DBAPIError, match="append-only"), session.begin_nested():
                    session.execute(sa.text(f"DELETE FROM {guarded}"))
            empty(session)
            session.commit()
            session.expunge_all()
            for table in Base.metadata.sorted_tables:
                assert session.scalar(sa.select(sa.func.count()).select_from(table)) == 0, table.name
