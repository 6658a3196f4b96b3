"""All proposals for an article: the page, the Word file, the ways that lead there; what is gone is in none of them."""

import io
from datetime import timedelta

import pytest
from docx import Document
from flask.testing import FlaskClient

from app.bills.queries import list_texts_of_article
from app.discussion.models import Comment
from app.discussion.proposal_lists import list_proposals
from tests.bills.revisions import add_version
from tests.builders import NOON, World
from tests.conftest import Statements
from tests.discussion.pages import complaints
from tests.discussion.talk import endorse, hide, post, withdraw

LIST = "/bills/open-bill/articles/2/proposals"
SPEAKERS = ("citizen", "official", "lead", "moderator", "second_moderator", "other_subgroup_moderator")


@pytest.fixture
def said(world: World) -> dict[str, Comment]:
    """Two that exclude each other (the second better supported), one that two people make, one on another paragraph, one in Chinese."""
    found = {
        "weak": post(world, "Weak reason.", place="2.2.1", proposed="1. Weak."),
        "strong": post(world, "Strong *reason*.", place="2.2", proposed="Paragraph two:\n1. Strong.\n2. B.", by="lead"),
        "shared": post(world, "Shared reason.", place="2.1", proposed="Text two."),
        "again": post(world, "Mine too.", place="2.1", proposed="Text  two.", by="official"),
        "part": post(world, "Part.", place="2.2.2", proposed="2. Part & parcel."),
        "chinese": post(world, "理由。", place="2.2.1", proposed="一、丙。"),
    }
    endorse(world, found["strong"])
    return found


def order(page: str) -> list[int]:
    return [int(part.split('"')[0]) for part in page.split('id="wording-')[1:]]


def test_page_groups_sorts_and_counts(client: FlaskClient, said: dict[str, Comment]) -> None:
    page = client.get(f"{LIST}?lang=en").text
    names = ("shared", "strong", "weak", "part", "chinese")
    assert order(page) == [said[name].id for name in names]
    assert page.count("2 proposals change the same words: these cannot all be taken") == 1
    assert "6 comments propose other words" in page
    assert "2 people propose this" in page
    assert f'also proposed by <a href="http://localhost/comments/{said["again"].id}">official</a>' in page
    assert "Strong <em>reason</em>." in page
    assert '<ins><span class="visually-hidden"> [added: </span>Part &amp; parcel' in page
    assert complaints(page) == []
    chinese = client.get(f"{LIST}?lang=zh-TW").text
    assert order(chinese)[0] == said["chinese"].id
    assert complaints(chinese) == []


def test_newest_version_stands_first_and_says_so(client: FlaskClient, world: World, said: dict[str, Comment]) -> None:
    add_version(world.session, world.bills["open"], {"2": {"number": "9"}})
    later = post(world, "Later.", place="2.2.1", proposed="1. Weak.")
    page = client.get(f"{LIST}?lang=en").text
    assert order(page)[0] == later.id
    assert page.index("On version 2 of the text") < page.index("On version 1 of the text; there is a newer one")
    assert "Article 9, paragraph 2, subparagraph 1" in page.split("On version 1")[0]


def test_pages_follow_each_other_without_gap(client: FlaskClient, world: World, said: dict[str, Comment]) -> None:
    texts = list_texts_of_article(world.session, world.bills["open"], "2")
    whole = [entry.row.id for entry in list_proposals(world.session, texts, "en").entries]
    for limit in (1, 2, 4):
        found: list[int] = []
        cursor: str | None = ""
        while cursor is not None:
            page = list_proposals(world.session, texts, "en", cursor, limit)
            found, cursor = found + [entry.row.id for entry in page.entries], page.next
        assert found == whole
    first = list_proposals(world.session, texts, "en", "", 2).next
    assert "(some stand on another page)" in client.get(f"{LIST}?lang=en&cursor={first}").text
    assert client.get(f"{LIST}?cursor=nonsense").status_code == 422


def test_article_without_proposals_says_how(client: FlaskClient, world: World) -> None:
    page = client.get("/bills/open-bill/articles/1/proposals?lang=en").text
    assert "Nobody has proposed wording for this article" in page
    assert ".docx" not in page
    assert complaints(page) == []


def read_docx(client: FlaskClient, lang: str = "en") -> tuple[list[list[str]], list[list[tuple[str, str]]]]:
    """The rows of the file's table, and of each proposed cell its runs with what they bear."""
    answer = client.get(f"{LIST}.docx?lang={lang}")
    assert answer.status_code == 200
    assert answer.headers["Content-Disposition"] == 'attachment; filename="open-bill-article-2-proposals.docx"'
    document = Document(io.BytesIO(answer.data))
    table = document.tables[0]
    rows = [[cell.text for cell in dict.fromkeys(row.cells)] for row in table.rows]
    marks = [
        [
            ("ins" if run.font.underline else "del" if run.font.strike else "", run.text)
            for paragraph in row.cells[1].paragraphs
            for run in paragraph.runs
        ]
        for row in table.rows
    ]
    return rows, marks


def test_word_file_reads_back(client: FlaskClient, said: dict[str, Comment]) -> None:
    rows, marks = read_docx(client)
    assert rows[0] == ["Present text", "Proposed wording", "Reason, who and how many"]
    assert rows[1] == ["On version 1 of the text"]
    assert rows[2][0] == "Article 2, paragraph 1\nText 2."
    assert rows[2][2].startswith(
        "2 people · 0 endorsements\ncitizen, official\nShared reason.\nhttp://localhost/comments/"
    )
    assert marks[2] == [("", "Text "), ("del", "2"), ("ins", "two"), ("", ".")]
    assert rows[3] == ["2 proposals change the same words: these cannot all be taken"]
    assert "1 person · 1 endorsement" in rows[4][2]
    assert "Strong reason." in rows[4][2]
    assert client.get(f"{LIST}.docx").data == client.get(f"{LIST}.docx").data
    chinese, _marks = read_docx(client, "zh-TW")
    assert "第二條第二項第一款\n一、甲。" in [row[0] for row in chinese]


@pytest.mark.parametrize("act", [hide, withdraw])
def test_what_is_gone_is_in_no_list(client: FlaskClient, world: World, said: dict[str, Comment], act: object) -> None:
    for name in ("weak", "shared"):
        act(world, said[name])  # type: ignore[operator]
    page = client.get(f"{LIST}?lang=en").text
    assert "cannot all be taken" not in page
    assert "Weak" not in page
    assert order(page) == [said[name].id for name in ("again", "strong", "part", "chinese")]
    assert "also proposed by" not in page
    rows, _marks = read_docx(client)
    assert not [row for row in rows if "Weak" in str(row) or "Shared reason" in str(row)]


def test_ways_that_lead_there(client: FlaskClient, world: World, said: dict[str, Comment]) -> None:
    for address in ("/bills/open-bill/articles/2", "/bills/open-bill/text", "/bills/open-bill/discussion?article=2.1"):
        page = client.get(address, headers={"Accept-Language": "en"}).text
        assert f'href="{LIST}"' in page, address
        assert "6 proposals of wording" in page, address
        assert "/bills/open-bill/comments/new?place=2&amp;rewrite=1" in page, address
        assert complaints(page) == [], address
    for persona, address in (("official", "/desk/bills/open-bill"), ("moderator", "/desk/bills/open-bill/summary")):
        world.sign_in(client, persona)
        if persona == "moderator":
            client.post(f"{address}/draft", data={"key": "k"})
        assert f'href="{LIST}"' in client.get(address).text, address
    closed = client.get("/bills/closed-bill/articles/2").text
    assert "rewrite=1" not in closed


def test_statements_do_not_grow(
    client: FlaskClient, world: World, said: dict[str, Comment], statements: Statements
) -> None:
    world.session.expire_all()
    with statements:
        assert client.get(LIST).status_code == 200
    assert len(statements) <= 6, statements.seen
    world.session.expire_all()
    with statements:
        assert client.get(f"{LIST}.docx").status_code == 200
    assert len(statements) <= 6, statements.seen


def test_many_on_one_wording_are_named_up_to_a_limit(world: World) -> None:
    for n in range(9):
        post(world, place="2.1", proposed="Same.", by=SPEAKERS[n % 6], now=NOON - timedelta(minutes=20 * n))
    texts = list_texts_of_article(world.session, world.bills["open"], "2")
    (entry,) = list_proposals(world.session, texts, "en").entries
    assert (entry.comments, entry.people, len(entry.others)) == (9, 6, 6)


def test_addresses_of_nothing(client: FlaskClient, world: World) -> None:
    for address in ("articles/99", "articles/2.1", "articles/x"):
        for ending in ("proposals", "proposals.docx"):
            assert client.get(f"/bills/open-bill/{address}/{ending}").status_code == 404
    assert client.get("/bills/unpublished-bill/articles/2/proposals").status_code == 404
    assert client.get("/bills/unpublished-bill/articles/2/proposals.docx").status_code == 404
