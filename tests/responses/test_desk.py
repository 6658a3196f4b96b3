"""The officials' desk: each route with each of its outcomes."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.responses import actions
from app.responses.models import Answer, AnswerArticle, Outcome
from app.responses.queries import target_of
from app.responses.targets import Target
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.responses.answers import ADOPTED, Answering, answering, target

DESK = "/desk/bills/closed-bill/response"
TYPED = {"outcome": "clarified", "reason_en": "Typed reasons that are long enough to count."}
CHOSEN = "?targets=Q1&targets=Q2"
GETS = ("", "/Q1", "/statement", "/publication", f"/several{CHOSEN}", f"/sharing{CHOSEN}", "/Q1/history")
POSTS = ("/Q1", "/Q1/draft/removal", "/publication", "/readiness", "/several", "/sharing")


@pytest.fixture
def work(world: World, client: FlaskClient) -> Answering:
    world.sign_in(client, "official")
    return answering(world, NOON)


def answers(work: Answering) -> list[Answer]:
    work.session.expire_all()
    return list(work.session.scalars(sa.select(Answer).order_by(Answer.id)))


def hidden_field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, f"no field {name}"
    return found[1]


@pytest.mark.parametrize("persona", ["citizen", "moderator", "lead", "administrator", "other_agency_official"])
def test_others_are_refused(client: FlaskClient, world: World, work: Answering, persona: str) -> None:
    work.save("Q1")
    world.sign_in(client, persona)
    for path in GETS:
        assert client.get(DESK + path).status_code == 403, path
    for path in POSTS:
        assert client.post(DESK + path, data=TYPED).status_code == 403, path
    assert [a.published_at for a in answers(work)] == [None]


def test_visitors_sign_in_first(client: FlaskClient, world: World, work: Answering) -> None:
    world.sign_in(client, None)
    for path in GETS:
        assert client.get(DESK + path).headers["Location"].startswith("/account/sign-in")
    for path in POSTS:
        assert client.post(DESK + path).status_code == 401


@pytest.mark.parametrize(
    "slug, status",
    [("no-such", 404), ("unpublished-bill", 404), ("announced-bill", 409), ("open-bill", 409), ("withdrawn-bill", 409)],
)
def test_bills_that_cannot_be_answered(client: FlaskClient, work: Answering, slug: str, status: int) -> None:
    for path in GETS:
        assert client.get(f"/desk/bills/{slug}/response{path}").status_code == status, path
    for path in POSTS:
        assert client.post(f"/desk/bills/{slug}/response{path}", data=TYPED).status_code == status, path


@pytest.mark.parametrize("code", ["R1", "Q3", "Q0", "X1", "r1", "Q99999", "Q1%00", "Q１", "publication2"])
def test_what_is_not_asked_is_not_found(client: FlaskClient, work: Answering, code: str) -> None:
    assert client.get(f"{DESK}/{code}").status_code == 404
    assert client.post(f"{DESK}/{code}", data=TYPED).status_code == 404
    assert client.post(f"{DESK}/{code}/draft/removal").status_code == 404


def test_the_list_shows_what_is_asked_and_its_state(client: FlaskClient, work: Answering) -> None:
    work.summarise()
    work.publish("R1")
    work.save("Q1")
    shown = client.get(DESK + "?lang=en").text
    for words in ("Add to the answer", "Edit the draft", "Write the answer", "Check and release 1 draft"):
        assert words in shown
    assert "2 points without an answer" in shown


def test_the_desk_costs_at_most_ten_statements(client: FlaskClient, work: Answering, statements: Statements) -> None:
    work.summarise(asks=5)
    for code in ("R1", "R2", "Q1"):
        work.save(code, ADOPTED)
    for path in (*GETS, "/R1"):
        with statements as seen:
            assert client.get(DESK + path).status_code == 200
        assert len(seen) <= 10, path


def test_an_answer_is_drafted(client: FlaskClient, work: Answering) -> None:
    data = TYPED | {"outcome": "adopted", "articles": "1、 2.2.1；3", "version": "1"}
    reply = client.post(DESK + "/Q1", data=data)
    assert (reply.status_code, reply.headers["Location"]) == (303, DESK + "#Q1")
    draft = answers(work)[0]
    assert (draft.outcome, draft.published_at) == (Outcome.ADOPTED, None)
    assert sorted(work.session.scalars(sa.select(AnswerArticle.address))) == ["1", "2.2.1", "3"]
    assert "1, 2.2.1, 3" in client.get(DESK + "/Q1").text


@pytest.mark.parametrize(
    "change, words",
    [
        ({"outcome": ""}, "Choose what the agency decides."),
        ({"outcome": "maybe"}, "Choose what the agency decides."),
        ({"reason_en": "Too short"}, "Give the reason"),
        ({"outcome": "adopted"}, "Name the articles"),
        ({"articles": "77", "version": "1"}, "This version has no 77."),
        ({"articles": "1", "version": "9"}, "Choose the published version"),
        ({"articles": "1", "version": "9" * 30}, "Choose the published version"),
    ],
)
def test_a_form_that_fails_keeps_what_was_typed(
    client: FlaskClient, work: Answering, change: dict[str, str], words: str
) -> None:
    typed = TYPED | {"reason_zh": "打好的字"} | change
    reply = client.post(DESK + "/Q1?lang=en", data=typed)
    assert reply.status_code == 422
    assert words in reply.text
    for kept in (typed["reason_zh"], typed["reason_en"], typed.get("articles", "")):
        assert kept in reply.text
    assert answers(work) == []


def test_all_that_is_missing_is_named_at_once(client: FlaskClient, work: Answering) -> None:
    for data, faults in (
        ({}, ("Choose what the agency decides.", "Give the reason")),
        ({"outcome": "adopted", "reason_en": "Too short"}, ("Give the reason", "Name the articles")),
        (
            {"reason_en": "Too short", "articles": "1, 77, 88", "version": "1"},
            ("Choose what the agency decides.", "Give the reason", "This version has no 77, 88."),
        ),
    ):
        reply = client.post(DESK + "/Q1?lang=en", data=data)
        summary = reply.text.split('class="error-summary"')[1].split("</ul>")[0]
        assert reply.status_code == 422
        assert [said in summary for said in faults] == [True] * len(faults), data
        assert summary.count("<li>") == len(faults)
        assert reply.text.count('class="field-error"') == len(faults), "each at its field, too"
    chosen = client.post(DESK + "/several?lang=en", data={"targets": ["Q1"]}).text
    assert ("Choose what the agency decides." in chosen, "Give the reason" in chosen) == (True, True)


def test_a_stale_form_shows_both_texts_and_can_be_sent_again(client: FlaskClient, work: Answering) -> None:
    assert (
        client.post(DESK + "/Q1", data=TYPED | {"reason_en": "What my colleague wrote in the meantime"}).status_code
        == 303
    )
    refused = client.post(DESK + "/Q1?lang=en", data=TYPED)
    assert refused.status_code == 409
    assert "What my colleague wrote" in refused.text
    assert TYPED["reason_en"] in refused.text
    again = TYPED | {"revision": hidden_field(refused.text, "revision")}
    assert client.post(DESK + "/Q1", data=again).status_code == 303
    assert [a.reason.en for a in answers(work)] == [TYPED["reason_en"]]


def test_the_same_form_sent_twice_is_one_draft(client: FlaskClient, work: Answering) -> None:
    for _n in range(2):
        assert client.post(DESK + "/Q1", data=TYPED | {"key": "once"}).status_code == 303
    assert [a.revision for a in answers(work)] == [1]


def test_a_draft_is_thrown_away(client: FlaskClient, work: Answering) -> None:
    work.save("Q1")
    assert client.post(DESK + "/Q1/draft/removal", data={"revision": "4"}).status_code == 409
    assert client.post(DESK + "/Q1/draft/removal", data={"revision": "x"}).status_code == 409
    assert client.post(DESK + "/Q1/draft/removal", data={"revision": "1"}).status_code == 303
    assert answers(work) == []


def test_a_published_answer_is_added_to(client: FlaskClient, work: Answering) -> None:
    work.publish("Q1")
    assert "Add to the answer: Key question 1" in client.get(DESK + "/Q1?lang=en").text
    assert client.post(DESK + "/Q1", data=TYPED).status_code == 303
    assert [(a.is_addition, a.published_at is None) for a in answers(work)] == [(False, False), (True, True)]


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_every_page_is_shown_in_both_languages(client: FlaskClient, work: Answering, language: str) -> None:
    work.summarise()
    work.save("R1", ADOPTED)
    for path in (*GETS, "/R1"):
        shown = client.get(f"{DESK}{path}{'&' if '?' in path else '?'}lang={language}")
        assert shown.status_code == 200
        assert shown.text.count("<h1") == 1


def test_however_much_is_ready_its_page_takes_few_statements_and_looks_at_each_answer_once(
    client: FlaskClient, work: Answering, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[Answer] = []

    def look(answer: Answer) -> Target:
        looked.append(answer)
        return target_of(answer)

    monkeypatch.setattr("app.responses.queries.target_of", look)
    work.publish("statement")
    taken = []
    for code in ("Q1", "Q2"):
        work.save(code, ADOPTED)
        actions.declare_ready(work.session, work.person, work.bill, [target(code)], now=NOON)
        work.session.expire_all()
        looked.clear()
        with statements:
            assert client.get(f"{DESK}/publication").status_code == 200
        taken.append(len(statements))
        assert len(looked) == len(taken) + 1
    assert taken[0] == taken[1] <= 10, statements.seen
