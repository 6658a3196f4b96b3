"""Leaving while suspended: somebody who cannot sign in is told what they can do, takes their data along, and erases the account."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.accounts.offices.models import SuspensionGround
from app.accounts.offices.suspensions import suspend_account
from app.accounts.reconciling import check_suspensions
from app.discussion.models import Comment, State
from app.record.reconciliation import read_log
from tests.accounts.people import PASSWORD, give_password
from tests.builders import NOON, World
from tests.discussion.talk import post
from tests.moderation.cases import hide
from tests.site.pages import read

REASON = "The same advertisement on nine bills."
LEAVE = {"comments": "keep", "handle": "citizen", "password": PASSWORD}


@pytest.fixture
def suspended(world: World, session: Session) -> Person:
    person = give_password(session, world.people["citizen"])
    post(world, "Words that stay.")
    ground = SuspensionGround.AUTOMATED_SPAM
    suspend_account(session, world.people["administrator"], person, ground=ground, reason=REASON, now=NOON)
    session.commit()
    return person


def test_signing_in_tells_what_a_suspended_account_can_still_do(client: FlaskClient, suspended: Person) -> None:
    told = client.post("/account/sign-in?lang=en", data={"name": "citizen", "password": PASSWORD})
    assert told.status_code == 403 and "What you can still do" in told.text
    for path in ("/account/objection", "/account/suspended/data", "/account/suspended/erasure"):
        assert f'href="{path}"' in told.text
        assert read(client, path).words
    assert "What you can still do" not in client.get("/account/sign-in?lang=en").text


def test_the_data_are_given_to_who_knows_the_password(client: FlaskClient, suspended: Person) -> None:
    sent = {"name": "citizen", "password": PASSWORD}
    given = client.post("/account/suspended/data", data=sent)
    assert given.status_code == 200 and given.json["account"]["email"] == "citizen@example.test"
    assert "Words that stay." in given.text and given.headers["Cache-Control"] == "no-store"
    assert client.post("/account/suspended/data", data=sent | {"password": "wrong words 8"}).status_code == 401


def test_the_account_is_erased_with_its_suspension(
    client: FlaskClient, session: Session, world: World, suspended: Person
) -> None:
    assert client.post("/account/suspended/erasure", data=LEAVE | {"password": "wrong words 8"}).status_code == 401
    assert client.post("/account/suspended/erasure", data=LEAVE).location == "/"
    session.commit()
    session.refresh(suspended)
    assert suspended.erased_at == NOON and suspended.handle.startswith("former-participant")
    world.sign_in(client, "administrator")
    assert "former-participant" not in client.get("/desk/offices").text
    assert list(check_suspensions(session, read_log(session))) == []
    assert client.post("/account/suspended/erasure", data=LEAVE).status_code == 401
    assert REASON not in client.get("/record").text


@pytest.mark.parametrize("choice", ["keep", "withdraw"])
def test_hidden_comments_and_those_that_go_are_erased_though_their_author_is_suspended(
    client: FlaskClient, session: Session, world: World, suspended: Person, choice: str
) -> None:
    hidden = session.scalars(sa.select(Comment).where(Comment.author_id == suspended.id)).one()
    hide(world, hidden)
    session.commit()
    assert client.post("/account/suspended/erasure", data=LEAVE | {"comments": choice}).location == "/"
    session.refresh(hidden)
    assert (hidden.state, hidden.body) == (State.WITHDRAWN, None)


def test_who_is_not_suspended_signs_in_instead(client: FlaskClient, session: Session, world: World) -> None:
    give_password(session, world.people["citizen"])
    for path in ("/account/suspended/data", "/account/suspended/erasure"):
        answer = client.post(path + "?lang=en", data=LEAVE | {"name": "citizen"})
        assert answer.status_code == 409 and "Your account is not suspended." in answer.text
