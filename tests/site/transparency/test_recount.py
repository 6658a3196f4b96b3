"""The published figures against a recount by somebody who has the public record alone, for every seeded bill."""

import csv
import io
import json
from collections import Counter
from datetime import datetime, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.moderation.figures import OF_MODERATION
from app.moderation.models import Decision, Report

pytestmark = pytest.mark.walk

Key = tuple[str, str, str, str]


def recount(client: FlaskClient) -> Counter[Key]:
    """Count the acts in the exported record by month (eight hours ahead of UTC), bill, act and ground."""
    found: Counter[Key] = Counter()
    for line in client.get("/record.ndjson").text.splitlines():
        entry = json.loads(line)
        month = (datetime.fromisoformat(entry["at"]) + timedelta(hours=8)).strftime("%Y-%m")
        if entry["act"] in {act.value for act in OF_MODERATION}:
            found[month, entry["bill"] or "", entry["act"], entry["ground"] or ""] += 1
    return found


def table(client: FlaskClient, path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(client.get(path).text)))


def acts_in(rows: list[dict[str, str]]) -> Counter[Key]:
    return Counter(
        {(r["month"], r["bill"], r["code"], r["ground"]): int(r["value"]) for r in rows if r["measure"] == "acts"}
    )


def as_shown(seconds: int) -> int:
    """A wait in full minutes, tenths of an hour or tenths of a day."""
    step = 60 if seconds < 3_600 else 360 if seconds < 172_800 else 8_640
    return seconds - seconds % step


def test_figures_agree_with_the_record_for_every_seeded_bill(played_seeds: Session, client: FlaskClient) -> None:
    counted = recount(client)
    assert sum(counted.values()) >= 5
    assert acts_in(table(client, "/transparency.csv?from=2017-01&to=2099-12")) == counted
    slugs = played_seeds.scalars(sa.select(Bill.slug).where(Bill.announced_at.is_not(None))).all()
    assert len(slugs) == 7
    for slug in slugs:
        own = Counter({key: number for key, number in counted.items() if key[1] == slug})
        assert acts_in(table(client, f"/bills/{slug}/transparency.csv")) == own, slug


def test_reports_waits_and_what_is_hidden_now_agree_with_the_database(
    played_seeds: Session, client: FlaskClient
) -> None:
    rows = table(client, "/transparency.csv?from=2017-01&to=2099-12")
    assert sum(int(row["value"]) for row in rows if row["measure"] == "reports") == played_seeds.scalar(
        sa.select(sa.func.count()).select_from(Report)
    )
    hidden = sa.select(sa.func.count()).select_from(Comment).where(Comment.state == State.HIDDEN)
    assert sum(int(row["value"]) for row in rows if row["measure"] == "hidden-now") == played_seeds.scalar(hidden)
    first = sa.select(Report.decision_id, sa.func.min(Report.reported_at)).group_by(Report.decision_id)
    reported = {row[0]: row[1] for row in played_seeds.execute(first.where(Report.decision_id.is_not(None)))}
    decided = {row[0]: row[1] for row in played_seeds.execute(sa.select(Decision.id, Decision.decided_at))}
    waits = sorted(as_shown(int((decided[number] - at).total_seconds())) for number, at in reported.items())
    of_all = {row["measure"]: int(row["value"]) for row in rows if (row["month"], row["bill"]) == ("*", "*")}
    assert of_all == {
        "decisions-on-reports": len(waits),
        "median-wait-seconds": waits[(len(waits) - 1) // 2],
        "ninetieth-percentile-wait-seconds": waits[-(-9 * len(waits) // 10) - 1],
    }


def test_embargoed_bills_are_absent(played_seeds: Session, client: FlaskClient) -> None:
    assert "embargoed" not in client.get("/transparency.csv").text + client.get("/transparency").text
    assert client.get("/bills/embargoed-draft/transparency.csv").status_code == 404
