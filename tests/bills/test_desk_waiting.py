"""The desk's pages for acts that take two officials or wait for a day, and every answer that they give."""

import re
from datetime import date

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.accounts.sessions import start_session
from app.bills.actions import ask_for_rescheduling, ask_for_withdrawal
from app.bills.due import do_due_acts
from app.bills.models import Bill, PendingOutcome, ShortGround, Status
from app.bills.notice_plan import NoticePlan
from app.bills.queries_path import list_acts
from app.cli import main
from app.kernel.bilingual import Bilingual
from tests.accounts.people import Box
from tests.bills.desk import find_bill, post
from tests.bills.drafts import JUSTIFICATION, REASON, add_official, prepare_bill
from tests.builders import World
from tests.conftest import NOON, Clock

SHORT = {
    "first_day": "2026-03-20", "last_day": "2026-04-18", "short_ground": "treaty", "justification_zh": JUSTIFICATION.zh,
}  # fmt: skip
DESK = "/desk/bills/open-data"


@pytest.fixture
def official(client: FlaskClient, world: World) -> FlaskClient:
    add_official(world)
    return world.sign_in(client, "official")


def _stay_signed_in(client: FlaskClient, world: World, clock: Clock) -> None:
    """Sign the second official in at the instant that the clock shows."""
    with client.session_transaction() as cookie:
        cookie["_user_id"] = start_session(world.session, world.people["second_official"], clock.now)
    world.session.flush()


def _bill(world: World) -> Bill:
    return find_bill(world, "open-data")


def _ask(client: FlaskClient, world: World, **more: str) -> str:
    """Ask for a short announcement; return the address of what waits."""
    bill = prepare_bill(world)
    sent = post(client, f"{DESK}/notice", 303, **(SHORT | more), revision=bill.revision)
    assert sent.location == f"{DESK}/waiting"
    return f"{DESK}/waiting/{list_acts(world.session, bill)[0].id}"


def test_short_notice_is_announced_by_two(official: FlaskClient, world: World) -> None:
    act = _ask(official, world)
    assert _bill(world).announced_at is None
    own = official.get(f"{DESK}/waiting", headers={"Accept-Language": "en"}).text
    assert "Take it back" in own
    assert "/signature" not in own
    post(official, f"{act}/signature", 403)
    world.sign_in(official, "second_official")
    page = official.get(f"{DESK}/waiting", headers={"Accept-Language": "en"}).text
    assert JUSTIFICATION.zh in page
    assert "18 April 2026" in page
    assert official.get("/bills/open-data/text").status_code == 200
    post(official, f"{act}/signature", 303, revision=_bill(world).revision)
    bill = _bill(world)
    assert bill.status(NOON) is Status.ANNOUNCED
    assert bill.justification == Bilingual(JUSTIFICATION.zh)
    assert "30 days instead of 60" in official.get("/bills/open-data", headers={"Accept-Language": "en"}).text
    post(official, f"{act}/signature", 409)


def test_stale_signature_is_told(official: FlaskClient, world: World) -> None:
    act = _ask(official, world)
    world.sign_in(official, "second_official")
    post(official, f"{act}/signature", 409, revision=_bill(world).revision + 1)
    assert _bill(world).announced_at is None


def test_decline_needs_words_and_shows_them(official: FlaskClient, world: World) -> None:
    act = _ask(official, world)
    post(official, f"{act}/declining", 403, words="Mine.")
    world.sign_in(official, "second_official")
    post(official, f"{act}/taking-back", 403)
    assert "Say why you decline it" in post(official, f"{act}/declining", 422, words=" ").text
    post(official, f"{act}/declining", 303, words="A treaty is no reason here.")
    page = official.get(f"{DESK}/waiting", headers={"Accept-Language": "en"}).text
    assert "A treaty is no reason here." in page
    assert "Nothing waits" in page
    post(official, f"{act}/declining", 409, words="Again.")


def test_asker_takes_it_back_and_asks_again(official: FlaskClient, world: World) -> None:
    act = _ask(official, world)
    assert "This waits already" in official.get(f"{DESK}/notice", headers={"Accept-Language": "en"}).text
    full = {"first_day": "2026-03-20", "last_day": "2026-06-20"}
    post(official, f"{DESK}/notice", 409, **full, revision=_bill(world).revision)
    post(official, f"{act}/taking-back", 303)
    post(official, f"{DESK}/notice", 303, **full, revision=_bill(world).revision)
    assert _bill(world).announced_at == NOON


def test_signed_too_late_nothing_is_done_and_the_reason_stays(
    official: FlaskClient, world: World, clock: Clock
) -> None:
    act = _ask(official, world, first_day="2026-03-11")
    world.sign_in(official, "second_official")
    clock.now = NOON.replace(hour=16)  # the 11th begins in Taipei
    _stay_signed_in(official, world, clock)
    page = official.post(
        f"{act}/signature", headers={"Accept-Language": "en"}, data={"revision": _bill(world).revision},
        follow_redirects=True,
    ).text  # fmt: skip
    assert "Nothing was done" in page
    assert "begins tomorrow at the earliest" in page
    assert _bill(world).announced_at is None
    chinese = official.get(f"{DESK}/waiting?lang=zh-TW").text
    assert "begins tomorrow at the earliest" not in chinese
    assert list_acts(world.session, _bill(world))[0].outcome is PendingOutcome.FAILED


@pytest.mark.parametrize(
    ("change", "message"),
    [
        ({"plan_day": "2026-03-12"}, "Give the day and the time"),
        ({"plan_time": "09:00"}, "Give the day and the time"),
        ({"plan_day": "2026-03-10", "plan_time": "12:00"}, "still ahead"),
        ({"plan_day": "2026-03-20", "plan_time": "09:00"}, "begins tomorrow at the earliest"),
        ({"plan_day": "2030-03-20", "plan_time": "09:00"}, "more than two years ahead"),
        ({"plan_day": "9999-12-31", "plan_time": "23:59"}, "Give the day and the time"),
        ({"plan_day": "0001-01-01", "plan_time": "00:00"}, "Give the day and the time"),
        ({"plan_day": "zz", "plan_time": "09:00"}, "Not a valid date"),
    ],
)
def test_refused_plan_keeps_what_was_typed(
    official: FlaskClient, world: World, change: dict[str, str], message: str
) -> None:
    bill = prepare_bill(world)
    full = {"first_day": "2026-03-20", "last_day": "2026-06-20", "justification_en": "My words so far"}
    page = post(official, f"{DESK}/notice", 422, **full, **change, revision=bill.revision).text
    assert message in page
    assert "My words so far" in page


def test_planned_announcement_is_made_by_the_worker_and_not_before(
    app: Gongyi, official: FlaskClient, world: World, clock: Clock
) -> None:
    bill = prepare_bill(world)
    plan = {"plan_day": "2026-03-12", "plan_time": "09:30"}
    full = {"first_day": "2026-03-20", "last_day": "2026-06-20"}
    post(official, f"{DESK}/notice", 303, **full, **plan, revision=bill.revision)
    due = NOON.replace(day=12, hour=1, minute=30)
    clock.now = due.replace(minute=29, second=59)
    assert do_due_acts(app) == 0
    assert world.sign_in(official, "citizen").get("/bills/open-data").status_code == 404
    clock.now = due
    assert do_due_acts(app) == 1
    assert do_due_acts(app) == 0
    assert official.get("/bills/open-data").status_code == 200
    assert _bill(world).announced_at == due


def test_withdrawal_takes_two(official: FlaskClient, world: World) -> None:
    desk = "/desk/bills/open-bill"
    data = {"reason_zh": REASON.zh, "reason_en": REASON.en, "revision": world.bills["open"].revision}
    page = post(official, f"{desk}/withdrawal", 422, **(data | {"reason_zh": "。", "reason_en": ""})).text
    assert "at least 20 characters" in page
    post(official, f"{desk}/withdrawal", 303, **data)
    post(official, f"{desk}/withdrawal", 409, **data)
    bill = find_bill(world, "open-bill")
    assert bill.status(NOON) is Status.OPEN
    act = list_acts(world.session, bill)[0]
    world.sign_in(official, "second_official")
    post(official, f"{desk}/waiting/{act.id}/signature", 303, revision=bill.revision)
    assert find_bill(world, "open-bill").status(NOON) is Status.WITHDRAWN
    page = official.get("/bills/open-bill/record", headers={"Accept-Language": "en"}).text
    assert REASON.en in page
    assert "asked for by: official" in page


def test_each_act_that_waits_has_its_own_form(official: FlaskClient, world: World) -> None:
    bill, asker = world.bills["announced"], world.people["official"]
    plan = NoticePlan(date(2026, 3, 20), date(2026, 3, 30), ShortGround.URGENT, JUSTIFICATION, REASON)
    days = ask_for_rescheduling(world.session, asker, bill, plan, now=NOON)
    withdrawal = ask_for_withdrawal(world.session, asker, bill, reason=REASON, now=NOON)
    world.sign_in(official, "second_official")
    path = "/desk/bills/announced-bill/waiting"
    page = official.get(path).text
    ids = re.findall(r'\sid="([^"]+)"', page)
    assert len(ids) == len(set(ids))
    assert {f"words-{days.id}", f"words-{withdrawal.id}"} <= set(ids)
    refused = post(official, f"{path}/{withdrawal.id}/declining", 422, words=" ").text
    assert f'href="#words-{withdrawal.id}"' in refused
    assert f'id="words-{withdrawal.id}-error"' in refused
    assert f'id="words-{days.id}-error"' not in refused
    post(official, f"{path}/{withdrawal.id}/declining", 303, words="Not now.")
    assert [act.outcome for act in list_acts(world.session, bill)] == [None, PendingOutcome.DECLINED]


def test_act_of_another_bill_is_not_found(official: FlaskClient, world: World) -> None:
    act = _ask(official, world).rsplit("/", 1)[1]
    world.sign_in(official, "second_official")
    for what in ("signature", "declining", "taking-back"):
        post(official, f"/desk/bills/open-bill/waiting/{act}/{what}", 404, words="Words.")


def test_former_official_signs_nothing(official: FlaskClient, world: World) -> None:
    act = _ask(official, world)
    world.people["second_official"].memberships[0].ends_at = NOON
    world.sign_in(official, "second_official")
    post(official, f"{act}/signature", 403)


def test_pages_stay_small_in_statements(official: FlaskClient, world: World, statements) -> None:  # type: ignore[no-untyped-def]
    _ask(official, world)
    for path in ("open-data/waiting", "open-data/notice", "open-bill/notice", "open-bill/milestones"):
        with statements:
            assert official.get(f"/desk/bills/{path}").status_code == 200
        assert len(statements) <= 10, (path, statements.seen)


def test_worker_does_what_was_planned_and_mails_what_failed(
    app: Gongyi, official: FlaskClient, world: World, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The mail names the bill to those who are in office alone, and says nothing of why: that stands at the desk."""
    bill = prepare_bill(world)
    full = {"first_day": "2026-03-20", "last_day": "2026-06-20", "plan_day": "2026-03-12", "plan_time": "09:30"}
    post(official, f"{DESK}/notice", 303, **full, revision=bill.revision)
    bill = _bill(world)
    bill.summary = Bilingual()
    world.session.flush()
    clock.now = NOON.replace(day=12)
    app.extensions["gongyi.postman"] = box = Box()
    monkeypatch.setattr("app.cli.create_app", lambda: app)
    monkeypatch.setattr("app.kernel.logs.configure", lambda: None)
    with pytest.raises(SystemExit) as ended:
        main(["worker", "--once"])
    del app.extensions["gongyi.postman"]
    assert ended.value.code == 0
    assert _bill(world).announced_at is None
    assert [message["Subject"] for message in box.messages] == ["Nothing was done: Open Data Bill"]
    assert "/desk/bills/open-data/waiting" in box.text()
    assert "summary" not in box.text()
