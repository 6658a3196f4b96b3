"""The request's session: a reader never writes, and health tells the truth."""

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.kernel.db import session as request_session
from tests.builders import World, make_person


def test_reading_session_refuses_to_write(app: Gongyi, world: World) -> None:
    with app.app_context():
        make_person(request_session(), "sneaky")
        with pytest.raises(RuntimeError, match="begin_write"):
            request_session().flush()


def test_health(client: FlaskClient) -> None:
    assert client.get("/healthz").status_code == 200
    assert client.get("/readyz").text == "ready\n"
