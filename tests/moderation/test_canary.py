"""Hidden words are nowhere: every page that there is, read by everybody."""

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from tests.builders import World
from tests.moderation.cases import hide, say

pytestmark = pytest.mark.walk


def test_hidden_words_are_on_no_page_whoever_reads_but_the_restoring_moderators(
    client: FlaskClient, session: Session, world: World
) -> None:
    parent = say(world, "other_citizen", text="A visible root")
    comment = say(world, parent=parent)
    reply = say(world, "other_citizen", text="A visible reply", parent=comment)
    hide(world, comment)
    here = (comment.id, parent.id, reply.id)
    pages = ["/", "/bills", "/bills/open-bill", "/bills/open-bill/text", "/bills/open-bill/articles/1", "/record"]
    pages += ["/bills/open-bill/discussion", "/bills/open-bill/discussion?sort=newest", "/record/1", "/record.ndjson"]
    pages += ["/bills/open-bill/summary", "/bills/open-bill/response", "/bills/open-bill/record", "/notifications"]
    pages += ["/notifications/comments", "/desk", "/desk/reports", f"/desk/reports/{comment.id}"]
    pages += [f"/comments/{i}{p}" for i in here for p in ("", "/history", "/journey", "/reports/new", "/hiding")]
    pages += [f"/api/v1/comments/{i}{p}" for i in here for p in ("", "/journey")]
    pages += ["/api/v1/bills/open-bill/comments", "/api/v1/record", "/api/v1/bills/open-bill/summary"]
    pages += [f"/comments/{comment.id}/{p}" for p in ("edit", "withdrawal", "replies/new")]
    seen = 0
    for persona in (None, *world.people):
        world.sign_in(client, persona)
        for page in pages:
            answer = client.get(page, follow_redirects=True)
            assert answer.status_code < 500, page
            assert "xyzzy" not in answer.text, (persona, page)
            seen += answer.status_code == 200
    assert seen > 100
    assert session.get_one(Comment, comment.id).state is State.HIDDEN
    assert "A visible reply" in client.get(f"/comments/{comment.id}").text
