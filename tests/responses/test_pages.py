"""The public page of the response: its states, its answers, and what never leaves."""

import re
from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.bills.models import ArticleText, Question
from app.kernel.bilingual import Bilingual
from app.responses.actions import AnswerWords
from app.responses.models import Outcome
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.responses.answers import ADOPTED, Answering, answering

CANARY = AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual("金絲雀" * 7, "canary-words-4711 <b>bold</b>\n\nnext"))


@pytest.fixture
def work(world) -> Answering:
    return answering(world, NOON)


def page(client: FlaskClient, work: Answering, language: str = "en") -> str:
    answer = client.get(f"/bills/{work.bill.slug}/response?lang={language}")
    assert answer.status_code == 200
    return answer.text


@pytest.mark.parametrize(
    "phase, words",
    [
        ("announced", "The response follows after the notice."),
        ("open", "The response follows after the notice."),
        ("closed", "Response overdue by 7 days"),
        ("withdrawn", "No response is due"),
    ],
)
def test_the_state_in_words_first(client: FlaskClient, world: World, phase: str, words: str) -> None:
    work = answering(world, NOON, phase)
    assert words in page(client, work)
    assert words not in page(client, work, "zh-TW")


def test_an_embargoed_bill_is_not_found(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "other_agency_official")
    assert client.get("/bills/unpublished-bill/response").status_code == 404
    assert client.get("/bills/no-such/response").status_code == 404
    world.sign_in(client, "official")
    assert client.get("/bills/unpublished-bill/response").status_code == 200


def test_overdue_is_counted_in_days(client: FlaskClient, work: Answering, clock) -> None:
    assert work.bill.closes_at
    clock.now = work.bill.closes_at + timedelta(days=13, hours=1)
    assert "Response due today" in page(client, work)
    clock.now += timedelta(days=1)
    assert "Response overdue by 1 day" in page(client, work)
    clock.now -= timedelta(days=3)
    assert "Response due in 2 days" in page(client, work)


def test_what_has_no_answer_is_said_plainly(client: FlaskClient, work: Answering) -> None:
    work.summarise()
    work.save("R1", ADOPTED)
    work.publish()
    shown = page(client, work)
    assert "1 of 3 points have an answer on record" in shown
    assert shown.count("The agency has put no answer on record.") == 2
    for anchor in ("R1", "Q1", "Q2"):
        assert f'id="{anchor}"' in shown


def test_adopted_links_the_changed_article_and_the_redline(client: FlaskClient, work: Answering) -> None:
    work.add_version()
    words = AnswerWords(outcome=Outcome.PARTLY_ADOPTED, reason=ADOPTED.reason, version=2, articles=("2.1",))
    work.save("Q1", words)
    work.save("Q2", ADOPTED)
    work.publish()
    shown = page(client, work)
    assert 'href="/bills/closed-bill/compare?from=1&amp;to=2#article-2"' in shown
    assert 'href="/bills/closed-bill/compare?from=current&amp;to=1#article-1"' in shown
    assert 'href="/bills/closed-bill/articles/2"' in shown
    assert "article 2, paragraph 1" in shown
    assert "Everything that was asked has an answer." in shown
    assert "days after the notice closed" in shown


def test_the_page_shows_the_redline_and_who_released_it(client: FlaskClient, work: Answering) -> None:
    second = work.add_version()
    text = work.session.scalars(sa.select(ArticleText).where(ArticleText.version_id == second.id)).first()
    assert text
    text.text = Bilingual("另一條文。", "Another text altogether.")
    for code, articles in (("Q1", ("1",)), ("Q2", ("2.1",))):
        words = AnswerWords(outcome=Outcome.PARTLY_ADOPTED, reason=ADOPTED.reason, version=2, articles=articles)
        work.save(code, words)
    work.publish()
    shown = page(client, work)
    assert "Another text altogether." in re.sub("<[^>]+>", "", shown.replace('<span class="visually-hidden">', "<"))
    assert "<ins>" in shown
    assert "article 2, paragraph 1 reads the same in version 2 as before." in shown
    assert "asked for by official, released by second-official" in shown


def test_drafts_never_leave(client: FlaskClient, world: World, work: Answering) -> None:
    work.summarise()
    work.save("R1", CANARY)
    for path in ("response", "summary", "articles/1", ""):
        assert "canary-words-4711" not in client.get(f"/bills/{work.bill.slug}/{path}".rstrip("/")).text
    work.publish()
    shown = page(client, work)
    assert "canary-words-4711 &lt;b&gt;" in shown
    assert "<p>next</p>" in shown
    assert "canary-words-4711" in client.get(f"/bills/{work.bill.slug}/summary?lang=en").text


def test_an_addition_has_its_own_date_and_decides_anew(client: FlaskClient, work: Answering, clock) -> None:
    work.publish("Q1")
    work.now = NOON.replace(day=12)
    work.add("Q1", ADOPTED)
    work.publish()
    shown = page(client, work)
    assert "Decided at first: Not adopted" in shown
    assert "Decided now: Adopted" in shown
    assert "12 March 2026" in shown


def test_a_statement_where_nothing_is_asked(client: FlaskClient, work: Answering) -> None:
    work.session.execute(sa.delete(Question).where(Question.bill_id == work.bill.id))
    assert "Nothing was asked point by point" in page(client, work)
    work.publish("statement")
    shown = page(client, work)
    assert 'id="statement"' in shown
    assert "The reasons of the agency" in shown


def test_answers_to_what_is_no_longer_recommended_stay(client: FlaskClient, work: Answering) -> None:
    from tests.responses.test_actions import retire

    drafts = work.summarise(asks=2)
    work.publish("R2")
    retire(drafts, drafts.open(), 2)
    shown = page(client, work)
    assert "Answers to earlier recommendations" in shown
    assert 'id="R2"' in shown


@pytest.mark.parametrize("asks", [1, 12])
def test_the_page_costs_the_same_whatever_its_size(
    client: FlaskClient, work: Answering, statements: Statements, asks: int
) -> None:
    work.summarise(asks)
    for n in range(1, asks + 1):
        work.save(f"R{n}", ADOPTED)
    work.publish()
    for path in ("response", "summary"):
        with statements as seen:
            assert client.get(f"/bills/{work.bill.slug}/{path}").status_code == 200
        assert len(seen) <= 6, path


def test_an_article_shows_the_answers_that_changed_it(client: FlaskClient, work: Answering) -> None:
    work.save("Q1", ADOPTED)
    assert "What the agency answered" not in client.get("/bills/closed-bill/articles/1?lang=en").text
    work.publish()
    shown = client.get("/bills/closed-bill/articles/1?lang=en").text
    assert 'href="/bills/closed-bill/response#Q1"' in shown
    assert "What the agency answered" not in client.get("/bills/closed-bill/articles/3?lang=en").text
