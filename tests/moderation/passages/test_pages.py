"""The pages to black out a passage and to uncover it: look, choose, decide; who is told what; and what a second moderator gets."""

import re
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.blackouts.blocks import BLOCK
from app.discussion.blackouts.models import Blackout
from app.discussion.models import Comment
from app.record.models import Entry
from tests.builders import World
from tests.conftest import Statements
from tests.discussion import talk
from tests.discussion.pages import complaints
from tests.moderation.passages.scenes import NUMBER, REASON, black_out, tell_number


@pytest.fixture
def said(world: World) -> Comment:
    return tell_number(world)


def marks(page: str) -> dict[str, Any]:
    """The hidden fields of the page's form, and its ticked places."""
    found = dict(re.findall(r'<input type="hidden" name="(key|revision|looked)" value="([^"]*)"', page))
    return found | {"places": re.findall(r'name="places" value="(\d+)" checked', page)}


def look(client: FlaskClient, comment: Comment, passage: str = NUMBER):
    return client.post(f"/comments/{comment.id}/passages/new?lang=en", data={"passage": passage, "look": "1"})


def decide(client: FlaskClient, comment: Comment, page: str, **more: object):
    words = {"passage": NUMBER, "ground": "personal-data", "reason": REASON} | marks(page) | more
    return client.post(f"/comments/{comment.id}/passages/new?lang=en", data=words)


def test_look_choose_and_decide(client: FlaskClient, session: Session, world: World, said: Comment) -> None:
    world.sign_in(client, "moderator")
    asked = client.get(f"/comments/{said.id}/passages/new?lang=en").text
    assert "Show where they stand" in asked and 'name="ground"' not in asked and complaints(asked) == []
    page = look(client, said)
    assert page.status_code == 200 and complaints(page.text) == []
    assert page.text.count("<mark>") == 5 and marks(page.text)["places"] == ["0", "1", "2"]
    assert "2 places in earlier texts" in page.text and 'value="off-topic"' not in page.text
    done = decide(client, said, page.text, places=["0", "2"])
    assert (done.status_code, done.location) == (303, f"/comments/{said.id}")
    shown = client.get(f"/comments/{said.id}?lang=en").text
    assert "The moderators blacked out a passage: Personal data of others, on" in shown and "10 March 2026" in shown
    assert '<span aria-hidden="true">▇▇▇▇▇</span>' in shown and 'lang="en">[blacked out]<' in shown
    assert 'lang="zh-Hant-TW">［已塗黑］<' in client.get(f"/comments/{said.id}?lang=zh-TW").text
    assert "call 0912 345 678" in shown and "see 0912345678" not in shown
    again = decide(client, said, page.text, places=["0", "2"])
    assert again.status_code == 303, "the same key is the same act"
    assert session.scalar(sa.select(sa.func.count()).select_from(Blackout)) == 1


@pytest.mark.parametrize(
    "more, status, words",
    [
        ({"places": []}, 422, "Choose at least one of the places"),
        ({"passage": "My neighbour"}, 422, "See first where these words stand"),
        ({"reason": ""}, 422, "Give the reason in words."),
        ({"ground": "threat"}, 422, "Choose a ground."),
        ({"places": ["0", "9"]}, 409, "This comment changed"),
        ({"places": ["x"]}, 422, ""),
        ({"revision": "1"}, 409, "This comment changed"),
    ],
)
def test_refusals_keep_what_was_typed(
    client: FlaskClient, session: Session, world: World, said, more, status, words
) -> None:
    world.sign_in(client, "moderator")
    answer = decide(client, said, look(client, said).text, **more)
    assert answer.status_code == status and words in answer.text
    assert (more.get("passage") or NUMBER) in answer.text and (more.get("reason", REASON)).split("'")[0] in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 0


def test_looking_tells_what_is_wrong(client: FlaskClient, world: World, said: Comment) -> None:
    world.sign_in(client, "moderator")
    for passage, words in (
        ("", "at least three letters"),
        ("0999 000", "stand nowhere"),
        (BLOCK, "blacked out already"),
    ):
        page = look(client, said, passage)
        assert page.status_code == 422 and words in page.text and page.text.count(words) == 2  # above, and at the field


def test_the_second_moderator_is_told(client: FlaskClient, session: Session, world: World, said: Comment) -> None:
    world.sign_in(client, "moderator")
    page = look(client, said).text
    black_out(world, said, by="second_moderator")
    answer = decide(client, said, page)
    assert answer.status_code == 409 and "This comment changed" in answer.text and "second-moderator" in answer.text
    assert session.scalar(sa.select(sa.func.count()).select_from(Entry)) == 1


def test_the_same_words_elsewhere_are_pointed_out(client: FlaskClient, world: World, said: Comment) -> None:
    reply = talk.post(world, "> call 0912 345 678\n\nI did.", by="other_citizen", parent=said)
    other = talk.post(world, "Nothing here.", by="other_citizen", parent=said)
    world.sign_in(client, "moderator")
    page = look(client, said).text
    assert f'href="/comments/{reply.id}/passages/new"' in page
    assert f'href="/comments/{other.id}/passages/new"' not in page


def test_uncovering_shows_the_words_to_moderators_alone(
    client: FlaskClient, session: Session, world: World, said
) -> None:
    black_out(world, said)
    session.commit()
    number = session.scalars(sa.select(Blackout.id)).one()
    address = f"/comments/{said.id}/passages/{number}/removal"
    world.sign_in(client, "moderator")
    page = client.get(f"{address}?lang=en").text
    assert page.count("<mark>") == 5 and "0912 345 678" in page and complaints(page) == []
    assert f'href="{address}"' in client.get(f"/comments/{said.id}/passages/new").text
    assert client.post(address, data=marks(page) | {"reason": ""}).status_code == 422
    done = client.post(address, data=marks(page) | {"reason": "The number is the office's own."})
    assert (done.status_code, done.location) == (303, f"/comments/{said.id}")
    assert "call 0912 345 678" in client.get(f"/comments/{said.id}").text
    assert client.post(address, data=marks(page) | {"key": "x", "reason": "Once more, to be sure."}).status_code == 409
    other = talk.post(world, "Another comment.")
    assert client.get(f"/comments/{other.id}/passages/{number}/removal").status_code == 404


def test_a_hidden_comment_can_be_made_fit_to_be_shown(client: FlaskClient, world: World, said: Comment) -> None:
    talk.hide(world, said)
    world.sign_in(client, "moderator")
    assert f'href="/comments/{said.id}/passages/new"' in client.get(f"/comments/{said.id}/restoration").text
    page = look(client, said).text
    assert decide(client, said, page).status_code == 303
    talk.restore(world, said)
    assert "345" not in client.get(f"/comments/{said.id}").text.replace("09**", "")


def test_the_author_is_told_by_notice_and_edits_what_is_public(
    client: FlaskClient, world: World, said: Comment
) -> None:
    black_out(world, said)
    world.sign_in(client, "citizen")
    assert "A passage of your comment was blacked out" in client.get("/notifications?lang=en").text
    page = client.get(f"/comments/{said.id}/edit?lang=en").text
    assert BLOCK in page and "345" not in page
    seen = dict(re.findall(r'name="(key|revision|wording_key|csrf_token)"[^>]*value="([^"]*)"', page))
    answer = client.post(f"/comments/{said.id}/edit?lang=en", data=seen | {"body": "Call 0912345678."})
    assert answer.status_code == 422 and "This brings back words that the moderators blacked out" in answer.text
    assert client.post(f"/comments/{said.id}/edit", data=seen | {"body": "I rest my case."}).status_code == 303


def test_the_api_tells_of_it(client: FlaskClient, session: Session, world: World, said: Comment) -> None:
    decision = black_out(world, said)
    session.commit()
    item = client.get(f"/api/v1/comments/{said.id}").json
    assert item["blackout"] == {
        "ground": "personal-data",
        "at": "2026-03-10T04:00:00.000000Z",
        "log_seq": decision.log_seq,
    }
    assert BLOCK in item["body"] and item["rules_version"] is None
    talk.hide(world, said)
    session.commit()
    assert client.get(f"/api/v1/comments/{said.id}").json["blackout"] is None


def test_pages_cost_few_statements(client: FlaskClient, world: World, statements: Statements, said: Comment) -> None:
    world.sign_in(client, "moderator")
    black_out(world, said, "My neighbour")
    with statements:
        assert look(client, said).status_code == 200
    assert len(statements) <= 20, statements.seen
