"""Signing in and out, sessions, languages, and where people are sent afterwards."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from argon2 import PasswordHasher
from flask.testing import FlaskClient
from sqlalchemy.orm import Session
from werkzeug.test import TestResponse

from app import Gongyi
from app.accounts import passwords
from app.accounts.models import LoginSession, Person
from app.accounts.sessions import IDLE, LONGEST, TOUCH, hash_token, start_session
from tests.accounts.people import PASSWORD, give_password
from tests.builders import World
from tests.conftest import NOON, Clock, Statements

TICK = timedelta(microseconds=1)
AWAY = [
    "//evil.example",
    "https://evil.example/",
    "/\\evil.example",
    "\\/evil.example",
    "javascript:alert(1)",
    "/\tevil",
    "evil",
    "///evil.example",
    "/%0d%0aX:y\r\n",
]


@pytest.fixture
def citizen(world: World, session: Session) -> Person:
    return give_password(session, world.people["citizen"])


WRONG = [
    ("citizen", "wrong password"),
    ("nobody", PASSWORD),
    ("nobody@example.test", PASSWORD),
    ("citizen@example.test", "x" * 300),
    ("official", PASSWORD),
    ("a\x00b", "\x00"),
    ("x" * 5000, "y"),
    ("9" * 5000, "8" * 5000),
]
FORMS = [
    *("sign-in", "sign-out", "register", "reset", "confirm/abc", "reset/abc", "settings/language"),
    *("settings/password", "sessions/ending", "sessions/abc/ending", "confirmation"),
]


def sign_in(client: FlaskClient, name: str = "citizen", password: str = PASSWORD, **more: str) -> TestResponse:
    return client.post("/account/sign-in", data={"name": name, "password": password, **more})


@pytest.mark.parametrize("name", ["citizen", "Citizen", " citizen ", "citizen@example.test", "CITIZEN@Example.Test"])
def test_handle_or_address_lets_in(client: FlaskClient, citizen: Person, name: str) -> None:
    answer = sign_in(client, name)
    assert (answer.status_code, answer.location) == (303, "/")
    assert client.get("/account/settings").status_code == 200


@pytest.mark.parametrize("name, password", WRONG)
def test_wrong_names_and_wrong_passwords_get_one_answer(
    client: FlaskClient, citizen: Person, name: str, password: str
) -> None:
    answer = sign_in(client, name, password)
    assert answer.status_code == 401
    assert "do not belong together" in answer.text or "不正確" in answer.text
    assert password not in answer.text or len(password) < 3
    assert client.get("/account/settings").status_code == 303


def test_the_answer_differs_in_nothing_but_the_name(client: FlaskClient, citizen: Person) -> None:
    known, unknown = sign_in(client, "citizen", "wrong password"), sign_in(client, "nobodyy", "wrong password")
    assert known.text.replace('value="citizen"', 'value="nobodyy"') == unknown.text
    assert set(known.headers.keys()) == set(unknown.headers.keys())


@pytest.mark.parametrize("missing", ["name", "password"])
def test_an_empty_field_is_said_at_the_field(client: FlaskClient, citizen: Person, missing: str) -> None:
    data = {"name": "citizen", "password": PASSWORD, missing: ""}
    answer = client.post("/account/sign-in?lang=en", data=data)
    assert answer.status_code == 422
    assert f'href="#{missing}"' in answer.text
    assert PASSWORD not in answer.text


def test_an_unconfirmed_person_signs_in_by_handle_alone(client: FlaskClient, citizen: Person, session: Session) -> None:
    citizen.confirmed_at = None
    session.flush()
    assert sign_in(client, "citizen@example.test").status_code == 401
    assert sign_in(client, "citizen").status_code == 303
    page = client.get("/account/settings?lang=en")
    assert "not confirmed yet" in page.text
    assert "citizen@example.test" not in page.text


def test_a_suspended_person_is_told_after_the_password_alone(
    client: FlaskClient, citizen: Person, session: Session
) -> None:
    citizen.suspended_at = NOON
    session.flush()
    assert sign_in(client, password="wrong password").status_code == 401
    answer = sign_in(client, lang="en")
    assert answer.status_code == 403
    assert "Your account is suspended." in answer.text or "您的帳號已停用" in answer.text


def test_signing_in_makes_a_new_token_and_a_new_cookie_session(client: FlaskClient, citizen: Person) -> None:
    with client.session_transaction() as cookie:
        cookie["planted"], cookie["_user_id"] = "by somebody", "planted-token"
    sign_in(client)
    with client.session_transaction() as cookie:
        first = cookie["_user_id"]
        assert set(cookie) == {"_user_id", "_fresh", "_permanent"}
    assert first != "planted-token"
    sign_in(client)
    with client.session_transaction() as cookie:
        assert cookie["_user_id"] != first


def test_the_token_is_kept_hashed(client: FlaskClient, citizen: Person, session: Session) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert list(session.scalars(sa.select(LoginSession.token_hash))) == [hash_token(token)]
    assert token not in hash_token(token)


def test_cookies_are_out_of_reach_of_scripts_and_other_sites(client: FlaskClient, citizen: Person) -> None:
    cookies = sign_in(client).headers.getlist("Set-Cookie")
    assert len(cookies) == 2
    assert all("HttpOnly" in c and "SameSite=Lax" in c and "Path=/" in c for c in cookies)


@pytest.mark.parametrize("wanted", ["/bills/open-bill/discussion?sort=newest", "/account/settings"])
def test_next_is_remembered_over_a_failure(client: FlaskClient, citizen: Person, wanted: str) -> None:
    page = client.get("/account/sign-in", query_string={"next": wanted})
    assert wanted.replace("&", "&amp;") in page.text
    assert wanted in sign_in(client, password="wrong password", next=wanted).text
    assert sign_in(client, next=wanted).location == wanted


@pytest.mark.parametrize("wanted", AWAY)
def test_next_never_leads_away(client: FlaskClient, citizen: Person, wanted: str) -> None:
    assert sign_in(client, next=wanted).location == "/"
    assert client.get("/language/en", query_string={"next": wanted}).location == "/"


def test_a_page_for_members_sends_visitors_to_sign_in(client: FlaskClient, world: World) -> None:
    answer = client.get("/account/settings")
    assert (answer.status_code, answer.location) == (303, "/account/sign-in?next=%2Faccount%2Fsettings")


def test_signing_out_ends_the_session_on_the_server(client: FlaskClient, citizen: Person, session: Session) -> None:
    sign_in(client)
    with client.session_transaction() as cookie:
        token = cookie["_user_id"]
    assert client.get("/account/sign-out").status_code == 200
    assert client.get("/account/settings").status_code == 200
    assert client.post("/account/sign-out").status_code == 303
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert client.get("/account/settings").status_code == 303
    assert client.post("/account/sign-out").status_code == 303


@pytest.mark.parametrize(
    "started, seen, runs",
    [
        (timedelta(), timedelta(), True),
        (IDLE, IDLE - TICK, True),
        (IDLE, IDLE, False),
        (LONGEST - TICK, timedelta(), True),
        (LONGEST, timedelta(), False),
    ],
)
def test_sessions_end_by_idleness_and_by_age(
    client: FlaskClient, citizen: Person, session: Session, started: timedelta, seen: timedelta, runs: bool
) -> None:
    token = start_session(session, citizen, NOON)
    kept = session.get_one(LoginSession, hash_token(token))
    kept.started_at, kept.seen_at = NOON - started, NOON - seen
    session.flush()
    with client.session_transaction() as cookie:
        cookie["_user_id"] = token
    assert client.get("/account/settings").status_code == (200 if runs else 303)


def test_a_use_is_noted_every_ten_minutes(
    client: FlaskClient, citizen: Person, clock: Clock, statements: Statements
) -> None:
    sign_in(client)
    for later, noted in ((TOUCH - TICK, 0), (TOUCH, 1)):
        clock.now = NOON + later
        with statements:
            client.get("/account/settings")
        assert sum(s.startswith("UPDATE login_session SET seen_at") for s in statements.seen) == noted


@pytest.mark.parametrize("code, status", [("en", 303), ("zh-TW", 303), ("zh-CN", 404), ("fr", 404), ("EN", 404)])
def test_a_language_is_kept_for_a_year(client: FlaskClient, code: str, status: int) -> None:
    answer = client.get(f"/language/{code}?next=/bills?q=%E8%B3%87%26lang%3Den%26x%3D1")
    assert answer.status_code == status
    if status == 303:
        assert answer.location == "/bills?q=%E8%B3%87&x=1"
        cookie = answer.headers["Set-Cookie"]
        assert cookie.startswith(f"language={code}; ")
        assert "Max-Age=31536000" in cookie
        assert "SameSite=Lax" in cookie


def test_the_cookie_speaks_before_the_browser(client: FlaskClient, world: World) -> None:
    client.get("/language/en")
    assert '<html lang="en">' in client.get("/account/sign-in", headers={"Accept-Language": "zh-TW"}).text


def test_the_first_form_has_one_name_and_one_password(client: FlaskClient, world: World) -> None:
    page = client.get("/account/sign-in?lang=en").text
    form = page.split("<main", 1)[1].split("<form", 1)[1].split("</form>", 1)[0]
    shown = [tag for tag in form.split("<input")[1:] if 'type="hidden"' not in tag]
    assert ["password" in tag.split(">")[0] for tag in shown] == [False, True]
    assert 'autocomplete="username"' in shown[0]
    assert "gongyi-demo" in page
    assert all(handle in page for handle in ("citizen-01", "citizen-12", "official-acs-02", "moderator-other", "admin"))


def test_demo_accounts_are_shown_in_demo_mode_alone(
    app: Gongyi, client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    from dataclasses import replace

    settings = app.extensions["gongyi.settings"]
    monkeypatch.setitem(app.extensions, "gongyi.settings", replace(settings, mode="production"))
    assert "gongyi-demo" not in client.get("/account/sign-in").text


@pytest.mark.parametrize("address", FORMS)
def test_every_form_is_refused_without_its_token(
    app: Gongyi, client: FlaskClient, citizen: Person, address: str
) -> None:
    sign_in(client)
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        answer = client.post(f"/account/{address}", data={"name": "citizen", "password": PASSWORD})
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    assert answer.status_code == 400
    assert client.get("/account/settings").status_code == 200


class Counting:
    """A hasher that notes what it verifies."""

    def __init__(self, hasher: PasswordHasher) -> None:
        self.hasher = hasher
        self.verified: list[str] = []

    def verify(self, kept: str, password: bytes) -> bool:
        self.verified.append(kept)
        return self.hasher.verify(kept, password)


@pytest.mark.parametrize("name, password", WRONG)
def test_every_wrong_try_costs_one_verification(
    client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch, name: str, password: str
) -> None:
    passwords.is_right(None, "the dummy is made once")
    hasher = Counting(passwords._hasher)
    monkeypatch.setattr(passwords, "_hasher", hasher)
    sign_in(client, name, password)
    assert [kept.startswith("$argon2id$") for kept in hasher.verified] == [True]
