"""Tokens for the API: made once and shown once, ended by hand or with the password, an office's acts for offices alone."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts import actions
from app.accounts.actions.api_tokens import MOST
from app.accounts.api_tokens import find_token
from app.accounts.models import ApiToken, TokenScope
from app.accounts.policy import may_create_token
from app.kernel.verdict import Refused
from tests.accounts.people import PASSWORD, give_password
from tests.builders import World
from tests.conftest import NOON

PAGE = "/account/tokens?lang=en"


def make(client: FlaskClient, name: str = "reader", scope: str = "write") -> str:
    answer = client.post(PAGE, data={"name": name, "scope": scope})
    assert answer.status_code == 200
    assert answer.headers["Cache-Control"] == "no-store"
    found = re.search(r"gongyi_[\w-]{43}", answer.text)
    assert found
    return found[0]


@pytest.mark.parametrize(
    "persona, scope, code",
    [
        (None, "write", "sign_in_required"),
        ("citizen", "write", None),
        ("citizen", "power", "not_allowed"),
        ("moderator", "power", None),
        ("official", "power", None),
        ("administrator", "power", None),
    ],
)
def test_who_may_have_one(world: World, persona: str | None, scope: str, code: str | None) -> None:
    person = world.people[persona] if persona else None
    reason = may_create_token(person, TokenScope(scope), NOON).reason
    assert (reason and reason.code) == code


def test_who_is_not_confirmed_has_none(world: World) -> None:
    world.people["citizen"].confirmed_at = None
    assert not may_create_token(world.people["citizen"], TokenScope.WRITE, NOON)


def test_a_token_is_shown_once_and_kept_as_a_hash(client: FlaskClient, session: Session, world: World) -> None:
    world.sign_in(client, "citizen")
    token = make(client, "my <reader>")
    later = client.get(PAGE).text
    assert "my &lt;reader&gt;" in later
    assert token not in later
    kept = session.scalars(sa.select(ApiToken)).one()
    assert token not in (kept.token_hash, kept.name)
    assert find_token(session, token) is kept


@pytest.mark.parametrize("data", [{}, {"name": " "}, {"name": "x" * 81}, {"name": "x", "scope": "all"}])
def test_a_wrong_form_comes_back(client: FlaskClient, session: Session, world: World, data: dict[str, str]) -> None:
    world.sign_in(client, "moderator")
    answer = client.post(PAGE, data=data)
    assert answer.status_code == 422
    assert data.get("name", "") in answer.text
    assert session.scalars(sa.select(ApiToken)).all() == []


def test_a_citizen_is_offered_no_office(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "citizen")
    assert "hide and restore" not in client.get(PAGE).text
    assert client.post(PAGE, data={"name": "x", "scope": "power"}).status_code == 403
    world.sign_in(client, "moderator")
    assert "hide and restore" in client.get(PAGE).text


def test_an_ended_token_opens_nothing(client: FlaskClient, session: Session, world: World) -> None:
    world.sign_in(client, "citizen")
    token = make(client)
    kept = session.scalars(sa.select(ApiToken)).one()
    world.sign_in(client, "other_citizen")
    assert client.post(f"/account/tokens/{kept.id}/ending").status_code == 404
    assert find_token(session, token)
    world.sign_in(client, "citizen")
    for _time in range(2):
        assert client.post(f"/account/tokens/{kept.id}/ending").status_code == 303
    assert find_token(session, token) is None
    headers = {"Authorization": f"Bearer {token}"}
    assert client.post("/api/v1/bills/open-bill/comments", json={"body": "x"}, headers=headers).status_code == 401


def test_a_new_password_ends_all(client: FlaskClient, session: Session, world: World) -> None:
    give_password(session, world.people["citizen"])
    world.sign_in(client, "citizen")
    token = make(client)
    data = {"old_password": PASSWORD, "password": "another battery 7"}
    assert client.post("/account/settings/password", data=data).status_code == 303
    session.expire_all()
    assert find_token(session, token) is None


def test_there_are_not_too_many(session: Session, world: World) -> None:
    def one_more() -> str:
        return actions.create_api_token(session, world.people["citizen"], name="x", scope=TokenScope.WRITE, now=NOON)

    for _ in range(MOST):
        one_more()
    with pytest.raises(Refused) as refused:
        one_more()
    assert refused.value.reason.code == "conflict"
    actions.end_api_token(
        session, world.people["citizen"], session.scalars(sa.select(ApiToken.id)).first() or 0, now=NOON
    )
    assert one_more()
