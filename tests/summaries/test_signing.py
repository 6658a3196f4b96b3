"""Publishing by two: who may sign what, what makes a proposal void, and how the pages lead there."""

import re
from dataclasses import replace

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.kernel.events import Events
from app.kernel.verdict import Refused
from app.summaries import actions
from app.summaries.contents import Proposed
from app.summaries.events import SummaryProposed, SummarySentBack
from app.summaries.models import Summary
from app.summaries.signing import views
from app.summaries.signing.actions import propose_summary, send_back_summary, sign_summary, take_back_summary
from app.summaries.signing.models import SigningOutcome, SummaryProposal
from app.summaries.signing.policy import Standing, standing_of
from app.summaries.signing.queries import list_signers
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.summaries.drafts import ISSUE, Drafting, drafting

DESK = "/desk/bills/closed-bill/summary"


@pytest.fixture
def work(world: World) -> Drafting:
    return drafting(world, NOON)


def ready(work: Drafting) -> Summary:
    """A draft that can be declared ready."""
    draft = work.open()
    work.issue(draft, work.say("words"))
    return draft


def refusal(act, work: Drafting, by: str, draft: Summary, **more) -> str:
    more = {"revision": draft.revision} | more if act is not take_back_summary else more
    with pytest.raises(Refused) as caught:
        act(work.session, work.world.people[by], draft, now=NOON, **more)
    return caught.value.reason.code


def sign(work: Drafting, by: str, draft: Summary) -> None:
    sign_summary(work.session, work.world.people[by], draft, revision=draft.revision, now=NOON)


def test_another_moderator_signs_and_both_are_kept(work: Drafting) -> None:
    draft = ready(work)
    work.propose(draft)
    sign(work, "second_moderator", draft)
    assert draft.published_at == NOON
    people = work.world.people
    assert (draft.published_by_id, draft.proposed_by_id) == (people["second_moderator"].id, people["moderator"].id)
    assert work.session.scalars(sa.select(SummaryProposal.outcome)).all() == [SigningOutcome.SIGNED]


@pytest.mark.parametrize("by", ["moderator", "lead"])
def test_nobody_signs_what_they_declared_ready(work: Drafting, by: str) -> None:
    draft = ready(work)
    propose_summary(work.session, work.world.people[by], draft, revision=draft.revision, now=NOON)
    assert refusal(sign_summary, work, by, draft) == "not_allowed"
    assert refusal(send_back_summary, work, by, draft, words="w") == "not_allowed"


def test_nobody_signs_their_own_last_words(work: Drafting) -> None:
    draft = ready(work)
    propose_summary(work.session, work.world.people["second_moderator"], draft, revision=draft.revision, now=NOON)
    assert refusal(sign_summary, work, "moderator", draft) == "not_allowed"
    sign(work, "lead", draft)


def test_the_database_refuses_one_person_alone(work: Drafting) -> None:
    draft = work.published()
    alone = sa.update(Summary).where(Summary.id == draft.id).values(proposed_by_id=Summary.published_by_id)
    with pytest.raises(sa.exc.IntegrityError), work.session.begin_nested():
        work.session.execute(alone)
    same = sa.update(SummaryProposal).values(settled_by_id=SummaryProposal.asked_by_id)
    with pytest.raises(sa.exc.IntegrityError), work.session.begin_nested():
        work.session.execute(same)


def test_nothing_is_signed_that_nobody_declared_ready(work: Drafting) -> None:
    assert refusal(sign_summary, work, "second_moderator", ready(work)) == "conflict"


@pytest.mark.parametrize("change", ["words", "citation"])
def test_any_change_makes_void_that_it_was_ready(work: Drafting, change: str) -> None:
    draft = ready(work)
    work.propose(draft)
    seen, lead = draft.revision, work.world.people["lead"]
    if change == "words":
        actions.edit_issue(work.session, lead, draft, draft.issues[0], ISSUE, revision=1, now=NOON)
    else:
        actions.cite_comment(work.session, lead, draft, draft.issues[0], work.say("more").id, now=NOON)
    assert refusal(sign_summary, work, "second_moderator", draft, revision=seen) == "conflict"
    assert refusal(sign_summary, work, "second_moderator", draft) == "conflict"
    work.propose(draft)
    sign(work, "second_moderator", draft)
    outcomes = work.session.scalars(sa.select(SummaryProposal.outcome).order_by(SummaryProposal.id)).all()
    assert outcomes == [SigningOutcome.OVERTAKEN, SigningOutcome.SIGNED]


def test_a_draft_is_declared_ready_once_and_as_it_was_seen(work: Drafting) -> None:
    draft = ready(work)
    assert refusal(propose_summary, work, "moderator", draft, revision=1) == "conflict"
    work.propose(draft)
    assert refusal(propose_summary, work, "second_moderator", draft) == "conflict"


def test_who_declared_it_ready_must_still_moderate(work: Drafting) -> None:
    draft = ready(work)
    work.propose(draft)
    work.person.memberships[0].ends_at = NOON
    assert refusal(sign_summary, work, "second_moderator", draft) == "conflict"


def test_a_citation_hidden_meanwhile_is_judged_anew(work: Drafting) -> None:
    draft = work.open()
    comment = work.say("words")
    work.issue(draft, comment)
    work.propose(draft)
    work.hide(comment)
    assert refusal(sign_summary, work, "second_moderator", draft) == "invalid"


def test_it_is_sent_back_with_words_or_taken_back(work: Drafting) -> None:
    heard: list[object] = []
    listeners = Events()
    for kind in (SummaryProposed, SummarySentBack):
        listeners.subscribe(kind, lambda _session, event: heard.append(type(event)))
    work.session.info["events"] = listeners
    draft = ready(work)
    work.propose(draft)
    assert refusal(take_back_summary, work, "lead", draft) == "not_allowed"
    assert refusal(send_back_summary, work, "lead", draft, words="") == "invalid"
    assert refusal(send_back_summary, work, "lead", draft, words="x" * 1001) == "invalid"
    lead = work.world.people["lead"]
    send_back_summary(work.session, lead, draft, revision=draft.revision, words="Name R2.", now=NOON)
    assert refusal(sign_summary, work, "lead", draft) == "conflict"
    work.propose(draft)
    take_back_summary(work.session, work.person, draft, now=NOON)
    assert refusal(sign_summary, work, "lead", draft) == "conflict"
    assert heard == [SummaryProposed, SummarySentBack, SummaryProposed]


def test_those_who_could_sign_are_the_bills_moderators(work: Drafting) -> None:
    handles = [handle for _id, handle in list_signers(work.session, work.bill, NOON)]
    assert handles == ["lead", "moderator", "second-moderator"]


def revision_on(page: str) -> str:
    found = re.search(r'name="revision"[^>]*value="(\d+)"', page)
    assert found
    return found[1]


def test_the_pages_lead_from_ready_to_public(
    client: FlaskClient, world: World, work: Drafting, statements: Statements
) -> None:
    draft = work.open()
    issue = work.issue(draft)
    world.sign_in(client, "moderator")
    lacking = client.get(f"{DESK}/publication?lang=en").text
    assert "<strong>I1</strong>" in lacking
    assert "Declare version 1 ready" not in lacking
    assert client.post(f"{DESK}/proposal", data={"revision": str(draft.revision)}).status_code == 422
    work.cite(draft, issue, work.say("words"))
    page = client.get(f"{DESK}/publication?lang=en").text
    assert "Who could sign: lead, second-moderator" in page
    assert client.post(f"{DESK}/proposal", data={"revision": "1"}).status_code == 409
    sent = {"revision": revision_on(page), "key": "once"}
    for _n in range(2):
        assert client.post(f"{DESK}/proposal", data=sent).headers["Location"] == f"{DESK}/publication"
    mine = client.get(f"{DESK}/publication?lang=en").text
    assert "Sign and publish" not in mine
    assert "Take it back" in mine
    assert client.post(f"{DESK}/publication", data={"revision": sent["revision"]}).status_code == 403
    world.sign_in(client, "second_moderator")
    with statements:
        theirs = client.get(f"{DESK}/publication?lang=en").text
    assert len(statements) <= 10, statements.seen
    assert "moderator declared this draft ready" in theirs
    assert client.post(f"{DESK}/proposal/refusal", data={"revision": sent["revision"]}).status_code == 422
    assert client.post(f"{DESK}/publication", data={"revision": "1"}).status_code == 409
    for _n in range(2):
        done = client.post(f"{DESK}/publication", data={"revision": revision_on(theirs), "key": "signed"})
        assert done.headers["Location"] == "/bills/closed-bill/summary"
    public = client.get("/bills/closed-bill/summary?lang=en").text
    assert "declared ready by moderator, signed by second-moderator" in public


def test_a_draft_that_is_sent_back_or_taken_back_says_so(client: FlaskClient, world: World, work: Drafting) -> None:
    draft = ready(work)
    work.propose(draft)
    world.sign_in(client, "lead")
    sent = {"revision": str(draft.revision), "words": "Say who objects."}
    assert client.post(f"{DESK}/proposal/refusal", data=sent).status_code == 303
    back = client.get(f"{DESK}/publication?lang=en").text
    assert "Say who objects." in back
    world.sign_in(client, "moderator")
    assert client.post(f"{DESK}/proposal", data={"revision": str(draft.revision)}).status_code == 303
    assert client.post(f"{DESK}/proposal/removal", data={"revision": str(draft.revision)}).status_code == 303
    assert "Declare version 1 ready" in client.get(f"{DESK}/publication?lang=en").text


def test_where_a_draft_stands() -> None:
    asked = Proposed(3, "moderator", NOON, None, None, None, "")
    settled = {
        outcome: replace(asked, settled_at=NOON, settled_by="lead", outcome=outcome) for outcome in SigningOutcome
    }
    assert standing_of(None, 3) is Standing.WRITTEN
    assert (standing_of(asked, 3), standing_of(asked, 4)) == (Standing.WAITING, Standing.VOID)
    assert {
        standing_of(settled[outcome], 3) for outcome in SigningOutcome if outcome is not SigningOutcome.SENT_BACK
    } == {Standing.WRITTEN}
    assert standing_of(settled[SigningOutcome.SENT_BACK], 4) is Standing.SENT_BACK


def test_the_desk_says_in_its_head_where_the_draft_stands(
    client: FlaskClient, world: World, work: Drafting, statements: Statements
) -> None:
    world.sign_in(client, "second_moderator")
    lead, draft = world.people["lead"], ready(work)

    def head() -> str:
        with statements as seen:
            page = client.get(f"{DESK}?lang=en").text
        assert len(seen) <= 10, seen.seen
        return page.split("<h1", 1)[1].split("</header>", 1)[0]

    assert "Being written" in head()
    work.propose(draft)
    asked = head()
    assert ("Waits for a signature" in asked, "moderator declared this draft ready" in asked) == (True, True)
    send_back_summary(work.session, lead, draft, revision=draft.revision, words="Say <who> objects.", now=NOON)
    back = head()
    assert ("lead sent this draft back" in back, "Say &lt;who&gt; objects." in back) == (True, True)
    assert "Waits for a signature" not in back
    work.propose(draft)
    assert "Say &lt;who&gt;" not in head()
    work.cite(draft, draft.issues[0], work.say("more"))
    assert "has been changed since" in head()
    work.propose(draft)
    sign(work, "second_moderator", draft)
    signed = head()
    assert "second-moderator signed version 1" in signed
    assert "moderator had declared it ready" in signed


def test_with_one_moderator_the_page_says_that_nobody_can_sign(
    client: FlaskClient, world: World, work: Drafting
) -> None:
    ready(work)
    for persona in ("second_moderator", "lead"):
        world.people[persona].memberships[0].ends_at = NOON
    world.sign_in(client, "moderator")
    assert "Nobody else can sign at present." in client.get(f"{DESK}/publication?lang=en").text


def test_what_waits_for_a_signature_stands_on_the_desks_of_the_others(
    client: FlaskClient, world: World, work: Drafting, statements: Statements
) -> None:
    draft = ready(work)
    work.propose(draft)
    world.sign_in(client, "second_moderator")
    with statements:
        page = client.get("/desk?lang=en").text
    assert len(statements) <= 10, statements.seen
    assert f'href="{DESK}/publication"' in page
    assert "moderator declared it ready" in page
    for nobody in ("moderator", "other_subgroup_moderator"):
        world.sign_in(client, nobody)
        assert f"{DESK}/publication" not in client.get("/desk?lang=en").text, nobody
    actions.add_issue(work.session, world.people["lead"], draft, ISSUE, now=NOON)
    world.sign_in(client, "second_moderator")
    assert f"{DESK}/publication" not in client.get("/desk?lang=en").text


def test_the_preview_lists_some_citations_of_a_part_and_counts_them_all(
    client: FlaskClient, world: World, work: Drafting, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "MOST_QUOTES", 4)
    draft = work.open()
    issue = work.issue(draft, *(work.say(f"words no. {n}", "citizen" if n % 2 else "other_citizen") for n in range(6)))
    world.sign_in(client, "moderator")
    shown = client.get(f"{DESK}/publication?lang=en").text
    assert ("Drawn from 6 comments" in shown, shown.count("Follow its journey")) == (True, 4)
    assert "2 more are on the page of this part at the desk." in shown
    assert all(f"words no. {n}" in client.get(f"{DESK}/issues/{issue.id}").text for n in range(6))
    other = work.issue(draft)
    assert "words no. 1" not in client.get(f"{DESK}/issues/{other.id}").text
