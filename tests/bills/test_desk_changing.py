"""The desk's pages for changed days and for the stages of a bill's path, and every answer that they give."""

import pytest
from flask.testing import FlaskClient

from app.bills.models import DraftChange, Stage
from app.bills.queries import list_milestones
from app.bills.queries_path import list_acts
from app.kernel.bilingual import Bilingual
from tests.bills.desk import find_bill, post
from tests.bills.drafts import JUSTIFICATION, REASON
from tests.builders import World

WHY = {"reason_zh": REASON.zh, "reason_en": REASON.en}
OPEN, ANNOUNCED = "/desk/bills/open-bill", "/desk/bills/announced-bill"


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "official")


def _read(client: FlaskClient, path: str) -> str:
    return client.get(path, headers={"Accept-Language": "en"}).text


def test_days_page_offers_what_the_phase_allows(official: FlaskClient) -> None:
    offered = {
        "announced": {"notice/rescheduling", "withdrawal"},
        "open": {"notice/extension", "notice/postponement", "withdrawal"},
        "closed": {"notice/postponement", "withdrawal"},
        "answered": {"withdrawal"},
        "withdrawn": set(),
    }
    for phase, expected in offered.items():
        page = _read(official, f"/desk/bills/{phase}-bill/notice")
        here = f'href="/desk/bills/{phase}-bill/'
        acts = ("notice/rescheduling", "notice/extension", "notice/postponement", "withdrawal")
        assert {act for act in acts if f'{here}{act}"' in page} == expected, phase
        assert f'{here}milestones"' in page


@pytest.mark.parametrize(
    ("path", "words"),
    [
        ("announced-bill/notice/extension", "has not opened yet"),
        ("closed-bill/notice/extension", "cannot be extended any more"),
        ("open-bill/notice/rescheduling", "can only be extended"),
        ("answered-bill/notice/postponement", "nothing to postpone"),
        ("withdrawn-bill/withdrawal", "has been withdrawn"),
    ],
)
def test_page_of_an_act_that_is_not_possible_says_why(official: FlaskClient, path: str, words: str) -> None:
    page = _read(official, f"/desk/bills/{path}")
    assert words in page
    assert "reason_zh" not in page


def test_notice_is_extended_and_everybody_sees_it(official: FlaskClient, world: World) -> None:
    data = {"last_day": "2026-05-08", **WHY, "revision": world.bills["open"].revision}
    counted = post(official, f"{OPEN}/notice/extension", 200, **data, count="1").text
    assert "70 days, and the response is due by 22 May 2026" in counted
    assert REASON.zh in counted
    sent = post(official, f"{OPEN}/notice/extension", 303, **data)
    assert sent.location == f"{OPEN}/notice"
    assert str(find_bill(world, "open-bill").last_day) == "2026-05-08"
    for page in (_read(official, f"{OPEN}/notice"), _read(official, "/bills/open-bill")):
        assert "Notice extended" in page
        assert REASON.en in page
        assert '<time datetime="2026-04-28">28 April 2026</time></del>' in page
        assert '<time datetime="2026-05-08">8 May 2026</time></ins>' in page
        assert 'href="/record/1"' in page
    record = _read(official, "/bills/open-bill/record")
    assert "last day before: 2026-04-28" in record
    post(official, f"{OPEN}/notice/extension", 409, **data | {"last_day": "2026-05-20"})


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"last_day": ""}, "This field is required"),
        ({"last_day": "zz"}, "Not a valid date"),
        ({"last_day": "2026-04-28"}, "never shortened"),
        ({"last_day": "9999-12-31"}, "longer than two years"),
        ({"reason_zh": "。", "reason_en": ""}, "at least 20 characters"),
        ({"reason_zh": "延" * 30, "reason_en": ""}, "in your own words"),
    ],
)
def test_refused_extension_keeps_what_was_typed(
    official: FlaskClient, world: World, change: dict[str, str], message: str
) -> None:
    data = {"last_day": "2026-05-08", **WHY, "revision": world.bills["open"].revision} | change
    page = post(official, f"{OPEN}/notice/extension", 422, **data).text
    assert message in page
    assert data["reason_zh"] in page
    assert "field-error" in page


def test_response_is_postponed(official: FlaskClient, world: World) -> None:
    data = {"due_day": "2026-06-01", **WHY, "revision": world.bills["open"].revision}
    assert (
        "60 days in all" in post(official, f"{OPEN}/notice/postponement", 422, **data | {"due_day": "2026-07-12"}).text
    )
    post(official, f"{OPEN}/notice/postponement", 303, **data)
    assert str(find_bill(world, "open-bill").response_due_day) == "2026-06-01"
    page = _read(official, "/bills/open-bill")
    assert "Response postponed" in page
    assert REASON.en in page


def test_notice_is_rescheduled_by_one_and_to_a_short_one_by_two(official: FlaskClient, world: World) -> None:
    data = {"first_day": "2026-03-20", "last_day": "2026-06-01", **WHY, "revision": world.bills["announced"].revision}
    post(official, f"{ANNOUNCED}/notice/rescheduling", 303, **data)
    bill = find_bill(world, "announced-bill")
    assert str(bill.first_day) == "2026-03-20"
    short = data | {
        "last_day": "2026-04-01", "short_ground": "urgent", "justification_zh": JUSTIFICATION.zh, "revision": bill.revision,
    }  # fmt: skip
    assert "Short notice" in post(official, f"{ANNOUNCED}/notice/rescheduling", 200, **short, count="1").text
    sent = post(official, f"{ANNOUNCED}/notice/rescheduling", 303, **short)
    assert sent.location == f"{ANNOUNCED}/waiting"
    assert str(find_bill(world, "announced-bill").last_day) == "2026-06-01"
    (act,) = list_acts(world.session, bill)
    assert act.needs_signature
    page = _read(official, f"{ANNOUNCED}/notice/rescheduling")
    assert "This waits already" in page
    assert "Rescheduling to a short notice" in _read(official, f"{ANNOUNCED}/waiting")


def test_stage_is_recorded_corrected_and_taken_out(official: FlaskClient, world: World) -> None:
    data = {
        "stage": "committee", "day": "2026-03-09", "note_en": "With a hearing", "source_url": "https://ly.example/1",
        "source_label_en": "Gazette",
    }  # fmt: skip
    path = f"{OPEN}/milestones"
    post(official, path, 303, **data, key="m1")
    post(official, path, 303, **data, key="m1")
    post(official, path, 303, **data | {"stage": "lapsed"})
    bill = world.bills["open"]
    first, second = (milestone.id for milestone in list_milestones(world.session, bill))
    page = _read(official, "/bills/open-bill")
    assert "Committee review" in page
    assert 'href="https://ly.example/1"' in page
    assert "Lapsed at the end of the term" in page
    edit = _read(official, f"{path}/{first}")
    assert "With a hearing" in edit
    post(official, f"{path}/{first}", 303, **data | {"stage": "first-reading", "note_en": "Corrected"})
    post(official, f"{path}/{second}/removal", 303)
    world.session.expire_all()
    (left,) = list_milestones(world.session, bill)
    assert (left.stage, left.note) == (Stage.FIRST_READING, Bilingual("", "Corrected"))
    acts = [
        change.act for change in world.session.query(DraftChange).filter_by(bill_id=bill.id).order_by(DraftChange.id)
    ]
    assert acts == ["add-milestone", "add-milestone", "change-milestone", "remove-milestone"]
    post(official, f"{path}/{second}/removal", 404)
    post(official, f"/desk/bills/closed-bill/milestones/{first}", 404, **data)


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"stage": "zz"}, "Not a valid choice"),
        ({"day": ""}, "This field is required"),
        ({"day": "2026-03-11"}, "once it is reached"),
        ({"source_url": "javascript:alert(1)"}, "begins with https://"),
        ({"source_url": "https://"}, "begins with https://"),
        ({"source_url": "http://[broken"}, "begins with https://"),
    ],
)
def test_refused_stage_keeps_what_was_typed(
    official: FlaskClient, world: World, change: dict[str, str], message: str
) -> None:
    data = {"stage": "committee", "day": "2026-03-09", "note_en": "My words so far"} | change
    page = post(official, f"{OPEN}/milestones", 422, **data).text
    assert message in page
    assert "My words so far" in page
    assert list_milestones(world.session, world.bills["open"]) == []


def test_withdrawn_bill_shows_its_exit_on_the_path(official: FlaskClient) -> None:
    page = _read(official, "/bills/withdrawn-bill")
    path = page[page.index('id="milestones"') :]
    assert "Withdrawn" in path


@pytest.mark.parametrize("odd", ["\x00", "\ud800", "x" * 60_000, "\u202e", "-1", "0000-00-00", "9999-12-31"])
def test_odd_words_never_fail(official: FlaskClient, odd: str) -> None:
    raw = odd.encode("utf-8", "surrogatepass")
    for path, field in (
        ("open-bill/notice/extension", "last_day"), ("open-bill/notice/postponement", "due_day"),
        ("announced-bill/notice/rescheduling", "first_day"), ("open-bill/withdrawal", "reason_zh"),
        ("open-bill/milestones", "day"), ("open-bill/milestones", "source_url"), ("unpublished-bill/notice", "plan_day"),
        ("unpublished-bill/notice", "plan_time"),
    ):  # fmt: skip
        for more in ({}, {"count": "1"}):
            data = {"last_day": "2026-05-08", "first_day": "2026-03-20", "day": "2026-03-01"} | {field: raw} | more
            response = official.post(f"/desk/bills/{path}", data=data)
            assert response.status_code < 500, (path, field)
