"""The moderators' desk: each route with each of its outcomes."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.summaries.models import Issue, Recommendation, Summary
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.summaries.drafts import Drafting, drafting

DESK = "/desk/bills/closed-bill/summary"
ISSUE = {"title_en": "A new title", "statement_zh": "中立的陳述"}
ASKED = {"text_en": "Change article 1", "rationale_en": "Because of that"}
GETS = ("", "/introduction", "/issues/new", "/recommendations/new", "/publication")
POSTS = ("/draft", "/citations", "/introduction", "/issues/new", "/recommendations/new", "/publication")


@pytest.fixture
def work(world: World, client: FlaskClient) -> Drafting:
    world.sign_in(client, "moderator")
    return drafting(world, NOON)


def fresh(work: Drafting, model):
    work.session.expire_all()
    return work.session.scalars(sa.select(model).order_by(model.id)).all()


def hidden_field(page: str, name: str) -> str:
    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"|value="([^"]*)"[^>]*name="{name}"', page)
    assert found, f"no field {name}"
    return found[1] or found[2]


@pytest.mark.parametrize(
    "persona", ["citizen", "official", "administrator", "other_subgroup_moderator", "other_agency_official"]
)
def test_others_are_refused(client: FlaskClient, world: World, work: Drafting, persona: str) -> None:
    part = work.issue(work.open(), work.say("words"))
    world.sign_in(client, persona)
    for path in (*GETS, f"/issues/{part.id}"):
        assert client.get(DESK + path).status_code == 403, path
    for path in (*POSTS, f"/issues/{part.id}", f"/issues/{part.id}/removal"):
        assert client.post(DESK + path, data=ISSUE | ASKED).status_code == 403, path
    assert len(fresh(work, Issue)) == 1


def test_visitors_sign_in_first(client: FlaskClient, world: World, work: Drafting) -> None:
    world.sign_in(client, None)
    for path in GETS:
        assert client.get(DESK + path).headers["Location"].startswith("/account/sign-in")
    for path in POSTS:
        assert client.post(DESK + path).status_code == 401


@pytest.mark.parametrize(
    "slug, status", [("unpublished-bill", 404), ("no-such", 404), ("announced-bill", 409), ("withdrawn-bill", 409)]
)
def test_bills_that_cannot_be_summarised(client: FlaskClient, work: Drafting, slug: str, status: int) -> None:
    for path in GETS:
        assert client.get(f"/desk/bills/{slug}/summary{path}").status_code == status, path
    for path in POSTS:
        assert client.post(f"/desk/bills/{slug}/summary{path}").status_code == status, path


def test_a_draft_is_begun_once(client: FlaskClient, work: Drafting) -> None:
    assert "Begin version 1" in client.get(DESK + "?lang=en").text
    for _n in range(2):
        assert client.post(DESK + "/draft").headers["Location"] == DESK
    assert len(fresh(work, Summary)) == 1


def test_without_a_draft_its_pages_say_so(client: FlaskClient, work: Drafting) -> None:
    for path in GETS[1:]:
        answer = client.get(f"{DESK}{path}?lang=en")
        assert answer.status_code == 409
        assert "There is no draft at present" in answer.text
        assert f'href="{DESK}">Back to the desk</a>' in answer.text
    refused = client.post(
        DESK + "/issues/new?lang=en", data=ISSUE | {"statement_en": "A statement that must not be lost"}
    )
    assert refused.status_code == 409
    assert "A statement that must not be lost" in refused.text


def test_the_desk_shows_what_is_not_covered(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    work.issue(draft, work.say("covered words"))
    work.say("open words", key="1")
    gone = work.say("gone words")
    work.hide(gone)
    shown = client.get(DESK + "?lang=en").text
    assert 'Not covered yet <span class="quiet">(1)' in shown
    assert "open words" in shown
    assert "gone words" not in shown
    assert "open words" in client.get(DESK + "?lang=en&place=1").text
    assert "open words" not in client.get(DESK + "?lang=en&place=Q9").text
    for odd in ("place=%00", "after=~", "after=99999999999999999999~zz", "after=1~'", "place=bill&place=1"):
        assert client.get(f"{DESK}?{odd}").status_code == 200


def test_the_list_is_paged_by_position(client: FlaskClient, work: Drafting, monkeypatch) -> None:
    monkeypatch.setattr("app.discussion.restraints.policy.BURST_LIMIT", 100)
    work.open()
    said = [work.say(f"comment number {n}.") for n in range(27)]
    first = client.get(DESK).text
    following = re.search(r'href="([^"]*after=[^"]*)" rel="next"', first)
    assert following
    second = client.get(following[1].replace("&amp;", "&")).text
    shown = [n for n, comment in enumerate(said) if f'name="comments" value="{comment.id}"' in first]
    rest = [n for n, comment in enumerate(said) if f'name="comments" value="{comment.id}"' in second]
    assert (shown, rest) == (list(range(25)), [25, 26])


@pytest.mark.parametrize("comments", [2, 25])
def test_the_desk_costs_the_same_whatever_its_size(
    client: FlaskClient, work: Drafting, statements: Statements, monkeypatch, comments: int
) -> None:
    monkeypatch.setattr("app.discussion.restraints.policy.BURST_LIMIT", 100)
    draft = work.open()
    said = [work.say(f"comment {n}") for n in range(comments)]
    for _n in range(3):
        work.ask(draft, *said[::2], issue=work.issue(draft, *said[::2]))
    with statements as seen:
        assert client.get(DESK).status_code == 200
    assert len(seen) <= 10


def test_an_issue_is_written(client: FlaskClient, work: Drafting) -> None:
    work.open()
    answer = client.post(DESK + "/issues/new", data=ISSUE)
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}#issue-1")
    issue = fresh(work, Issue)[0]
    assert (issue.title.en, issue.statement.zh) == ("A new title", "中立的陳述")


def test_the_same_form_sent_twice_makes_one_issue(client: FlaskClient, work: Drafting) -> None:
    work.open()
    for _n in range(2):
        assert client.post(DESK + "/issues/new", data=ISSUE | {"key": "k1"}).status_code == 303
    assert len(fresh(work, Issue)) == 1
    assert client.post(DESK + "/issues/new", data=ISSUE | {"key": "k1", "title_en": "Else"}).status_code == 422


def test_a_form_that_fails_keeps_what_was_typed(client: FlaskClient, work: Drafting) -> None:
    work.open()
    answer = client.post(DESK + "/issues/new?lang=en", data={"statement_en": "Typed and kept"})
    assert answer.status_code == 422
    assert "Typed and kept" in answer.text
    assert "Write this in at least one language." in answer.text
    answer = client.post(DESK + "/recommendations/new?lang=en", data={"rationale_en": "Typed and kept"})
    assert (answer.status_code, "Typed and kept" in answer.text) == (422, True)


def test_a_stale_form_shows_both_texts_and_can_be_sent_again(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open(), work.say("words"))
    path = f"{DESK}/issues/{issue.id}"
    assert hidden_field(client.get(path).text, "revision") == "1"
    assert client.post(path, data=ISSUE | {"revision": "1", "title_en": "Theirs"}).status_code == 303
    mine = ISSUE | {"revision": "1", "title_en": "Mine"}
    refused = client.post(path + "?lang=en", data=mine)
    assert refused.status_code == 409
    assert "Theirs" in refused.text
    assert 'value="Mine"' in refused.text
    again = mine | {"revision": hidden_field(refused.text, "revision")}
    assert client.post(path, data=again).status_code == 303
    assert fresh(work, Issue)[0].title.en == "Mine"


def test_a_stale_form_is_told_so_before_its_mistakes(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open(), work.say("words"))
    path = f"{DESK}/issues/{issue.id}"
    client.post(path, data=ISSUE | {"revision": "1"})
    mistaken = {"title_en": "t" * 300, "statement_en": "s"}
    assert client.post(path, data=mistaken | {"revision": "1"}).status_code == 409
    refused = client.post(path, data=mistaken | {"revision": "2"})
    assert refused.status_code == 422
    assert hidden_field(refused.text, "revision") == "2"
    assert "t" * 300 in refused.text


def test_an_issue_is_taken_out(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    issue = work.issue(draft, work.say("words"))
    path = f"{DESK}/issues/{issue.id}"
    assert client.post(path + "/removal", data={"revision": "7"}).status_code == 409
    assert client.post(path + "/removal", data={"revision": "1"}).status_code == 303
    assert fresh(work, Issue) == []
    assert client.get(path).status_code == 404
    assert client.post(path, data=ISSUE).status_code == 404


def test_a_recommendation_is_written_moved_and_taken_out(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open(), work.say("words"))
    answer = client.post(DESK + "/recommendations/new", data=ASKED | {"issue": str(issue.id)})
    assert answer.headers["Location"] == f"{DESK}#R1"
    asked = fresh(work, Recommendation)[0]
    assert asked.issue_id == issue.id
    path = f"{DESK}/recommendations/{asked.id}"
    assert "Change article 1" in client.get(path).text
    assert client.post(path, data=ASKED | {"issue": "", "revision": "1"}).status_code == 303
    assert fresh(work, Recommendation)[0].issue_id is None
    assert client.post(path, data=ASKED | {"issue": "12345", "revision": "2"}).status_code == 422
    assert client.post(path, data=ASKED | {"issue": "x", "revision": "2"}).status_code == 422
    assert client.post(path, data=ASKED | {"issue": "", "revision": "1"}).status_code == 409
    assert client.post(path + "/removal", data={"revision": "2"}).status_code == 303
    assert fresh(work, Recommendation) == []


def test_parts_of_another_bills_draft_are_not_found(client: FlaskClient, world: World, work: Drafting) -> None:
    work.open()
    other = drafting(world, NOON, "open")
    issue = other.issue(other.open(), other.say("words"))
    for path in (f"/issues/{issue.id}", f"/recommendations/{issue.id}", "/issues/999999999999999999"):
        assert client.get(DESK + path).status_code == 404
        assert client.post(DESK + path, data=ISSUE | ASKED | {"revision": "1"}).status_code == 404


def test_the_introduction_is_written_and_a_stale_one_refused(client: FlaskClient, work: Drafting) -> None:
    work.open()
    path = DESK + "/introduction"
    seen = hidden_field(client.get(path).text, "revision")
    assert client.post(path, data={"introduction_zh": "前言", "revision": seen}).status_code == 303
    assert fresh(work, Summary)[0].introduction.zh == "前言"
    refused = client.post(path, data={"introduction_zh": "我的前言", "revision": seen})
    assert refused.status_code == 409
    assert "我的前言" in refused.text
    assert "<p>前言</p>" in refused.text


def test_an_open_bills_draft_is_not_published(client: FlaskClient, world: World, work: Drafting) -> None:
    other = drafting(world, NOON, "open")
    draft = other.open()
    other.issue(draft, other.say("words"))
    path = "/desk/bills/open-bill/summary/publication"
    assert "Declare version 1 ready" not in client.get(path + "?lang=en").text
    for act in ("publication", "proposal", "proposal/removal", "proposal/refusal"):
        data = {"revision": str(draft.revision), "words": "w"}
        assert client.post(f"/desk/bills/open-bill/summary/{act}", data=data).status_code == 409, act


@pytest.mark.parametrize("language", ["en", "zh-TW"])
def test_every_page_is_shown_in_both_languages(client: FlaskClient, work: Drafting, language: str) -> None:
    draft, comment = work.open(), work.say("words")
    issue = work.issue(draft, comment)
    asked = work.ask(draft, comment, issue=issue)
    for path in (*GETS, f"/issues/{issue.id}", f"/recommendations/{asked.id}"):
        shown = client.get(f"{DESK}{path}?lang={language}")
        assert shown.status_code == 200
        assert shown.text.count("<h1") == 1
    other = {"en": "zh-TW", "zh-TW": "en"}[language]
    preview = client.get(f"{DESK}/publication?lang={language}").text
    assert re.search(rf'href="/language/{other}\?[^"]*#preview-title"', preview)


def test_an_issue_without_words_names_both_texts_that_are_missing(client: FlaskClient, work: Drafting) -> None:
    work.open()
    reply = client.post(f"{DESK}/issues/new?lang=en", data={"title_zh": " "})
    summary = reply.text.split('class="error-summary"')[1].split("</ul>")[0]
    assert (reply.status_code, summary.count("Write this in at least one language.")) == (422, 2)
    for name in ("Title, in Chinese", "Neutral statement, in Chinese"):
        assert f"{name} · Write this" in summary, "what is said twice is told apart"
