"""The edge: headers on every answer, forms protected, odd addresses refused, static files kept by browsers."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient

from app import Gongyi, create_app
from app.config import Settings
from app.kernel.web.headers import POLICY
from app.kernel.web.parameters import local_next
from app.kernel.web.way_back import way_back
from tests.builders import World

WORDS = "These are words that somebody typed with care."
ODD_QUERIES = [
    "act=%00", "act=%FF%FE", "act=%ED%A0%80", "bill=" + "x" * 5000, "before=" + "9" * 5000, "before=9223372036854775808",
    "before=-1", "before=1&before=2", "before=%D9%A1", "before=1e3", "before[]=1", "lang=%00", "lang=xx&lang=en", "&&&=&",
    "act=hide;DROP TABLE record_entry", "q=" + "%F0%9F%87%B9" * 500, "%00=%00", "cursor=" + "A" * 3000, "page=0", "unknown=1",
]  # fmt: skip
ODD_PATHS = [
    "/record/9223372036854775808", "/record/" + "9" * 5000, "/record/%00", "/record/-1", "/record/1.0", "/record/%FF",
    "/bills/%00", "/bills/" + "a" * 5000, "/bills/../../etc/passwd", "/bills/%2e%2e%2f", "/bills/%ED%A0%80", "/bills/A",
    "/comments/9223372036854775808", "/comments/99999999999999999999999", "/comments/٣", "/static/../app/config.py",
    "/static/%2e%2e/config.py", "/%00", "//evil.example", "/record//1", "/nothing-here", "/" + "a/" * 500,
]  # fmt: skip


@pytest.mark.parametrize("path", ["/record", "/nothing", "/healthz", "/record.ndjson", "/api/v1/nothing"])
def test_security_headers_stand_on_every_answer(client: FlaskClient, world: World, path: str) -> None:
    headers = client.get(path).headers
    assert headers["Content-Security-Policy"] == POLICY
    assert "unsafe" not in POLICY
    assert headers["X-Content-Type-Options"] == "nosniff"
    assert headers["Referrer-Policy"] == "same-origin"
    assert {"Cookie", "Accept-Language"} <= {name.strip() for name in headers["Vary"].split(",")}
    assert "no-cache" in headers["Cache-Control"]
    assert "Set-Cookie" not in headers


@pytest.fixture
def protected(own_app: Gongyi) -> FlaskClient:
    own_app.config["WTF_CSRF_ENABLED"] = True
    return own_app.test_client()


def test_a_write_without_a_token_is_refused_and_gives_the_words_back(protected: FlaskClient) -> None:
    answer = protected.post(
        "/account/sign-in?lang=en", data={"body": WORDS, "password": "a secret that is long enough"}
    )
    assert answer.status_code == 400
    assert WORDS in answer.text
    assert "a secret" not in answer.text
    assert answer.headers["Content-Security-Policy"] == POLICY


def test_a_wrong_token_is_refused(protected: FlaskClient) -> None:
    page = protected.get("/account/sign-in").text
    token = page.split('name="csrf_token"')[1].split('value="')[1].split('"')[0]
    assert protected.post("/account/sign-in", data={"csrf_token": token[:-2] + "xx"}).status_code == 400
    assert protected.post("/account/sign-in", data={"csrf_token": token}).status_code == 422


def test_unknown_pages_answer_alike_in_both_languages(client: FlaskClient, world: World) -> None:
    for language, title in (("en", "Page not found"), ("zh-TW", "找不到")):
        answer = client.get(f"/nothing?lang={language}")
        assert answer.status_code == 404
        assert title in answer.text
    one, other = (client.get(path).text for path in ("/bills/unpublished-bill", "/bills/no-such-bill"))
    assert one.replace("unpublished-bill", "no-such-bill") == other


def test_api_errors_are_json(client: FlaskClient, world: World) -> None:
    answer = client.get("/api/v1/nothing")
    assert answer.status_code == 404
    assert (answer.json or {})["error"]["code"] == "not_found"


def test_a_wrong_method_names_the_right_ones(client: FlaskClient, world: World) -> None:
    answer = client.delete("/record")
    assert answer.status_code == 405
    assert "GET" in answer.headers["Allow"]


@pytest.mark.parametrize("query", ODD_QUERIES)
def test_odd_queries_are_no_fault(client: FlaskClient, world: World, query: str) -> None:
    for path in ("/record", "/bills", "/account/sign-in", "/bills/open-bill/discussion"):
        assert client.get(f"{path}?{query}").status_code < 500


@pytest.mark.parametrize("path", ODD_PATHS)
def test_odd_addresses_are_no_fault(client: FlaskClient, world: World, path: str) -> None:
    assert client.get(path).status_code in (301, 302, 303, 308, 400, 404)


@pytest.mark.parametrize(
    "next_", ["//evil.example", "https://evil.example", "/\\evil.example", "/\tx", "javascript:x", ""]
)
def test_next_is_local(app: Gongyi, next_: str) -> None:
    with app.test_request_context("/", query_string={"next": next_}):
        assert local_next("/home") == "/home"
    with app.test_request_context("/", query_string={"next": "/bills?q=公議"}):
        assert local_next("/home") == "/bills?q=公議"


BACK = [
    ("http://localhost/desk/bills/a/summary/issues/new?lang=en", "/desk/bills/a/summary/issues/new?lang=en"),
    ("http://localhost/desk/bills/a/summary/publication", "/desk/bills/a/summary"),  # the page refused itself
    ("http://localhost/desk/bills/a/summary/proposal/removal", "/desk/bills/a/summary"),  # takes forms alone
    ("http://evil.example/desk", "/desk/bills/a/summary"),
    ("http://localhost//evil.example", "/desk/bills/a/summary"),
    ("http://localhost/nothing-here", "/desk/bills/a/summary"),
    ("http://[", "/desk/bills/a/summary"),
    (None, "/desk/bills/a/summary"),
]


@pytest.mark.parametrize(("referer", "back"), BACK)
def test_who_is_refused_goes_back_to_where_they_were_or_to_the_page_above(
    app: Gongyi, referer: str | None, back: str
) -> None:
    headers = {"Referer": referer} if referer else {}
    with app.test_request_context("/desk/bills/a/summary/publication", method="POST", headers=headers):
        assert way_back() == back


def test_too_large_is_413(client: FlaskClient, world: World) -> None:
    assert client.post("/account/sign-in", data={"name": "x" * 1_100_000}).status_code == 413


def test_static_files_are_kept_and_protected(client: FlaskClient, app: Gongyi) -> None:
    page = client.get("/account/sign-in").text
    sheet = page.split('rel="stylesheet" href="')[1].split('"')[0]
    assert "?v=" in sheet
    answer = client.get(sheet)
    assert answer.status_code == 200
    assert "max-age=31536000" in answer.headers["Cache-Control"]
    assert answer.headers["X-Content-Type-Options"] == "nosniff"
    assert "Access-Control-Allow-Origin" not in answer.headers


def test_production_is_strict(settings: Settings) -> None:
    production = replace(settings, mode="production", base_url="https://gongyi.example")
    app = create_app(production, testing=True)
    client = app.test_client()
    answer = client.get("/healthz", base_url="https://gongyi.example")
    assert "max-age=" in answer.headers["Strict-Transport-Security"]
    assert client.get("/healthz", base_url="https://evil.example").status_code == 400
    assert app.config["SESSION_COOKIE_NAME"].startswith("__Host-")
    assert app.config["SESSION_COOKIE_SECURE"]
    app.extensions["gongyi.db"].engine.dispose()
