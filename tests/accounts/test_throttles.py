"""Throttles: by account, by network and in total, the owner never locked out."""

import pytest
from flask.testing import FlaskClient
from limits import parse
from limits.storage import storage_from_string
from limits.strategies import MovingWindowRateLimiter
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts import throttles
from app.accounts.models import Person
from app.kernel.web.limits import limiter
from tests.accounts.people import PASSWORD, give_password, queued
from tests.builders import World

pytestmark = pytest.mark.usefixtures("limits")


@pytest.fixture
def citizen(world: World, session: Session) -> Person:
    return give_password(session, world.people["citizen"])


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(throttles, "FAILURES_OF_ACCOUNT", parse("3/15 minutes"))


def attempt(client: FlaskClient, password: str, name: str = "citizen", network: str = "192.0.2.1") -> int:
    data = {"name": name, "password": password}
    return client.post("/account/sign-in", data=data, environ_base={"REMOTE_ADDR": network}).status_code


@pytest.mark.parametrize("name", ["citizen", "nobody"])
def test_an_account_takes_a_few_failures_from_anywhere(client: FlaskClient, citizen: Person, name: str) -> None:
    assert [attempt(client, "wrong", name, f"192.0.2.{n}") for n in range(5)] == [401, 401, 401, 429, 429]
    assert attempt(client, "wrong", "lead", "192.0.2.9") == 401


def test_spellings_that_find_one_account_count_together(client: FlaskClient, citizen: Person) -> None:
    spellings = ["citizen", "CITIZEN", " citizen ", "ｃｉｔｉｚｅｎ", "citizen\u200b"]
    assert [attempt(client, "wrong", name) for name in spellings] == [401, 401, 401, 429, 429]


def test_spellings_of_one_address_count_together(client: FlaskClient, citizen: Person) -> None:
    spellings = ["citizen@example.test", "CITIZEN@EXAMPLE.TEST", "citizen@example.test\u200b", " citizen@example.test"]
    assert [attempt(client, "wrong", name) for name in spellings] == [401, 401, 401, 429]


def test_the_form_comes_back_with_the_name(client: FlaskClient, citizen: Person) -> None:
    for _ in range(3):
        attempt(client, "wrong")
    answer = client.post("/account/sign-in?lang=en", data={"name": "citizen", "password": PASSWORD})
    assert answer.status_code == 429
    assert 'value="citizen"' in answer.text
    assert PASSWORD not in answer.text


def test_success_does_not_count(app: Gongyi, citizen: Person) -> None:
    assert [attempt(app.test_client(), PASSWORD) for _ in range(6)] == [303] * 6


def test_the_owner_comes_in_from_a_known_device(app: Gongyi, client: FlaskClient, citizen: Person) -> None:
    assert attempt(client, PASSWORD) == 303
    client.post("/account/sign-out")
    attacker = app.test_client()
    assert [attempt(attacker, "wrong") for _ in range(4)][-1] == 429
    assert attempt(attacker, PASSWORD) == 429
    assert attempt(client, PASSWORD) == 303


def test_a_known_device_has_a_count_of_its_own(client: FlaskClient, citizen: Person) -> None:
    attempt(client, PASSWORD)
    assert [attempt(client, "wrong") for _ in range(4)] == [401, 401, 401, 429]


def test_a_device_cookie_opens_no_other_account(
    client: FlaskClient, citizen: Person, world: World, session: Session
) -> None:
    give_password(session, world.people["lead"])
    attempt(client, PASSWORD, "lead")
    for cookie in ("x", "x.y", "..", "é"):
        other = client.application.test_client()
        other.set_cookie("device", cookie)
        assert attempt(other, "wrong") in (401, 429)
    assert attempt(client, "wrong") == 429


def test_a_network_has_its_failures_counted(
    client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "FAILURES_OF_NETWORK", parse("2/15 minutes"))
    assert [attempt(client, "wrong", f"somebody-{n}") for n in range(3)] == [401, 401, 429]
    assert attempt(client, "wrong", "somebody-9", "198.51.100.7") == 401


def test_a_busy_network_does_not_lock_a_known_device_out(
    app: Gongyi, client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(throttles, "FAILURES_OF_NETWORK", parse("2/15 minutes"))
    attempt(client, PASSWORD)
    client.post("/account/sign-out")
    assert [attempt(app.test_client(), "wrong", f"somebody-{n}") for n in range(3)] == [401, 401, 429]
    assert attempt(client, PASSWORD) == 303


@pytest.mark.parametrize("limit, other_network", [(("2/hour", "99/hour"), 401), (("99/hour", "2/hour"), 429)])
def test_tries_are_counted_from_a_network_and_in_total(
    client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch, limit: tuple[str, str], other_network: int
) -> None:
    monkeypatch.setitem(throttles.LIMITS, "sign-in", (parse(limit[0]), parse(limit[1])))
    assert [attempt(client, "wrong", f"somebody-{n}") for n in range(3)] == [401, 401, 429]
    assert attempt(client, "wrong", "somebody-9", "198.51.100.7") == other_network


def test_registering_is_limited_and_keeps_the_words(
    client: FlaskClient, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(throttles.LIMITS, "register", (parse("1/hour"), parse("9/hour")))
    form = {"handle": "newcomer", "email": "new@example.test", "password": PASSWORD}
    assert client.post("/account/register", data=form).status_code == 303
    answer = client.post("/account/register", data=form | {"handle": "second"})
    assert answer.status_code == 429
    assert 'value="second"' in answer.text


@pytest.mark.parametrize("email", ["citizen@example.test", "nobody@example.test"])
def test_an_address_gets_three_mails_and_the_answer_stays_the_same(
    client: FlaskClient, citizen: Person, session: Session, email: str
) -> None:
    assert {client.post("/account/reset", data={"email": email}).status_code for _ in range(5)} == {303}
    assert len(queued(session)) == 3


def test_spellings_of_an_address_share_its_mails(client: FlaskClient, citizen: Person, session: Session) -> None:
    spellings = ["citizen@example.test", "CITIZEN@example.test", "citizen@EXAMPLE.test", "citi\u200bzen@example.test"]
    answers = {client.post("/account/reset", data={"email": email}).status_code for email in spellings * 2}
    assert answers == {303}
    assert len(queued(session)) == 3


def test_present_passwords_cannot_be_guessed(client: FlaskClient, citizen: Person, world: World) -> None:
    world.sign_in(client, "citizen")
    data = {"old_password": "wrong", "password": "another battery 7"}
    assert [client.post("/account/settings/password", data=data).status_code for _ in range(4)] == [422, 422, 422, 429]


def test_confirmation_links_are_limited(client: FlaskClient, citizen: Person, world: World, session: Session) -> None:
    citizen.confirmed_at = None
    world.sign_in(client, "citizen")
    assert [client.post("/account/confirmation").status_code for _ in range(4)] == [303, 303, 303, 429]


def test_a_lost_redis_is_counted_in_memory(
    app: Gongyi, client: FlaskClient, citizen: Person, monkeypatch: pytest.MonkeyPatch, database_kind: str
) -> None:
    gone = storage_from_string("redis://127.0.0.1:1/0", **app.config["RATELIMIT_STORAGE_OPTIONS"])
    monkeypatch.setattr(limiter, "_limiter", MovingWindowRateLimiter(gone))
    assert [attempt(client, "wrong", f"lost-{database_kind}") for _ in range(4)] == [401, 401, 401, 429]
