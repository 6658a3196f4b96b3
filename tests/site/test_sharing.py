"""The card of a journey: the same way as the journey's page, none of its words, and a picture that can be read without seeing it."""

from xml.etree import ElementTree

import pytest
from flask.testing import FlaskClient

from app.kernel.bilingual import Bilingual
from app.site.sharing.card import measure, wrap
from tests.builders import World
from tests.conftest import Statements
from tests.opendata.debate import CANARY, Debate
from tests.site.pages import read
from tests.site.test_journey import told_by_page

SVG = "{http://www.w3.org/2000/svg}"


def picture(client: FlaskClient, number: int, lang: str = "en") -> ElementTree.Element:
    answer = client.get(f"/comments/{number}/card.svg?lang={lang}")
    assert (answer.status_code, answer.mimetype) == (200, "image/svg+xml")
    return ElementTree.fromstring(answer.text)


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
def test_the_card_tells_the_journey_without_its_words(
    client: FlaskClient, debate: Debate, statements: Statements, lang: str
) -> None:
    for name, comment in debate.comments.items():
        with statements:
            page = read(client, f"/comments/{comment.id}/card", lang=lang)
        assert len(statements) <= 6, statements.seen
        drawn = picture(client, comment.id, lang)
        told = client.get(f"/api/v1/comments/{comment.id}/journey").json
        sentence = told["sentence"]["en" if lang == "en" else "zh-Hant-TW"]
        reached = sum(station["reached"] for station in told["stations"])
        description = drawn.findtext(f"{SVG}desc") or ""
        assert sentence in page.words
        assert sentence in description
        assert page.html.count(f'alt="{description}"') == 1
        assert len(drawn.findall(f"{SVG}path")) == reached == len(told_by_reached(client, comment.id)), name
        for words in (page.html, ElementTree.tostring(drawn, encoding="unicode")):
            assert CANARY not in words
            assert (comment.body or "no words") not in words
            assert "names a neighbour" not in words


def told_by_reached(client: FlaskClient, number: int) -> list[object]:
    return [station for station in told_by_page(read(client, f"/comments/{number}/journey").html) if station["reached"]]


def test_what_other_sites_show_of_it(client: FlaskClient, debate: Debate) -> None:
    number = debate.id("changed")
    for path in ("card", "journey"):
        html = read(client, f"/comments/{number}/{path}").html
        for said in (
            '<meta name="description" content="Draft closed-bill, ',
            f'<meta property="og:title" content="What became of comment {number}">',
            f'<meta property="og:url" content="http://localhost/comments/{number}/journey">',
            f'<meta property="og:image" content="http://localhost/comments/{number}/card.svg?lang=en">',
        ):  # fmt: skip
            assert said in html, said
    assert f'href="/comments/{number}/card"' in read(client, f"/comments/{number}/journey").html


def test_a_hidden_comments_card_says_so(client: FlaskClient, debate: Debate) -> None:
    assert "Moderators have hidden the comment." in read(client, f"/comments/{debate.id('hidden')}/card").words
    assert "withdrawn the comment" in read(client, f"/comments/{debate.id('withdrawn')}/card").words


def test_an_unchanged_picture_is_not_sent_again(client: FlaskClient, debate: Debate) -> None:
    path = f"/comments/{debate.id('changed')}/card.svg?lang=en"
    mark = client.get(path).headers["ETag"]
    assert client.get(path, headers={"If-None-Match": mark}).status_code == 304


def test_a_title_is_text_and_never_markup(client: FlaskClient, debate: Debate, world: World) -> None:
    debate.bill.title = Bilingual("<script>一</script>&「二」" * 9, '"><script>1</script> & more ' * 9)
    world.session.flush()
    for lang in ("en", "zh-TW"):
        drawn = picture(client, debate.id("changed"), lang)
        assert not drawn.findall(f".//{SVG}script")
        assert "<script>1" not in read(client, f"/comments/{debate.id('changed')}/card", lang=lang).html


@pytest.mark.parametrize(
    "text",
    [
        "The quick brown fox jumps over the lazy dog.",
        "民國 115 年 9 月 29 日（2026-09-29），資通安全管理法。",
        "a" * 90,
        "",
    ],
)
def test_lines_are_no_wider_than_asked_and_lose_nothing_but_what_is_cut(text: str) -> None:
    lines = wrap(text, 20, 200, 99)
    assert "".join(lines).replace(" ", "") == text.replace(" ", "")
    assert all(measure(line, 20) <= 200 + 20 or (" " not in line and line.isascii()) for line in lines)
    assert not [line for line in lines if line[:1] in "，。）" and line]
    assert not [line for line in lines if line.endswith("（")]
    short = wrap(text, 20, 200, 1)
    assert len(short) == 1
    assert (short[0].endswith("…")) == (len(lines) > 1)
