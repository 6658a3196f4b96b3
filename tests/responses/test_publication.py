"""Publishing answers: the record, when a bill is answered, and when it is so no more."""

from datetime import UTC, date, datetime, timedelta

import pytest
import sqlalchemy as sa

from app.bills.models import Question, Status
from app.kernel.events import Events
from app.kernel.verdict import Refused
from app.record.models import Entry, Opening
from app.responses.duties import list_duties
from app.responses.events import ResponsePublished
from app.responses.queries import answers_of_comment, days_left, days_taken, read_response
from app.summaries.queries import citations_of_comment
from tests.builders import make_bill
from tests.conftest import NOON
from tests.responses.answers import ADOPTED, NOT_ADOPTED, Answering, answering


@pytest.fixture
def work(world, app) -> Answering:
    return answering(world, NOON)


def refusal(act, *args, **kwargs) -> str:
    with pytest.raises(Refused) as caught:
        act(*args, **kwargs)
    return caught.value.reason.code


def without_questions(work: Answering) -> Answering:
    work.session.execute(sa.delete(Question).where(Question.bill_id == work.bill.id))
    return work


def test_there_must_be_a_draft(work: Answering) -> None:
    assert refusal(work.publish) == "conflict"


def test_one_act_on_record_names_targets_and_outcomes(work: Answering) -> None:
    work.summarise()
    work.save("R1", ADOPTED)
    work.publish("Q1")
    work.add("Q1")
    work.publish("statement")
    rows = work.session.execute(
        sa.select(Entry, Opening)
        .join(Opening, Opening.seq == Entry.seq)
        .where(Entry.act == "publish-response")
        .order_by(Entry.seq)
    ).all()
    assert [entry.subject for entry, _opening in rows] == ["response:closed-bill"] * 2
    first, second = (dict(opening.words) for _entry, opening in rows)
    asked_by = {words.pop("asked_by") for words in (first, second)}
    assert (asked_by, {entry.actor for entry, _opening in rows}) == ({"p-official"}, {"p-second-official"})
    assert len(first.pop("sha256")) == len(second.pop("sha256")) == 64
    assert first == {"R1": "adopted", "Q1": "not-adopted"}
    assert second == {"Q1+": "not-adopted", "statement": "statement"}


def test_all_points_answered_make_a_bill_answered(work: Answering) -> None:
    work.summarise(asks=2)
    work.publish("R1", "Q1")
    assert (work.bill.answered_at, work.bill.first_response_at) == (None, NOON)
    assert work.bill.status(NOON) is Status.CLOSED
    work.now = NOON + timedelta(days=1)
    work.publish("R2", "Q2")
    assert (work.bill.answered_at, work.bill.first_response_at) == (work.now, NOON)
    assert work.bill.status(work.now) is Status.ANSWERED


def test_a_statement_answers_nothing_that_was_asked(work: Answering) -> None:
    work.publish("statement")
    assert work.bill.answered_at is None


def test_where_nothing_is_asked_a_statement_answers(work: Answering) -> None:
    without_questions(work).summarise(asks=0)
    assert work.bill.answered_at is None
    work.publish("statement")
    assert work.bill.answered_at == NOON


def test_a_new_summary_with_an_unanswered_recommendation_opens_the_bill_again(work: Answering) -> None:
    drafts = work.summarise()
    work.publish("R1", "Q1", "Q2")
    assert work.bill.answered_at == NOON
    same = drafts.open()
    drafts.publish(same)
    assert work.bill.answered_at == NOON
    more = drafts.open()
    drafts.ask(more, drafts.say("more"))
    drafts.publish(more)
    assert work.bill.answered_at is None
    assert work.bill.status(NOON) is Status.CLOSED
    work.now = NOON + timedelta(days=3)
    work.publish("R2")
    assert work.bill.answered_at == work.now


def test_higher_rooms_are_told(work: Answering) -> None:
    heard: list[ResponsePublished] = []
    listeners = Events()
    listeners.subscribe(ResponsePublished, lambda _session, event: heard.append(event))
    work.session.info["events"] = listeners
    work.publish("Q1")
    work.publish("Q2")
    assert [(event.bill.slug, len(event.answers), event.is_complete) for event in heard] == [
        ("closed-bill", 1, False),
        ("closed-bill", 1, True),
    ]


@pytest.mark.parametrize("day, overdue, left", [(14, 0, 1), (15, 0, 0), (16, 1, -1), (25, 10, -10)])
def test_due_day_and_overdue_days(world, day: int, overdue: int, left: int) -> None:
    """Last day 1 March: due 15 March, overdue by one day on the 16th, counted in Taipei's days."""
    bill = make_bill(world.session, "due-bill", world.agency, first_day=date(2026, 1, 1))
    assert bill.last_day == date(2026, 3, 1)
    assert bill.response_due_day == date(2026, 3, 15)
    for instant in (
        datetime(2026, 3, day, 0, 0, tzinfo=UTC) - timedelta(hours=8),
        datetime(2026, 3, day, 15, 59, tzinfo=UTC),
    ):
        assert (bill.overdue_days(instant), days_left(bill, instant)) == (overdue, left)


def test_days_taken_count_from_the_last_day(work: Answering) -> None:
    assert days_taken(work.bill) is None
    assert work.bill.last_day
    work.publish("Q1", "Q2")
    assert days_taken(work.bill) == (date(2026, 3, 10) - work.bill.last_day).days


def test_counts_by_outcome(work: Answering) -> None:
    work.summarise(asks=2)
    work.save("R1", ADOPTED)
    work.publish("Q1")
    assert read_response(work.session, work.bill).counts == [("adopted", 1), ("not-adopted", 1), (None, 2)]


def test_duties_of_officials(work: Answering, world) -> None:
    work.summarise(asks=2)
    work.publish("R1")
    work.save("Q1")
    duties = list_duties(work.session, world.people["official"], NOON)
    assert [(d.slug, d.open_targets, d.drafts, d.has_summary) for d in duties] == [("closed-bill", 3, 1, True)]
    assert work.bill.response_due_day
    assert duties[0].days_left == (work.bill.response_due_day - date(2026, 3, 10)).days
    assert duties[0].overdue_days == work.bill.overdue_days(NOON)
    for nobody in ("other_agency_official", "moderator", "citizen"):
        assert list_duties(work.session, world.people[nobody], NOON) == []


def test_what_became_of_a_comment(work: Answering) -> None:
    drafts = work.summarise()
    comment = drafts.say("cited too", key="1")
    draft = drafts.open()
    drafts.ask(draft, comment)
    drafts.publish(draft)
    work.save("R2", ADOPTED)
    work.publish()
    work.session.refresh(comment, ["bill", "question"])
    items = answers_of_comment(work.session, comment, citations_of_comment(work.session, comment.id))
    assert [(i.target.code, i.outcome) for i in items] == [("R2", ADOPTED.outcome)]
    assert items[0].answer
    assert [c.article.key for c in items[0].answer.changes] == ["1", "2"]


def test_drafts_stay_with_the_agency(work: Answering) -> None:
    work.save("Q1", NOT_ADOPTED)
    public = read_response(work.session, work.bill)
    assert (public.is_begun, public.drafts) == (False, [])
    assert read_response(work.session, work.bill, drafts=True).drafts
