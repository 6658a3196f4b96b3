"""The officials' desk: forms that keep what was typed, and every answer of every route."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

from app.bills import actions, queries
from app.bills.models import ArticleText, Bill, Status
from app.kernel.bilingual import Bilingual
from tests.bills.drafts import JUSTIFICATION, prepare_bill
from tests.builders import World
from tests.conftest import NOON

DAY = timedelta(days=1)
BILL = {
    "agency": "moda", "slug": "water-act", "kind": "new-act", "title_zh": "水資源法草案", "title_en": "Water Act",
    "summary_zh": "摘要。", "topics": ["environment"],
}  # fmt: skip
ARTICLE = {"number": "5", "text_zh": "第一項。\n一、甲。", "heading_en": "Purpose"}


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "official")


def _post(client: FlaskClient, path: str, status: int, **data: object) -> TestResponse:
    response = client.post(path, data=data, headers={"Accept-Language": "en"})
    assert response.status_code == status, response.text[:3000]
    return response


def _find(world: World, slug: str) -> Bill:
    world.session.expire_all()
    return world.session.scalars(sa.select(Bill).where(Bill.slug == slug)).one()


def _draft_text(world: World, bill: Bill, number: str) -> ArticleText:
    world.session.expire_all()
    draft = queries.get_draft(world.session, bill)
    return next(t for t in queries.list_articles(world.session, draft) if t.number == number)


GETS = ("", "/new", "/unpublished-bill", "/unpublished-bill/texts", "/unpublished-bill/questions",
        "/unpublished-bill/draft", "/unpublished-bill/draft/articles/new", "/unpublished-bill/notice")  # fmt: skip


@pytest.mark.parametrize("path", GETS)
def test_official_sees_the_desk(official: FlaskClient, path: str) -> None:
    for lang in ("en", "zh-TW"):
        assert official.get(f"/desk/bills{path}", headers={"Accept-Language": lang}).status_code == 200


@pytest.mark.parametrize("path", GETS)
@pytest.mark.parametrize("persona", ["citizen", "moderator", "lead", "administrator"])
def test_desk_is_closed_to_those_without_the_role(client: FlaskClient, world: World, persona: str, path: str) -> None:
    world.sign_in(client, persona)
    assert client.get(f"/desk/bills{path}").status_code == 403


def test_stranger_is_asked_to_sign_in(client: FlaskClient, world: World) -> None:
    response = client.get("/desk/bills/new")
    assert response.status_code == 303
    assert "/account/sign-in" in response.location
    assert client.post("/desk/bills/new", data=BILL).status_code == 401


POSTS = ("texts", "questions", "notice", "draft/new", "draft/articles/new", "draft/articles/1", "draft/articles/1/deletion",
         "draft/articles/1/restoration", "draft/articles/1/place", "draft/publication")  # fmt: skip


@pytest.mark.parametrize("path", POSTS)
def test_other_agency_gets_404_for_what_it_may_not_know_and_403_for_the_rest(
    client: FlaskClient, world: World, path: str
) -> None:
    world.sign_in(client, "other_agency_official")
    for slug, status in (("unpublished-bill", 404), ("unknown-bill", 404), ("open-bill", 403)):
        data = {
            "title_zh": "題",
            "kind": "new-act",
            **ARTICLE,
            "first_day": "2026-04-01",
            "last_day": "2026-07-01",
            "note_zh": "註",
        }
        assert client.post(f"/desk/bills/{slug}/{path}", data=data).status_code == status, (slug, path)


def test_bill_is_prepared_once_however_often_it_is_sent(official: FlaskClient, world: World) -> None:
    first = _post(official, "/desk/bills/new", 303, **BILL, key="k1")
    again = _post(official, "/desk/bills/new", 303, **BILL, key="k1")
    assert first.location == again.location == "/desk/bills/water-act"
    bill = _find(world, "water-act")
    assert bill.title == Bilingual("水資源法草案", "Water Act")
    assert bill.status(NOON) is Status.UNPUBLISHED
    _post(official, "/desk/bills/new", 422, **{**BILL, "title_en": "Other"}, key="k1")


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"slug": ""}, "This field is required"),
        ({"slug": "Öl"}, "Use 3 to 80 small letters"),
        ({"slug": "open-bill"}, "Another bill has this address"),
        ({"title_zh": "", "title_en": " "}, "Give the bill a title"),
        ({"agency": "ncc"}, "Not a valid choice"),
        ({"kind": "zz"}, "Not a valid choice"),
        ({"topics": ["zz"]}, "is not a valid choice"),
        ({"title_en": "x" * 201}, "longer than 200"),
    ],
)
def test_refused_bill_keeps_what_was_typed(official: FlaskClient, change: dict[str, object], message: str) -> None:
    page = _post(official, "/desk/bills/new", 422, **(BILL | change)).text
    assert message in page
    assert "error-summary" in page
    assert "摘要。" in page


def test_texts_are_saved_and_a_stale_form_is_told(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    data = {"title_zh": "新題", "summary_en": "New", "kind": "new-act", "revision": bill.revision}
    _post(official, "/desk/bills/open-data/texts", 303, **data)
    page = _post(official, "/desk/bills/open-data/texts", 409, **(data | {"title_zh": "又一題"})).text
    assert "Somebody else changed this" in page
    assert "又一題" in page
    assert _find(world, "open-data").title.zh == "新題"


def test_announced_texts_take_a_missing_language_only(official: FlaskClient, world: World) -> None:
    world.bills["open"].guide = Bilingual("懶人包", "")
    world.session.flush()
    bill = world.bills["open"]
    texts = {
        f"{n}_{c}": getattr(getattr(bill, n), c)
        for n in ("title", "summary", "explanation", "guide")
        for c in ("zh", "en")
    }
    texts |= {"legal_basis_zh": bill.legal_basis.zh, "legal_basis_en": bill.legal_basis.en, "kind": bill.kind.value}
    _post(official, "/desk/bills/open-bill/texts", 303, **(texts | {"guide_en": "Guide"}))
    assert _find(world, "open-bill").guide == Bilingual("懶人包", "Guide")
    page = _post(
        official, "/desk/bills/open-bill/texts", 422, **(texts | {"guide_en": "Guide", "title_zh": "偷改"})
    ).text
    assert "only a missing language can be added" in page
    assert "偷改" in page


def test_questions_are_saved_in_order_without_the_empty_places(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    data = {"questions-0-zh": "一？", "questions-1-zh": " ", "questions-2-en": "Two?", "revision": bill.revision}
    _post(official, "/desk/bills/open-data/questions", 303, **data)
    questions = queries.list_questions(world.session, _find(world, "open-data"))
    assert [(q.ordinal, q.text) for q in questions] == [(1, Bilingual("一？")), (2, Bilingual("", "Two?"))]
    page = official.get("/desk/bills/open-data/questions", headers={"Accept-Language": "en"}).text
    assert 'name="questions-3-zh"' in page
    assert "一？" in page


def test_questions_of_an_announced_bill_are_only_shown(official: FlaskClient, world: World) -> None:
    page = official.get("/desk/bills/open-bill/questions", headers={"Accept-Language": "en"}).text
    assert "Question 1?" in page
    assert "questions-0-zh" not in page
    _post(official, "/desk/bills/open-bill/questions", 409, **{"questions-0-zh": "偷問？"})


def test_article_is_written_edited_moved_deleted(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    base = "/desk/bills/open-data/draft"
    assert _post(official, f"{base}/articles/new", 303, **ARTICLE, key="a").location == base
    text = _draft_text(world, bill, "5")
    assert text.text.zh == "第一項。\n一、甲。"
    here = f"{base}/articles/{text.article_id}"
    assert "第一項。" in official.get(here).text
    change = ARTICLE | {"text_zh": "改。", "revision": text.revision}
    _post(official, here, 303, **change)
    page = _post(official, here, 409, **(change | {"text_zh": "晚了。"})).text
    assert "晚了。" in page
    assert "改。" in page
    _post(official, f"{here}/place", 303, direction="up", key="m")
    _post(official, f"{here}/place", 303, direction="up", key="m")
    draft = queries.get_draft(world.session, bill)
    assert [t.number for t in queries.list_articles(world.session, draft)] == ["1", "5", "2", "10-1"]
    _post(official, f"{here}/deletion", 303, key="d")
    _post(official, f"{here}/deletion", 303, key="d")
    _post(official, f"{here}/deletion", 404, key="e")
    assert official.get(here).status_code == 404


def test_write_another_article(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    sent = _post(official, "/desk/bills/open-data/draft/articles/new", 303, **ARTICLE, then="another")
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
    page = _post(official, "/desk/bills/open-data/draft/articles/new", 422, **(ARTICLE | change)).text
    assert message in page
    assert "Purpose" in page


def test_article_ids_of_other_bills_are_not_found(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    foreign = queries.get_article(world.session, world.bills["closed"], "1").id
    for article_id in (foreign, 10**17, 0):
        assert official.get(f"/desk/bills/open-data/draft/articles/{article_id}").status_code == 404
        _post(official, f"/desk/bills/open-data/draft/articles/{article_id}/deletion", 404)
    assert official.get("/desk/bills/open-data/draft/articles/" + "9" * 19).status_code == 404


def test_days_are_counted_without_announcing(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    page = _post(
        official, "/desk/bills/open-data/notice", 200, first_day="2026-03-20", last_day="2026-04-18", count="1",
        justification_zh="還沒寫完",
    ).text  # fmt: skip
    assert "30 days, both counted in full" in page
    assert "還沒寫完" in page
    assert _find(world, "open-data").announced_at is None
    first = official.get("/desk/bills/open-data/notice", headers={"Accept-Language": "en"}).text
    assert "60 days, both counted in full" in first
    assert 'value="2026-03-11"' in first


def test_bill_is_announced(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    sent = _post(
        official, "/desk/bills/open-data/notice", 303, first_day="2026-03-11", last_day="2026-05-09", revision=bill.revision,
        key="n",
    )  # fmt: skip
    assert sent.location == "/bills/open-data"
    assert _find(world, "open-data").status(NOON) is Status.ANNOUNCED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"first_day": ""}, "This field is required"),
        ({"first_day": "zz"}, "Not a valid date"),
        ({"first_day": "2026-03-10"}, "begins tomorrow at the earliest"),
        ({"last_day": "2026-03-12"}, "needs a ground from the list"),
        ({"last_day": "2026-03-12", "short_ground": "urgent"}, "at least 50 characters"),
        ({"last_day": "2026-03-12", "short_ground": "urgent", "justification_zh": "急" * 60}, "in your own words"),
        ({"last_day": "2026-03-01"}, "lies before the first"),
        ({"last_day": "9999-12-31"}, "last_day"),
        ({"short_ground": "zz"}, "Not a valid choice"),
    ],
)
def test_refused_notice_keeps_what_was_typed(
    official: FlaskClient, world: World, change: dict[str, str], message: str
) -> None:
    bill = prepare_bill(world)
    data = {
        "first_day": "2026-03-11", "last_day": "2026-05-09", "revision": bill.revision, "justification_en": "My words so far",
    }  # fmt: skip
    page = _post(official, "/desk/bills/open-data/notice", 422, **(data | change)).text
    assert message in page
    assert "My words so far" in page
    assert _find(world, "open-data").announced_at is None


def test_short_notice_is_announced_with_its_reason(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    _post(
        official, "/desk/bills/open-data/notice", 303, first_day="2026-03-11", last_day="2026-04-09", short_ground="treaty",
        justification_zh=JUSTIFICATION.zh, revision=bill.revision,
    )  # fmt: skip
    assert _find(world, "open-data").justification == Bilingual(JUSTIFICATION.zh)


def test_unfinished_or_stale_bill_is_not_announced(official: FlaskClient, world: World) -> None:
    _post(official, "/desk/bills/new", 303, **BILL)
    data = {"first_day": "2026-03-11", "last_day": "2026-05-09"}
    revision = _find(world, "water-act").revision
    page = _post(official, "/desk/bills/water-act/notice", 422, **data, revision=revision).text
    assert "at least one article" in page
    _post(official, "/desk/bills/water-act/notice", 409, **data, revision=revision + 1)
    _post(official, "/desk/bills/water-act/notice", 409, **data, revision="x" * 5000)
    _post(official, "/desk/bills/open-bill/notice", 409, **data, revision=world.bills["open"].revision)


def test_revised_version_from_start_to_publication(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill"
    assert "Start a revised version" in official.get(base, headers={"Accept-Language": "en"}).text
    assert official.get(f"{base}/draft").status_code == 404
    _post(official, f"{base}/draft/new", 303, key="s")
    _post(official, f"{base}/draft/new", 303, key="s")
    _post(official, f"{base}/draft/new", 409, key="t")
    assert (
        "Nothing has changed yet" in official.get(f"{base}/draft/publication", headers={"Accept-Language": "en"}).text
    )
    text = _draft_text(world, bill, "2")
    change = {"number": "2", "text_zh": "第2條新文。", "text_en": "Text 2 revised.", "revision": text.revision}
    _post(official, f"{base}/draft/articles/{text.article_id}", 303, **change)
    page = official.get(f"{base}/draft/publication", headers={"Accept-Language": "en"}).text
    assert 'data-code="changed"' in page
    assert "<ins>" in page
    revision = queries.get_draft(world.session, bill).revision
    _post(official, f"{base}/draft/publication", 422, revision=revision)
    _post(official, f"{base}/draft/publication", 409, note_zh="修正", revision=revision - 1)
    sent = _post(official, f"{base}/draft/publication", 303, note_zh="修正", revision=revision, key="p")
    assert sent.location == "/bills/open-bill/text"
    assert _post(official, f"{base}/draft/publication", 303, note_zh="修正", revision=revision, key="p").location
    world.session.expire_all()
    assert [v.number for v in queries.list_versions(world.session, _find(world, "open-bill"))] == [1, 2]


def test_deleted_article_can_be_taken_back_on_the_desk(official: FlaskClient, world: World) -> None:
    bill, base = world.bills["open"], "/desk/bills/open-bill/draft"
    _post(official, f"{base}/new", 303)
    article_id = _draft_text(world, bill, "3").article_id
    _post(official, f"{base}/articles/{article_id}/deletion", 303)
    assert _draft_text(world, bill, "3").is_deleted
    assert "Take it back in" in official.get(base, headers={"Accept-Language": "en"}).text
    _post(official, f"{base}/articles/{article_id}/restoration", 303)
    assert not _draft_text(world, bill, "3").is_deleted


def test_withdrawn_bill_takes_no_revision(official: FlaskClient, world: World) -> None:
    _post(official, "/desk/bills/withdrawn-bill/draft/new", 409)
    assert "This bill has been withdrawn." in official.get(
        "/desk/bills/withdrawn-bill", headers={"Accept-Language": "en"}
    ).text  # fmt: skip


def test_ended_membership_takes_effect_at_the_next_request(official: FlaskClient, world: World) -> None:
    world.people["official"].memberships[0].ends_at = NOON
    world.session.flush()
    assert official.get("/desk/bills/open-bill").status_code == 403
    assert official.get("/bills/unpublished-bill/text").status_code == 404


def test_desk_lists_stay_small_in_statements(official: FlaskClient, world: World, statements) -> None:  # type: ignore[no-untyped-def]
    actions.start_new_version(world.session, world.people["official"], world.bills["open"], now=NOON)
    for path in ("", "/open-bill", "/open-bill/draft", "/open-bill/draft/publication", "/unpublished-bill/notice"):
        with statements:
            assert official.get(f"/desk/bills{path}").status_code == 200
        assert len(statements) <= 10, (path, statements.seen)


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "x" * 60_000, "\u202e", "🏳️‍🌈"])
def test_odd_words_never_fail(official: FlaskClient, world: World, odd: str) -> None:
    prepare_bill(world)
    raw = odd.encode("utf-8", "surrogatepass")
    for path, field in (
        ("/new", "title_zh"), ("/open-data/texts", "summary_en"), ("/open-data/questions", "questions-0-zh"),
        ("/open-data/draft/articles/new", "text_zh"), ("/open-data/notice", "first_day"), ("/open-data/notice", "revision"),
        ("/open-data/draft/new", "key"),
    ):  # fmt: skip
        response = official.post(f"/desk/bills{path}", data={field: raw, "number": "7", "kind": "new-act"})
        assert response.status_code < 500, (path, field)
