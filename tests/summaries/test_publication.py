"""Publishing: what it needs, what it freezes, what goes on record, what a later version keeps."""

import pytest
import sqlalchemy as sa

from app.kernel.events import Events
from app.kernel.verdict import Refused
from app.record.models import Entry, Opening
from app.summaries import actions
from app.summaries.contents import Contents, digest_document, document_of
from app.summaries.events import SummaryPublished
from app.summaries.queries import citations_of_comment, read_contents, read_published
from tests.conftest import NOON
from tests.summaries.drafts import ISSUE, Drafting, drafting


@pytest.fixture
def work(world) -> Drafting:
    return drafting(world, NOON)


def latest(work: Drafting) -> Contents:
    found = read_published(work.session, work.bill)
    assert found
    return found.contents


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code


def test_an_empty_draft_is_not_published(work: Drafting) -> None:
    assert refusal(work.publish, work.open()) == "invalid"


def test_an_issue_without_a_citation_is_not_published(work: Drafting) -> None:
    draft, comment = work.open(), work.say("words")
    work.issue(draft, comment)
    work.issue(draft)
    assert refusal(work.publish, draft) == "invalid"


def test_a_recommendation_without_a_citation_is_not_published(work: Drafting) -> None:
    draft = work.open()
    work.issue(draft, work.say("words"))
    work.ask(draft)
    assert refusal(work.publish, draft) == "invalid"


def test_a_hidden_citation_does_not_count(work: Drafting) -> None:
    draft, comment = work.open(), work.say("words")
    work.issue(draft, comment)
    work.hide(comment)
    assert refusal(work.publish, draft) == "invalid"


def test_recommendations_may_be_none(work: Drafting) -> None:
    assert work.published(asks=0).published_at == NOON


def test_counts_are_frozen_and_hidden_citations_left_out(work: Drafting) -> None:
    draft = work.open()
    mine, also_mine, theirs = work.say("a"), work.say("b"), work.say("c", by="other_citizen")
    gone = work.say("d", by="other_citizen")
    issue = work.issue(draft, mine, also_mine, gone)
    work.say("not cited")
    work.ask(draft, theirs, mine, issue=issue)
    work.hide(gone)
    work.session.refresh(work.bill)
    work.publish(draft)
    assert (draft.covered_comments, draft.covered_people) == (3, 2)
    assert (draft.total_comments, draft.total_people) == (4, 2)
    work.session.expire_all()
    assert {q.row.id for q in latest(work).quotes} == {
        mine.id,
        also_mine.id,
        theirs.id,
    }


def test_the_act_is_on_record_with_both_and_a_hash_of_the_words(work: Drafting) -> None:
    draft = work.published()
    entry, opening = work.session.execute(
        sa.select(Entry, Opening).join(Opening, Opening.seq == Entry.seq).where(Entry.act == "publish-summary")
    ).one()
    contents = read_contents(work.session, draft)
    assert (entry.subject, entry.bill, entry.seq) == ("summary:closed-bill:1", "closed-bill", draft.log_seq)
    assert entry.actor == work.world.people["second_moderator"].public_id
    assert opening.words == {"sha256": digest_document(contents), "asked_by": work.person.public_id}
    assert document_of(contents)["recommendations"][0]["code"] == "R1"


def test_higher_rooms_are_told(work: Drafting) -> None:
    heard: list[SummaryPublished] = []
    listeners = Events()
    listeners.subscribe(SummaryPublished, lambda _session, event: heard.append(event))
    work.session.info["events"] = listeners
    draft = work.published()
    assert [(event.summary.id, event.summary.bill.slug, event.now) for event in heard] == [
        (draft.id, "closed-bill", NOON)
    ]


def test_a_published_version_changes_no_more(work: Drafting) -> None:
    draft = work.published()
    assert refusal(actions.add_issue, work.session, work.person, draft, ISSUE, now=NOON) == "conflict"
    assert refusal(work.publish, draft) == "conflict"


def test_the_next_version_copies_words_numbers_and_visible_citations(work: Drafting) -> None:
    first = work.published(asks=2)
    cited = work.say("too")
    second = work.open()
    work.cite(second, second.issues[0], cited)
    work.publish(second)
    work.hide(cited)
    third = work.open()
    assert (third.number, [r.ordinal for r in third.recommendations]) == (3, [1, 2])
    assert {r.issue_id for r in third.recommendations} == {third.issues[0].id}
    assert third.issues[0].title == first.issues[0].title
    assert cited.id not in {c.comment_id for c in third.issues[0].citations}
    assert len(third.issues[0].citations) == 1
    assert latest(work).head.number == 2


def test_what_cites_a_comment_is_of_the_latest_summary(work: Drafting) -> None:
    comment = work.say("words")
    draft = work.open()
    issue = work.issue(draft, comment)
    work.ask(draft, comment, issue=issue)
    assert citations_of_comment(work.session, comment.id) == []
    work.publish(draft)
    assert [cited.code for cited in citations_of_comment(work.session, comment.id)] == ["I1", "R1"]
    second = work.open()
    asked = second.recommendations[0]
    actions.remove_recommendation(work.session, work.person, second, asked, revision=1, now=NOON)
    work.publish(second)
    assert [(c.code, c.summary_number) for c in citations_of_comment(work.session, comment.id)] == [("I1", 2)]
