"""Appeals through the API: what each request does and answers, who may, once for each key, and what everybody reads."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import TokenScope
from app.moderation.appeals.models import Appeal
from app.record.models import Entry
from tests.builders import World
from tests.moderation.appeals.scenes import WHY, WORDS, appeal, hidden

API = "/api/v1"


def number(session: Session, model: type) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_an_appeal_is_made_once_for_its_key_and_does_not_answer_its_words(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = hidden(world)
    headers = world.bearer("citizen", TokenScope.WRITE) | {"Idempotency-Key": "k1"}
    for _time in range(2):
        answer = client.post(f"{API}/comments/{comment.id}/appeal", json={"text": WORDS}, headers=headers)
        assert answer.status_code == 201, answer.text
    assert (number(session, Appeal), number(session, Entry)) == (1, 2)
    made = answer.json
    assert made | {"id": 0} == {
        "id": 0, "comment": comment.id, "hiding_seq": 1, "appealed_at": "2026-03-10T04:00:00.000000Z", "log_seq": 2,
        "due_day": "2026-03-24", "outcome": None, "closed_at": None, "closed_seq": None, "reason": None, "decided_by": None,
    }  # fmt: skip
    again = client.post(f"{API}/comments/{comment.id}/appeal", json={"text": WORDS}, headers=world.bearer("citizen"))
    assert (again.status_code, again.json["error"]["code"]) == (409, "conflict")
    assert client.get(f"{API}/appeals/{made['id']}").json == made


def test_a_decision_overturns_on_the_revision_that_was_seen(client: FlaskClient, world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    here, said = f"{API}/appeals/{made.id}/decision", {"outcome": "overturned", "reason": WHY}
    power = world.bearer("lead")
    assert client.post(here, json=said, headers=power | {"If-Match": '"1"'}).status_code == 409
    done = client.post(here, json=said, headers=power | {"If-Match": '"2"'})
    assert done.status_code == 200, done.text
    assert (done.json["outcome"], done.json["decided_by"], done.json["reason"]) == ("overturned", "lead", WHY)
    shown = client.get(f"{API}/comments/{comment.id}").json
    assert (shown["state"], shown["overturned_seq"], shown["log_seq"]) == ("visible", done.json["closed_seq"], 4)
    again = client.post(here, json=said, headers=power)
    assert (again.status_code, again.json["error"]["code"]) == (409, "conflict")


@pytest.mark.parametrize("body", [{}, {"outcome": "restored", "reason": WHY}, {"outcome": "upheld", "reason": "no"}])
def test_a_decision_of_another_shape_is_invalid(client: FlaskClient, world: World, body: dict[str, str]) -> None:
    made = appeal(world, hidden(world))
    answer = client.post(f"{API}/appeals/{made.id}/decision", json=body, headers=world.bearer("lead"))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")


def test_acts_in_office_need_a_token_for_them(client: FlaskClient, world: World) -> None:
    made = appeal(world, hidden(world))
    here, said = f"{API}/appeals/{made.id}/decision", {"outcome": "upheld", "reason": WHY}
    for who, scope in (("lead", TokenScope.WRITE), ("moderator", TokenScope.POWER), ("citizen", TokenScope.POWER)):
        assert client.post(here, json=said, headers=world.bearer(who, scope)).status_code == 403
    assert client.post(here, json=said).status_code == 401


@pytest.mark.parametrize("text", ["", "short", "x" * 20])
def test_an_appeal_without_a_reason_is_invalid(client: FlaskClient, world: World, text: str) -> None:
    comment = hidden(world)
    answer = client.post(f"{API}/comments/{comment.id}/appeal", json={"text": text}, headers=world.bearer("citizen"))
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")
