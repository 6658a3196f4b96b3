"""Words that were hidden or withdrawn are on no page of the room, for nobody, in no language, in no cursor or quotation."""

import pytest
from flask.testing import FlaskClient

from app.discussion.models import Comment, Position
from app.discussion.rows import list_rows_by_ids
from app.kernel import richtext
from tests.builders import World
from tests.discussion.talk import edit, hide, load, post, restore, withdraw

pytestmark = pytest.mark.walk

CANARY = "kanarienvogel"
EARLIER = "Earlier kanarienvogel 金絲雀"
LATER = "Later kanarienvogel 金絲雀"
PROPOSED = "Zeisigvogel 黃雀。"


@pytest.fixture
def gone(world: World) -> dict[str, Comment]:
    """A root and replies, each edited once, then hidden or withdrawn (one after it was hidden)."""
    top = post(world, "A calm beginning.", by="official", place="2")
    said = {"hidden": post(world, EARLIER, place="2", position=Position.ASK, proposed=PROPOSED)}
    said["hidden reply"] = post(world, EARLIER, parent=top)
    said["withdrawn"] = post(world, EARLIER, place="2.1", proposed=PROPOSED)
    said["withdrawn while hidden"] = post(world, EARLIER, parent=said["hidden"])
    for comment in said.values():
        edit(world, comment, LATER, proposed=PROPOSED[:-1] if comment.parent_id is None else None)
        post(world, "A calm reply.", by="lead", parent=comment)
    for name in ("hidden", "hidden reply", "withdrawn while hidden"):
        hide(world, said[name])
    for name in ("withdrawn", "withdrawn while hidden"):
        withdraw(world, said[name])
    return said


def pages(gone: dict[str, Comment]) -> list[str]:
    listed = [
        f"/bills/open-bill/discussion{query}"
        for query in ("", "?sort=newest", "?article=2", "?position=ask", "?position=ask&sort=newest")
    ]
    acts = ("", "/history", "/edit", "/withdrawal", "/replies/new")
    own = [f"/comments/{comment.id}{act}" for comment in gone.values() for act in acts]
    listed += [f"/bills/open-bill/{page}" for page in ("articles/2/proposals", "articles/2", "text")]
    listed += ["/api/v1/bills/open-bill/comments", "/search?q=Zeisigvogel", "/api/v1/search?q=Zeisigvogel"]
    own += [f"/comments/{gone[name].id}/journey" for name in ("hidden", "withdrawn")]
    return [*listed, *own, f"/comments/{gone['hidden'].id + 1}", f"/comments/{gone['hidden'].id - 1}"]


@pytest.mark.parametrize("persona", [None, "citizen", "moderator", "official"])
def test_canary(client: FlaskClient, world: World, gone: dict[str, Comment], persona: str | None) -> None:
    """For a guest, the author, a moderator of the bill and an official of its agency; half of the pages in each language."""
    world.sign_in(client, persona)
    marks = [
        CANARY,
        "金絲雀",
        "Zeisigvogel 黃",
        "黃雀",
        richtext.digest(EARLIER),
        richtext.digest(LATER),
        richtext.digest(LATER)[:16],
    ]
    for number, address in enumerate(pages(gone)):
        lang = ("zh-TW", "en")[number % 2]
        page = client.get(address, headers={"Accept-Language": lang}).text
        assert "search" in address or "Zeisigvogel" not in page, address
        assert [mark for mark in marks if mark in page] == [], address


def test_canary_would_sing(client: FlaskClient, world: World, gone: dict[str, Comment]) -> None:
    """The same pages do show the words where they are public."""
    restore(world, gone["hidden"])
    for address in (f"/comments/{gone['hidden'].id}", f"/comments/{gone['hidden'].id}/history"):
        assert CANARY in client.get(address).text
        assert "黃雀" in client.get(address).text
    for address in ("/bills/open-bill/articles/2/proposals", "/api/v1/bills/open-bill/comments"):
        assert "黃雀" in client.get(address).text
    assert richtext.digest(LATER) in client.get(f"/comments/{gone['hidden'].id}").text
    assert richtext.digest(EARLIER) in client.get(f"/comments/{gone['hidden'].id}/history").text


def test_refused_posts_do_not_quote_what_is_gone(client: FlaskClient, world: World, gone: dict[str, Comment]) -> None:
    for persona in ("citizen", "other_citizen"):
        world.sign_in(client, persona)
        for comment in gone.values():
            for act in ("edit", "withdrawal", "replies/new", "endorsement"):
                if (persona, act) == ("citizen", "withdrawal"):
                    continue
                page = client.post(f"/comments/{comment.id}/{act}", data={"body": "Calm.", "revision": "3"})
                assert page.status_code in (403, 409)
                assert CANARY not in page.text


def test_rows_leave_the_words_in_the_database(world: World, gone: dict[str, Comment]) -> None:
    rows = list_rows_by_ids(world.session, [comment.id for comment in gone.values()])
    assert {(row.body, row.body_html, row.sha256) for row in rows.values()} == {(None, None, None)}
    assert {(row.proposed_text, row.proposed_html, row.proposed_lang) for row in rows.values()} == {(None, None, None)}
    assert (load(world, gone["hidden"]).body, load(world, gone["hidden"]).proposed_text) == (LATER, PROPOSED[:-1])


def test_placeholder_says_why_and_when(client: FlaskClient, gone: dict[str, Comment]) -> None:
    page = client.get(f"/comments/{gone['hidden'].id}?lang=en").text
    for words in ("Hidden:", "It names a private person&#39;s home.", "10 March 2026", "log no. 7", "/record/7"):
        assert words in page
    assert "A calm reply." in page
    assert "Withdrawn by its author." in client.get(f"/comments/{gone['withdrawn'].id}?lang=en").text
