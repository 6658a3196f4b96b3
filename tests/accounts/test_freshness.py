"""Who acts in an office signed in not long ago."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.accounts.current import TIME_TO_WRITE
from app.accounts.sessions import FRESH
from tests.builders import World
from tests.conftest import NOON, Clock

TICK = timedelta(microseconds=1)


@pytest.mark.parametrize(
    "age, opens, sends",
    [
        (FRESH - TIME_TO_WRITE - TICK, 200, 422),
        (FRESH - TIME_TO_WRITE, 303, 422),
        (FRESH - TICK, 303, 422),
        (FRESH, 303, 401),
    ],
)
def test_who_acts_in_an_office_signed_in_not_long_ago(
    client: FlaskClient, world: World, clock: Clock, age: timedelta, opens: int, sends: int
) -> None:
    world.sign_in(client, "official")
    clock.now = NOON + age
    opened = client.get("/desk/bills/new")
    assert opened.status_code == opens
    if opens == 303:
        assert opened.location == "/account/sign-in?next=%2Fdesk%2Fbills%2Fnew"
        assert "Sign in again" in client.get("/account/sign-in?lang=en").text
    assert client.post("/desk/bills/new", data={"summary_en": "Words that took a long time"}).status_code == sends
    kept = client.post("/desk/bills/new?lang=en", data={"summary_en": "Words that took a long time"}).text
    assert "Words that took a long time" in kept
    assert client.get("/account/settings").status_code == 200
