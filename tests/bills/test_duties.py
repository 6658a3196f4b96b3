"""The next duty on each bill, its day, and the order of the desk."""

from datetime import date, timedelta
from types import SimpleNamespace
from typing import Any

import pytest
from flask.testing import FlaskClient

from app import Gongyi
from app.bills.duties import Work, group_by_state, next_duty
from app.bills.models import PendingAct, PendingKind
from app.bills.queries_duties import list_work
from app.kernel.bilingual import Bilingual
from tests.bills.drafts import prepare_bill
from tests.builders import TODAY, World, make_bill
from tests.conftest import NOON, Statements

ME, OTHER = 1, 2


def act(by: int, *, signature: bool = True, signed: bool = False, due: int | None = None) -> Any:
    at = NOON + timedelta(days=due) if due is not None else None
    return SimpleNamespace(
        needs_signature=signature, signed_at=NOON if signed else None, asked_by_id=by, due_at=at,
        asked_at=NOON - timedelta(days=4), asked_by=SimpleNamespace(handle="official-02"),
    )  # fmt: skip


@pytest.mark.parametrize(("work", "said", "href"), [
    (Work(articles=0, questions=0), "Write the articles", "draft"),
    (Work(articles=3, questions=0), "Write the key questions", "questions"),
    (Work(articles=3, questions=1), "Set the notice and announce", "notice"),
    (Work(articles=3, questions=1, acts=[act(OTHER)]), "asked for on 6 March 2026", "waiting"),
    (Work(articles=3, questions=1, acts=[act(ME)]), "second official", "waiting"),
    (Work(articles=3, questions=1, acts=[act(OTHER, signed=True, due=2)]), "Is announced on 12 March 2026", "waiting"),
    (Work(articles=3, questions=1, acts=[act(ME, signature=False, due=2)]), "Is announced on 12 March", "waiting"),
])  # fmt: skip
def test_duties_before_the_announcement(app: Gongyi, world: World, work: Work, said: str, href: str) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        duty = next_duty(world.bills["unpublished"], work, ME, NOON)
    assert said in duty.text
    assert duty.href == f"/desk/bills/unpublished-bill/{href}"


def test_title_and_summary_come_first(app: Gongyi, world: World) -> None:
    world.bills["unpublished"].summary = Bilingual()
    with app.test_request_context(headers={"Accept-Language": "en"}):
        duty = next_duty(world.bills["unpublished"], Work(), ME, NOON)
    assert duty.text == "Write the title and the summary"


@pytest.mark.parametrize(("phase", "said", "day", "left"), [
    ("announced", "opens on 12 March 2026", date(2026, 3, 12), None),
    ("open", "ends on 28 April 2026", date(2026, 4, 28), None),
    ("closed", "due on 3 March 2026", date(2026, 3, 3), -7),
    ("answered", "Record the stages", None, None),
    ("withdrawn", "Nothing is due", None, None),
])  # fmt: skip
def test_duties_after_the_announcement(
    app: Gongyi, world: World, phase: str, said: str, day: date | None, left: int | None
) -> None:
    with app.test_request_context(headers={"Accept-Language": "en"}):
        duty = next_duty(world.bills[phase], Work(), ME, NOON)
    assert said in duty.text
    assert (duty.day, duty.days_left) == (day, left)


def test_states_stand_by_their_oldest_duty(app: Gongyi, world: World) -> None:
    make_bill(world.session, "older-bill", world.agency, first_day=TODAY - timedelta(days=90))
    with app.test_request_context():
        groups = group_by_state(list_work(world.session, world.people["official"], NOON), NOON)
    assert [status.value for status, _rows in groups] == [
        "closed", "announced", "open", "unpublished", "answered", "withdrawn",
    ]  # fmt: skip
    assert [bill.slug for bill, _work, _duty in groups[0][1]] == ["older-bill", "closed-bill"]


def test_desk_page_with_an_act_to_sign(client: FlaskClient, world: World, statements: Statements) -> None:
    bill = prepare_bill(world)
    official = world.people["other_citizen"]
    parameters = {"reason": {"zh": "理由", "en": ""}}
    waiting = PendingAct(
        bill_id=bill.id, kind=PendingKind.WITHDRAWAL, parameters=parameters, needs_signature=True,
        asked_by_id=official.id, asked_at=NOON,
    )  # fmt: skip
    world.session.add(waiting)
    world.session.flush()
    world.sign_in(client, "official")
    with statements:
        page = client.get("/desk/bills?lang=en").text
    few = len(statements)
    assert few <= 10
    assert "Sign, or decline, what other-citizen asked for on 10 March 2026" in page
    assert "Overdue by 7 days" in page
    for number in range(8):
        make_bill(world.session, f"more-{number}", world.agency, first_day=TODAY)
    with statements:
        client.get("/desk/bills?lang=en")
    assert len(statements) == few


def test_counts_are_of_the_draft(world: World, app: Gongyi) -> None:
    bill = prepare_bill(world)
    with app.test_request_context():
        work = {row[0].slug: row[1] for row in list_work(world.session, world.people["official"], NOON)}
    assert (work[bill.slug].draft, work[bill.slug].articles, work[bill.slug].questions) == (1, 3, 0)
    assert work["open-bill"].draft is None
    with app.test_request_context():
        assert list_work(world.session, world.people["other_agency_official"], NOON) == []
