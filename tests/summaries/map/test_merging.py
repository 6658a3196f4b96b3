"""Two moderators write the same words: theirs beside mine, and which are kept."""

import re

import pytest
from flask.testing import FlaskClient

from app.summaries.models import Issue, Recommendation, Summary
from tests.builders import World
from tests.conftest import NOON
from tests.summaries.drafts import Drafting, drafting
from tests.summaries.test_desk import DESK, fresh, hidden_field

NAMES = ("title", "statement", "position_for", "position_against")


@pytest.fixture
def work(world: World, client: FlaskClient) -> Drafting:
    world.sign_in(client, "moderator")
    return drafting(world, NOON)


def opened(client: FlaskClient, path: str, issue: Issue) -> dict[str, str]:
    """The form of an issue as a browser has it."""
    page = client.get(path).text
    said = {f"{name}_{lang}": getattr(getattr(issue, name), lang) for name in NAMES for lang in ("zh", "en")}
    return said | {name: hidden_field(page, name) for name in ("revision", "base")}


def chosen(page: str) -> set[str]:
    return set(re.findall(r'<input type="radio" id="([^"]*)"[^>]* checked', page))


def test_each_field_asks_and_what_only_they_changed_is_theirs_at_first(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open())
    path = f"{DESK}/issues/{issue.id}"
    mine = opened(client, path, issue)
    theirs = mine | {"title_en": "Disputed for long", "statement_en": "Theirs alone"}
    assert client.post(path, data=theirs).status_code == 303
    mine |= {"title_en": "Disputed today", "position_for_en": "Mine alone"}
    refused = client.post(path + "?lang=en", data=mine)
    assert refused.status_code == 409
    assert chosen(refused.text) == {"mine-title_en", "theirs-statement_en"}
    assert "<ins>" in refused.text
    again = mine | {name: hidden_field(refused.text, name) for name in ("revision", "base")}
    again |= {"choice-title_en": "mine", "choice-statement_en": "theirs"}
    assert client.post(path, data=again).status_code == 303
    merged = fresh(work, Issue)[0]
    assert (merged.title.en, merged.statement.en) == ("Disputed today", "Theirs alone")
    assert (merged.position_for.en, merged.title.zh) == ("Mine alone", "爭點")


def test_a_choice_never_takes_words_that_were_not_shown(client: FlaskClient, work: Drafting) -> None:
    issue = work.issue(work.open())
    path = f"{DESK}/issues/{issue.id}"
    mine = opened(client, path, issue) | {"choice-title_en": "theirs", "title_en": "Mine"}
    assert client.post(path, data=mine | {"title_en": "First", "choice-title_en": "mine"}).status_code == 303
    refused = client.post(path, data=mine)
    assert refused.status_code == 409
    assert 'value="Mine"' in refused.text


def test_the_issue_of_a_recommendation_is_a_choice_too(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    one, two = work.issue(draft), work.issue(draft)
    asked = work.ask(draft, issue=one)
    path = f"{DESK}/recommendations/{asked.id}"
    page = client.get(path).text
    said = {
        f"{name}_{lang}": getattr(getattr(asked, name), lang) for name in ("text", "rationale") for lang in ("zh", "en")
    }
    mine = said | {name: hidden_field(page, name) for name in ("revision", "base")} | {"issue": str(one.id)}
    assert client.post(path, data=mine | {"issue": str(two.id)}).status_code == 303
    refused = client.post(path + "?lang=en", data=mine | {"text_en": "Mine"})
    assert (refused.status_code, chosen(refused.text)) == (409, {"theirs-issue"})
    again = mine | {"text_en": "Mine", "choice-issue": "theirs", "revision": hidden_field(refused.text, "revision")}
    assert client.post(path, data=again).status_code == 303
    found = fresh(work, Recommendation)[0]
    assert (found.issue_id, found.text.en) == (two.id, "Mine")


def test_citing_meanwhile_is_no_conflict_with_the_introduction(client: FlaskClient, work: Drafting) -> None:
    draft = work.open()
    path = DESK + "/introduction"
    page = client.get(path).text
    mine = {name: hidden_field(page, name) for name in ("revision", "base")} | {"introduction_en": "Mine"}
    work.issue(draft, work.say("words"))
    assert client.post(path, data=mine).status_code == 303
    assert fresh(work, Summary)[0].introduction.en == "Mine"
    refused = client.post(path + "?lang=en", data=mine | {"introduction_en": "Mine again"})
    assert (refused.status_code, chosen(refused.text)) == (409, {"mine-introduction_en"})
    again = mine | {"revision": hidden_field(refused.text, "revision"), "choice-introduction_en": "theirs"}
    assert client.post(path, data=again | {"introduction_en": "Mine again"}).status_code == 303
    assert fresh(work, Summary)[0].introduction.en == "Mine"
