"""A discussion in figures: days and marks of a notice, the page with its chart and table, the most discussed articles, the API."""

from datetime import date, timedelta

import pytest
from flask.testing import FlaskClient

from app.bills.models import NoticeChange, NoticeChangeKind
from app.discussion.models import Position
from app.discussion.timeline import Day, Mark, MarkKind, Path, Timeline, make_timeline, most_discussed, read_path
from app.kernel.bilingual import Bilingual
from app.kernel.clock import day_start
from tests.builders import TODAY, World
from tests.conftest import NOON, Statements
from tests.discussion import talk
from tests.discussion.pages import complaints

HERE = "/bills/open-bill/discussion/timeline"
FIRST = TODAY - timedelta(days=10)
LAST = FIRST + timedelta(days=59)


def extend(world: World, at_day: int, last_day: date) -> None:
    """Extend the open bill's notice, as the agency's action would."""
    bill = world.bills["open"]
    days = {f"{which}_{name}": getattr(bill, name.replace("due_day", "response_due_day"))
            for which in ("old", "new") for name in ("first_day", "last_day", "due_day")}  # fmt: skip
    bill.last_day, bill.closes_at = last_day, day_start(last_day + timedelta(days=1))
    days |= {"new_last_day": last_day}
    words = {"reason": Bilingual("理由", "Reason"), "log_seq": 1, "bill_id": bill.id}
    at = day_start(FIRST + timedelta(days=at_day))
    world.session.add(NoticeChange(kind=NoticeChangeKind.EXTENSION, at=at, **days, **words))
    world.session.flush()


def lay(world: World, phase: str = "open") -> Timeline | None:
    return make_timeline(world.bills[phase], read_path(world.session, world.bills[phase]), NOON)


def test_days_run_from_the_opening_to_the_closing_with_what_happened_between(
    world: World, statements: Statements
) -> None:
    for day in (-3, -3, 0):
        talk.post(world, now=NOON + timedelta(days=day))
    extend(world, 5, LAST + timedelta(days=20))
    with statements:
        path = read_path(world.session, world.bills["open"])
    assert len(statements) == 1
    found = make_timeline(world.bills["open"], path, NOON)
    assert found
    assert found.days == (Day(TODAY - timedelta(days=3), 2), Day(TODAY, 1))
    assert found.marks == (
        Mark(MarkKind.OPENING, FIRST),
        Mark(MarkKind.EXTENSION, FIRST + timedelta(days=5), LAST + timedelta(days=20)),
        Mark(MarkKind.CLOSING, LAST + timedelta(days=20)),
    )
    assert (found.length, found.total, found.busiest, found.ahead) == (80, 3, found.days[0], 69)
    assert [found.place(day) for day in (FIRST - timedelta(1), FIRST, TODAY, date(2030, 1, 1))] == [0, 0, 10, 79]
    assert [together for _day, together in found.sums()] == [2, 3]


def test_a_notice_that_has_not_opened_has_no_days(world: World) -> None:
    assert lay(world, "announced") is None
    bill = world.bills["unpublished"]
    assert make_timeline(bill, Path([], [], []), NOON) is None
    closed = lay(world, "closed")
    assert closed
    assert (closed.ahead, closed.days, closed.busiest) == (0, (), None)


@pytest.mark.parametrize("withdrawn, kind", [(2, MarkKind.WITHDRAWAL), (-100, None)])
def test_a_bill_that_was_withdrawn_ends_there(world: World, withdrawn: int, kind: MarkKind | None) -> None:
    bill = world.bills["open"]
    bill.withdrawn_at = day_start(FIRST + timedelta(days=withdrawn))
    found = make_timeline(bill, Path([], [], []), NOON)
    assert (found.marks[-1] if found else None) == (kind and Mark(kind, FIRST + timedelta(days=2)))


def test_articles_with_most_comments_come_first_and_those_without_none() -> None:
    cards = [{"key": key, "comments": n} for key, n in enumerate((3, 0, 9, 3, 1, 2, 8))]
    assert [card["key"] for card in most_discussed(cards)] == [2, 6, 0, 3, 5]


@pytest.mark.parametrize("lang", ["en", "zh-TW"])
def test_the_page_draws_the_days_and_tells_them_in_a_table(client: FlaskClient, world: World, lang: str) -> None:
    talk.post(world, place="2.2", position=Position.ASK)
    talk.post(world, by="official", place="2", position=Position.SUPPORT)
    talk.post(world, by="official", place="Q1", position=Position.SUPPORT)
    hidden = talk.post(world, by="other_citizen", place="1", now=NOON - timedelta(days=2))
    talk.hide(world, hidden)
    extend(world, 5, LAST + timedelta(days=100))
    for path in (HERE, "/bills/open-bill", "/bills/open-bill/discussion"):
        page = client.get(f"{path}?lang={lang}").text
        assert complaints(page) == [], path
        busiest = page.split('class="busiest"')[1].split("</ol>")[0]
        assert busiest.count("<li>") == 1
        assert 'href="/bills/open-bill/discussion?article=2"' in busiest
        assert ("2 comments · 2 people" if lang == "en" else "2 則留言 · 2 人") in busiest
        if "discussion?" not in path and path != "/bills/open-bill/discussion":
            assert page.count('class="chart-bar"') == 1
            assert page.count('class="chart-mark"') == 3
    table = client.get(f"{HERE}?lang=en").text.split('class="chart-table"')[1].split("</details>")[0]
    assert "10 March 2026" in table
    assert table.count("<tr>") == 2
    assert "8 March 2026" not in table


def test_pages_without_a_discussion_say_so(client: FlaskClient, world: World) -> None:
    assert "The discussion has not begun" in client.get("/bills/announced-bill/discussion/timeline?lang=en").text
    assert "Nobody has commented yet." in client.get("/bills/closed-bill/discussion/timeline?lang=en").text
    assert 'id="activity"' not in client.get("/bills/closed-bill").text


def test_statements_do_not_grow_with_days(client: FlaskClient, world: World, statements: Statements) -> None:
    with statements:
        client.get(HERE)
    few = len(statements)
    for day in range(5):
        talk.post(world, now=NOON - timedelta(days=day))
    world.session.expire_all()
    with statements:
        client.get(HERE)
    assert len(statements) == few <= 3


def test_the_api_gives_the_days(client: FlaskClient, world: World) -> None:
    talk.post(world, now=NOON - timedelta(days=1))
    extend(world, 5, LAST + timedelta(days=1))
    found = client.get("/api/v1/bills/open-bill/timeline").json
    assert found == {
        "bill": "open-bill",
        "first_day": FIRST.isoformat(),
        "last_day": (LAST + timedelta(days=1)).isoformat(),
        "comments": 1,
        "days": [{"day": "2026-03-09", "comments": 1}],
        "marks": [
            {"kind": "opening", "day": FIRST.isoformat(), "until": None},
            {"kind": "extension", "day": "2026-03-05", "until": (LAST + timedelta(days=1)).isoformat()},
            {"kind": "closing", "day": (LAST + timedelta(days=1)).isoformat(), "until": None},
        ],
        "url": "http://localhost/bills/open-bill/discussion/timeline",
    }
    assert client.get("/api/v1/bills/announced-bill/timeline").json["days"] == []
