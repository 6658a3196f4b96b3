"""Kept pages at the edge: entity tags, languages, cookies, queries, what is never kept."""

import pytest
from flask import Flask, flash, make_response, session
from flask.testing import FlaskClient

from app import Gongyi
from app.kernel.web.headers import POLICY
from app.kernel.web.page_cache import LONGEST, Pages, add_state, kept
from app.kernel.web.page_shelf import Shelf
from tests.builders import World

PAGE = "/bills/open-bill"
EN = {"Accept-Language": "en"}


def tag_of(client: FlaskClient, path: str = PAGE, **headers: str) -> str:
    return client.get(path, headers={**EN, **headers}).headers["ETag"]


@pytest.fixture
def visitor(client: FlaskClient, world: World, pages: Shelf) -> FlaskClient:
    world.session.flush()
    return client


def test_a_visitor_who_has_the_page_gets_304_without_it(visitor: FlaskClient) -> None:
    first = visitor.get(PAGE, headers=EN)
    again = visitor.get(PAGE, headers=EN | {"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.data) == (304, b"")
    assert again.headers["ETag"] == first.headers["ETag"]
    assert "Content-Type" not in again.headers
    assert "Content-Length" not in again.headers
    for name in ("Cache-Control", "Vary", "Content-Security-Policy", "X-Content-Type-Options", "Referrer-Policy"):
        assert again.headers[name] == first.headers[name], name


def test_a_kept_page_has_the_headers_of_every_page(visitor: FlaskClient) -> None:
    for answer in (visitor.get(PAGE, headers=EN), visitor.get(PAGE, headers=EN)):
        assert answer.headers["Cache-Control"] == "no-cache"
        assert answer.headers["Content-Security-Policy"] == POLICY
        assert answer.headers["Content-Type"] == "text/html; charset=utf-8"
        assert answer.headers["Content-Language"] == "en"
        assert int(answer.headers["Content-Length"]) == len(answer.data)
        assert {"Cookie", "Accept-Language"} <= {name.strip() for name in answer.headers["Vary"].split(",")}
        assert "Set-Cookie" not in answer.headers


def test_a_kept_page_differs_from_others_by_its_tag_and_language_alone(app: Gongyi, visitor: FlaskClient) -> None:
    for cookie in ("", "language=en"):
        headers = EN | ({"Cookie": cookie} if cookie else {})
        anybody = app.test_client(use_cookies=False)
        answers = [anybody.get(PAGE, headers=headers) for _ in range(2)]
        app.config["KEEP_PAGES"] = False
        plain = dict(anybody.get(PAGE, headers=headers).headers)
        app.config["KEEP_PAGES"] = True
        for answer in answers:
            own = dict(answer.headers)
            assert own.pop("ETag").startswith('W/"')
            assert own.pop("Content-Language") == "en"
            assert own == plain


def test_304_needs_no_page_on_the_shelf_and_another_tag_gets_the_page(visitor: FlaskClient, pages: Shelf) -> None:
    tag = tag_of(visitor)
    pages.clear()
    assert visitor.get(PAGE, headers=EN | {"If-None-Match": f'"other", {tag}'}).status_code == 304
    assert visitor.get(PAGE, headers=EN | {"If-None-Match": '"other"'}).status_code == 200
    assert visitor.get("/bills/no-bill", headers=EN | {"If-None-Match": "*"}).status_code == 404
    assert visitor.get(f"{PAGE}/text?version=99", headers=EN | {"If-None-Match": "*"}).status_code == 404


def test_a_head_request_has_the_headers_of_the_page(visitor: FlaskClient, pages: Shelf) -> None:
    for _ in range(2):
        head = visitor.head(PAGE, headers=EN)
        assert (head.status_code, head.data) == (200, b"")
    page = visitor.get(PAGE, headers=EN)
    assert head.headers["Content-Length"] == page.headers["Content-Length"] == str(len(page.data))
    assert head.headers["ETag"] == page.headers["ETag"]
    assert len(pages) == 1
    assert visitor.head(PAGE, headers=EN | {"If-None-Match": page.headers["ETag"]}).status_code == 304


def test_the_language_is_the_one_asked_for_by_address_cookie_or_browser(visitor: FlaskClient, pages: Shelf) -> None:
    def language(path: str = PAGE, accept: str = "de", cookie: str = "") -> str | None:
        visitor.delete_cookie("language")
        if cookie:
            visitor.set_cookie("language", cookie)
        return visitor.get(path, headers={"Accept-Language": accept}).headers["Content-Language"]

    for _ in range(2):
        assert language() == "zh-Hant-TW"
        assert language(accept="en-GB, zh;q=0.5") == "en"
        assert language(cookie="en") == "en"
        assert language(cookie="zh-TW", accept="en") == "zh-Hant-TW"
        assert language(f"{PAGE}?lang=en", cookie="zh-TW") == "en"
        assert language(f"{PAGE}?lang=zh-TW", accept="en") == "zh-Hant-TW"
        assert language(f"{PAGE}?lang=xx", accept="en") == "en"
    assert len(pages) == 4  # two languages, each with ?lang= and without
    assert 'lang="en"' in visitor.get(f"{PAGE}?lang=en").text


def test_unknown_parameters_make_no_pages_and_stand_in_none(visitor: FlaskClient, pages: Shelf) -> None:
    first = visitor.get(f"{PAGE}?utm=poison&lang=en&%00=1").text
    assert "poison" not in first
    for query in ("lang=en", "lang=en-US&utm=2", "lang=en&lang=zh-TW", "utm=poison&lang=en&sort=newest"):
        assert visitor.get(f"{PAGE}?{query}").text == first
    assert len(pages) == 1


def test_who_is_signed_in_gets_what_the_view_reads_and_nothing_else(visitor: FlaskClient, world: World) -> None:
    world.sign_in(visitor, "citizen")
    page = visitor.get(f"{PAGE}/discussion?utm=poison&sort=newest&lang=en").text
    assert "poison" not in page
    assert 'value="newest" selected' in page
    assert 'lang="en"' in page


def test_what_a_view_reads_makes_pages_of_their_own_in_any_order(visitor: FlaskClient, pages: Shelf) -> None:
    path = f"{PAGE}/discussion"
    newest = visitor.get(f"{path}?sort=newest&position=ask", headers=EN)
    assert tag_of(visitor, f"{path}?position=ask&sort=newest") == newest.headers["ETag"]
    assert tag_of(visitor, f"{path}?position=ask") != newest.headers["ETag"]
    assert tag_of(visitor, path) == tag_of(visitor, f"{path}?position=&sort=")
    assert len(pages) == 3
    assert "ETag" not in visitor.get(f"{path}?cursor={'x' * LONGEST}&sort=newest").headers
    assert "ETag" not in visitor.get("/bills?q=word").headers
    assert len(pages) == 3


@pytest.mark.parametrize(
    "headers", [{"Cookie": "gongyi=x"}, {"Cookie": "language=en; other=1"}, {"Authorization": "Bearer x"}]
)
def test_who_brings_more_than_a_language_gets_a_page_of_their_own(
    visitor: FlaskClient, pages: Shelf, headers: dict[str, str]
) -> None:
    answer = visitor.application.test_client(use_cookies=False).get(PAGE, headers=headers)
    assert answer.status_code == 200
    assert "ETag" not in answer.headers
    assert len(pages) == 0


def test_what_is_not_a_plain_page_is_not_kept(visitor: FlaskClient, pages: Shelf) -> None:
    for path in (
        "/bills/no-bill",
        f"{PAGE}/articles/99",
        "/comments/999999",
        "/record/999999",
        "/account/sign-in",
        "/help",
    ):
        for _ in range(2):
            assert "ETag" not in visitor.get(path).headers, path
    assert visitor.post(PAGE).status_code == 405
    assert len(pages) == 0


@pytest.fixture
def small() -> Flask:
    """An application of a few views that begin sessions, set cookies, or answer something other than a page."""
    app = Flask("small")
    app.secret_key = "small"
    app.config["KEEP_PAGES"] = True
    app.extensions["gongyi.pages"] = Pages(Shelf(), b"edition", {})
    app.extensions["gongyi.account_language"] = None
    add_state(app, "always", lambda _where, _now: (1,))
    add_state(app, "nobody's", lambda _where, _now: None)
    views = {
        "plain": lambda: "<p>words</p>",
        "token": lambda: session.setdefault("csrf_token", "t") and "<p>words</p>",
        "message": lambda: flash("words") or "<p>words</p>",  # type: ignore[func-returns-value]
        "cookie": lambda: make_response("<p>words</p>", 200, {"Set-Cookie": "a=b"}),
        "refusal": lambda: ("<p>words</p>", 403),
        "created": lambda: ("<p>words</p>", 201),
        "data": lambda: {"words": 1},
        "stream": lambda: iter(["<p>words</p>"]),
        "large": lambda: "x" * 1_100_000,
    }
    for name, view in views.items():
        app.add_url_rule(f"/{name}", name, kept("always")(view))
    app.add_url_rule("/embargoed", "embargoed", kept("nobody's")(views["plain"]))
    return app


@pytest.mark.parametrize(
    "name", ["token", "message", "cookie", "refusal", "created", "data", "stream", "large", "embargoed"]
)
def test_nothing_that_is_for_one_person_or_no_page_is_kept(small: Flask, name: str) -> None:
    answer = small.test_client().get(f"/{name}")
    assert answer.status_code < 500
    assert "ETag" not in answer.headers
    assert len(small.extensions["gongyi.pages"].shelf) == 0


def test_a_plain_page_is_written_once(small: Flask) -> None:
    assert small.test_client().get("/plain").headers["ETag"].startswith('W/"')
    assert small.test_client().get("/plain").text == "<p>words</p>"
    assert len(small.extensions["gongyi.pages"].shelf) == 1


def test_another_edition_has_other_names_for_its_pages(app: Gongyi) -> None:
    one, other = Pages(Shelf(), b"one", {}), Pages(Shelf(), b"other", {})
    assert one.key("/", 1) == one.key("/", 1)
    assert len({one.key("/", 1), one.key("/", 2), other.key("/", 1)}) == 3
