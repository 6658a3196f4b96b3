"""What the contract says of all addresses of the API alike: methods, headers, odd bodies, the public record."""

from typing import Any

from flask.testing import FlaskClient

from app.opendata.schemas_record import RecordList
from app.record.verify_log import verify_chain
from tests.architecture.things import fill_world
from tests.builders import World
from tests.opendata.test_api import API, assert_shape, get

COMMENTS = f"{API}/bills/open-bill/comments"
HEADERS = {"Content-Type": "application/json"}


def code(answer: Any) -> tuple[int, str]:
    assert set(answer.json) == {"error"}, answer.text
    assert set(answer.json["error"]) == {"code", "message"}
    return answer.status_code, answer.json["error"]["code"]


def test_other_methods_are_405_and_say_which_there_are(client: FlaskClient, world: World) -> None:
    for path, allowed in {
        "/bills": {"GET", "HEAD", "OPTIONS"},
        "/bills/open-bill/comments": {"GET", "HEAD", "OPTIONS", "POST"},
        "/comments/1": {"GET", "HEAD", "OPTIONS", "PATCH", "DELETE"},
        "/comments/1/endorsement": {"OPTIONS", "PUT", "DELETE"},
    }.items():
        answer = client.open(API + path, method="TRACE")
        assert answer.status_code == 405
        assert set(answer.headers["Allow"].split(", ")) == allowed
        assert code(client.open(API + path, method="QUERY"))[0] == 405


def test_head_tells_what_get_would_and_sends_nothing(client: FlaskClient, world: World) -> None:
    for path in ("/bills", "/bills/open-bill", "/bills/open-bill/comments", "/record", "/openapi.json"):
        full, head = client.get(API + path), client.head(API + path)
        assert (head.status_code, head.data) == (200, b"")
        for name in ("ETag", "Content-Type", "Content-Length", "Access-Control-Allow-Origin"):
            assert head.headers[name] == full.headers[name], (path, name)
        again = client.get(API + path, headers={"If-None-Match": full.headers["ETag"]})
        assert (again.status_code, again.data) == (304, b"")


def test_who_lacks_a_token_is_told_which_kind(client: FlaskClient, world: World) -> None:
    answer = client.post(COMMENTS, json={"body": "x"})
    assert (*code(answer), answer.headers["WWW-Authenticate"]) == (401, "sign_in_required", "Bearer")
    assert "WWW-Authenticate" not in client.post("/account/settings").headers


ODD_BODIES = (
    b'{"body": "x", "body": "y"}',
    b'{"body": "x", "place": {"article": "1"}}',
    b'{"body": ["x"]}',
    b'"{\\"body\\": \\"x\\"}"',
    b'{"body": "x", "question": NaN}',
    b'{"body": "x", "question": -Infinity}',
    b'{"body": "x", "question": ' + b"9" * 5000 + b"}",
    b'{"body": "x", "parent": 9223372036854775808}',
    b'{"body": "x", "parent": 1e400}',
    b'{"body": "\\ud83d"}',
    b'{"body": "\xed\xa0\x80"}',
    b'{"body": "\xff"}',
    b"\xef\xbb\xbf" + b'{"body": "x"}',
    '{"body": "x"}'.encode("utf-16"),
    b"[" * 100_000,
    b'{"body":' * 100_000,
    b"\x1f\x8b\x08\x00",
    b"null",
)


def test_what_is_not_one_flat_object_is_refused(client: FlaskClient, world: World) -> None:
    token = world.bearer("citizen")
    for sent in ODD_BODIES:
        answer = client.post(COMMENTS, data=sent, headers=HEADERS | token)
        assert code(answer) == (422, "invalid"), sent[:80]
    assert get(client, "/bills/open-bill")["counts"]["comments"] == 0


def test_whole_numbers_may_have_a_point(client: FlaskClient, world: World) -> None:
    sent = {"body": "Words.", "question": 1.0}
    assert client.post(COMMENTS, json=sent, headers=world.bearer("citizen")).json["question"] == 1


def test_wrong_types_large_bodies_and_unknown_values_are_refused(client: FlaskClient, world: World) -> None:
    token = world.bearer("citizen")
    for kind in ("text/plain", "application/xml", "multipart/form-data", ""):
        answer = client.post(COMMENTS, data=b'{"body": "x"}', headers=token | {"Content-Type": kind})
        assert code(answer) == (422, "invalid")
    large = b'{"body": "' + b"x" * 1_100_000 + b'"}'
    for path in (COMMENTS, f"{API}/comments/1/endorsement"):
        method = "POST" if path == COMMENTS else "PUT"
        assert code(client.open(path, method=method, data=large, headers=HEADERS | token)) == (413, "too_large")
    for query in ("?x=1", "?lang=fr", "?lang=en&lang=en", "?limit=5", "?%00"):
        assert code(client.post(COMMENTS + query, json={"body": "x"}, headers=token)) == (422, "invalid"), query
    english = client.post(f"{COMMENTS}?lang=en", json={"body": " "}, headers=token)
    assert english.json["error"]["message"] == "Write something first."


def test_the_record_is_read_from_where_one_stands(client: FlaskClient, world: World) -> None:
    fill_world(world)
    world.session.flush()
    whole = get(client, "/record")
    assert_shape(RecordList, whole)
    assert [entry["act"] for entry in whole["items"]] == ["announce", "hide", "appeal", "black-out"]
    assert whole["next"] is None
    assert list(verify_chain(whole["items"])) == []
    assert get(client, "/record?after=1")["items"] == whole["items"][1:]
    first = get(client, "/record?limit=1")
    assert (first["items"], first["next"]) == (whole["items"][:1], "1")
    second = get(client, f"/record?limit=1&cursor={first['next']}")
    assert (second["items"], second["next"]) == (whole["items"][1:2], "2")
    last = get(client, "/record?limit=2&cursor=2")
    assert (last["items"], last["next"]) == (whole["items"][2:], None)
    assert get(client, "/record?after=999999999999999999") == {"items": [], "next": None}
    for query in ("after=-1", "after=1e3", "after=1000000000000000000", "cursor=x", "cursor=" + "9" * 19, "act=hide"):
        assert code(client.get(f"{API}/record?{query}")) == (422, "invalid"), query
