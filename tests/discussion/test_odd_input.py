"""Odd bytes, ids and parameters: a clear refusal or a plain page, never a fault."""

from html import unescape
from urllib.parse import quote

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment
from app.kernel.richtext import clean
from tests.builders import World
from tests.discussion.talk import plant, post

NEW = "/bills/open-bill/comments/new"
FORM = {"content_type": "application/x-www-form-urlencoded"}
UNKNOWN = ["0", "987654321", "9" * 18, str(2**63 - 1), str(2**63), "9" * 5000, "-1", "1.0", "1e3", "%00", "١", "0x1"]
ACTS = ["", "/history", "/edit", "/withdrawal", "/replies/new", "/endorsement", "/endorsement/removal"]
QUERIES = [
    "sort=oldest",
    "sort=%00",
    "sort=newest&sort=article",
    "article=%00",
    "article=" + "9" * 5000,
    "article=9223372036854775808",
    "article=2&article=3",
    "article=%ED%A0%80",
    "article=%E2%80%AE2",
    "article='%20OR%201=1--",
    "article=2.2.2.2.2.2",
    "question=" + "9" * 5000,
    "question=9223372036854775808",
    "question=-1",
    "question=1.5",
    "question=%EF%BC%91",
    "question=999999999",
    "position=maybe",
    "position=%FF",
    "unknown=1&&=&=x",
    "lang=xx",
    "lang=%00",
]
CURSORS = [
    "x",
    "%00",
    "%ED%A0%80",
    "é",
    "A" * 5000,
    "MC4",
    quote("Li4="),
    "4pyT",
    "OTk5OTk5OTk5OTk5OTk5OTk5OTkuMA",
    "=",
    "LTEuMA",
]


@pytest.fixture
def citizen(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "citizen")


def test_odd_queries_show_a_page(client: FlaskClient, world: World) -> None:
    post(world, "Seen.", place="2")
    for query in (f"{query}{sort}" for query in QUERIES for sort in ("", "&sort=newest")):
        answer = client.get(f"/bills/open-bill/discussion?{query}")
        assert (answer.status_code, "<h1" in answer.text) == (200, True), query


def test_odd_cursors_are_422(client: FlaskClient, world: World) -> None:
    said = post(world, place="2")
    pages = ("/bills/open-bill/discussion?", "/bills/open-bill/discussion?sort=newest&", f"/comments/{said.id}?")
    for address in (f"{page}cursor={cursor}" for cursor in CURSORS for page in pages):
        assert client.get(address).status_code == (200 if address.endswith("%00") else 422), address


def test_unknown_ids_are_404(citizen: FlaskClient, world: World) -> None:
    for number in UNKNOWN:
        for act in ("", "/edit"):
            assert citizen.get(f"/comments/{number}{act}").status_code == 404, number
    for number in ("987654321", str(2**63 - 1)):
        for act in ACTS[2:]:
            assert citizen.post(f"/comments/{number}{act}", data={"body": "Words."}).status_code == 404, act


@pytest.mark.parametrize("persona", [None, "other_agency_official", "administrator"])
def test_what_may_not_be_known_answers_like_what_is_not(client: FlaskClient, world: World, persona: str | None) -> None:
    """Comments of an unpublished bill, its pages, and unknown ones: the same bytes but for the address itself."""
    secret = plant(world, [None], on="unpublished")[0]
    world.sign_in(client, persona)
    client.get("/comments/987654321")  # from here on the browser has its token against forged requests
    pairs = [("get", f"/comments/{secret}{act}", f"/comments/987654321{act}") for act in ACTS]
    pairs += [("post", there, nowhere) for _get, there, nowhere in pairs[2:]]
    for page in ("discussion", "comments/new"):
        pairs.append(("get", f"/bills/unpublished-bill/{page}", f"/bills/nothing-here/{page}"))
    for method, there, nowhere in pairs:
        known, unknown = (getattr(client, method)(address) for address in (there, nowhere))
        assert known.status_code == unknown.status_code != 200, there
        shown = known.text.replace(there, nowhere).replace(quote(there, ""), quote(nowhere, ""))
        assert shown == unknown.text, there
        assert sorted(known.headers.keys()) == sorted(unknown.headers.keys())


def test_officials_know_their_unpublished_bill(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "official")
    page = client.get("/bills/unpublished-bill/discussion?lang=en")
    assert (page.status_code, "The discussion has not begun" in page.text) == (200, True)
    assert "There is no such page" not in page.text
    answer = client.post("/bills/unpublished-bill/comments/new", data={"body": "Too early for words."})
    assert (answer.status_code, "Too early for words." in answer.text) == (409, True)


@pytest.mark.parametrize(
    "typed, kept",
    [
        (b"Null%00byte", "Nullbyte"),
        (b"%E2%80%AEright-to-left%E2%80%AC", "right-to-left"),
        (b"lone%ED%A0%80surrogate", "lone%ED%A0%80surrogate"),
        (b"invalid%FF%FEbytes", "invalid%FF%FEbytes"),
        (b"zero%E2%80%8Bwidth", "zerowidth"),
        (b"<script>alert(1)</script>", "<script>alert(1)</script>"),
        (b"{{ 7*7 }} %25s %25(x)s", "{{ 7*7 }} %s %(x)s"),
        (b"Zalgo" + b"%CC%81" * 5000, None),
        (b"%F0%9F%8F%B4%F3%A0%81%A7", "\U0001f3f4\U000e0067"),
    ],
)
def test_odd_text(citizen: FlaskClient, world: World, typed: bytes, kept: str | None) -> None:
    answer = citizen.post(NEW, data=b"body=" + typed, **FORM)
    assert answer.status_code == 303
    said = world.session.scalars(sa.select(Comment)).one()
    if kept is not None:
        assert said.body == kept
    for address in (answer.location, "/bills/open-bill/discussion", f"{answer.location}/edit"):
        page = citizen.get(address)
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "\x00" not in page.text


@pytest.mark.parametrize("letter", ["a", "字", "[", "*a ", "🇹🇼", "a\u0301", ">"])
def test_a_hundred_kilobytes_are_refused_at_once_and_kept(citizen: FlaskClient, world: World, letter: str) -> None:
    typed = letter * (100_000 // len(letter.encode()))
    answer = citizen.post(NEW, data={"body": typed})
    assert answer.status_code == 422
    assert clean(typed) in unescape(answer.text)
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0


def test_too_many_bytes_are_413(citizen: FlaskClient) -> None:
    assert citizen.post(NEW, data={"body": "a" * 1_100_000}).status_code == 413


def test_repeated_and_unknown_fields(citizen: FlaskClient, world: World) -> None:
    sent = "body=First&body=Second&place=2&place=Q1&position=ask&position=oppose&state=hidden&author_id=1&id=5&badge=official"
    assert citizen.post(NEW, data=sent, **FORM).status_code == 303
    said = world.session.scalars(sa.select(Comment)).one()
    assert (said.body, said.address, said.position, said.state, said.badge) == ("First", "2", "ask", "visible", None)
    assert said.author_id == world.people["citizen"].id


def test_other_kinds_of_content(citizen: FlaskClient, world: World) -> None:
    """Forms take forms; JSON is for the API."""
    kinds = ("application/json", "multipart/form-data", "text/plain", "multipart/form-data; boundary=x")
    bodies = ('{"body": "Words"}', '{"body": 5}', '{"body": ["x", {}]}', "[1, 2]", "{", "null", "")
    for kind, sent in ((kind, sent) for kind in kinds for sent in bodies):
        assert citizen.post(NEW, data=sent.encode(), content_type=kind).status_code in (400, 422), (kind, sent)
    assert world.session.scalars(sa.select(Comment)).all() == []


def test_odd_places_to_begin_with(citizen: FlaskClient) -> None:
    for place in ("%00", "%ED%A0%80", "2.2.2.2.2", "<b>", "Q", "." * 5000, "9" * 5000, "%E2%80%AE"):
        assert citizen.get(f"{NEW}?place={place}").status_code == 200, place
