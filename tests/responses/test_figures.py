"""An agency's figures: what each counts and of how many, the same on its page and in the API."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.bills.models import Bill
from app.kernel.bilingual import Bilingual
from app.kernel.clock import day_start
from app.opendata.agencies import AgencyDocument
from app.responses.figures import Decisions, Figures, Standing, judge, read_agency_figures, read_figures
from app.responses.models import Answer, Outcome
from tests.builders import World, make_bill
from tests.conftest import NOON, Statements
from tests.opendata.debate import Debate
from tests.opendata.test_api import API, assert_shape, get
from tests.site.pages import read

DUE = date(2026, 3, 3)
DAY = timedelta(days=1)


@pytest.fixture
def debate(debate_on_closed_bill: Debate) -> Debate:
    return debate_on_closed_bill


@pytest.mark.parametrize(
    "status, answered, today, standing",
    [
        ("closed", None, DUE, Standing.WAITING),
        ("closed", None, DUE + DAY, Standing.OVERDUE),
        ("answered", DUE, DUE + DAY, Standing.IN_TIME),
        ("answered", DUE + DAY, DUE + DAY, Standing.LATE),
        ("open", None, DUE - DAY, Standing.AHEAD),
        ("announced", None, DUE - DAY, Standing.AHEAD),
        ("withdrawn", None, DUE + DAY, Standing.WITHDRAWN),
    ],
)
def test_a_bill_stands_to_its_due_day_by_whole_days(status: str, answered, today: date, standing: Standing) -> None:
    assert judge(status, answered, DUE, today) is standing


def answered_bill(world: World, slug: str, last_day: date, days: int) -> Bill:
    """A bill that was answered in full some days after its notice."""
    bill = make_bill(world.session, slug, world.agency, first_day=last_day - 59 * DAY)
    bill.answered_at = day_start(last_day + days * DAY) + timedelta(hours=23)
    world.session.flush()
    return bill


def test_figures_count_what_they_say(world: World, debate: Debate) -> None:
    answered_bill(world, "late-bill", date(2025, 6, 1), 15)
    answered_bill(world, "in-time-bill", date(2025, 8, 1), 14)
    found = read_agency_figures(world.session, world.agency.id, NOON)
    decided = Decisions(asked=3, answered=2, adopted=0, partly=1)
    assert found.whole == Figures(bills=7, in_time=2, late=1, overdue=1, median_days=14.0, decisions=decided)
    assert (found.whole.due, found.whole.share_in_time, decided.share) == (4, 0.5, 0.5)
    years = dict(found.years)
    assert years[2025] == Figures(2, 1, 1, 0, 14.5, Decisions())
    assert (years[2026].overdue, years[2026].decisions, list(years)) == (1, decided, [2026, 2025])
    assert read_figures(world.session, NOON)[world.agency.id].in_time == 2


def test_a_decision_counts_as_it_stands_now(world: World, debate: Debate) -> None:
    first = world.session.query(Answer).filter_by(recommendation_ordinal=2).one()
    for days, outcome in ((1, Outcome.ADOPTED), (2, None)):
        world.session.add(
            Answer(
                bill_id=first.bill_id,
                recommendation_ordinal=None if outcome is None else 2,
                is_addition=True,
                outcome=outcome,
                reason=Bilingual("補", "More"),
                author_id=first.author_id,
                written_at=NOON,
                published_at=first.published_at + days * DAY,
            )
        )
    draft = Answer(bill_id=first.bill_id, recommendation_ordinal=3, outcome=Outcome.ADOPTED, written_at=NOON)
    draft.reason, draft.author_id = Bilingual("草", "Draft"), first.author_id
    world.session.add(draft)
    world.session.flush()
    found = read_agency_figures(world.session, world.agency.id, NOON).whole.decisions
    assert found == Decisions(asked=3, answered=2, adopted=1, partly=1)


def test_the_page_says_what_the_api_says(
    client: FlaskClient, world: World, debate: Debate, statements: Statements
) -> None:
    debate.bill.response_due_day = DUE + 3 * DAY
    world.session.flush()
    with statements:
        page = read(client, "/agencies/moda")
    assert len(statements) <= 6, statements.seen
    with statements:
        told = get(client, "/agencies/moda")
    assert len(statements) <= 6, statements.seen
    assert_shape(AgencyDocument, told)
    figures, asked = told["figures"], told["figures"]["recommendations"]
    for said in (
        f"bills {figures['bills']} answered in time {figures['answered_in_time']} of {figures['responses_due']} that were due",
        f"overdue now {figures['overdue']}",
        f"50% {asked['adopted']} in full and {asked['partly_adopted']} in part, of {asked['answered']}",
        *(words["en"] for words in told["definitions"].values()),
    ):
        assert said in page.words, (said, page.words)
    clock = next(clock for clock in told["clocks"] if clock["bill"] == "closed-bill")
    assert (clock["rule_due_day"], clock["response_due_day"], clock["late_days"]) == ("2026-03-03", "2026-03-06", 4)
    assert "6 March 2026 instead of 3 March 2026" in page.words
    assert "Overdue by 4 days" in page.words
    assert {clock["bill"] for clock in told["clocks"]} == {
        f"{name}-bill" for name in world.bills if name != "unpublished"
    }
    assert "機關" in told["definitions"]["bills"]["zh-Hant-TW"]
    assert get(client, "/agencies/ncc")["figures"]["share_in_time"] is None
    assert client.get(f"{API}/agencies/none").status_code == 404
