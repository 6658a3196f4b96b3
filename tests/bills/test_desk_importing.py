"""The officials' desk: a file sent, looked at, taken over into the draft or thrown away."""

import re
from io import BytesIO

import pytest
import sqlalchemy as sa
from flask import request
from flask import session as cookie
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app import Gongyi
from app.bills import actions, queries
from app.bills.desk.importing import allow_a_file
from app.bills.importing.limits import MOST_BYTES
from app.bills.models import Bill, StagedImport, Version
from app.bills.structure import write_number
from app.kernel.bilingual import Bilingual
from tests.bills.desk import find_bill, post
from tests.bills.drafts import prepare_bill
from tests.bills.importing.word_files import THREE, table_file
from tests.builders import World
from tests.conftest import NOON, Statements

HERE = "/desk/bills/open-data/import"
FILE = table_file(THREE, [
    ("第一章　總則", "", ""),
    ("第一條（目的）\n為開放資料，制定本條例。\n一、甲。", "（本條新增）", "說明一。"), ("第二條　第 2 條。", "", ""),
    ("第三條　新的條文。", "第三條　舊條文。", ""), ("第三條　重複。", "", ""),
])  # fmt: skip


@pytest.fixture
def bill(world: World) -> Bill:
    return prepare_bill(world)


@pytest.fixture
def official(client: FlaskClient, world: World, bill: Bill) -> FlaskClient:
    return world.sign_in(client, "official")


def send(
    client: FlaskClient, status: int, content: bytes = FILE, name: str = "草案.docx", **data: object
) -> TestResponse:
    sent = {"file": (BytesIO(content), name), "lang": "zh-TW", **data}
    response = client.post(HERE, data=sent, content_type="multipart/form-data", headers={"Accept-Language": "en"})
    assert response.status_code == status, response.text[:3000]
    return response


def look(client: FlaskClient, path: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"}).text


def numbers(world: World, bill: Bill) -> list[str]:
    world.session.expire_all()
    draft = queries.get_draft(world.session, bill)
    return [t.number for t in queries.list_articles(world.session, draft)]


def revision(world: World, bill: Bill) -> int:
    world.session.expire_all()
    return queries.get_draft(world.session, bill).revision


def test_file_is_read_shown_and_taken_over(official: FlaskClient, world: World, bill: Bill) -> None:
    assert "/desk/bills/open-data/import" in look(official, "/desk/bills/open-data/draft")
    here = send(official, 303).location
    page = look(official, here)
    for words in (
        "草案.docx",
        "第三條　重複。",
        "there twice",
        "第一章　總則",
        "說明一。",
        "為開放資料，制定本條例。",
        "10-1",
    ):
        assert words in page
    assert numbers(world, bill) == ["1", "2", "10-1"]
    sent = {"revision": revision(world, bill), "key": "k"}
    assert post(official, here, 303, **sent).location == "/desk/bills/open-data/draft"
    assert numbers(world, bill) == ["1", "2", "3"]
    assert post(official, here, 303, **sent).location == "/desk/bills/open-data/draft"
    assert official.get(here).status_code == 404
    first = queries.list_articles(world.session, queries.get_draft(world.session, bill))[0]
    assert (first.heading.zh, first.chapter.zh, first.explanation.zh) == ("目的", "第一章　總則", "說明一。")
    assert first.text.zh == "為開放資料，制定本條例。\n一、甲。"
    assert first.current_text is None


def test_changes_against_the_draft_are_told_apart(official: FlaskClient, world: World, bill: Bill) -> None:
    text = "第一條　第 1 條。\n第二條　（刪除）\n第十條之一　第 10-1 條，並公告之。\n第四條　全新的規定在此。"
    page = look(official, send(official, 303, text.encode(), "a.txt").location)
    assert "並公告之" in page
    assert "<ins>" in page
    assert "In the draft, not in the file" not in page
    assert "What it would change in the draft" in page
    for code in ("added", "changed", "kept", "deleted"):
        assert f'data-code="{code}"' in page, code
    page = look(official, send(official, 303, "第一條　第 1 條。".encode(), "b.txt").location)
    assert "In the draft, not in the file" in page
    assert "<li>Article 10-1" in page
    assert 'data-code="added"' not in page


@pytest.mark.parametrize(("lang", "text", "warns"), [
    ("zh-TW", "第一條　資料開放。", False), ("en", "第一條　資料開放。", True),
    ("en", "Article 1\nThis Act opens data.", False), ("zh-TW", "Article 1\nThis Act opens data.", True),
])  # fmt: skip
def test_language_that_the_words_do_not_look_like(official: FlaskClient, lang: str, text: str, warns: bool) -> None:
    page = look(official, send(official, 303, text.encode(), "a.txt", lang=lang).location)
    assert ("throw it away and send it again" in page) is warns


def test_stale_draft_is_told_and_the_page_shown_again(official: FlaskClient, world: World, bill: Bill) -> None:
    here = send(official, 303).location
    before = revision(world, bill)
    person, draft = world.people["official"], queries.get_draft(world.session, bill)
    actions.save_article(
        world.session,
        person,
        bill,
        draft,
        actions.ArticleContent(number="7", text=Bilingual("別人的。")),
        now=NOON,
    )
    page = post(official, here, 409, revision=before, key="a").text
    assert "Somebody else changed this" in page
    assert "Lines not placed" in page
    assert numbers(world, bill) == ["1", "2", "7", "10-1"]
    post(official, here, 303, revision=revision(world, bill), key="b")
    assert numbers(world, bill) == ["1", "2", "3"]


def test_thrown_away(official: FlaskClient, world: World, bill: Bill) -> None:
    here = send(official, 303).location
    assert post(official, f"{here}/discarding", 303, key="x").location == "/desk/bills/open-data/draft"
    post(official, f"{here}/discarding", 303, key="x")
    post(official, f"{here}/discarding", 404, key="y")
    assert official.get(here).status_code == 404
    assert numbers(world, bill) == ["1", "2", "10-1"]


@pytest.mark.parametrize(("content", "name", "words"), [
    (b"", "a.docx", "This file is empty"),
    (b"%PDF-1.7", "a.pdf", "This is a PDF"),
    (b"words", "a.docx", "no Word document"),
    (b"x" * (MOST_BYTES + 1), "a.txt", "larger than 20 MB"),
    ("沒有條文。".encode(), "a.txt", "No article was found"),
])  # fmt: skip
def test_bad_file_is_told_at_the_field(official: FlaskClient, content: bytes, name: str, words: str) -> None:
    page = send(official, 422, content, name, lang="en").text
    assert words in page
    assert 'aria-invalid="true"' in page
    assert re.search(r'<input[^>]*checked[^>]*value="en"', page)


def test_no_file_at_all(official: FlaskClient) -> None:
    assert "Choose a file." in post(official, HERE, 422, lang="zh-TW").text


def test_request_beyond_the_limit_is_413(official: FlaskClient) -> None:
    send(official, 413, b"x" * (MOST_BYTES + 2 * 1024 * 1024))


def test_only_this_address_takes_more_than_a_form(official: FlaskClient) -> None:
    post(official, "/desk/bills/open-data/draft/articles/new", 413, text_zh="x" * (2 * 1024 * 1024))


@pytest.mark.parametrize(("person", "most"), [({"_user_id": "1"}, MOST_BYTES + 1024 * 1024), ({}, 1024 * 1024)])
def test_only_those_who_are_signed_in_may_send_so_much(app: Gongyi, person: dict[str, str], most: int) -> None:
    with app.test_request_context(HERE, method="POST"):
        cookie.update(person)
        allow_a_file("bills_desk.import_file", {})
        assert request.max_content_length == most


def test_another_file_under_the_same_key_is_another_act(official: FlaskClient) -> None:
    first = send(official, 303, key="same").location
    assert send(official, 303, key="same").location == first
    assert send(official, 303, "第一條　甲。".encode(), "b.txt", key="same").location != first


@pytest.mark.parametrize(("persona", "status"), [("other_agency_official", 404), ("citizen", 403), ("moderator", 403)])
def test_others_know_nothing_of_it(official: FlaskClient, world: World, persona: str, status: int) -> None:
    here = send(official, 303).location
    client = world.sign_in(official, persona)
    assert client.get(here).status_code == status
    assert client.get(HERE).status_code == status
    post(client, here, status, key="k")
    send(client, status)


def test_another_official_of_the_agency_does_not_see_the_file(official: FlaskClient, world: World) -> None:
    here = send(official, 303).location
    staged = world.session.scalars(sa.select(StagedImport)).one()
    staged.person_id = world.people["moderator"].id
    world.session.flush()
    assert official.get(here).status_code == 404


def test_foreign_imports_are_not_found(official: FlaskClient, world: World) -> None:
    number = send(official, 303).location.rpartition("/")[2]
    for slug in ("unpublished-bill", "closed-bill"):
        assert official.get(f"/desk/bills/{slug}/import/{number}").status_code == 404


@pytest.mark.parametrize("phase", ["announced", "open", "closed", "withdrawn"])
def test_published_bill_without_a_draft_takes_no_file(client: FlaskClient, world: World, phase: str) -> None:
    client = world.sign_in(client, "official")
    assert client.get(f"/desk/bills/{phase}-bill/import").status_code == 404


def test_withdrawn_bill_takes_no_file(client: FlaskClient, world: World) -> None:
    client, bill = world.sign_in(client, "official"), world.bills["withdrawn"]
    world.session.add(Version(bill_id=bill.id, number=2, note=Bilingual()))
    world.session.flush()
    page = client.get("/desk/bills/withdrawn-bill/import", headers={"Accept-Language": "en"})
    assert (page.status_code, "has been withdrawn" in page.text) == (409, True)
    post(client, "/desk/bills/withdrawn-bill/import", 409)


def test_revised_version_asks_which_article_is_which(client: FlaskClient, world: World) -> None:
    official, bill = world.sign_in(client, "official"), world.bills["open"]
    post(official, "/desk/bills/open-bill/draft/new", 303, key="n")
    text = (
        "第一條　第1條本文。\n第二項如下：\n一、甲。\n二、乙。\n第四條　第3條本文。\n第二項如下：\n一、甲。\n二、乙。"
    )
    sent = {"file": (BytesIO(text.encode()), "a.txt"), "lang": "zh-TW"}
    here = official.post("/desk/bills/open-bill/import", data=sent, content_type="multipart/form-data").location
    page = look(official, here)
    assert "Which article is which" in page
    assert 'name="is-1"' in page
    seen = revision(world, bill)
    stale = post(official, here, 409, revision=seen + 1, key="s", **{"is-0": "same", "of-0": "99"}).text
    assert "Somebody else changed this" in stale
    page = post(
        official, here, 422, revision=seen, key="a", **{"is-0": "same", "of-0": "1", "is-1": "same", "of-1": "99"}
    ).text
    assert "no earlier article 99" in page
    post(official, here, 303, revision=seen, key="b", **{"is-0": "same", "of-0": "1", "is-1": "same", "of-1": "3"})
    texts = queries.list_articles(world.session, queries.get_draft(world.session, bill))
    assert [(t.number, t.article.key, t.is_deleted) for t in texts if not t.is_deleted] == [
        ("1", "1", False),
        ("4", "3", False),
    ]


def test_hundred_articles_from_the_file_to_the_notice(official: FlaskClient, world: World, bill: Bill) -> None:
    rows = [
        (f"{write_number(str(n), 'zh-TW')}（標題{n}）\n第{n}項。\n一、甲{n}。", "（本條新增）", f"說明{n}。")
        for n in range(1, 101)
    ]
    here = send(official, 303, table_file(THREE, rows)).location
    page = look(official, here)
    assert "Every line of the file has its place" in page
    for n in (1, 50, 100):
        assert f"甲{n}。" in page
    post(official, here, 303, revision=revision(world, bill), key="k")
    sent = {"first_day": "2026-03-20", "last_day": "2026-05-18", "revision": find_bill(world, "open-data").revision}
    post(official, "/desk/bills/open-data/notice", 303, **sent)
    text = look(world.sign_in(official, "stranger"), "/bills/open-data/text")
    for n in range(1, 101):
        for words in (f"標題{n}", f"第{n}項。", f"甲{n}。", f"說明{n}。"):
            assert words in text


def test_preview_asks_few_questions(official: FlaskClient, statements: Statements) -> None:
    here = send(official, 303).location
    official.get(here)
    with statements:
        assert official.get(here).status_code == 200
    assert len(statements) <= 10, statements.seen
