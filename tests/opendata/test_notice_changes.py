"""What the API tells of changed days."""

from datetime import date

from flask.testing import FlaskClient

from app.bills.actions import extend_notice
from app.opendata import schemas_bills
from tests.bills.drafts import REASON
from tests.builders import World
from tests.conftest import NOON
from tests.opendata.test_api import get


def test_a_bill_tells_how_its_days_changed(client: FlaskClient, world: World) -> None:
    bill, official = world.bills["open"], world.people["official"]
    assert get(client, "/bills/open-bill")["notice_changes"] == []
    last_day = date(2026, 5, 8)
    extend_notice(world.session, official, bill, last_day=last_day, reason=REASON, now=NOON)
    document = get(client, "/bills/open-bill")
    schemas_bills.BillDocument.model_validate(document)
    (change,) = document["notice_changes"]
    assert change == {
        "kind": "extension",
        "at": "2026-03-10T04:00:00.000000Z",
        "reason": {"zh-Hant-TW": REASON.zh, "en": REASON.en},
        "before": {"first_day": "2026-02-28", "last_day": "2026-04-28", "response_due_day": "2026-05-12"},
        "after": {"first_day": "2026-02-28", "last_day": "2026-05-08", "response_due_day": "2026-05-22"},
        "record": 1,
    }
    assert (document["closes_at"], document["response_due_day"]) == ("2026-05-08T16:00:00.000000Z", "2026-05-22")
