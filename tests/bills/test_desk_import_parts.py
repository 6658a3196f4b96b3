"""A long file at the desk: shown in parts that no page is heavy with, and taken over whole."""

from dataclasses import replace

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm.attributes import flag_modified

from app.bills import actions, queries
from app.bills.actions.imports import stage_import
from app.bills.importing.staging import pack_outline
from app.bills.models import Bill, StagedImport
from app.bills.outline import Outline, OutlineArticle, outline_of
from app.bills.structure import chinese_number
from tests.bills.desk import post
from tests.bills.drafts import prepare_bill
from tests.bills.test_desk_importing import HERE, look, numbers, revision
from tests.builders import World, add_article
from tests.conftest import NOON


@pytest.fixture
def bill(world: World) -> Bill:
    return prepare_bill(world)


@pytest.fixture
def official(client: FlaskClient, world: World, bill: Bill) -> FlaskClient:
    return world.sign_in(client, "official")


def stage(world: World, bill: Bill, articles: int, *unplaced: str) -> StagedImport:
    """Keep a file of many articles, as if it had been read; numbers go up to 999-2."""
    numbers = [f"{n}-{sub}" if sub else str(n) for n in range(1, 1000) for sub in range(3)][:articles]
    read = tuple(
        OutlineArticle(
            number=number,
            text=f"主管機關應於收受之日起三十日內為准駁之決定，並公告之{number}。\n一、甲。\n二、乙。",
            chapter=f"第{chinese_number(n // 100 + 1)}章　第 {n // 100 + 1} 類",
            current_text=f"主管機關應於六十日內為准駁之決定{number}。",
            explanation="縮短期間，以保障人民之權利。",
            source="【修正條文】\n主管機關應於收受之日起三十日內為准駁之決定，並公告之。\n一、甲。\n二、乙。\n【說明】\n縮短期間，以保障人民之權利。",
        )
        for n, number in enumerate(numbers)
    )
    official, draft = world.people["official"], queries.get_draft(world.session, bill)
    content = pack_outline(Outline(read), "zh-TW")
    content["unplaced"] = [[line, text, ["原因。", "Why."]] for line, text in enumerate(unplaced, 7)]
    return stage_import(world.session, official, bill, draft, file_name="a.docx", content=content, now=NOON)


def test_a_file_of_2000_articles_is_shown_in_light_parts(official: FlaskClient, world: World, bill: Bill) -> None:
    staged = stage(world, bill, 2_000, "甲乙丙")
    here = f"{HERE}/{staged.id}"
    first, last = look(official, here), look(official, f"{here}?part=99999")
    for page in (first, last):
        assert len(page.encode()) <= 300_000
        assert page.index("甲乙丙") < page.index('id="read-title"'), "lines without a place stand first on every part"
        assert page.count('class="fold import-article"') == 100
        assert "<dd>2000</dd>" in page.replace(",", "")
        assert f'href="{here}?part=20#read-title"' in page.replace("part=99999&amp;", "")
    assert ("公告之1。" in first, "公告之667-1。" in first) == (True, False)
    assert ("公告之1。" in last, "公告之667-1。" in last) == (False, True)


def test_all_parts_are_confirmed_and_can_be_narrowed_to_what_would_change(
    official: FlaskClient, world: World, bill: Bill
) -> None:
    here = f"{HERE}/{stage(world, bill, 110).id}?part=2"
    post(official, here, 303, revision=revision(world, bill), key="k")
    assert len(numbers(world, bill)) == 110
    staged = stage(world, bill, 110)
    article = staged.content["articles"][105]
    article["text"] = article["text"].replace("三十日內", "改寫為二十日內")
    flag_modified(staged, "content")
    world.session.flush()
    page = look(official, f"{HERE}/{staged.id}?change=changed")
    assert page.count('class="fold import-article"') == 1
    assert "改寫為" in page
    kept = look(official, f"{HERE}/{staged.id}?change=kept&part=2")
    assert kept.count('class="fold import-article"') == 9
    assert "改寫為" not in kept
    for odd in ("change=nonsense&part=0", "part=x&change=deleted"):
        assert official.get(f"{HERE}/{staged.id}?{odd}").status_code == 200


def test_unchanged_articles_of_a_long_file_are_not_asked_about_until_called_for(
    client: FlaskClient, world: World
) -> None:
    official, bill = world.sign_in(client, "official"), world.bills["open"]
    version = queries.latest_version(world.session, bill)
    for number in range(4, 80):
        add_article(world.session, bill, version, number)
    world.session.flush()
    draft = actions.start_new_version(world.session, world.people["official"], bill, now=NOON)
    outline = outline_of(queries.list_articles(world.session, draft), "zh-TW")
    articles = (replace(outline.articles[0], text="改寫之條文。"), *outline.articles[1:])
    content = pack_outline(Outline(articles), "zh-TW")
    staged = stage_import(
        world.session, world.people["official"], bill, draft, file_name="a.docx", content=content, now=NOON
    )
    here = f"/desk/bills/open-bill/import/{staged.id}"
    page = look(official, here)
    assert ('name="is-0"' in page, 'name="is-1"' in page) == (True, False)
    assert 'name="is-78"' in look(official, f"{here}?kept=asked")
    post(official, here, 422, revision=draft.revision, key="a", **{"is-0": "same", "of-0": "5"})
    post(official, here, 303, revision=draft.revision, key="b", **{"is-0": "same", "of-0": "1"})
    texts = queries.list_articles(world.session, queries.get_draft(world.session, bill))
    assert [t.article.key for t in texts] == [str(n) for n in range(1, 80)]
    assert texts[0].text.zh == "改寫之條文。"
