"""Writing through the API: what each request does and answers, who may, once for each key, on the revision that was seen."""

from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import ApiToken, TokenScope
from app.discussion.models import Comment, State
from app.kernel.richtext import digest
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON, Clock

API = "/api/v1"
HERE = f"{API}/bills/open-bill/comments"
REASON = "It gives a private person's telephone number."


def post(client: FlaskClient, world: World, who: str = "citizen", /, path: str = HERE, **words: Any) -> Any:
    headers = world.bearer(who) | words.pop("headers", {})
    return client.post(path, json=words, headers=headers)


def said(client: FlaskClient, world: World, who: str = "citizen", **words: Any) -> dict[str, Any]:
    answer = post(client, world, who, body="I **agree**.", **words)
    assert answer.status_code == 201, answer.text
    found: dict[str, Any] = answer.json
    return found


def count(session: Session, what: Any) -> int:
    return session.scalar(sa.select(sa.func.count()).select_from(what)) or 0


def test_a_comment_is_public_at_once_and_answers_like_a_read(client: FlaskClient, world: World) -> None:
    made = said(client, world, article="2.2", position="change")
    assert (made["article"], made["position"], made["author"]["handle"]) == ("2.2", "change", "citizen")
    assert made["sha256"] == digest("I **agree**.")
    assert client.get(f"{API}/comments/{made['id']}").json == made
    reply = said(client, world, "other_citizen", parent=made["id"])
    assert (reply["parent"], reply["root"], reply["article"]) == (made["id"], made["id"], "2.2")
    assert said(client, world, question=1)["question"] == 1


@pytest.mark.parametrize(
    "words",
    [
        {},
        {"body": ""},
        {"body": "x" * 5001},
        {"body": 7},
        {"body": "x", "article": "99"},
        {"body": "x", "article": "1.9"},
        {"body": "x", "article": "\0"},
        {"body": "x", "question": 9},
        {"body": "x", "question": 0},
        {"body": "x", "question": True},
        {"body": "x", "position": "against"},
        {"body": "x", "mood": "good"},
        {"body": "x", "article": "1", "question": 1},
        {"body": "x", "parent": 2**63},
    ],
)
def test_what_cannot_be_is_refused(client: FlaskClient, session: Session, world: World, words: dict[str, Any]) -> None:
    answer = post(client, world, "citizen", **words)
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")
    assert count(session, Comment) == 0


@pytest.mark.parametrize(
    "body", [b"", b"{", b"[]", b"\xff", b'"x"', b'{"body": "\\ud800"}', b'{"body": "x", "body": 1}']
)
def test_odd_bodies_are_refused(client: FlaskClient, world: World, body: bytes) -> None:
    for kind in ("application/json", "text/plain", "application/x-www-form-urlencoded"):
        answer = client.post(HERE, data=body, content_type=kind, headers=world.bearer("citizen"))
        assert answer.status_code in (400, 422), answer.text
        assert answer.json["error"]["code"] == "invalid"


@pytest.mark.parametrize(
    "slug, code",
    [("closed-bill", "notice_closed"), ("announced-bill", "notice_not_open"), ("withdrawn-bill", "bill_withdrawn")],
)
def test_the_notice_decides(client: FlaskClient, world: World, slug: str, code: str) -> None:
    answer = post(client, world, "citizen", path=f"{API}/bills/{slug}/comments", body="x")
    assert (answer.status_code, answer.json["error"]["code"]) == (409, code)


@pytest.mark.parametrize("header", ["", "Bearer", "Bearer x", "Basic eA==", "Bearer gongyi_" + "x" * 43, "Bearer \0"])
def test_without_a_token_nothing_is_written(client: FlaskClient, session: Session, world: World, header: str) -> None:
    world.sign_in(client, "citizen")
    answer = client.post(HERE, json={"body": "x"}, headers={"Authorization": header} if header else {})
    assert (answer.status_code, answer.json["error"]["code"]) == (401, "sign_in_required")
    assert count(session, Comment) == 0


def test_a_token_opens_no_page(client: FlaskClient, world: World) -> None:
    assert client.get("/account/settings", headers=world.bearer("citizen")).status_code == 303


def test_one_key_is_one_comment(client: FlaskClient, session: Session, world: World) -> None:
    headers = world.bearer("citizen") | {"Idempotency-Key": "k" * 200}
    answers = [client.post(HERE, json={"body": "Once"}, headers=headers) for _ in range(3)]
    assert [answer.status_code for answer in answers] == [201] * 3
    assert answers[0].json == answers[2].json
    assert count(session, Comment) == 1
    other = client.post(HERE, json={"body": "Twice"}, headers=headers)
    assert (other.status_code, other.json["error"]["code"]) == (422, "idempotency_key_reused")
    assert client.post(HERE, json={"body": "Once"}, headers=headers | world.bearer("other_citizen")).status_code == 201
    too_long = headers | {"Idempotency-Key": "k" * 201}
    assert client.post(HERE, json={"body": "Once"}, headers=too_long).status_code == 422


def test_a_refused_act_leaves_its_key_free(client: FlaskClient, world: World) -> None:
    headers = world.bearer("citizen") | {"Idempotency-Key": "k"}
    assert client.post(HERE, json={"body": " "}, headers=headers).status_code == 422
    assert client.post(HERE, json={"body": "Now"}, headers=headers).status_code == 201


def test_editing_and_withdrawing_ones_own(client: FlaskClient, session: Session, world: World) -> None:
    here = f"{API}/comments/{said(client, world)['id']}"
    mine = world.bearer("citizen")
    edited = client.patch(here, json={"body": "Other words"}, headers=mine | {"If-Match": '"1"'})
    assert (edited.status_code, edited.json["body"], edited.json["revision"]) == (200, "Other words", 2)
    for stale in (
        client.patch(here, json={"body": "Third"}, headers=mine | {"If-Match": '"1"'}),
        client.delete(here, headers=mine | {"If-Match": '"1"'}),
    ):
        assert (stale.status_code, stale.json["error"]["code"]) == (409, "conflict")
    for odd in ("2", '"x"', '"' + "9" * 5000 + '"', 'W/"2"'):
        assert client.delete(here, headers=mine | {"If-Match": odd}).status_code == 422
    assert client.patch(here, json={"body": "x"}, headers=world.bearer("other_citizen")).status_code == 403
    assert client.delete(here, headers=world.bearer("other_citizen")).status_code == 403
    assert client.delete(here, headers=mine | {"If-Match": '"2"'}).status_code == 204
    gone = client.get(here).json
    assert (gone["state"], gone["body"]) == ("withdrawn", None)


def test_endorsing_twice_counts_once(client: FlaskClient, world: World) -> None:
    here = f"{API}/comments/{said(client, world)['id']}"
    other = world.bearer("other_citizen")
    for act, counted in ((client.put, 1), (client.put, 1), (client.delete, 0), (client.delete, 0)):
        assert act(f"{here}/endorsement", headers=other).status_code == 204
        assert client.get(here).json["endorsements"] == counted
    assert client.put(f"{here}/endorsement", headers=world.bearer("citizen")).status_code == 403


def test_reports_hide_nothing(client: FlaskClient, world: World) -> None:
    here = f"{API}/comments/{said(client, world)['id']}"
    sent = {"ground": "spam", "note": "An advertisement"}
    answer = post(client, world, "other_citizen", path=f"{here}/reports", **sent)
    assert answer.status_code == 201
    assert (answer.json["ground"], answer.json["comment"]) == ("spam", int(here.rpartition("/")[2]))
    assert post(client, world, "other_citizen", path=f"{here}/reports", **sent).status_code == 409
    assert client.get(here).json["state"] == "visible"


def test_a_report_sent_again_under_its_key_gets_the_same_answer(
    client: FlaskClient, world: World, clock: Clock
) -> None:
    path = f"{API}/comments/{said(client, world)['id']}/reports"
    headers = world.bearer("other_citizen") | {"Idempotency-Key": "k"}
    first = client.post(path, json={"ground": "spam"}, headers=headers)
    clock.now = NOON + timedelta(hours=1)
    again = client.post(path, json={"ground": "spam"}, headers=headers)
    assert (again.status_code, again.json) == (201, first.json)


def test_hiding_and_restoring_are_on_the_record(client: FlaskClient, session: Session, world: World) -> None:
    made = said(client, world)
    here = f"{API}/comments/{made['id']}/hiding"
    power = world.bearer("moderator")
    hidden = client.post(here, json={"ground": "personal-data", "reason": REASON}, headers=power)
    assert (hidden.status_code, hidden.json["state"], hidden.json["body"]) == (201, "hidden", None)
    again = client.post(here, json={"ground": "spam", "reason": REASON}, headers=power)
    assert (again.status_code, again.json["error"]["code"]) == (409, "conflict")
    shown = client.delete(here, json={"reason": "The number is a public office's."}, headers=power)
    assert (shown.status_code, shown.json["body"]) == (200, "I **agree**.")
    assert [entry.act for entry in session.scalars(sa.select(Entry).order_by(Entry.seq))] == ["hide", "restore"]


def test_acts_in_office_need_a_token_for_them(client: FlaskClient, session: Session, world: World) -> None:
    made = said(client, world)
    here, words = f"{API}/comments/{made['id']}/hiding", {"ground": "spam", "reason": REASON}
    for who, scope in (("moderator", TokenScope.WRITE), ("citizen", TokenScope.POWER), ("official", TokenScope.POWER)):
        answer = client.post(here, json=words, headers=world.bearer(who, scope))
        assert (answer.status_code, answer.json["error"]["code"]) == (403, "not_allowed"), who
    assert session.get_one(Comment, made["id"]).state is State.VISIBLE


def test_the_day_of_use_is_kept_and_nothing_more(
    client: FlaskClient, session: Session, world: World, clock: Clock
) -> None:
    said(client, world)
    session.expire_all()
    token = session.scalars(sa.select(ApiToken)).one()
    assert token.used_day == NOON.date()


def test_proposed_wording_is_posted_edited_and_read(client: FlaskClient, world: World) -> None:
    made = said(client, world, article="2.2.1", proposed_text="1. Alpha.")
    assert (made["proposed_text"], made["proposed_lang"], made["body"]) == ("1. Alpha.", "en", "I **agree**.")
    assert made["proposed_html"] == '<p class="part">1. <del>A</del><ins>Alpha</ins>.</p>'
    assert made["sha256"] == digest("I **agree**.")
    assert client.get(HERE).json["items"][0]["proposed_text"] == "1. Alpha."
    here, token = f"/api/v1/comments/{made['id']}", world.bearer("citizen")
    for sent, held in (
        ({"body": "More."}, "1. Alpha."),
        ({"body": "More.", "proposed_text": "一、甲甲。", "proposed_lang": "zh-Hant-TW"}, "一、甲甲。"),
        ({"body": "More.", "proposed_text": None}, None),
    ):
        answer = client.patch(here, json=sent, headers=token)
        assert (answer.status_code, answer.json["proposed_text"]) == (200, held)
    assert client.get(here).json["proposed_html"] is None


def test_wording_that_cannot_be_proposed_is_refused(client: FlaskClient, world: World) -> None:
    for words in (
        {"proposed_text": "1. Alpha."},
        {"question": 1, "proposed_text": "1. Alpha."},
        {"article": "2.2.1", "proposed_text": " 1.  A."},
        {"article": "2.2.1", "proposed_text": "x" * 5001},
        {"article": "2.2.1", "proposed_text": 7},
        {"article": "2.2.1", "proposed_text": "x", "proposed_lang": "de"},
        {"article": "2.2.1", "proposed_text": "1. Alpha.", "body": " "},
    ):
        answer = post(client, world, **({"body": "Words."} | words))
        assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid"), words


def test_a_reply_proposes_no_wording(client: FlaskClient, world: World) -> None:
    above = said(client, world, article="2.2.1")
    answer = post(client, world, body="Yes.", parent=above["id"], proposed_text="1. Alpha.")
    assert (answer.status_code, answer.json["error"]["code"]) == (422, "invalid")
