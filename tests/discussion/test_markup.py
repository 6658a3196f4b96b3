"""Every page of the room in both languages: sound HTML; for guests the same bytes, no cookie, no token."""

from collections.abc import Iterator
from urllib.parse import urlencode

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.discussion.models import Position
from tests.builders import World
from tests.discussion.pages import complaints, read_page
from tests.discussion.talk import edit, endorse, hide, plant, post, restore, withdraw

LANGUAGES = {"zh-TW": "zh-Hant-TW", "en": "en"}


@pytest.fixture
def debate(world: World) -> dict[str, int]:
    """Comments in every state, with replies, by people in every office; ids by name."""
    root = post(world, "Root **words**.\n\n- 第一\n- 第二", place="2.2", position=Position.CHANGE)
    edit(world, root, "Root words, edited [link](https://example.test/x).")
    said = {
        "root": root,
        "reply": post(world, "> quoted\n\nReply.", by="official", parent=root, position=Position.SUPPORT),
        "hidden": post(world, "Hidden words.", by="other_citizen", parent=root),
        "withdrawn": post(world, "Withdrawn words.", by="lead", place="Q1"),
        "question": post(world, "On the question.", by="moderator", place="Q1", position=Position.ASK),
        "bill": post(world, "On the whole.", by="administrator"),
    }
    said["under"] = post(world, "Under.", by="citizen", parent=said["withdrawn"])
    endorse(world, root)
    hide(world, said["bill"])
    restore(world, said["bill"])
    hide(world, said["hidden"])
    withdraw(world, said["withdrawn"], by="lead")
    plant(world, [None, *[0] * 60], place="3", by="other_citizen")
    return {name: comment.id for name, comment in said.items()}


def addresses(debate: dict[str, int], forms: bool) -> Iterator[str]:
    yield from (
        "/bills/open-bill/discussion",
        "/bills/open-bill/discussion?sort=newest",
        "/bills/open-bill/discussion?article=2.2&position=change",
        "/bills/open-bill/discussion?question=2",
        "/bills/closed-bill/discussion",
        "/bills/announced-bill/discussion",
        "/comments/1000000",
    )
    for name in debate.values():
        yield f"/comments/{name}"
    yield f"/comments/{debate['root']}/history"
    yield f"/comments/{debate['hidden']}/history"
    if forms:
        yield from ("/bills/open-bill/comments/new?place=2.2", "/bills/closed-bill/comments/new")
        yield f"/comments/{debate['root']}/replies/new"
        yield f"/comments/{debate['hidden']}/replies/new"
        yield f"/comments/{debate['root']}/edit"
        yield f"/comments/{debate['root']}/withdrawal"


@pytest.mark.walk
@pytest.mark.parametrize(
    "persona, language",
    [(None, "zh-TW"), (None, "en"), ("citizen", "zh-TW"), ("citizen", "en"), ("moderator", "zh-TW")],
)
def test_pages_are_sound(
    client: FlaskClient, world: World, debate: dict[str, int], persona: str | None, language: str
) -> None:
    world.sign_in(client, persona)
    for address in addresses(debate, forms=persona == "citizen"):
        answer = client.get(f"{address}{'&' if '?' in address else '?'}lang={language}")
        assert (answer.status_code, complaints(answer.text)) == (200, []), address
        assert read_page(answer.text).lang == LANGUAGES[language]


@pytest.mark.walk
@pytest.mark.parametrize("language", LANGUAGES)
def test_refused_forms_are_sound(client: FlaskClient, world: World, debate: dict[str, int], language: str) -> None:
    world.sign_in(client, "citizen")
    for address in (
        "/bills/open-bill/comments/new",
        "/bills/closed-bill/comments/new",
        f"/comments/{debate['reply']}/replies/new",
        f"/comments/{debate['hidden']}/replies/new",
        f"/comments/{debate['root']}/edit",
    ):
        for data in ({"body": "", "place": "9", "position": "x", "revision": "1"}, {"body": "字" * 5001}):
            answer = client.post(f"{address}?lang={language}", data=data)
            assert answer.status_code in (409, 422)
            assert complaints(answer.text) == [], address


def test_guests_get_the_same_bytes_without_token_or_cookie(app: Gongyi, world: World, debate: dict[str, int]) -> None:
    guests = (app.test_client(), app.test_client())
    for address in addresses(debate, forms=False):
        first, second = (guest.get(address) for guest in guests)
        assert first.data == second.data, address
        for answer in (first, second):
            assert "Set-Cookie" not in answer.headers
            assert b"csrf" not in answer.data.lower()
            assert [form for form in read_page(answer.text).forms if form.get("method") != "get"] == []


def test_guests_are_offered_to_sign_in_where_they_may_speak(client: FlaskClient, debate: dict[str, int]) -> None:
    links = read_page(client.get("/bills/open-bill/discussion?article=2").text).links
    assert "/bills/open-bill/comments/new?place=2" in links
    assert f"/comments/{debate['root']}/replies/new" in links
    back = f"/bills/open-bill/discussion?article=2#comment-{debate['root']}"
    assert "/account/sign-in?" + urlencode({"next": back}) in links
    closed = read_page(client.get("/bills/closed-bill/discussion").text).links
    assert not any("new" in link for link in closed)


def test_links_for_a_moderator_lead_to_hiding_and_restoring(
    client: FlaskClient, world: World, debate: dict[str, int]
) -> None:
    for persona, sees in (
        ("moderator", True),
        ("lead", True),
        ("other_subgroup_moderator", False),
        ("official", False),
        ("citizen", False),
        (None, False),
    ):
        world.sign_in(client, persona)
        links = read_page(client.get("/bills/open-bill/discussion").text).links
        assert (f"/comments/{debate['root']}/hiding" in links) is sees, persona
        assert (f"/comments/{debate['hidden']}/restoration" in links) is sees, persona
        if persona == "moderator":
            assert f"/comments/{debate['question']}/hiding" not in links, "nobody decides on their own comment"


def test_filters_keep_what_was_asked(client: FlaskClient, debate: dict[str, int]) -> None:
    page = client.get("/bills/open-bill/discussion?article=2.2&position=change&sort=newest").text
    assert '<option value="2.2" selected>' in page
    assert '<option value="change" selected>' in page
    assert '<option value="newest" selected>' in page
    first = client.get("/bills/open-bill/discussion?article=3").text
    onward = next(link for link in read_page(first).links if "cursor=" in link)
    assert "article=3" in onward
    rest = client.get(onward)
    assert 'id="comment-1000060"' in rest.text
    assert "/bills/open-bill/discussion?article=3" in read_page(rest.text).links
