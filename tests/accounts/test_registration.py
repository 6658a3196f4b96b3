"""Registering, confirming, and forgotten passwords, through pages and mails."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts import queries
from app.accounts.models import LoginSession
from app.notifications.delivery import deliver_due
from tests.accounts.people import OTHER, PASSWORD, Box, give_password, queued
from tests.builders import World
from tests.conftest import NOON, Clock

FORM = {"handle": "newcomer", "email": "new@example.test", "password": PASSWORD}


def test_from_registering_to_signing_in(
    app: Gongyi, client: FlaskClient, world: World, session: Session, box: Box
) -> None:
    answer = client.post("/account/register?lang=en", data=FORM)
    assert (answer.status_code, answer.location) == (303, "/account/register/sent")
    assert deliver_due(app) == 1
    assert box.messages[0]["To"] == "new@example.test"
    assert box.messages[0]["Subject"] == "Confirm your e-mail address"
    link = box.link()
    assert client.get(link).status_code == 200
    assert client.get(link).status_code == 200, "opening the link uses nothing up"
    session.expire_all()
    person = queries.find_by_handle(session, "newcomer")
    assert person is not None
    assert (person.confirmed_at, person.language) == (None, "en")
    assert client.post(link).location == "/account/sign-in"
    session.expire_all()
    assert person.confirmed_at == NOON
    assert [client.get(link).status_code, client.post(link).status_code] == [404, 404]
    signed_in = client.post("/account/sign-in", data={"name": "new@example.test", "password": PASSWORD})
    assert signed_in.status_code == 303


@pytest.mark.parametrize(
    "change, field",
    [
        ({"handle": ""}, "handle"),
        ({"handle": "citizen"}, "handle"),
        ({"handle": "moderator-x"}, "handle"),
        ({"email": ""}, "email"),
        ({"email": "not an address"}, "email"),
        ({"email": "a@b@c.test"}, "email"),
        ({"email": "a\r\nBcc: x@example.test"}, "email"),
        ({"email": "x" * 300 + "@example.test"}, "email"),
        ({"password": ""}, "password"),
        ({"password": "short"}, "password"),
        ({"password": "newcomer-2026"}, "password"),
        ({"password": "password123"}, "password"),
    ],
)
def test_a_refused_form_keeps_what_was_typed(
    client: FlaskClient, world: World, session: Session, change: dict[str, str], field: str
) -> None:
    answer = client.post("/account/register?lang=en", data=FORM | change)
    assert answer.status_code == 422
    assert f'href="#{field}"' in answer.text
    assert 'value="newcomer"' in answer.text or "handle" in change
    assert PASSWORD not in answer.text
    assert queued(session) == []


def test_all_that_is_wrong_is_said_at_once(client: FlaskClient, world: World) -> None:
    answer = client.post("/account/register?lang=en", data={"handle": "x", "email": "x", "password": "x"})
    assert all(f'href="#{field}"' in answer.text for field in ("handle", "email", "password"))


def test_a_known_address_gets_the_same_answer_and_its_owner_a_mail(
    app: Gongyi, client: FlaskClient, world: World, session: Session, box: Box
) -> None:
    unknown = client.post("/account/register", data=FORM)
    known = client.post("/account/register", data=FORM | {"handle": "second", "email": "Citizen@example.test"})
    assert (unknown.status_code, unknown.location, unknown.text) == (known.status_code, known.location, known.text)
    assert [template for template, _ in queued(session)] == ["confirm", "taken"]
    assert deliver_due(app) == 2
    assert box.messages[-1]["To"] == "citizen@example.test"
    for handle in ("newcomer", "second"):
        taken = client.post("/account/register", data=FORM | {"handle": handle, "email": "third@example.test"})
        assert taken.status_code == 422, "either handle is taken now, so it does not tell"
        assert client.post("/account/sign-in", data={"name": handle, "password": PASSWORD}).status_code == 303
        assert client.post("/account/confirmation").status_code == 303
    for email in ("new@example.test", "citizen@example.test"):
        assert client.post("/account/sign-in", data={"name": email, "password": PASSWORD}).status_code == 401


@pytest.mark.parametrize("address", ["confirm", "reset"])
@pytest.mark.parametrize("token", ["abc", "x" * 3000, "%00", "%F0%9F%98%80"])
def test_unknown_links_say_what_to_do(client: FlaskClient, world: World, address: str, token: str) -> None:
    for answer in (
        client.get(f"/account/{address}/{token}?lang=en"),
        client.post(f"/account/{address}/{token}?lang=en"),
    ):
        assert answer.status_code == 404
        assert "no longer works" in answer.text


def test_links_run_out(app: Gongyi, client: FlaskClient, world: World, box: Box, clock: Clock) -> None:
    client.post("/account/register", data=FORM)
    deliver_due(app)
    link = box.link()
    clock.now = NOON + timedelta(hours=24)
    assert client.post(link).status_code == 404


def test_a_new_link_is_sent_on_request(
    app: Gongyi, client: FlaskClient, world: World, session: Session, box: Box
) -> None:
    world.people["citizen"].confirmed_at = None
    world.sign_in(client, "citizen")
    assert client.post("/account/confirmation").location == "/account/settings"
    deliver_due(app)
    assert client.post(box.link()).location == "/"
    assert client.post("/account/confirmation").status_code == 409
    world.sign_in(client, None)
    assert client.post("/account/confirmation").status_code == 401


def test_a_forgotten_password(app: Gongyi, client: FlaskClient, world: World, session: Session, box: Box) -> None:
    give_password(session, world.people["citizen"])
    world.sign_in(client, "citizen")
    known = client.post("/account/reset", data={"email": "citizen@example.test"})
    unknown = client.post("/account/reset", data={"email": "nobody@example.test"})
    assert (known.status_code, known.location, known.text) == (unknown.status_code, unknown.location, unknown.text)
    assert deliver_due(app) == 1
    link = box.link()
    page = client.get(link)
    assert page.status_code == 200
    assert "citizen" in page.text
    weak = client.post(link + "?lang=en", data={"password": "short"})
    assert weak.status_code == 422
    assert 'href="#password"' in weak.text
    assert client.post(link, data={"password": ""}).status_code == 422
    assert client.post(link, data={"password": OTHER}).location == "/account/sign-in"
    assert session.scalar(sa.select(sa.func.count()).select_from(LoginSession)) == 0
    assert [client.get(link).status_code, client.post(link, data={"password": PASSWORD}).status_code] == [404, 404]
    assert client.post("/account/sign-in", data={"name": "citizen", "password": PASSWORD}).status_code == 401
    assert client.post("/account/sign-in", data={"name": "citizen", "password": OTHER}).status_code == 303
    assert deliver_due(app) == 1
    assert box.messages[-1]["Subject"] == "Your password was changed"


def test_a_reset_link_is_void_once_the_password_changed(
    app: Gongyi, client: FlaskClient, world: World, session: Session, box: Box
) -> None:
    give_password(session, world.people["citizen"])
    client.post("/account/reset", data={"email": "citizen@example.test"})
    deliver_due(app)
    link = box.link()
    world.sign_in(client, "citizen")
    client.post("/account/settings/password", data={"old_password": PASSWORD, "password": OTHER})
    assert client.get(link).status_code == 404


@pytest.mark.parametrize("email", ["", "x", "\x00@", "a" * 70_000])
def test_an_odd_address_is_said(client: FlaskClient, world: World, email: str) -> None:
    assert client.post("/account/reset", data={"email": email}).status_code == 422


@pytest.mark.parametrize(
    "path",
    [
        "/account/register",
        "/account/register/sent",
        "/account/reset",
        "/account/reset/sent",
        "/account/sign-in",
        "/account/sign-out",
    ],
)
@pytest.mark.parametrize("lang, tag", [("en", "en"), ("zh-TW", "zh-Hant-TW")])
def test_pages_for_visitors_speak_both_languages(
    client: FlaskClient, world: World, path: str, lang: str, tag: str
) -> None:
    page = client.get(f"{path}?lang={lang}")
    assert page.status_code == 200
    assert f'<html lang="{tag}">' in page.text
    assert page.text.count("<h1") == 1
