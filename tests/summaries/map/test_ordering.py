"""Issues and recommendations put into another order, and what becomes of their numbers."""

import pytest
from flask.testing import FlaskClient

from app.summaries.map.ordering import move_issue, move_recommendation
from app.summaries.models import Issue, Recommendation, Summary
from app.summaries.queries import get_draft, read_contents
from tests.conftest import NOON
from tests.summaries.drafts import Drafting, drafting
from tests.summaries.test_desk import DESK, fresh


@pytest.fixture
def work(world) -> Drafting:
    return drafting(world, NOON)


def put(work: Drafting, draft: Summary, part: Issue | Recommendation, before=None, under: Issue | None = None) -> None:
    if isinstance(part, Issue):
        move_issue(work.session, work.person, draft, part, before=before, now=NOON)
    else:
        move_recommendation(work.session, work.person, draft, part, under=under, before=before, now=NOON)


def reload(work: Drafting) -> Summary:
    work.session.expire_all()
    return get_draft(work.session, work.bill)


def test_an_issue_goes_before_another_one_or_last(work: Drafting) -> None:
    draft = work.open()
    first, second, third = (work.issue(draft) for _n in range(3))
    put(work, draft, third, before=first)
    assert [i.id for i in reload(work).issues] == [third.id, first.id, second.id]
    put(work, draft, third)
    assert [(i.id, i.ordinal) for i in reload(work).issues] == [(first.id, 1), (second.id, 2), (third.id, 3)]
    put(work, draft, second, before=second)
    assert [i.id for i in reload(work).issues] == [first.id, second.id, third.id]


def test_numbers_that_were_never_published_follow_the_order(work: Drafting) -> None:
    draft = work.open()
    early, late = work.issue(draft), work.issue(draft)
    one, two, three = work.ask(draft, issue=early), work.ask(draft, issue=late), work.ask(draft, issue=late)
    put(work, draft, three, before=two, under=late)
    assert [(r.id, r.ordinal) for r in reload(work).recommendations] == [(one.id, 1), (three.id, 2), (two.id, 3)]
    put(work, draft, late, before=early)
    assert [(r.id, r.ordinal) for r in reload(work).recommendations] == [(three.id, 1), (two.id, 2), (one.id, 3)]
    assert [r.id for r in read_contents(work.session, draft).recommendations] == [three.id, two.id, one.id]


def test_published_numbers_stay_whatever_the_order_and_it_lasts(work: Drafting) -> None:
    work.published(asks=2)
    draft = work.open()
    first, second = draft.recommendations
    new = work.ask(draft, work.say("too"), issue=draft.issues[0])
    put(work, draft, new, before=first, under=draft.issues[0])
    put(work, draft, second, before=first, under=draft.issues[0])
    assert [r.ordinal for r in reload(work).recommendations] == [3, 2, 1]
    work.publish(draft)
    assert [r.ordinal for r in work.open().recommendations] == [3, 2, 1]


def test_a_recommendation_goes_under_another_issue_with_its_numbers_order(work: Drafting) -> None:
    draft = work.open()
    one, two = work.issue(draft), work.issue(draft)
    asked = work.ask(draft, issue=one)
    put(work, draft, asked, under=two)
    assert reload(work).recommendations[0].issue_id == two.id
    put(work, draft, asked)
    assert reload(work).recommendations[0].issue_id is None


def test_the_buttons_of_the_map(client: FlaskClient, work: Drafting) -> None:
    work.world.sign_in(client, "moderator")
    draft = work.open()
    first, second = work.issue(draft), work.issue(draft)
    one, two = work.ask(draft, issue=first), work.ask(draft, issue=first)
    shown = client.get(DESK + "?lang=en").text
    assert "Move issue 2 up" in shown
    assert "Move issue 2 down" not in shown
    path = f"{DESK}/issues/{second.id}/place"
    answer = client.post(path + "?place=bill", data={"before": first.id})
    assert (answer.status_code, answer.headers["Location"]) == (303, f"{DESK}?place=bill#issue-1")
    assert (
        client.post(f"{DESK}/recommendations/{two.id}/place", data={"before": one.id, "issue": first.id}).status_code
        == 303
    )
    assert [r.id for r in reload(work).recommendations] == [two.id, one.id]
    for wrong in ({"before": "999999999"}, {"before": "x"}):
        refused = client.post(path + "?lang=en", data=wrong)
        assert refused.status_code == 409
        assert "A colleague took this part out" in refused.text
    assert client.post(f"{DESK}/recommendations/{two.id}/place", data={"issue": "0"}).status_code == 409
    assert len(fresh(work, Issue)) == 2
