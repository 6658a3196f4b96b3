"""Objections: who may object, once; where it shows and where not; how the next version answers it."""

import json

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.erasure.own_data import read_own_data
from app.discussion.models import Comment
from app.discussion.states import set_restored
from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.summaries.models import Summary
from app.summaries.objections.actions import answer_objection, object_to_summary, stamp_answer, take_back_objection
from app.summaries.objections.models import Objection
from app.summaries.objections.queries import get_to_answer, list_shown
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.summaries.drafts import Drafting, drafting

SAID = "This canary-5117 does not say what I said."
DESK = "/desk/bills/closed-bill/summary"
PAGE = "/bills/closed-bill/summary?lang=en"


@pytest.fixture
def work(world: World) -> Drafting:
    return drafting(world, NOON)


@pytest.fixture
def cited(work: Drafting) -> Comment:
    """A citizen's comment that the first version cites."""
    comment = work.say("Please keep article 1.")
    draft = work.open()
    work.ask(draft, comment, issue=work.issue(draft, comment, work.say("other", by="other_citizen")))
    work.publish(draft)
    return comment


def make(work: Drafting, comment: Comment, by: str = "citizen", words: str = SAID, version: int = 1) -> Objection:
    person = work.world.people[by]
    return object_to_summary(work.session, person, comment, words=words, version=version, now=NOON)


def refusal(act, *args, **more) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **more)
    return caught.value.reason.code


def answer(work: Drafting, draft: Summary, objection: Objection, words: str = "We say it now.") -> None:
    found = get_to_answer(work.session, work.bill, objection.id)
    stamp = stamp_answer(found.answer)
    answer_objection(work.session, work.person, draft, found, Bilingual("", words), stamp=stamp, now=NOON)


def test_only_the_author_of_a_cited_comment_objects_and_once(work: Drafting, cited: Comment) -> None:
    assert refusal(make, work, cited, by="other_citizen") == "not_allowed"
    assert refusal(make, work, cited, by="moderator") == "not_allowed"
    assert refusal(make, work, work.say("not cited")) == "conflict"
    assert refusal(make, work, cited, words="") == "invalid"
    assert refusal(make, work, cited, words="字" * 1001) == "invalid"
    assert refusal(make, work, cited, version=2) == "conflict"
    made = make(work, cited, words="字" * 1000)
    assert refusal(make, work, cited) == "conflict"
    take_back_objection(work.session, work.world.people["citizen"], cited, now=NOON)
    assert made.withdrawn_at == NOON
    assert refusal(make, work, cited) == "conflict"
    assert refusal(take_back_objection, work.session, work.world.people["citizen"], cited, now=NOON) == "conflict"


def test_a_hidden_comments_author_does_not_object(work: Drafting, cited: Comment) -> None:
    work.hide(cited)
    assert refusal(make, work, cited) == "conflict"


def test_an_objection_is_shown_unless_taken_back_or_its_comment_hidden(
    client: FlaskClient, work: Drafting, cited: Comment, statements: Statements
) -> None:
    api = "/api/v1/bills/closed-bill/summary"
    assert "cited author objects" not in client.get(PAGE).text
    make(work, cited)
    work.session.commit()
    with statements:
        page = client.get(PAGE).text
    assert len(statements) <= 6, statements.seen
    assert page.count(SAID) == 3  # beside both citations, and in the list
    assert "1 cited author objects" in page
    told = client.get(api).json["objections"]
    assert [(o["comment"], o["author"], o["words"], o["version"], o["answer"]) for o in told] == [
        (cited.id, "citizen", SAID, 1, None)
    ]
    work.hide(cited)
    work.session.commit()
    assert "canary-5117" not in client.get(PAGE).text
    assert client.get(api).json["objections"] == []
    set_restored(work.session, cited, reason="It was a mistake.", log_seq=78, revision=cited.revision, now=NOON)
    work.session.commit()
    assert "canary-5117" in client.get(PAGE).text
    take_back_objection(work.session, work.world.people["citizen"], cited, now=NOON)
    work.session.commit()
    assert "canary-5117" not in client.get(PAGE).text


def test_the_next_version_answers_and_is_not_published_before(
    client: FlaskClient, work: Drafting, cited: Comment
) -> None:
    objection = make(work, cited)
    second = work.open()
    assert refusal(work.publish, second) == "invalid"
    answer(work, second, objection)
    assert list_shown(work.session, objection.summary_id)[0].answer == Bilingual()
    assert "We say it now." not in client.get(PAGE).text
    work.publish(second)
    work.session.commit()
    for page in (PAGE, PAGE + "&version=1"):
        shown = client.get(page).text
        assert SAID in shown
        assert "Answered in version 2" in shown
        assert "We say it now." in shown
    assert refusal(get_to_answer, work.session, work.bill, objection.id) == "not_found"


def test_a_stale_answer_is_refused(work: Drafting, cited: Comment) -> None:
    objection = make(work, cited)
    draft = work.open()
    seen = stamp_answer(objection.answer)
    answer(work, draft, objection)
    again = (work.session, work.person, draft, objection, Bilingual("", "Mine"))
    assert refusal(answer_objection, *again, stamp=seen, now=NOON) == "conflict"


def test_an_author_objects_by_the_pages(client: FlaskClient, world: World, work: Drafting, cited: Comment) -> None:
    path = f"/comments/{cited.id}/objection"
    assert client.get(path).status_code == 303
    world.sign_in(client, "other_citizen")
    assert client.get(path).status_code == 403
    assert client.post(path, data={"version": "1", "words": SAID}).status_code == 403
    assert path not in client.get(PAGE).text
    world.sign_in(client, "citizen")
    assert path in client.get(PAGE).text
    assert path in client.get(f"/comments/{cited.id}?lang=en").text
    refused = client.post(path + "?lang=en", data={"version": "1", "words": "字" * 1001})
    assert refused.status_code == 422
    assert "字" * 1001 in refused.text
    for _n in range(2):
        assert client.post(path, data={"version": "1", "words": SAID, "key": "k"}).status_code == 303
    assert client.post(path, data={"version": "1", "words": "Again", "key": "l"}).status_code == 409
    assert SAID in client.get(path).text
    for language in ("en", "zh-TW"):
        assert client.get(f"{path}?lang={language}").text.count("<h1") == 1
    assert client.post(f"{path}/removal", data={"key": "m"}).status_code == 303
    assert client.post(f"{path}/removal", data={"key": "n"}).status_code == 409


def test_moderators_find_and_answer_objections(
    client: FlaskClient, world: World, work: Drafting, cited: Comment, statements: Statements
) -> None:
    objection = make(work, cited)
    world.sign_in(client, "second_moderator")
    assert client.get("/desk?lang=en").text.count("1 objection to answer") == 1  # of this bill, of no other
    assert "begin its draft" in client.get(f"{DESK}/objections?lang=en").text
    work.open()
    with statements:
        assert SAID in client.get(f"{DESK}/objections?lang=en").text
    assert len(statements) <= 10, statements.seen
    path = f"{DESK}/objections/{objection.id}"
    stamp = stamp_answer(Bilingual())
    assert client.post(path, data={"stamp": stamp}).status_code == 422
    assert client.post(path, data={"stamp": stamp, "answer_en": "Theirs"}).status_code == 303
    stale = client.post(path + "?lang=en", data={"stamp": stamp, "answer_en": "Mine"})
    assert stale.status_code == 409
    assert "Theirs" in stale.text
    assert "Mine" in stale.text
    assert client.get(f"{DESK}/objections/999999").status_code == 404
    assert "1 objection to answer" not in client.get("/desk?lang=en").text
    assert work.session.scalar(sa.select(sa.func.count()).select_from(Objection)) == 1


def test_what_moderators_draft_in_answer_is_not_in_the_objectors_file(work: Drafting, cited: Comment) -> None:
    objection = make(work, cited)
    answer(work, work.open(), objection, "A draft that nobody has signed.")
    assert cited.author_id == work.world.people["citizen"].id
    told = json.dumps(read_own_data(work.session, work.world.people["citizen"]))
    assert (SAID in told, "A draft that nobody has signed." in told) == (True, False)
