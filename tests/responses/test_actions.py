"""Drafting answers: each rule once broken."""

import pytest

from app.kernel.bilingual import Bilingual
from app.kernel.verdict import Refused
from app.responses import actions
from app.responses.actions import AnswerWords
from app.responses.models import Outcome
from app.responses.queries import list_answers, read_response
from tests.conftest import NOON
from tests.responses.answers import ADOPTED, NOT_ADOPTED, REASON, STATEMENT, Answering, answering, target


@pytest.fixture
def work(world) -> Answering:
    return answering(world, NOON)


def refusal(act, *args, **kwargs) -> tuple[str, str | None]:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code, caught.value.field


def test_each_act_asks_the_policy(work: Answering) -> None:
    work.by = "moderator"
    for act in (lambda: work.save("Q1"), lambda: work.add("Q1"), work.publish):
        assert refusal(act)[0] == "not_allowed"
    discard = refusal(actions.discard_answer, work.session, work.person, work.bill, target("Q1"), revision=1, now=NOON)
    assert discard[0] == "not_allowed"


@pytest.mark.parametrize("code", ["R1", "R9", "Q3", "Q999"])
def test_only_what_is_asked_is_answered(work: Answering, code: str) -> None:
    assert refusal(work.save, code)[0] == "not_found"


@pytest.mark.parametrize(
    "words, field",
    [
        (AnswerWords(reason=REASON), "outcome"),
        (AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual()), "reason_zh"),
        (AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual("理" * 19, "r" * 19)), "reason_zh"),
        (AnswerWords(outcome=Outcome.CLARIFIED, reason=Bilingual("", "r" * 5001)), "reason_en"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON), "articles"),
        (AnswerWords(outcome=Outcome.PARTLY_ADOPTED, reason=REASON, version=1), "articles"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, articles=("1",)), "version"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=2, articles=("1",)), "version"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=1, articles=("4",)), "articles"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=1, articles=("1.9",)), "articles"),
        (AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=1, articles=("x",)), "articles"),
        (AnswerWords(outcome=Outcome.CLARIFIED, reason=REASON, version=1, articles=("4",)), "articles"),
        (
            AnswerWords(
                outcome=Outcome.ADOPTED, reason=REASON, version=1, articles=tuple("1" * n for n in range(1, 60))
            ),
            "articles",
        ),
    ],
)
def test_what_an_answer_must_say(work: Answering, words: AnswerWords, field: str) -> None:
    assert refusal(work.save, "Q1", words) == ("invalid", field)


@pytest.mark.parametrize("reason", [Bilingual("理" * 20, ""), Bilingual("", "r" * 20)])
def test_twenty_characters_in_one_language_are_a_reason(work: Answering, reason: Bilingual) -> None:
    assert work.save("Q1", AnswerWords(outcome=Outcome.CLARIFIED, reason=reason)).published_at is None


def test_a_statement_has_no_outcome(work: Answering) -> None:
    assert refusal(work.save, "statement", NOT_ADOPTED) == ("invalid", "outcome")
    assert work.save("statement", STATEMENT).outcome is None


def test_adopted_names_articles_of_a_version(work: Answering) -> None:
    answer = work.save("Q1", ADOPTED)
    assert answer.version
    assert answer.version.number == 1
    assert [change.address for change in answer.changes] == ["1", "2.2.1"]


def test_a_deleted_article_can_be_named_as_a_whole(work: Answering) -> None:
    work.add_version(deleted="2")
    gone = AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=2, articles=("2",))
    assert work.save("Q1", gone).changes[0].address == "2"
    inside = AnswerWords(outcome=Outcome.ADOPTED, reason=REASON, version=2, articles=("2.1",))
    assert refusal(work.save, "Q2", inside) == ("invalid", "articles")


def test_a_draft_is_written_anew_and_a_stale_form_is_refused(work: Answering) -> None:
    draft = work.save("Q1", ADOPTED)
    words = AnswerWords(outcome=Outcome.PARTLY_ADOPTED, reason=REASON, version=1, articles=("2.2.1", "3"))
    assert work.save("Q1", words, revision=1) is draft
    assert (draft.revision, {c.address for c in draft.changes}) == (2, {"2.2.1", "3"})
    assert refusal(work.save, "Q1", NOT_ADOPTED, 1)[0] == "conflict"
    assert refusal(work.save, "Q1", NOT_ADOPTED, None)[0] == "conflict"
    assert draft.outcome is Outcome.PARTLY_ADOPTED


def test_a_published_answer_changes_no_more(work: Answering) -> None:
    work.publish("Q1")
    assert refusal(work.save, "Q1")[0] == "conflict"


def test_a_retired_recommendation_is_not_answered_for_the_first_time(work: Answering) -> None:
    drafts = work.summarise(asks=2)
    work.save("R2")
    second = drafts.open()
    retire(drafts, second, 2)
    assert refusal(work.save, "R2", NOT_ADOPTED, 1)[0] == "conflict"
    assert refusal(work.publish)[0] == "conflict"


def retire(drafts, draft, ordinal: int) -> None:
    """Publish a version of the summary without a recommendation."""
    from app.summaries.actions import remove_recommendation

    gone = next(r for r in draft.recommendations if r.ordinal == ordinal)
    remove_recommendation(drafts.session, drafts.person, draft, gone, revision=gone.revision, now=NOON)
    drafts.publish(draft)


def test_adding_needs_a_published_answer(work: Answering) -> None:
    assert refusal(work.add, "Q1")[0] == "conflict"
    work.save("Q1")
    assert refusal(work.add, "Q1")[0] == "conflict"


def test_an_addition_decides_anew_and_keeps_its_own_date(work: Answering) -> None:
    work.publish("Q1")
    work.add("Q1", ADOPTED)
    work.now = NOON.replace(hour=9)
    work.publish()
    item = read_response(work.session, work.bill).find(target("Q1"))
    assert item.answer
    assert (item.answer.outcome, item.outcome) == (Outcome.NOT_ADOPTED, Outcome.ADOPTED)
    assert [a.published_at for a in item.published] == [NOON, NOON.replace(hour=9)]


def test_a_draft_is_thrown_away(work: Answering) -> None:
    work.save("Q1", ADOPTED)
    args = (work.session, work.person, work.bill, target("Q1"))
    assert refusal(actions.discard_answer, *args, revision=2, now=NOON)[0] == "conflict"
    actions.discard_answer(*args, revision=1, now=NOON)
    assert list_answers(work.session, work.bill, drafts=True) == []
    assert refusal(actions.discard_answer, *args, revision=1, now=NOON)[0] == "conflict"
