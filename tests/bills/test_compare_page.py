"""The comparison page: which sides, which view, which articles, and what it says of each without colour."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills.models import Bill, Version
from app.bills.queries import list_articles, list_versions
from app.kernel.bilingual import Bilingual
from tests.bills.revisions import make_revised_bill
from tests.builders import World
from tests.conftest import Statements

PAGE = "/bills/revised/compare"


@pytest.fixture(autouse=True)
def revised(world: World) -> None:
    make_revised_bill(world.session, world.agency)


def read(client: FlaskClient, query: str = "", lang: str = "en") -> str:
    answer = client.get(f"{PAGE}?{query}", headers={"Accept-Language": lang})
    assert answer.status_code == 200, query
    return answer.text


def _versions(world: World) -> list[Version]:
    bill = world.session.scalars(sa.select(Bill).where(Bill.slug == "revised")).one()
    return list(list_versions(world.session, bill))


def keys(page: str) -> list[str]:
    """The articles that the page shows, by key."""
    return re.findall(r'href="#article-([^"]+)"><span class="visually-hidden">Link to', page)


def row(page: str, key: str) -> str:
    """What the page says of one article."""
    return page.split(f'id="article-{key}"')[1].split('id="article-')[0].split("<footer")[0]


def changes(page: str) -> dict[str, str]:
    found = {key: re.search(r'data-code="(\w+)"', row(page, key)) for key in keys(page)}
    return {key: match[1] for key, match in found.items() if match}


@pytest.mark.parametrize("view", ["columns", "redline"])
def test_every_article_says_what_became_of_it(client: FlaskClient, view: str) -> None:
    page = read(client, f"from=1&to=2&view={view}")
    assert changes(page) == {"1": "changed", "2": "changed", "3": "merged", "4": "changed", "5": "kept", "6": "split"}


@pytest.mark.parametrize("view", ["columns", "redline"])
def test_split_and_merged_articles_link_to_each_other(client: FlaskClient, view: str) -> None:
    page = read(client, f"from=1&to=2&view={view}")
    for key, label, other in (
        ("6", "Split from:", "2"), ("2", "Split off from it:", "6"), ("3", "Merged into:", "4"), ("4", "Merged into it:", "3"),
    ):  # fmt: skip
        assert f'{label} <a href="#article-{other}">Article {other}</a>' in row(page, key)
    filtered = read(client, f"from=1&to=2&view={view}&change=split")
    assert '<a href="/bills/revised/articles/2">Article 2</a>' in row(filtered, "6")


@pytest.mark.parametrize("view", ["columns", "redline"])
def test_moved_words_say_so_and_lead_to_their_other_place(client: FlaskClient, view: str) -> None:
    page = read(client, f"from=1&to=2&view={view}")
    away = re.search(r'id="from-(\d+)" href="#to-(\d+)">moved to article 6<', row(page, "2"))
    assert away
    assert away[1] == away[2]
    assert f'id="to-{away[1]}"' in row(page, "6")
    here = re.search(r'id="to-(\d+)" href="#from-(\d+)">moved from article 3<', row(page, "4"))
    assert here
    assert f'id="from-{here[1]}"' in row(page, "3")
    ids = re.findall(r' id="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_side_by_side_marks_what_is_new_on_one_side_and_what_is_gone_on_the_other(client: FlaskClient) -> None:
    later, earlier = row(read(client, "from=1&to=2"), "1").split("<td")[1:3]
    assert "<ins>" in later
    assert "<del>" not in later
    assert "[added:" in later
    assert "<del>" in earlier
    assert "<ins>" not in earlier
    assert "[removed:" in earlier


def test_redline_holds_both_in_one_text(client: FlaskClient) -> None:
    page = read(client, "from=1&to=2&view=redline")
    assert "<table" not in page
    assert "<ins>" in row(page, "1")
    assert "<del>" in row(page, "1")
    assert "… " in row(page, "6")  # what stayed in article 2 is not struck through here
    assert "<del" not in row(page, "6")


def test_words_of_the_law_are_never_html(client: FlaskClient, world: World) -> None:
    for text in list_articles(world.session, *_versions(world)):
        text.heading, text.explanation = Bilingual("<i>題</i>", "<i>head</i>"), Bilingual("<i>明</i>", "<i>why</i>")
        if text.article.key == "5":
            text.text = Bilingual("<i>同</i>", "<i>same</i>")
    world.session.flush()
    for view in ("columns", "redline"):
        page = read(client, f"from=1&to=2&view={view}")
        assert "&lt;b&gt;revised&lt;/b&gt;" in page
        assert "&lt;i&gt;same&lt;/i&gt;" in page
        assert "<b>" not in page
        assert "<i>" not in page


def test_only_what_changed_and_one_kind_of_change(client: FlaskClient) -> None:
    assert keys(read(client, "from=1&to=2&only=changed")) == ["1", "2", "3", "4", "6"]
    assert keys(read(client, "from=1&to=2&change=merged")) == ["3"]
    assert keys(read(client, "from=1&to=2&change=kept&only=changed")) == ["5"]
    nothing = read(client, "from=1&to=2&change=moved")
    assert keys(nothing) == []
    assert "No article of this kind" in nothing
    assert 'href="/bills/revised/compare?from=1&amp;to=2"' in nothing


def test_counts_lead_to_the_articles_that_they_count(client: FlaskClient) -> None:
    page = read(client, "from=1&to=2&view=redline")
    counts = re.findall(
        r'<a href="([^"]+)"[^>]*><span class="tag[^>]*data-code="(\w+)">[^<]*</span> <span class="glance-number">(\d+)<',
        page,
    )
    assert [(code, number) for _href, code, number in counts] == [
        ("kept", "1"),
        ("changed", "3"),
        ("split", "1"),
        ("merged", "1"),
    ]
    for href, code, number in counts:
        found = client.get(href.replace("&amp;", "&"), headers={"Accept-Language": "en"}).text
        assert list(changes(found).values()) == [code] * int(number)
        assert "<table" not in found
    assert "All articles (6)" in page
    assert "Only what changed (5)" in page


def test_any_two_versions_and_the_law_in_force(client: FlaskClient) -> None:
    page = read(client, "from=2&to=3")
    assert changes(page) == {"1": "changed", "2": "kept", "4": "kept", "5": "kept", "6": "kept"}
    assert changes(read(client, "from=1&to=3"))["6"] == "split"
    back = changes(read(client, "from=2&to=1"))
    assert (back["6"], back["3"]) == ("merged", "split")
    assert set(changes(read(client, "from=2&to=2")).values()) == {"kept"}
    law = read(client)
    assert "Version 3 compared with: Current law" in law
    assert changes(law)["3"] == "merged"
    assert '<option value="2">Version 2</option>' in law
    assert '<option value="3" selected>Version 3</option>' in law
    assert '<option value="current" selected>Current law</option>' in law


@pytest.mark.parametrize(
    "query", ["view=zz", "view=%00&only=1", "change=zz", "only=changed&change=", "view=columns&view=redline"]
)
def test_unknown_views_and_filters_fall_back(client: FlaskClient, query: str) -> None:
    page = read(client, f"from=1&to=2&{query}")
    assert "<table" in page
    assert len(keys(page)) >= 5


def test_each_article_has_an_address_that_can_be_reached_by_keyboard(client: FlaskClient) -> None:
    for view in ("columns", "redline"):
        part = row(read(client, f"from=1&to=2&view={view}"), "6")
        assert '<a class="permalink" href="#article-6">' in part
        assert "Link to article 6 in this comparison" in part
        assert '<a class="compared-name" href="/bills/revised/articles/6">Article 6 Heading 6</a>' in part


def test_renumbered_and_deleted_and_added_articles_say_so(client: FlaskClient, world: World) -> None:
    bill = make_revised_bill(world.session, world.agency, "again")
    versions = list_versions(world.session, bill)
    texts = {text.article.key: text for text in list_articles(world.session, versions[1])}
    texts["5"].number, texts["5"].heading = "50", Bilingual("新標題", "New heading")
    texts["6"].split_from_id = texts["3"].merged_into_id = None
    world.session.flush()
    page = client.get("/bills/again/compare?from=1&to=2&lang=en").text
    assert "Was: Article 5 Heading 5" in row(page, "5")
    assert "(Deleted)" in row(page, "3")
    assert "(None: this article is new)" in row(page, "6")
    assert "<ins>" not in row(page, "6")


def test_chinese_page_compares_chinese(client: FlaskClient) -> None:
    page = read(client, "from=1&to=2&view=redline", "zh-TW")
    assert "修正" in row(page, "1")
    assert "第六條" in row(page, "2")
    assert "……" in row(page, "6")


def test_text_and_article_pages_tell_splits_and_mergers(client: FlaskClient) -> None:
    text = client.get("/bills/revised/text?version=2&against=1&lang=en").text
    assert 'Split from: <a href="/bills/revised/articles/2">Article 2</a>' in text
    assert 'Merged into: <a href="/bills/revised/articles/4">Article 4</a>' in text
    for key, label, other, code in (
        ("6", "Split from:", "2", "split"), ("3", "Merged into:", "4", "merged"),
        ("2", "Split off from it:", "6", "changed"), ("4", "Merged into it:", "3", "changed"),
    ):  # fmt: skip
        page = client.get(f"/bills/revised/articles/{key}?lang=en").text
        second = page.split('id="version-2"')[1].split("<section")[0]
        assert f'{label} <a href="/bills/revised/articles/{other}">Article {other}</a>' in second
        assert f'data-code="{code}"' in second
        assert label not in page.replace(second, "")


@pytest.mark.parametrize("articles", [5, 60])
@pytest.mark.parametrize("path", ["compare?from=1&to=2", "articles/2", "articles/3", "text?against=1", "compare"])
def test_statements_do_not_grow(
    client: FlaskClient, world: World, statements: Statements, path: str, articles: int
) -> None:
    make_revised_bill(world.session, world.agency, "big", articles)
    with statements:
        assert client.get(f"/bills/big/{path}").status_code == 200
    assert len(statements) <= 6, statements.seen


@pytest.mark.parametrize("view", ["columns", "redline"])
def test_chapters_and_sections_stand_where_they_begin(client: FlaskClient, world: World, view: str) -> None:
    heads = {"1": ("一", ""), "2": ("二", "甲"), "3": ("二", "甲"), "4": ("二", "乙"), "5": ("三", "")}
    version = _versions(world)[0]
    for text in list_articles(world.session, version):
        chapter, section = heads[text.article.key]
        text.chapter = Bilingual(f"第{chapter}章")
        text.section = Bilingual(f"第{section}節") if section else None
    world.session.flush()
    page = read(client, f"from=current&to=1&view={view}", "zh-TW")
    found = re.findall(r"第[一二三]章|第[甲乙]節|id=\"article-\d", page)
    marks = [mark.removeprefix('id="article-') for mark in found]
    shown = {"columns": "1 一章 2 二章 甲節 3 4 乙節 5 三章", "redline": "一章 1 二章 甲節 2 3 乙節 4 三章 5"}[view]
    assert [mark.removeprefix("第") for mark in marks] == shown.split()
    assert '<h3 class="reading-chapter reading-section"></h3>' not in page
