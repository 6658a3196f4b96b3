"""The journey of a comment, as a table of cases: what each station says, and what it must not say."""

import re
from datetime import datetime
from html import unescape

import pytest
from flask.testing import FlaskClient

from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.clock import taipei_day
from app.responses.models import Answer
from app.summaries.models import Citation, Recommendation, Summary
from tests.builders import World
from tests.conftest import NOON, Clock, Statements
from tests.opendata.debate import CANARY, Debate, say, version_of
from tests.site.pages import read

NOT_CITED = "Not cited in the summary published on 20 February 2026."
NO_ASK = "No recommendation cites this comment."
LED = "The issue led to a recommendation, but none cites this comment."
NOTHING_DUE = "Nothing in the response depends on this comment."
UNANSWERED = "Response overdue by 7 days was due on 3 March 2026"
NO_CHANGE = "No answer that concerns this comment points at a changed article."

CASES: dict[str, tuple[str, str, str, str, str]] = {
    # name: reached stations, then what is said of the whole, grouped, recommended, answered/changed
    "uncited": ("s", "The summary does not cite it", NOT_CITED, NO_ASK, NOTHING_DUE),
    "issue_only": ("sg", "No recommendation cites it", "Issue 1", LED, NOTHING_DUE),
    "changed": ("sgrac", "and the text changed", "Issue 1", "Recommendation 1", "Partly adopted Recommendation 1"),
    "unchanged": ("sgra", "the text did not change for it", "Issue 1", "Recommendation 2", "Not adopted Recommendation 2"),
    "unanswered": ("sgr", "has not answered it yet", "Issue 1", "Recommendation 3", UNANSWERED),
    "question": ("s", "key question that the agency has not answered", NOT_CITED, NO_ASK, UNANSWERED),
    "other_issue": ("sg", "No recommendation cites it", "Issue 2", NO_ASK, NOTHING_DUE),
    "reply": ("sgra", "the text did not change for it", "This is a reply to citizen.", "Recommendation 2", "Not adopted"),
    "hidden": ("sgrac", "and the text changed", "Hidden: Personal data of others.", "names a neighbour", "log no. "),
    "withdrawn": ("sgrac", "and the text changed", "Withdrawn by its author.", "Recommendation 1", "Partly adopted"),
}  # fmt: skip


def reached(html: str) -> str:
    """The first letters of the stations that were reached."""
    return "".join(
        "sgrac"[number]
        for number, part in enumerate(html.split('<li class="station')[1:])
        if not part.startswith(" station-ahead")
    )


@pytest.mark.parametrize("name", CASES)
def test_each_station_says_what_was_reached_or_why_not(
    client: FlaskClient, debate: Debate, statements: Statements, name: str
) -> None:
    stations, *words = CASES[name]
    path = f"/comments/{debate.id(name)}/journey"
    with statements:
        page = read(client, path)
    assert len(statements) <= 6, [s[:70] for s in statements.seen]
    assert reached(page.html) == stations
    for said in words:
        assert said in page.words, (said, page.words)
    assert CANARY not in page.html
    body = f"{name.removesuffix('_only').removesuffix('_issue')} words"
    assert (body in page.html) == (name not in ("hidden", "withdrawn"))


@pytest.mark.parametrize("name", CASES)
def test_the_journey_is_complete_in_chinese(client: FlaskClient, debate: Debate, name: str) -> None:
    page = read(client, f"/comments/{debate.id(name)}/journey", lang="zh-TW")
    assert reached(page.html) == CASES[name][0]
    assert CANARY not in page.html
    assert "民國" in page.words


def test_the_last_station_shows_the_redline(client: FlaskClient, debate: Debate) -> None:
    html = read(client, f"/comments/{debate.id('changed')}/journey").html
    assert "<ins>" in html
    assert "<del>" in html
    assert "narrowed" in html
    assert "/bills/closed-bill/compare?from=1&amp;to=2" in html


def test_an_uncited_comment_learns_that_its_article_changed_anyway(client: FlaskClient, debate: Debate) -> None:
    words = read(client, f"/comments/{debate.id('issue_only')}/journey").words
    assert "Deleted The article that it speaks of reads differently in version 2, but no answer says" in words
    assert NO_CHANGE in words


def test_page_and_api_tell_the_same(client: FlaskClient, debate: Debate) -> None:
    for comment in debate.comments.values():
        told = client.get(f"/api/v1/comments/{comment.id}/journey?lang=en").json
        words = read(client, f"/comments/{comment.id}/journey").words
        for issue in told["issues"]:
            assert f"Issue {issue['ordinal']} {issue['title']['en']}" in words
        for asked in told["recommendations"]:
            assert f"Recommendation {asked['ordinal']} {asked['text']['en']}" in words
        for answer in told["answers"]:
            assert answer["reason"]["en"] in words
        assert ("No response on record" in words) == bool(told["unanswered"])
        for change in told["changes"]:
            assert f"Article {change['key']}" in words
        if told["unanswered"]:
            assert f"overdue by {told['overdue_days']} days" in words


def told_by_page(html: str) -> list[dict[str, object]]:
    """What the page's stations say, in the API's terms: reached or not, the day, where to read on, what stands there."""
    parts = re.split(r'<li class="station( station-ahead)?" data-station="(\w+)">', html)
    return [
        {
            "station": code,
            "reached": not ahead,
            "days": set(re.findall(r'datetime="(\d{4}-\d\d-\d\d)', part.split("</p>")[0])),
            "all_days": set(re.findall(r'datetime="(\d{4}-\d\d-\d\d)', part)),
            "words": " ".join(unescape(re.sub(r"<[^>]+>", " ", part.split("</p>")[0])).split()),
            "links": set(re.findall(r'href="([^"]+)"', part)),
            "states": set(re.findall(r'data-code="([\w-]+)"', part)),
        }
        for ahead, code, part in zip(parts[1::3], parts[2::3], parts[3::3], strict=True)
    ]


@pytest.mark.parametrize("lang, key", [("en", "en"), ("zh-TW", "zh-Hant-TW")])
def test_page_and_api_tell_the_same_at_each_station(
    client: FlaskClient, debate: Debate, world: World, lang: str, key: str
) -> None:
    waiting = say(world, world.bills["open"], "waiting words").id
    for number in [*(comment.id for comment in debate.comments.values()), waiting]:
        told = client.get(f"/api/v1/comments/{number}/journey").json
        page = read(client, f"/comments/{number}/journey", lang=lang)
        assert told["sentence"][key] in page.words
        shown = told_by_page(page.html)
        assert [station["station"] for station in shown] == [station["station"] for station in told["stations"]]
        for there, here in zip(told["stations"], shown, strict=True):
            assert (there["reached"], there["at"] is not None) == (here["reached"], here["reached"])
            day = (
                there["due_day"] if there["at"] is None else taipei_day(datetime.fromisoformat(there["at"])).isoformat()
            )
            assert here["days"] == ({day} if day else set()), (number, there, here)
            assert there["note"] is None or re.sub(r"\s", "", there["note"][key]) in re.sub(
                r"\s", "", str(here["words"])
            )
            assert (there["overdue_days"] > 0) == ("overdue" in here["states"])
            for place in (there, *there["items"]):
                assert place["url"].removeprefix("http://localhost") in here["links"], (number, place, here)
            for item in there["items"]:
                assert item["state"] is None or item["state"] in here["states"]
                assert (
                    item["at"] is None or taipei_day(datetime.fromisoformat(item["at"])).isoformat() in here["all_days"]
                )


def test_a_later_version_of_the_summary_is_named(client: FlaskClient, debate: Debate, world: World) -> None:
    world.session.query(Summary).update({"number": 2})
    assert "the day of version 2 of the summary" in read(client, f"/comments/{debate.id('changed')}/journey").words
    words = read(client, f"/comments/{debate.id('uncited')}/journey").words
    assert "Not cited in version 2 of the summary, the latest, published on 20 February 2026." in words


def test_an_answer_that_points_at_an_earlier_version_changed_nothing_since(
    client: FlaskClient, debate: Debate, world: World
) -> None:
    """The comment was written on version 2, and the answer points at version 1: nothing is compared backwards."""
    comment = world.session.get_one(Comment, debate.id("changed"))
    comment.version_id = version_of(world.session, debate.bill, 2).id
    answer = world.session.query(Answer).filter_by(recommendation_ordinal=1).one()
    answer.version_id = version_of(world.session, debate.bill, 1).id
    world.session.flush()
    page = read(client, f"/comments/{comment.id}/journey")
    assert reached(page.html) == "sgra"
    assert "The answer points at no article that changed." in page.words


def test_a_comment_on_an_open_bill_waits(client: FlaskClient, world: World) -> None:
    comment = say(world, world.bills["open"], "waiting words")
    page = read(client, f"/comments/{comment.id}/journey")
    assert reached(page.html) == "s"
    for said in ("The notice is still open.", "after the notice ends on 28 April 2026", "due by 12 May 2026",
                 "Shown once the agency has answered."):  # fmt: skip
        assert said in page.words


def test_a_comment_on_a_closed_bill_without_a_summary_waits(client: FlaskClient, world: World) -> None:
    comment = say(world, world.bills["closed"], "waiting words")
    words = read(client, f"/comments/{comment.id}/journey").words
    assert "The moderators have not published a summary yet." in words
    assert "Response overdue by 7 days" in words


def test_the_journey_ends_where_the_bill_was_withdrawn(client: FlaskClient, world: World, clock: Clock) -> None:
    bill: Bill = world.bills["open"]
    comment = say(world, bill, "last words")
    bill.withdrawn_at, bill.withdrawal_reason = NOON, Bilingual("理由", "Reason")
    world.session.flush()
    words = read(client, f"/comments/{comment.id}/journey").words
    for said in ("The bill was withdrawn; the journey ends there.", "before a summary was published",
                 "so no answer is due"):  # fmt: skip
        assert said in words


def test_a_comment_cited_by_a_recommendation_alone(client: FlaskClient, debate: Debate, world: World) -> None:
    world.session.query(Citation).filter(
        Citation.comment_id == debate.id("changed"), Citation.issue_id.is_not(None)
    ).delete()
    page = read(client, f"/comments/{debate.id('changed')}/journey")
    assert reached(page.html) == "sgrac"
    assert "Issue 1 Issue 1 through recommendation 1" in page.words
    world.session.query(Recommendation).update({"issue_id": None})
    page = read(client, f"/comments/{debate.id('changed')}/journey")
    assert reached(page.html) == "srac"
    assert "No issue of the summary cites it; a recommendation does." in page.words


@pytest.mark.parametrize("persona", ["citizen", "official", "moderator"])
def test_people_who_are_signed_in_read_the_same_journey(
    client: FlaskClient, debate: Debate, world: World, persona: str
) -> None:
    page = read(world.sign_in(client, persona), f"/comments/{debate.id('hidden')}/journey")
    assert CANARY not in page.html
    assert "names a neighbour" in page.words


def test_an_unpublished_bills_comment_is_not_known(client: FlaskClient, debate: Debate, world: World) -> None:
    comment = world.session.get(Comment, debate.id("changed"))
    assert comment is not None
    comment.bill_id = world.bills["unpublished"].id
    world.session.flush()
    read(client, f"/comments/{comment.id}/journey", 404)
