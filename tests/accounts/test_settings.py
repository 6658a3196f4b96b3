"""Settings: language, password, sessions."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import LoginSession, Person
from app.accounts.sessions import hash_token, start_session
from tests.accounts.people import OTHER, PASSWORD, give_password, queued
from tests.builders import World
from tests.conftest import NOON, Statements

PATHS = [
    "/account/settings/language",
    "/account/settings/password",
    "/account/sessions/ending",
    "/account/sessions/0a/ending",
]


@pytest.fixture
def citizen(world: World, session: Session, client: FlaskClient) -> Person:
    world.sign_in(client, "citizen")
    return give_password(session, world.people["citizen"])


def token_of(client: FlaskClient) -> str:
    with client.session_transaction() as cookie:
        return str(cookie["_user_id"])


def sessions_of(session: Session, person: Person) -> set[str]:
    return set(session.scalars(sa.select(LoginSession.token_hash).where(LoginSession.person_id == person.id)))


@pytest.mark.parametrize("path", PATHS)
def test_strangers_are_asked_to_sign_in(client: FlaskClient, world: World, path: str) -> None:
    assert client.post(path).status_code == 401
    assert client.get(path).status_code == 405


def test_a_language_is_kept_for_mails_and_pages(client: FlaskClient, citizen: Person, session: Session) -> None:
    answer = client.post("/account/settings/language", data={"language": "zh-TW"})
    assert answer.location == "/account/settings"
    assert "language=zh-TW" in answer.headers.getlist("Set-Cookie")[0] + answer.headers.getlist("Set-Cookie")[-1]
    session.expire_all()
    assert citizen.language == "zh-TW"
    assert client.post("/account/settings/language", data={"language": "fr"}).status_code == 422


def test_a_changed_password_ends_all_other_sessions(client: FlaskClient, citizen: Person, session: Session) -> None:
    start_session(session, citizen, NOON)
    session.flush()
    before = token_of(client)
    answer = client.post("/account/settings/password", data={"old_password": PASSWORD, "password": OTHER})
    assert (answer.status_code, answer.location) == (303, "/account/security")
    after = token_of(client)
    assert after != before
    assert sessions_of(session, citizen) == {hash_token(after)}
    assert queued(session) == [("password-changed", citizen.id)]
    assert client.get("/account/settings").status_code == 200
    session.expire_all()
    assert citizen.account_version == 2


@pytest.mark.parametrize(
    "old, new, field",
    [
        ("wrong password", OTHER, "old_password"),
        ("", OTHER, "old_password"),
        (PASSWORD, "", "password"),
        (PASSWORD, "short", "password"),
        (PASSWORD, "citizen-is-me", "password"),
    ],
)
def test_a_refused_change_changes_nothing(
    client: FlaskClient, citizen: Person, session: Session, old: str, new: str, field: str
) -> None:
    answer = client.post("/account/settings/password", data={"old_password": old, "password": new})
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert OTHER not in answer.text
    assert hash_token(token_of(client)) in sessions_of(session, citizen)
    session.expire_all()
    assert citizen.account_version == 1


def test_sessions_are_listed_and_ended(
    client: FlaskClient, citizen: Person, session: Session, world: World, statements: Statements
) -> None:
    other = hash_token(start_session(session, citizen, NOON))
    stranger = hash_token(start_session(session, world.people["other_citizen"], NOON))
    session.flush()
    with statements:
        page = client.get("/account/security?lang=en")
    assert len(statements) <= 6
    assert page.text.count("/ending") == 2
    assert "this one" in page.text
    assert client.post(f"/account/sessions/{stranger[:20]}/ending").status_code == 404
    assert client.post(f"/account/sessions/{other[:5]}/ending").status_code == 404
    assert client.post(f"/account/sessions/{other[:20]}/ending").status_code == 303
    assert sessions_of(session, citizen) == {hash_token(token_of(client))}
    assert sessions_of(session, world.people["other_citizen"]) == {stranger}


def test_all_other_sessions_end_at_once(client: FlaskClient, citizen: Person, session: Session, world: World) -> None:
    for _ in range(3):
        start_session(session, citizen, NOON)
    start_session(session, world.people["lead"], NOON)
    session.flush()
    assert client.post("/account/sessions/ending").status_code == 303
    assert sessions_of(session, citizen) == {hash_token(token_of(client))}
    assert len(sessions_of(session, world.people["lead"])) == 1


def test_ending_this_session_signs_out(client: FlaskClient, citizen: Person, session: Session) -> None:
    mine = hash_token(token_of(client))
    assert client.post(f"/account/sessions/{mine[:20]}/ending").location == "/"
    assert client.get("/account/settings").status_code == 303


def test_roles_are_shown_with_their_place(client: FlaskClient, world: World) -> None:
    page = world.sign_in(client, "official").get("/account/settings?lang=en").text
    assert "MODA" in page
    assert "since" in page
    assert "Desk" in page
