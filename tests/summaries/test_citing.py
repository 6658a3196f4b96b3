"""Citing comments at the desk, and taking citations out."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.summaries.models import Citation
from tests.builders import World
from tests.conftest import NOON
from tests.summaries.drafts import Drafting, drafting

DESK = "/desk/bills/closed-bill/summary"


@pytest.fixture
def work(world: World, client: FlaskClient) -> Drafting:
    world.sign_in(client, "moderator")
    return drafting(world, NOON)


def fresh(work: Drafting, model):
    work.session.expire_all()
    return work.session.scalars(sa.select(model).order_by(model.id)).all()


def test_ticked_comments_and_a_pasted_link_are_cited(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    work.issue(draft)
    one, two, three = (work.say(words) for words in ("one", "two", "three"))
    link = f"http://localhost/comments/{three.id}#c"
    data = {"part": "I1", "comments": [one.id, two.id], "comment": link}
    answer = client.post(DESK + "/citations?place=bill", data=data)
    assert (answer.status_code, answer.headers["Location"]) == (303, DESK + "?place=bill&part=I1#open-title")
    assert sorted(c.comment_id for c in fresh(work, Citation)) == sorted([one.id, two.id, three.id])


@pytest.mark.parametrize("wrong", ["999999", "x", "/comments/", "9" * 19, "-1", "１"])
def test_a_comment_that_cannot_be_cited(client: FlaskClient, work: Drafting, wrong: str) -> None:
    work.issue(work.open())
    shown = work.say("words")
    for data in ({"comment": wrong}, {"comments": [shown.id, wrong]}):
        answer = client.post(DESK + "/citations", data={"part": "I1", **data})
        assert answer.status_code == 422
        assert f'value="{shown.id}"' in answer.text
    assert fresh(work, Citation) == []


def test_an_unknown_part_is_refused_and_the_ticks_are_kept(client: FlaskClient, work: Drafting) -> None:
    work.issue(work.open())
    comment = work.say("words")
    answer = client.post(DESK + "/citations", data={"part": "R9", "comments": [comment.id]})
    assert answer.status_code == 422
    assert f'value="{comment.id}" id="comment-{comment.id}" checked' in answer.text


def test_a_citation_is_taken_out_once(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open(), work.say("words"))
    path = f"{DESK}/citations/{issue.citations[0].id}/removal"
    assert client.post(path).headers["Location"] == f"{DESK}/issues/{issue.id}#citations"
    gone = client.post(path + "?lang=en")
    assert gone.status_code == 409
    assert "A colleague took this citation out or moved it meanwhile." in gone.text
    assert fresh(work, Citation) == []


def test_a_citation_of_another_bills_draft_is_left_alone(client: FlaskClient, work: Drafting) -> None:
    work.issue(work.open(), work.say("words"))
    other = drafting(work.world, NOON, "open")
    theirs = other.issue(other.open(), other.say("words")).citations[0].id
    assert client.get(f"{DESK}/citations/{theirs}").status_code == 404
    for absent in (theirs, 999_999_999_999_999_999):
        assert client.post(f"{DESK}/citations/{absent}/removal").status_code == 409
    assert client.post(f"{DESK}/citations/{theirs}/place", data={"part": "I1"}).status_code == 409
    assert theirs in {citation.id for citation in fresh(work, Citation)}
