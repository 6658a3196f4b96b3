"""A form sent twice is one comment; the same key for other words is refused, with the words kept."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment
from app.kernel.idempotency import IdempotencyKey
from tests.builders import World
from tests.conftest import Clock
from tests.discussion.talk import NOON, post

NEW = "/bills/open-bill/comments/new"
SENT = {"body": "Once.", "place": "2", "position": "ask", "key": "k1"}


@pytest.fixture
def citizen(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "citizen")


def bodies(world: World) -> list[str | None]:
    return list(world.session.scalars(sa.select(Comment.body).order_by(Comment.id)))


def key_of(page: str) -> str:
    found = re.search(r'name="key" type="hidden" value="([^"]+)"', page)
    assert found
    return found[1]


def test_each_form_has_a_key_of_its_own(citizen: FlaskClient) -> None:
    assert key_of(citizen.get(NEW).text) != key_of(citizen.get(NEW).text)


def test_the_same_again_is_one_comment(citizen: FlaskClient, world: World, clock: Clock) -> None:
    first = citizen.post(NEW, data=SENT)
    clock.now += timedelta(hours=1)
    again = citizen.post(NEW, data=SENT | {"body": " Once.\r\n"})
    assert (again.status_code, again.location) == (first.status_code, first.location) == (303, first.location)
    assert bodies(world) == ["Once."]
    assert "This form was sent before" in citizen.get(first.location + "?lang=en").text


@pytest.mark.parametrize("other", [{"body": "Twice."}, {"place": "Q1"}, {"position": "support"}])
def test_the_same_key_for_something_else_is_422(citizen: FlaskClient, world: World, other: dict[str, str]) -> None:
    citizen.post(NEW, data=SENT)
    answer = citizen.post(NEW, data=SENT | other)
    assert (answer.status_code, (SENT | other)["body"] in answer.text) == (422, True)
    assert bodies(world) == ["Once."]
    fresh = key_of(answer.text)
    assert fresh != "k1"
    assert citizen.post(NEW, data=SENT | other | {"key": fresh}).status_code == 303
    assert len(bodies(world)) == 2


def test_reply_and_comment_do_not_share_a_key(citizen: FlaskClient, world: World) -> None:
    root = post(world, by="lead")
    citizen.post(NEW, data=SENT)
    assert citizen.post(f"/comments/{root.id}/replies/new", data=SENT).status_code == 422
    answers = [citizen.post(f"/comments/{root.id}/replies/new", data=SENT | {"key": "k2"}) for _time in range(2)]
    assert answers[0].location == answers[1].location
    assert len(bodies(world)) == 3


def test_keys_belong_to_one_person(citizen: FlaskClient, world: World) -> None:
    citizen.post(NEW, data=SENT)
    world.sign_in(citizen, "other_citizen")
    assert citizen.post(NEW, data=SENT).status_code == 303
    assert bodies(world) == ["Once.", "Once."]


def test_a_refusal_is_not_kept(citizen: FlaskClient, world: World, clock: Clock) -> None:
    clock.now = NOON + timedelta(days=100)
    world.sign_in(citizen, "citizen")
    world.session.execute(sa.text("UPDATE login_session SET seen_at = :now, started_at = :now"), {"now": clock.now})
    assert citizen.post(NEW, data=SENT).status_code == 409
    assert world.session.scalar(sa.select(sa.func.count()).select_from(IdempotencyKey)) == 0
    clock.now = NOON
    assert citizen.post(NEW, data=SENT | {"body": "Better."}).status_code == 303


@pytest.mark.parametrize("key", ["", " ", "k" * 1000, "鍵\x00\u202e", "k\nk"])
def test_odd_keys(citizen: FlaskClient, world: World, key: str) -> None:
    assert citizen.post(NEW, data=SENT | {"key": key}).status_code == 303
    assert bodies(world) == ["Once."]
