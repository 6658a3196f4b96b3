"""The search page: what it finds and marks, how it is narrowed and paged, and what it says of odd questions."""

import re

import pytest
from flask.testing import FlaskClient
from markupsafe import escape

from app import Gongyi
from app.search.keeping import rebuild
from app.search.page import LONGEST
from app.search.queries import PAGE
from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import post

TALKERS = ("citizen", "other_citizen", "moderator", "lead") * 6


@pytest.fixture
def talk(world: World) -> World:
    """An indexed world with some comments about inspections."""
    post(world, "資安稽核應由第三方辦理。", place="2")
    post(world, "Inspections **cost** too much.", by="other_citizen")
    post(world, "與本案無關的話。", on="closed", now=world.bills["closed"].opens_at)
    rebuild(world.session)
    return world


def get(client: FlaskClient, address: str, lang: str = "en") -> str:
    page = client.get(address, headers={"Accept-Language": lang})
    assert page.status_code == 200
    return page.text


def found(page: str) -> list[str]:
    """The addresses of what a page found."""
    return re.findall(r'<h3 class="result-title"><a href="([^"]+)"', page)


def test_it_finds_and_marks(client: FlaskClient, talk: World) -> None:
    page = get(client, "/search?q=稽核")
    assert len(found(page)) == 1
    assert "資安<mark>稽核</mark>應由第三方辦理。" in page
    assert '<p class="result-words" lang="zh-Hant-TW">' in page
    assert "Comment by citizen" in page
    assert "Article 2" in page
    assert "1 place<" in page


def test_marks_are_escaped(client: FlaskClient, talk: World) -> None:
    post(talk, r"Write `<script>alert(1)</script>` here, kestrel.", place="1")
    page = get(client, "/search?q=alert")
    assert "<script>alert" not in page
    assert "&lt;script&gt;<mark>alert</mark>(1)" in page
    typed = '"><script>x</script>'
    assert str(escape(typed)) in get(client, "/search?q=" + typed)
    assert typed not in get(client, "/search?q=" + typed)


def test_bills_come_first_and_lead_to_their_passages(client: FlaskClient, talk: World) -> None:
    assert found(get(client, "/search?q=open-bill"))[0] == "/bills/open-bill"
    articles = found(get(client, "/search?q=標題&kind=bill&bill=open-bill"))
    assert articles == [f"/bills/open-bill/articles/{key}" for key in "123"]
    assert "/bills/open-bill/discussion?question=2" in found(get(client, "/search?q=問題2&kind=bill"))


def test_it_is_narrowed_by_kind_bill_and_article(client: FlaskClient, talk: World) -> None:
    everywhere = found(get(client, "/search?q=cost"))
    assert len(everywhere) == 1
    assert found(get(client, "/search?q=cost&kind=bill")) == []
    assert found(get(client, "/search?q=cost&bill=open-bill")) == everywhere
    assert found(get(client, "/search?q=cost&bill=closed-bill")) == []
    assert found(get(client, "/search?q=稽核&bill=open-bill&article=2"))
    assert found(get(client, "/search?q=稽核&bill=open-bill&article=1")) == []
    assert client.get("/search?q=cost&bill=unknown").status_code == 404
    assert client.get("/search?q=cost&bill=unpublished-bill").status_code == 404


def test_unknown_codes_and_cursors_count_as_none(client: FlaskClient, talk: World) -> None:
    assert found(get(client, "/search?q=cost&kind=nonsense&cursor=zz&article=99")) == found(
        get(client, "/search?q=cost")
    )


def test_pages_follow_each_other_without_loss(client: FlaskClient, talk: World) -> None:
    addresses = [f"/comments/{post(talk, f'Kestrel {n}.', by=by).id}" for n, by in enumerate(TALKERS)]
    first = get(client, "/search?q=kestrel")
    following = re.search(r'href="([^"]+)" rel="next"', first)
    assert following
    later = get(client, following[1].replace("&amp;", "&"))
    assert found(first) + found(later) == addresses[::-1]
    assert len(found(first)) == PAGE
    assert f"{len(addresses)} places" in first
    assert "First page" in later and 'rel="next"' not in later


@pytest.mark.parametrize(
    "typed",
    [
        "AND",
        "NOT",
        "NEAR",
        'cost"',
        "cost*",
        "cost AND",
        "(cost",
        "cost:",
        "^cost",
        "-cost",
        "words:cost",
        "cost'",
        "cost\\",
    ],
)
def test_operators_are_words_like_others(client: FlaskClient, talk: World, typed: str) -> None:
    page = client.get("/search", query_string={"q": typed}, headers={"Accept-Language": "en"})
    assert page.status_code == 200
    assert bool(found(page.text)) == (re.sub(r"\W", "", typed) == "cost")


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ("，。!\"'%_", ("no word in this", "沒有可以找的字詞")),
        ("😀", ("no word in this", "沒有可以找的字詞")),
        ("字" * 500, ("at most 100 characters", "最多 100 個字元")),
        ("x" * 5000, ("at most 100 characters", "最多 100 個字元")),
        ("zzz\u0000zz", ("Nothing was found", "找不到")),
        ("\u202ezzzz", ("Nothing was found", "找不到")),
        ("", ("Traditional and simplified", "繁體與簡體")),
    ],
)
def test_odd_questions_get_a_sentence(
    client: FlaskClient, talk: World, typed: str, said: tuple[str, str], lang: str
) -> None:
    page = client.get("/search", query_string={"q": typed}, headers={"Accept-Language": lang})
    assert page.status_code == 200
    assert said[lang != "en"] in page.text
    assert found(page.text) == []


def test_what_is_too_long_is_kept(client: FlaskClient, talk: World) -> None:
    page = get(client, "/search?q=" + "字" * (LONGEST + 1))
    assert 'value="' + "字" * (LONGEST + 1) + '"' in page
    assert 'aria-invalid="true"' in page


def test_it_is_kept_out_of_search_engines(client: FlaskClient, talk: World) -> None:
    answer = client.get("/search?q=cost")
    assert answer.headers["X-Robots-Tag"] == "noindex, follow"
    assert '<meta name="robots" content="noindex, follow">' in answer.text


def test_it_takes_few_statements(client: FlaskClient, talk: World, statements: Statements) -> None:
    for address in ("/search", "/search?q=cost", "/search?q=標題", "/search?q=稽核&bill=open-bill&article=2"):
        with statements:
            client.get(address)
        assert len(statements) <= 6, statements.seen


def test_home_and_discussion_lead_here(client: FlaskClient, talk: World, app: Gongyi) -> None:
    assert 'role="search" method="get" action="/search"' in get(client, "/")
    page = get(client, "/bills/open-bill/discussion")
    assert '<input type="hidden" name="bill" value="open-bill">' in page
