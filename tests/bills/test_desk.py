"""The officials' desk: forms that keep what was typed, and every answer of every route."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from app.bills import actions, queries
from app.bills.models import Status
from app.kernel.bilingual import Bilingual
from tests.bills.desk import ARTICLE, BILL, find_bill, post
from tests.bills.drafts import prepare_bill
from tests.builders import World
from tests.conftest import NOON

DAY = timedelta(days=1)


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "official")


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
    first = post(official, "/desk/bills/new", 303, **BILL, key="k1")
    again = post(official, "/desk/bills/new", 303, **BILL, key="k1")
    assert first.location == again.location == "/desk/bills/water-act"
    bill = find_bill(world, "water-act")
    assert bill.title == Bilingual("水資源法草案", "Water Act")
    assert bill.status(NOON) is Status.UNPUBLISHED
    post(official, "/desk/bills/new", 422, **{**BILL, "title_en": "Other"}, key="k1")


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
    page = post(official, "/desk/bills/new", 422, **(BILL | change)).text
    assert message in page
    assert "error-summary" in page
    assert "摘要。" in page


def test_texts_are_saved_and_a_stale_form_is_told(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    data = {"title_zh": "新題", "summary_en": "New", "kind": "new-act", "revision": bill.revision}
    post(official, "/desk/bills/open-data/texts", 303, **data)
    page = post(official, "/desk/bills/open-data/texts", 409, **(data | {"title_zh": "又一題"})).text
    assert "Somebody else changed this" in page
    assert "又一題" in page
    assert find_bill(world, "open-data").title.zh == "新題"


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
    post(official, "/desk/bills/open-bill/texts", 303, **(texts | {"guide_en": "Guide"}))
    assert find_bill(world, "open-bill").guide == Bilingual("懶人包", "Guide")
    page = post(
        official, "/desk/bills/open-bill/texts", 422, **(texts | {"guide_en": "Guide", "title_zh": "偷改"})
    ).text
    assert "only a missing language can be added" in page
    assert "偷改" in page


def test_questions_are_saved_in_order_without_the_empty_places(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    data = {"questions-0-zh": "一？", "questions-1-zh": " ", "questions-2-en": "Two?", "revision": bill.revision}
    post(official, "/desk/bills/open-data/questions", 303, **data)
    questions = queries.list_questions(world.session, find_bill(world, "open-data"))
    assert [(q.ordinal, q.text) for q in questions] == [(1, Bilingual("一？")), (2, Bilingual("", "Two?"))]
    page = official.get("/desk/bills/open-data/questions", headers={"Accept-Language": "en"}).text
    assert 'name="questions-3-zh"' in page
    assert "一？" in page


def test_questions_of_an_announced_bill_are_only_shown(official: FlaskClient, world: World) -> None:
    page = official.get("/desk/bills/open-bill/questions", headers={"Accept-Language": "en"}).text
    assert "Question 1?" in page
    assert "questions-0-zh" not in page
    post(official, "/desk/bills/open-bill/questions", 409, **{"questions-0-zh": "偷問？"})


def test_days_are_counted_without_announcing(official: FlaskClient, world: World) -> None:
    prepare_bill(world)
    page = post(
        official, "/desk/bills/open-data/notice", 200, first_day="2026-03-20", last_day="2026-04-18", count="1",
        justification_zh="還沒寫完",
    ).text  # fmt: skip
    assert "30 days, both counted in full" in page
    assert "還沒寫完" in page
    assert find_bill(world, "open-data").announced_at is None
    first = official.get("/desk/bills/open-data/notice", headers={"Accept-Language": "en"}).text
    assert "60 days, both counted in full" in first
    assert 'value="2026-03-11"' in first


def test_bill_is_announced(official: FlaskClient, world: World) -> None:
    bill = prepare_bill(world)
    sent = post(
        official, "/desk/bills/open-data/notice", 303, first_day="2026-03-11", last_day="2026-05-09", revision=bill.revision,
        key="n",
    )  # fmt: skip
    assert sent.location == "/bills/open-data"
    assert find_bill(world, "open-data").status(NOON) is Status.ANNOUNCED


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
    page = post(official, "/desk/bills/open-data/notice", 422, **(data | change)).text
    assert message in page
    assert "My words so far" in page
    assert find_bill(world, "open-data").announced_at is None


def test_unfinished_or_stale_bill_is_not_announced(official: FlaskClient, world: World) -> None:
    post(official, "/desk/bills/new", 303, **BILL)
    data = {"first_day": "2026-03-11", "last_day": "2026-05-09"}
    revision = find_bill(world, "water-act").revision
    page = post(official, "/desk/bills/water-act/notice", 422, **data, revision=revision).text
    assert "at least one article" in page
    post(official, "/desk/bills/water-act/notice", 409, **data, revision=revision + 1)
    post(official, "/desk/bills/water-act/notice", 409, **data, revision="x" * 5000)
    post(official, "/desk/bills/open-bill/notice", 409, **data, revision=world.bills["open"].revision)


def test_withdrawn_bill_takes_no_revision(official: FlaskClient, world: World) -> None:
    post(official, "/desk/bills/withdrawn-bill/draft/new", 409)
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
