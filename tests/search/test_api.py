"""Search through the API: shapes as documented, pages, filters, refusals, and nothing that is not public."""

from typing import Any

import pytest
from flask.testing import FlaskClient

from app.search.api import FoundList
from app.search.keeping import rebuild
from tests.builders import World
from tests.conftest import Statements
from tests.discussion.talk import hide, post

API = "/api/v1/search"


@pytest.fixture
def talk(world: World) -> World:
    rebuild(world.session)
    post(world, "資安**稽核**應由第三方辦理。", place="2")
    post(world, "Kestrel two.", by="other_citizen", place="Q1")
    return world


def get(client: FlaskClient, **query: str) -> Any:
    answer = client.get(API, query_string=query)
    assert answer.status_code == 200, answer.text
    FoundList.model_validate(answer.json)
    return answer.json


def test_a_comment(client: FlaskClient, talk: World) -> None:
    (item,) = get(client, q="資安")["items"]
    assert item["kind"] == "comment"
    assert item["url"] == f"http://localhost/comments/{item['comment']}"
    assert item["title"] == {"zh-Hant-TW": "open-bill 草案", "en": "Draft open-bill"}
    assert (item["snippet"], item["lang"], item["marks"]) == ("資安稽核應由第三方辦理。", "zh-Hant-TW", [[0, 2]])
    assert item["bill"] == "open-bill"


def test_an_article(client: FlaskClient, talk: World) -> None:
    (item,) = get(client, q="第2條本文", bill="open-bill", lang="en")["items"]
    assert item["url"] == "http://localhost/bills/open-bill/articles/2"
    assert item["title"] == {"zh-Hant-TW": "第二條 第2條標題", "en": "Article 2 Heading 2"}
    assert (item["article"], item["version"], item["question"]) == ("2", 1, None)
    start, end = item["marks"][0]
    assert item["snippet"][start:end] == "第2條本文"


def test_pages_end(client: FlaskClient, talk: World) -> None:
    whole = [item["url"] for item in get(client, q="open")["items"]]
    seen, cursor = [], ""
    while cursor is not None:
        page = get(client, q="open", limit="1", cursor=cursor)
        seen += [item["url"] for item in page["items"]]
        cursor = page["next"]
    assert seen == whole
    kinds = [item["kind"] for item in get(client, q="2")["items"]]
    assert kinds == sorted(kinds)


def test_filters(client: FlaskClient, talk: World) -> None:
    assert get(client, q="kestrel", kind="bill")["items"] == []
    assert len(get(client, q="kestrel", bill="open-bill", kind="comment")["items"]) == 1
    assert get(client, q="kestrel", bill="closed-bill")["items"] == []
    assert len(get(client, q="稽核", bill="open-bill", article="2")["items"]) == 1
    assert get(client, q="稽核", bill="open-bill", article="1")["items"] == []
    assert get(client, q="稽核", article="2")["items"] == []
    for unknown in ("unknown", "unpublished-bill"):
        assert get(client, q="open", bill=unknown)["items"] == []
    assert get(client, q="，。")["items"] == get(client, q="\x00")["items"] == []


def test_what_is_hidden_is_not_found(client: FlaskClient, talk: World) -> None:
    comment = post(talk, "金絲雀")
    assert get(client, q="金絲雀")["items"]
    hide(talk, comment)
    assert get(client, q="金絲雀") == {"items": [], "next": None}


@pytest.mark.parametrize(
    "query",
    ["", "q=", "q=" + "x" * 101, "q=a&q=b", "q=a&kind=article", "q=a&limit=0", "q=a&limit=101", "q=a&cursor=x", "q=a&z=1",
     "q=a&cursor=" + "9" * 19, "q=a&article=x"],
)  # fmt: skip
def test_refusals(client: FlaskClient, talk: World, query: str) -> None:
    answer = client.get(f"{API}?{query}")
    assert answer.status_code == 422
    assert answer.json["error"]["code"] == "invalid"


def test_few_statements(client: FlaskClient, talk: World, statements: Statements) -> None:
    with statements:
        get(client, q="2", bill="open-bill", article="2")
    assert len(statements) <= 6, statements.seen
