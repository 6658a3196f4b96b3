"""Releasing by two: each rule once broken, through the actions and through the desk."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.exc import IntegrityError

from app.kernel.bilingual import Bilingual
from app.kernel.events import Events
from app.kernel.verdict import Refused
from app.responses import actions
from app.responses.actions import AnswerWords
from app.responses.events import ReleaseAsked, ReleaseDeclined
from app.responses.models import Answer, Outcome
from app.responses.queries import read_response
from app.responses.releasing import actions as releasing
from app.responses.releasing.models import Release, ReleaseOutcome
from app.responses.releasing.queries import waiting_release
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.responses.answers import ADOPTED, NOT_ADOPTED, STATEMENT, Answering, answering, second_official, target

PAGE = "/desk/bills/closed-bill/response/publication"


@pytest.fixture
def work(world: World, app) -> Answering:
    second_official(world)
    return answering(world, NOON)


def ready(work: Answering, *codes: str) -> None:
    """Draft answers, and declare them ready."""
    for code in codes:
        work.save(code, STATEMENT if code == "statement" else NOT_ADOPTED)
    actions.declare_ready(work.session, work.person, work.bill, [target(code) for code in codes], now=NOON)


def ask(work: Answering, seen: str | None = None) -> Release:
    return releasing.ask_for_release(work.session, work.person, work.bill, seen=seen, now=NOON)


def release(work: Answering, found: Release, by: str = "second_official", seen: str | None = None) -> list[Answer]:
    people, stamp = work.world.people, found.stamp if seen is None else seen
    return list(releasing.release_response(work.session, people[by], work.bill, found, seen=stamp, now=NOON))


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code


def test_one_asks_and_another_releases_what_is_ready_alone(work: Answering) -> None:
    ready(work, "Q1", "statement")
    work.save("Q2")
    found = ask(work)
    published = release(work, found)
    assert [a.published_at for a in published] == [NOON, NOON]
    assert (found.outcome, found.settled_by_id) == (ReleaseOutcome.RELEASED, work.world.people["second_official"].id)
    assert {a.log_seq for a in published} == {found.log_seq}
    assert [i.target.code for i in read_response(work.session, work.bill, drafts=True).drafts] == ["Q2"]


def test_nobody_releases_or_declines_what_they_asked_for(work: Answering) -> None:
    ready(work, "Q1")
    found = ask(work)
    assert refusal(release, work, found, by="official") == "not_allowed"
    declined = releasing.decline_release, work.session, work.person, work.bill, found
    assert refusal(*declined, words="No", now=NOON) == "not_allowed"
    taken = releasing.take_back_release, work.session, work.world.people["second_official"], work.bill, found
    assert refusal(*taken, now=NOON) == "not_allowed"
    for stranger in ("moderator", "lead", "administrator", "other_agency_official", "citizen"):
        assert refusal(release, work, found, by=stranger) == "not_allowed"


@pytest.mark.parametrize("outcome", [ReleaseOutcome.RELEASED, ReleaseOutcome.DECLINED])
def test_the_database_takes_no_release_by_one(work: Answering, outcome: ReleaseOutcome) -> None:
    ready(work, "Q1")
    found = ask(work)
    found.outcome, found.settled_at, found.settled_by_id = outcome, NOON, found.asked_by_id
    found.log_seq = 1 if outcome is ReleaseOutcome.RELEASED else None
    with pytest.raises(IntegrityError, match="two_people"), work.session.begin_nested():
        work.session.flush()


def test_who_asked_must_still_be_an_official(work: Answering) -> None:
    ready(work, "Q1")
    found = ask(work)
    work.person.memberships[0].ends_at = NOON
    work.session.flush()
    assert refusal(release, work, found) == "not_allowed"


def test_something_must_be_ready_and_one_release_waits_at_a_time(work: Answering) -> None:
    work.save("Q1")
    assert refusal(ask, work) == "conflict"
    ready(work, "Q2")
    ask(work)
    assert refusal(ask, work) == "conflict"


def test_only_what_was_seen_is_asked_for_and_released(work: Answering) -> None:
    ready(work, "Q1")
    assert refusal(ask, work, seen="else") == "conflict"
    found = ask(work)
    assert refusal(release, work, found, seen="else") == "conflict"


@pytest.mark.parametrize("change", ["written", "discarded", "not ready"])
def test_a_change_of_a_draft_ends_the_request(work: Answering, change: str) -> None:
    ready(work, "Q1", "Q2")
    found = ask(work)
    work.by = "second_official"
    if change == "written":
        work.save("Q1", ADOPTED, revision=1)
    elif change == "discarded":
        actions.discard_answer(work.session, work.person, work.bill, target("Q1"), revision=1, now=NOON)
    else:
        actions.declare_ready(work.session, work.person, work.bill, [target("Q1")], is_ready=False, now=NOON)
    assert found.outcome is ReleaseOutcome.OVERTAKEN
    assert refusal(release, work, found) == "conflict"
    still = [item.target.code for item in read_response(work.session, work.bill, drafts=True).ready]
    assert still == ["Q2"]


def test_another_draft_that_becomes_ready_leaves_the_request_as_it_is(work: Answering) -> None:
    ready(work, "Q1")
    found = ask(work)
    ready(work, "Q2")
    assert [a.question.ordinal for a in release(work, found) if a.question] == [1]


def test_readiness_is_declared_for_all_or_none(work: Answering) -> None:
    work.save("Q1")
    both = [target("Q1"), target("Q2")]
    assert refusal(actions.declare_ready, work.session, work.person, work.bill, both, now=NOON) == "conflict"
    assert read_response(work.session, work.bill, drafts=True).ready == []


def test_declined_and_taken_back_requests_leave_the_drafts_ready(work: Answering) -> None:
    heard: list[object] = []
    listeners = Events()
    for kind in (ReleaseAsked, ReleaseDeclined):
        listeners.subscribe(kind, lambda _session, event: heard.append(type(event)))
    work.session.info["events"] = listeners
    ready(work, "Q1")
    second, found = work.world.people["second_official"], ask(work)
    for words in ("", "long " * 201):
        said = {"words": words, "now": NOON}
        assert refusal(releasing.decline_release, work.session, second, work.bill, found, **said) == "invalid"
    releasing.decline_release(work.session, second, work.bill, found, words="Name the article.", now=NOON)
    assert (found.outcome, found.words) == (ReleaseOutcome.DECLINED, "Name the article.")
    found = ask(work)
    releasing.take_back_release(work.session, work.person, work.bill, found, now=NOON)
    assert found.outcome is ReleaseOutcome.TAKEN_BACK
    assert waiting_release(work.session, work.bill) is None
    assert len(read_response(work.session, work.bill, drafts=True).ready) == 1
    assert heard == [ReleaseAsked, ReleaseDeclined, ReleaseAsked]


def hidden(page: str, name: str) -> str:
    import re

    found = re.search(rf'name="{name}"[^>]*value="([^"]*)"', page)
    assert found, name
    return found[1]


def test_two_officials_release_through_the_desk(client: FlaskClient, work: Answering, statements: Statements) -> None:
    work.world.sign_in(client, "official")
    typed = {"outcome": "clarified", "reason_en": "Typed reasons that are long enough to count.", "ready": "1"}
    assert client.post(PAGE.replace("publication", "Q1"), data=typed).status_code == 303
    shown = client.get(PAGE + "?lang=en").text
    assert "Ask for the release of 1 answer" in shown
    assert "These can release it: second-official" in shown
    assert client.post(PAGE, data={"seen": "else"}).status_code == 409
    data = {"seen": hidden(shown, "seen"), "key": "once"}
    for _n in range(2):
        assert client.post(PAGE, data=data).headers["Location"] == PAGE
    found = waiting_release(work.session, work.bill)
    assert found
    here = f"{PAGE}/{found.id}"
    shown = client.get(PAGE + "?lang=en").text
    assert "You asked for this release yourself" in shown
    assert "Release 1 answer" not in shown
    assert client.post(f"{here}/release", data={"seen": found.stamp}).status_code == 403
    work.world.sign_in(client, "second_official")
    with statements:
        shown = client.get(PAGE + "?lang=en").text
    assert len(statements) <= 10, statements.seen
    assert "Release 1 answer, on the record" in shown
    assert client.post(f"{here}/release?lang=en", data={"seen": "else"}).status_code == 409
    refused = client.post(f"{here}/declining?lang=en", data={"words": ""})
    assert (refused.status_code, "Say why you decline it" in refused.text) == (422, True)
    data = {"seen": hidden(shown, "seen"), "key": "twice"}
    for _n in range(2):
        done = client.post(f"{here}/release", data=data)
        assert done.headers["Location"] == "/bills/closed-bill/response"
    work.session.expire_all()
    assert [a.published_at for a in work.session.scalars(sa.select(Answer))] == [NOON]
    told = client.get("/api/v1/bills/closed-bill/response").json
    assert told
    people = work.world.people["official"].handle, work.world.people["second_official"].handle
    assert [(found["asked_by"], found["released_by"]) for found in told["releases"]] == [people]


def test_who_releases_an_addition_reads_it_against_what_is_public(
    client: FlaskClient, work: Answering, statements: Statements
) -> None:
    work.publish("Q1")
    work.world.sign_in(client, "second_official")
    reason = Bilingual("", "The reasons of the ministry, at sufficient length.")
    work.add("Q1", AnswerWords(outcome=Outcome.CLARIFIED, reason=reason))
    ready(work, "Q2")
    actions.declare_ready(work.session, work.person, work.bill, [target("Q1")], now=NOON)
    ask(work)
    with statements:
        page = client.get(PAGE + "?lang=en").text
    assert len(statements) <= 10, statements.seen
    assert page.count("Against what was published on") == 1, "Q2 has nothing public yet"
    for said in (
        "removed: </span>agency<",
        "added: </span>ministry<",
        "Decided so far: Not adopted",
        "Decided now: Clarified",
    ):
        assert said in page, said


def test_a_declined_request_shows_its_words_to_the_agency(client: FlaskClient, work: Answering) -> None:
    ready(work, "Q1")
    found = ask(work)
    work.world.sign_in(client, "second_official")
    assert client.post(f"{PAGE}/{found.id}/declining", data={"words": "Name the article."}).status_code == 303
    work.world.sign_in(client, "official")
    shown = client.get(PAGE + "?lang=en").text
    assert "Name the article." in shown
    assert "second-official declined the last request" in shown
    assert client.post(f"{PAGE}/{found.id}/taking-back").status_code == 409


def test_the_desk_says_in_its_head_what_became_of_the_last_request(
    client: FlaskClient, work: Answering, statements: Statements
) -> None:
    work.world.sign_in(client, "official")
    ready(work, "Q1")

    def head() -> str:
        with statements as seen:
            page = client.get(PAGE.replace("/publication", "?lang=en")).text
        assert len(seen) <= 10, seen.seen
        return page.split("<h1", 1)[1].split("</header>", 1)[0]

    assert "Asked for by" not in head()
    found = ask(work)
    assert "Asked for by official on" in head()
    second = work.world.people["second_official"]
    releasing.decline_release(work.session, second, work.bill, found, words="Name the <article>.", now=NOON)
    declined = head()
    assert ("second-official declined" in declined, "Name the &lt;article&gt;." in declined) == (True, True)
    releasing.take_back_release(work.session, work.person, work.bill, ask(work), now=NOON)
    assert "official took the last request back" in head()
    release(work, ask(work))
    assert "second-official released what official asked for" in head()


def test_a_lone_official_reads_who_appoints_a_second(client: FlaskClient, work: Answering) -> None:
    ready(work, "Q1")
    work.world.people["second_official"].memberships[0].ends_at = NOON
    work.session.flush()
    work.world.sign_in(client, "official")
    shown = client.get(PAGE + "?lang=en").text
    assert "A second official is needed" in shown
    assert "An administrator of the platform has to appoint a second official" in shown
    assert "Ask for the release" not in shown


def test_drafts_are_declared_ready_on_the_page(client: FlaskClient, work: Answering) -> None:
    work.save("Q1")
    work.world.sign_in(client, "official")
    assert "Declare 1 draft ready" in client.get(PAGE + "?lang=en").text
    there = PAGE.replace("publication", "readiness")
    assert client.post(there, data={"targets": ["Q1", "Q2"], "ready": "1"}).status_code == 409
    assert client.post(there, data={"targets": ["X9"], "ready": "1"}).status_code == 404
    assert client.post(there, data={"targets": ["Q1"], "ready": "1"}).headers["Location"] == PAGE


def test_the_desk_lists_what_waits_for_a_second_official(client: FlaskClient, work: Answering) -> None:
    ready(work, "Q1")
    ask(work)
    for who, waits in (("second_official", True), ("official", False), ("other_agency_official", False)):
        work.world.sign_in(client, who)
        assert ("Release of the response" in client.get("/desk?lang=en").text) is waits, who
