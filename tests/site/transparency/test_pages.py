"""The transparency pages: months of Taipei, statements, links into the log, charts with their tables, safe cells."""

import csv
import io
import re
from datetime import UTC, datetime, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment, Ground
from app.kernel.months import Month
from app.moderation.actions import dismiss_reports, hide_comment
from app.moderation.appeals.figures import figures_of_months
from app.moderation.figures import OF_BILLS, OF_MODERATION, OF_OFFICES, Count, Measure, Wait, read_counts, read_waits
from app.moderation.models import Report
from app.record.models import Act
from app.site.transparency.period import read_period
from app.site.transparency.table import write_csv
from app.site.transparency.words import percentage
from tests.builders import World
from tests.conftest import NOON, Clock, Statements
from tests.moderation.cases import report, say
from tests.site.pages import read

REASON = "It gives a private person's telephone number."
BOUND = datetime(2026, 2, 28, 16, 0, tzinfo=UTC)  # 1 March, 00:00 in Taipei
INSTANT = timedelta(microseconds=1)


def speak(world: World) -> Comment:
    """Say something, an hour after what was said last: nobody is slowed down."""
    last = world.session.scalar(sa.select(sa.func.max(Comment.posted_at))) or NOON - timedelta(days=9)
    return say(world, text=f"What was said after {last}", now=last + timedelta(hours=1))


def hide_at(world: World, at: datetime, ground: Ground = Ground.THREAT) -> None:
    comment = speak(world)
    words = {"ground": ground, "reason": REASON, "revision": comment.revision}
    hide_comment(world.session, world.people["moderator"], comment, comment.bill, now=at, **words)


def dismiss(world: World, waited: timedelta, decided_at: datetime = NOON) -> None:
    comment = speak(world)
    report(world, comment, now=decided_at - waited)
    newest = world.session.scalar(sa.select(sa.func.max(Report.id)))
    words = {"reason": "Harsh words are allowed.", "revision": comment.revision, "newest": newest}
    dismiss_reports(world.session, world.people["moderator"], comment, comment.bill, now=decided_at, **words)


def test_each_act_is_of_bills_of_offices_or_of_moderation() -> None:
    assert OF_BILLS.isdisjoint(OF_OFFICES)
    assert {*OF_BILLS, *OF_OFFICES, *OF_MODERATION} == set(Act)
    assert {Act.HIDE, Act.RESTORE, Act.MOVE, Act.LOCK, Act.APPEAL, Act.SUSPEND} <= {*OF_MODERATION}


def test_a_month_ends_at_midnight_in_taipei(world: World) -> None:
    hide_at(world, BOUND - INSTANT)
    hide_at(world, BOUND)
    dismiss(world, timedelta(hours=1), BOUND - INSTANT)
    dismiss(world, timedelta(hours=3), BOUND + timedelta(hours=1))
    months = [Month(2026, 2), Month(2026, 3)]
    counts = [count for count in read_counts(world.session, months, NOON) if count.month]
    assert {(c.measure, c.month): c.number for c in counts} == {
        (Measure.ACTS, "2026-02"): 1,
        (Measure.ACTS, "2026-03"): 1,
        (Measure.DISMISSALS, "2026-02"): 1,
        (Measure.DISMISSALS, "2026-03"): 1,
        (Measure.REPORTS, "2026-02"): 2,
    }
    waits = read_waits(world.session, months, world.bills["open"])
    assert waits[("2026-03", None)] == Wait(1, 3 * 3600, 3 * 3600)


def test_median_and_ninetieth_percentile_are_waits_that_there_were(world: World) -> None:
    for hours in (5, 1, 4, 2, 3, 9, 7, 6, 8, 30):
        dismiss(world, timedelta(hours=hours))
    hide_at(world, NOON)  # nobody had reported it
    assert read_waits(world.session, [Month(NOON.year, NOON.month)])[(None, None)] == Wait(10, 5 * 3600, 9 * 3600)


def test_reports_of_today_are_not_counted_yet(world: World) -> None:
    day = NOON.replace(hour=0) - timedelta(hours=8)  # midnight in Taipei
    for at in (day - INSTANT, day, NOON):
        report(world, speak(world), now=at)
    counts = read_counts(world.session, [Month(NOON.year, NOON.month).plus(-1), Month(NOON.year, NOON.month)], NOON)
    assert sum(count.number for count in counts if count.measure is Measure.REPORTS) == 1


def test_appeals_agree_with_the_figures_of_appeals(world: World) -> None:
    hide_at(world, NOON)
    month = Month(NOON.year, NOON.month)
    own = [c for c in read_counts(world.session, [month], NOON) if c.measure is Measure.APPEALS]
    theirs = figures_of_months(world.session, NOON)[str(month)]
    assert sum(count.number for count in own) == theirs.appeals


@pytest.mark.parametrize(
    ("asked", "first", "last"),
    [
        (("", ""), Month(2026, 1), Month(2026, 11)),
        (("2026-03", "2026-05"), Month(2026, 3), Month(2026, 5)),
        (("2026-05", "2026-03"), Month(2026, 3), Month(2026, 5)),
        (("1950-01", "2099-12"), Month(2026, 1), Month(2026, 11)),
        (("2026-13", "x"), Month(2026, 1), Month(2026, 11)),
        (("2026-11", ""), Month(2026, 11), Month(2026, 11)),
    ],
)
def test_the_period_stays_between_the_first_act_and_this_month(
    asked: tuple[str, str], first: Month, last: Month
) -> None:
    since, now = datetime(2025, 12, 31, 16, tzinfo=UTC), datetime(2026, 11, 22, tzinfo=UTC)
    period = read_period(*asked, since, now)
    assert (period.first, period.last) == (first, last)
    assert period.choices == tuple(Month(2026, 1).until(Month(2026, 11)))


def test_pages_show_each_number_in_a_row_and_in_a_table_with_its_entries_in_the_log(
    world: World, client: FlaskClient
) -> None:
    hide_at(world, NOON, Ground.SPAM)
    dismiss(world, timedelta(hours=30))
    for path, bill in (("/transparency", ""), ("/bills/open-bill/transparency", "&bill=open-bill")):
        page = read(client, path)
        assert f"/record?act=hide{bill}" in page.links
        assert f"{path}.csv" in page.links
        assert page.html.count('<svg class="month-row-bars"') == 4 + 7 + 7
        assert page.html.count("</details>") >= 3
        assert "30 hours" in page.words
        assert "hidings Mar 2026 (so far) 1 " in page.words
        assert "reports received Mar 2026 (so far), up to the end of yesterday 1 " in page.words
        assert "of comments hidden at present as of now" in page.words
        assert client.get(f"/record?act=hide{bill}").status_code == 200
        assert read(client, path, lang="zh-TW").words
    assert "/bills/open-bill/transparency" in read(client, "/transparency").links


def test_they_are_linked_from_footer_help_record_and_bill(world: World, client: FlaskClient) -> None:
    for path in ("/", "/help", "/record"):
        assert read(client, path).links.count("/transparency") >= 1 + (path != "/"), path
    for path in ("/bills/open-bill", "/bills/open-bill/record"):
        assert "/bills/open-bill/transparency" in read(client, path).links, path


def test_pages_cost_few_statements_whatever_was_decided(
    world: World, client: FlaskClient, statements: Statements
) -> None:
    paths = ("/transparency", "/bills/open-bill/transparency", "/transparency.csv", "/bills/open-bill/transparency.csv")
    few: dict[str, int] = {}
    for decided in (0, 30):
        for number in range(decided):
            hide_at(world, NOON - timedelta(hours=number), list(Ground)[number % 7])
        for path in paths:
            with statements:
                assert client.get(path).status_code == 200
            assert len(statements) <= 6, path
            assert few.setdefault(path, len(statements)) >= len(statements) - 1, path


def test_no_cell_of_the_table_is_a_formula() -> None:
    odd = [Count(Measure.ACTS, "2026-11", bill, "=1+1", "@x", 1) for bill in ("+a", "-b", "\tc", "d,\n")]
    rows = list(csv.reader(io.StringIO(write_csv(odd, {}))))
    assert rows[0] == ["month", "bill", "measure", "code", "ground", "value"]
    assert not [cell for row in rows for cell in row if re.match(r"[=+\-@\t\r]", cell)]
    assert {row[1] for row in rows[1:]} == {"'+a", "'-b", "'\tc", "d,\n"}


def test_the_table_has_one_line_for_each_number(world: World, client: FlaskClient) -> None:
    hide_at(world, NOON)
    answer = client.get("/bills/open-bill/transparency.csv")
    assert answer.mimetype == "text/csv"
    assert "attachment" in answer.headers["Content-Disposition"]
    rows = list(csv.reader(io.StringIO(answer.text)))
    assert len(rows) == len({tuple(row[:-1]) for row in rows})


@pytest.mark.parametrize(
    ("share", "words"),
    [(None, "–"), (0, "0%"), (1, "100%"), (0.1, "10%"), (0.125, "12.5%"), (0.0012, "0.12%"), (0.00001, "< 0.01%")],
)
def test_shares_in_words(share: float | None, words: str) -> None:
    assert percentage(share) == words


def test_a_new_month_begins_with_the_clock(world: World, client: FlaskClient, clock: Clock) -> None:
    clock.now = BOUND - INSTANT
    hide_at(world, clock.now)
    assert "Feb 2026 (so far)" in read(client, "/transparency").words
    clock.now = BOUND
    assert "(so far)" not in read(client, "/transparency").words


def test_no_month_makes_sqlite_index_all_decisions(world: World, statements: Statements) -> None:
    """What it makes for one statement alone costs a look at each decision that was ever taken, on each reading of the page."""
    connection = world.session.connection()
    if connection.dialect.name != "sqlite":
        pytest.skip("SQLite alone makes indexes by itself")
    with statements:
        read_counts(world.session, [Month(2026, 3)], NOON)
    (said,) = statements.seen
    plan = connection.exec_driver_sql(f"EXPLAIN QUERY PLAN {said}", (None,) * said.count("?"))
    steps = [row[-1] for row in plan]
    assert [step for step in steps if "ix_decision_decided_at" in step]
    assert [step for step in steps if "AUTOMATIC" in step] == []
