"""The officials' desk: the articles of a draft, their order, and the publication of a revised version."""

import pytest
from flask.testing import FlaskClient

from app.bills import queries
from app.kernel.bilingual import Bilingual
from tests.bills.desk import ARTICLE, draft_text, find_bill, post
from tests.bills.drafts import prepare_bill
from tests.builders import World


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "official")


def test_article_is_written_edited_moved_deleted(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    base = "/desk/bills/open-data/draft"
    assert post(official, f"{base}/articles/new", 303, **ARTICLE, key="a").location == base
    text = draft_text(world, bill, "5")
    assert text.text.zh == "第一項。\n一、甲。"
    here = f"{base}/articles/{text.article_id}"
    assert "第一項。" in official.get(here).text
    change = ARTICLE | {"text_zh": "改。", "revision": text.revision}
    post(official, here, 303, **change)
    page = post(official, here, 409, **(change | {"text_zh": "晚了。"})).text
    assert "晚了。" in page
    assert "改。" in page
    post(official, f"{here}/place", 303, direction="up", key="m")
    post(official, f"{here}/place", 303, direction="up", key="m")
    draft = queries.get_draft(world.session, bill)
    assert [t.number for t in queries.list_articles(world.session, draft)] == ["1", "5", "2", "10-1"]
    post(official, f"{here}/deletion", 303, key="d")
    post(official, f"{here}/deletion", 303, key="d")
    post(official, f"{here}/deletion", 404, key="e")
    assert official.get(here).status_code == 404


def test_write_another_article(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    sent = post(official, "/desk/bills/open-data/draft/articles/new", 303, **ARTICLE, then="another")
    assert sent.location == "/desk/bills/open-data/draft/articles/new"


@pytest.mark.parametrize(("change", "message"), [
    ({"number": ""}, "This field is required"),
    ({"number": "2"}, "Another article of this draft has this number"),
    ({"number": "x"}, "Write the number as 18"),
    ({"text_zh": ""}, "in one language at least"),
])  # fmt: skip
def test_refused_article_keeps_what_was_typed(
    official: FlaskClient, world: World, change: dict[str, str], message: str
) -> None:
    prepare_bill(world)
    page = post(official, "/desk/bills/open-data/draft/articles/new", 422, **(ARTICLE | change)).text
    assert message in page
    assert "Purpose" in page


def test_article_ids_of_other_bills_are_not_found(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    foreign = queries.get_article(world.session, world.bills["closed"], "1").id
    for article_id in (foreign, 10**17, 0):
        assert official.get(f"/desk/bills/open-data/draft/articles/{article_id}").status_code == 404
        post(official, f"/desk/bills/open-data/draft/articles/{article_id}/deletion", 404)
    assert official.get("/desk/bills/open-data/draft/articles/" + "9" * 19).status_code == 404


def test_revised_version_from_start_to_publication(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill"
    assert "Start a revised version" in official.get(base, headers={"Accept-Language": "en"}).text
    assert official.get(f"{base}/draft").status_code == 404
    post(official, f"{base}/draft/new", 303, key="s")
    post(official, f"{base}/draft/new", 303, key="s")
    post(official, f"{base}/draft/new", 409, key="t")
    assert (
        "Nothing has changed yet" in official.get(f"{base}/draft/publication", headers={"Accept-Language": "en"}).text
    )
    text = draft_text(world, bill, "2")
    change = {"number": "2", "text_zh": "第2條新文。", "text_en": "Text 2 revised.", "revision": text.revision}
    post(official, f"{base}/draft/articles/{text.article_id}", 303, **change)
    page = official.get(f"{base}/draft/publication", headers={"Accept-Language": "en"}).text
    assert 'data-code="changed"' in page
    assert "<ins>" in page
    revision = queries.get_draft(world.session, bill).revision
    post(official, f"{base}/draft/publication", 422, revision=revision)
    post(official, f"{base}/draft/publication", 409, note_zh="修正", revision=revision - 1)
    sent = post(official, f"{base}/draft/publication", 303, note_zh="修正", revision=revision, key="p")
    assert sent.location == "/bills/open-bill/text"
    assert post(official, f"{base}/draft/publication", 303, note_zh="修正", revision=revision, key="p").location
    world.session.expire_all()
    assert [v.number for v in queries.list_versions(world.session, find_bill(world, "open-bill"))] == [1, 2]


def test_deleted_article_can_be_taken_back_on_the_desk(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill/draft"
    post(official, f"{base}/new", 303)
    article_id = draft_text(world, bill, "3").article_id
    post(official, f"{base}/articles/{article_id}/deletion", 303)
    assert draft_text(world, bill, "3").is_deleted
    assert "Take it back in" in official.get(base, headers={"Accept-Language": "en"}).text
    post(official, f"{base}/articles/{article_id}/restoration", 303)
    assert not draft_text(world, bill, "3").is_deleted


def test_section_is_written_kept_and_shown_with_its_chapter(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill/draft"
    post(official, f"{base}/new", 303)
    for number in ("2", "3"):
        text = draft_text(world, bill, number)
        said = {
            "number": number,
            "text_zh": f"第{number}條新文。",
            "chapter_zh": "第二章 稽核",
            "section_zh": "第一節 通則",
        }
        post(official, f"{base}/articles/{text.article_id}", 303, **said, revision=text.revision)
    assert draft_text(world, bill, "3").section == Bilingual("第一節 通則")
    page = official.get(base, headers={"Accept-Language": "en"}).text
    assert page.count("第一節 通則") == 2
    assert 'value="第一節 通則"' in official.get(f"{base}/articles/{text.article_id}").text
    revision = queries.get_draft(world.session, bill).revision
    post(official, f"{base}/publication", 303, note_zh="修正", revision=revision)
    shown = official.get("/bills/open-bill/text").text
    assert shown.count("第一節 通則") == 1
    assert shown.index("第二章 稽核") < shown.index("第一節 通則") < shown.index("第2條新文。")
    post(official, f"{base}/new", 303, key="again")
    assert draft_text(world, bill, "3").section == Bilingual("第一節 通則")


def test_draft_marks_the_language_that_was_not_changed(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill/draft"
    post(official, f"{base}/new", 303)
    text = draft_text(world, bill, "2")
    said = {"number": "2", "text_zh": "第2條新文。", "text_en": text.text.en, "revision": text.revision}
    post(official, f"{base}/articles/{text.article_id}", 303, **said)
    page = official.get(base, headers={"Accept-Language": "en"}).text
    assert page.count("English is as it was before Chinese changed") == 1


def test_number_of_a_deleted_article_can_be_used_again_but_only_once(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill/draft"
    post(official, f"{base}/new", 303)
    deleted = draft_text(world, bill, "2").article_id
    post(official, f"{base}/articles/{deleted}/deletion", 303)
    post(official, f"{base}/articles/new", 303, **(ARTICLE | {"number": "2"}))
    refused = post(official, f"{base}/articles/{deleted}/restoration", 422)
    assert "Another article of this draft has this number" in refused.text
