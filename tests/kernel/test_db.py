"""The request's session: a reader never writes, and health tells the truth."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app import Gongyi
from app.kernel.db import Database
from app.kernel.db import session as request_session
from tests.builders import World, make_person


def test_reading_session_refuses_to_write(app: Gongyi, world: World) -> None:
    with app.app_context():
        make_person(request_session(), "sneaky")
        with pytest.raises(RuntimeError, match="begin_write"):
            request_session().flush()


def test_a_reader_leaves_what_the_server_has_prepared(own_app: Gongyi) -> None:
    db: Database = own_app.extensions["gongyi.db"]
    if db.engine.dialect.name == "sqlite":
        pytest.skip("SQLite prepares nothing on a server")
    found = []
    for _ in range(10):
        with db.readers() as reader:
            found.append(reader.scalar(sa.text("SELECT count(*) FROM pg_prepared_statements")))
    assert found[-1] > 0


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").text == "ready\n"
