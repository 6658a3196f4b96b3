"""The public page of the summary: its states, its versions, and what never leaves."""

import pytest
from flask.testing import FlaskClient

from app.bills.models import Bill
from app.discussion.actions import withdraw_comment
from app.summaries.anchors import anchor_of
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.summaries.drafts import Drafting, drafting

CANARY = "canary-words-4711"


@pytest.fixture
def work(world) -> Drafting:
    return drafting(world, NOON)


def page(client: FlaskClient, work: Drafting, query: str = "") -> str:
    answer = client.get(f"/bills/{work.bill.slug}/summary?lang=en{query}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "phase, words",
    [
        ("announced", "The discussion has not begun"),
        ("open", "There is no summary while the notice is open"),
        ("closed", "No summary has been published yet"),
        ("answered", "No summary has been published yet"),
        ("withdrawn", "No summary was published"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_why_there_is_none_yet(client: FlaskClient, world: World, phase: str, words: str, language: str) -> None:
    answer = client.get(f"/bills/{world.bills[phase].slug}/summary?lang={language}")
    assert answer.status_code == 200
    assert (words in answer.text) is (language == "en")


def test_an_embargoed_bill_is_not_found(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "moderator")
    assert client.get("/bills/unpublished-bill/summary").status_code == 404
    assert client.get("/bills/no-such-bill/summary").status_code == 404


def test_issues_recommendations_and_quotes(client: FlaskClient, work: Drafting) -> None:
    comment = work.say(CANARY, key="1")
    draft = work.open()
    work.ask(draft, comment, issue=work.issue(draft, comment))
    work.ask(draft, comment)
    work.publish(draft)
    shown = page(client, work)
    for words in ("Disputed point", "A neutral statement", "For it", "Against it", "Change it", 'id="R1"', 'id="R2"'):
        assert words in shown
    assert shown.count(CANARY) == 3
    assert f'href="/comments/{comment.id}/journey"' in shown
    assert "100<span" in shown
    assert f'href="/record/{draft.log_seq}"' in shown
    assert "爭點" in client.get(f"/bills/{work.bill.slug}/summary?lang=zh-TW").text


def test_a_comment_that_was_hidden_later_leaves_a_mark(client: FlaskClient, work: Drafting) -> None:
    comment, kept = work.say(CANARY), work.say("kept")
    draft = work.open()
    work.issue(draft, comment, kept)
    work.publish(draft)
    assert CANARY in page(client, work)
    work.hide(comment)
    shown = page(client, work)
    assert CANARY not in shown
    assert "Personal data of others" in shown
    assert 'href="/record/77"' in shown
    assert "Names somebody" not in shown


def test_a_comment_that_was_withdrawn_leaves_a_mark(client: FlaskClient, work: Drafting) -> None:
    comment, kept = work.say(CANARY), work.say("kept")
    draft = work.open()
    work.issue(draft, comment, kept)
    work.publish(draft)
    withdraw_comment(work.session, work.world.people["citizen"], comment, work.bill, now=NOON)
    shown = page(client, work)
    assert CANARY not in shown
    assert "withdrawn by its author" in shown


def test_drafts_are_not_public(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    work.issue(draft, work.say("words"))
    assert "Disputed point" not in page(client, work)
    work.publish(draft)
    work.issue(work.open(), work.say("more"))
    shown = page(client, work)
    assert shown.count("issue-title") == 1
    assert client.get(f"/bills/{work.bill.slug}/summary?version=2").status_code == 404


def test_versions_are_public(client: FlaskClient, work: Drafting) -> None:
    work.published()
    work.publish(work.open())
    assert "A newer one is published" not in page(client, work)
    assert "?version=1" in page(client, work)
    assert "A newer one is published" in page(client, work, "&version=1")
    assert client.get(f"/bills/{work.bill.slug}/summary?version=3").status_code == 404
    for odd in ("x", "0", "999999", "9999999999", "9223372036854775808", "1.0", "%00", "１"):
        assert client.get(f"/bills/{work.bill.slug}/summary?version={odd}").status_code == 404, odd
        assert client.get(f"/bills/{work.bill.slug}/summary?against={odd}").status_code == 404, odd


@pytest.mark.parametrize("comments", [1, 30])
def test_the_page_costs_the_same_whatever_its_size(
    client: FlaskClient, work: Drafting, statements: Statements, monkeypatch, comments: int
) -> None:
    monkeypatch.setattr("app.discussion.restraints.policy.BURST_LIMIT", 100)
    said = [work.say(f"comment {n}") for n in range(comments)]
    draft = work.open()
    for _n in range(3):
        work.ask(draft, *said, issue=work.issue(draft, *said))
    work.publish(draft)
    with statements as seen:
        page(client, work)
    assert len(seen) <= 6


def test_the_comments_own_page_says_where_it_is_cited(client: FlaskClient, work: Drafting) -> None:
    comment = work.say("words")
    draft = work.open()
    work.ask(draft, comment, issue=work.issue(draft, comment))
    work.publish(draft)
    shown = client.get(f"/comments/{comment.id}?lang=en").text
    assert f'href="/bills/{work.bill.slug}/summary#R1"' in shown
    assert f'href="/bills/{work.bill.slug}/summary#issue-1"' in shown


def test_who_is_shown_the_way_to_the_desk(client: FlaskClient, world: World, work: Drafting) -> None:
    desk = f"/desk/bills/{work.bill.slug}/summary"
    assert desk not in page(client, work)
    world.sign_in(client, "citizen")
    assert desk not in page(client, work)
    world.sign_in(client, "moderator")
    assert desk in page(client, work)


def test_the_first_bill_is_not_confused_with_another(client: FlaskClient, world: World, work: Drafting) -> None:
    work.published()
    other: Bill = world.bills["answered"]
    assert "Disputed point" not in client.get(f"/bills/{other.slug}/summary?lang=en").text


def test_each_part_has_one_anchor_by_its_code() -> None:
    assert [anchor_of(code) for code in ("I1", "I12", "R1")] == ["issue-1", "issue-12", "R1"]
