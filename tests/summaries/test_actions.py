"""Each act on a draft, and each of its rules once broken."""

import pytest
import sqlalchemy as sa

from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.summaries import actions
from app.summaries.actions import IssueWords, RecommendationWords
from app.summaries.models import Citation, Summary
from app.summaries.queries import get_draft
from tests.conftest import NOON
from tests.summaries.drafts import ASKED, ISSUE, Drafting, drafting


@pytest.fixture
def work(world) -> Drafting:
    return drafting(world, NOON)


def refusal(act, *args, **kwargs) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code, caught.value.field


def test_there_is_one_draft(work: Drafting) -> None:
    first = work.open()
    assert work.open() is first
    assert work.session.scalar(sa.select(sa.func.count()).select_from(Summary)) == 1


def test_a_draft_may_be_written_while_the_notice_is_open(world) -> None:
    work = drafting(world, NOON, "open")
    draft = work.open()
    work.issue(draft, work.say("words"))
    assert refusal(work.publish, draft)[0] == "conflict"
    assert draft.published_at is None


@pytest.mark.parametrize("act", ["open_draft", "save", "issue", "ask"])
def test_each_act_asks_the_policy(work: Drafting, act: str) -> None:
    draft = work.open()
    citizen = work.world.people["citizen"]
    acts = {
        "open_draft": lambda: actions.open_draft(work.session, citizen, work.bill, now=NOON),
        "save": lambda: actions.save_introduction(
            work.session, citizen, draft, Bilingual("序", ""), revision=1, now=NOON
        ),
        "issue": lambda: actions.add_issue(work.session, citizen, draft, ISSUE, now=NOON),
        "ask": lambda: actions.add_recommendation(work.session, citizen, draft, ASKED, now=NOON),
    }
    assert refusal(acts[act])[0] == "not_allowed"


def test_a_stale_introduction_is_refused(work: Drafting) -> None:
    draft = work.open()
    seen = draft.introduction_revision
    work.issue(draft, work.say("cited meanwhile"))
    actions.save_introduction(work.session, work.person, draft, Bilingual("甲", "One"), revision=seen, now=NOON)
    again = refusal(
        actions.save_introduction, work.session, work.person, draft, Bilingual("乙", "Two"), revision=seen, now=NOON
    )
    assert again[0] == "conflict"
    assert draft.introduction == Bilingual("甲", "One")


@pytest.mark.parametrize(
    "words, field",
    [
        (IssueWords(title=Bilingual(), statement=Bilingual("述", "")), "title_zh"),
        (IssueWords(title=Bilingual("題", ""), statement=Bilingual()), "statement_zh"),
        (IssueWords(title=Bilingual("", "t" * 201), statement=Bilingual("述", "")), "title_en"),
        (IssueWords(title=Bilingual("題", ""), statement=Bilingual("述" * 5001, "")), "statement_zh"),
        (
            IssueWords(
                title=Bilingual("題", ""), statement=Bilingual("述", ""), position_for=Bilingual("", "a" * 5001)
            ),
            "position_for_en",
        ),
    ],
)
def test_what_an_issue_must_say(work: Drafting, words: IssueWords, field: str) -> None:
    assert refusal(actions.add_issue, work.session, work.person, work.open(), words, now=NOON) == ("invalid", field)


def test_what_a_recommendation_must_say(work: Drafting) -> None:
    empty = RecommendationWords(text=Bilingual())
    found = refusal(actions.add_recommendation, work.session, work.person, work.open(), empty, now=NOON)
    assert found == ("invalid", "text_zh")


def test_limits_count_graphemes(work: Drafting) -> None:
    family = "👨‍👩‍👧‍👦" * 200
    words = IssueWords(title=Bilingual(family, ""), statement=Bilingual("述", ""))
    assert actions.add_issue(work.session, work.person, work.open(), words, now=NOON).title.zh == family


def test_an_issue_is_written_anew_and_a_stale_form_is_refused(work: Drafting) -> None:
    draft = work.open()
    issue = work.issue(draft)
    words = IssueWords(title=Bilingual("新", "New"), statement=Bilingual("述", ""))
    args = (work.session, work.person, draft, issue, words)
    actions.edit_issue(*args, revision=1, now=NOON)
    assert (issue.title.en, issue.revision) == ("New", 2)
    assert refusal(actions.edit_issue, *args, revision=1, now=NOON)[0] == "conflict"


def test_citing_does_not_make_a_colleagues_form_stale(work: Drafting) -> None:
    draft = work.open()
    issue = work.issue(draft)
    work.cite(draft, issue, work.say("words"))
    actions.edit_issue(work.session, work.person, draft, issue, ISSUE, revision=1, now=NOON)


def test_removing_an_issue_moves_the_later_ones_up_and_keeps_its_recommendations(work: Drafting) -> None:
    draft, comment = work.open(), work.say("words")
    first, second, third = (work.issue(draft, comment) for _n in range(3))
    asked = work.ask(draft, comment, issue=second)
    actions.remove_issue(work.session, work.person, draft, second, revision=1, now=NOON)
    assert [(i.id, i.ordinal) for i in draft.issues] == [(first.id, 1), (third.id, 2)]
    assert asked.issue_id is None
    assert work.session.scalar(sa.select(sa.func.count()).select_from(Citation)) == 3


def test_a_recommendation_under_an_issue_of_another_summary_is_not_found(work: Drafting, world) -> None:
    other = drafting(world, NOON, "open")
    foreign = other.issue(other.open())
    assert refusal(
        actions.add_recommendation, work.session, work.person, work.open(), ASKED, issue=foreign, now=NOON
    ) == ("not_found", None)


def test_numbers_that_were_never_published_close_up(work: Drafting) -> None:
    draft = work.open()
    first, second, third = (work.ask(draft) for _n in range(3))
    actions.remove_recommendation(work.session, work.person, draft, second, revision=1, now=NOON)
    assert [(r.id, r.ordinal) for r in draft.recommendations] == [(first.id, 1), (third.id, 2)]


def test_published_numbers_are_never_used_again(work: Drafting) -> None:
    work.published(asks=3)
    draft = work.open()
    last = next(r for r in draft.recommendations if r.ordinal == 3)
    actions.remove_recommendation(work.session, work.person, draft, last, revision=1, now=NOON)
    assert work.ask(draft).ordinal == 4
    middle = next(r for r in draft.recommendations if r.ordinal == 2)
    actions.remove_recommendation(work.session, work.person, draft, middle, revision=1, now=NOON)
    assert [r.ordinal for r in draft.recommendations] == [1, 4]


def test_a_number_retired_in_the_second_version_stays_retired_in_the_third(work: Drafting) -> None:
    work.published(asks=2)
    second = work.open()
    gone = next(r for r in second.recommendations if r.ordinal == 2)
    actions.remove_recommendation(work.session, work.person, second, gone, revision=1, now=NOON)
    work.publish(second)
    assert work.ask(work.open()).ordinal == 3


def test_citing_twice_changes_nothing(work: Drafting) -> None:
    draft, comment = work.open(), work.say("words")
    issue = work.issue(draft, comment)
    seen = draft.revision
    work.cite(draft, issue, comment)
    assert (len(issue.citations), draft.revision) == (1, seen)


def test_only_visible_comments_of_the_same_bill_are_cited(work: Drafting, world) -> None:
    draft = work.open()
    issue = work.issue(draft)
    hidden, shown = work.say("secret"), work.say("words")
    work.hide(hidden)
    elsewhere = drafting(world, NOON, "open").say("elsewhere")
    for wrong in (hidden.id, elsewhere.id, 10**15, 0):
        ids = [shown.id, wrong]
        found = refusal(actions.cite_comments, work.session, work.person, draft, issue, ids, now=NOON)
        assert found == ("invalid", "comment")
    assert refusal(actions.cite_comments, work.session, work.person, draft, issue, [], now=NOON)[0] == "invalid"
    assert issue.citations == []


def test_a_citation_is_taken_out(work: Drafting) -> None:
    draft = work.open()
    issue = work.issue(draft, work.say("words"))
    actions.uncite_comment(work.session, work.person, draft, issue, issue.citations[0], now=NOON)
    work.session.expire_all()
    assert get_draft(work.session, work.bill).issues[0].citations == []
