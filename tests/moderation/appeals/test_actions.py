"""Appealing, deciding, withdrawing, and what closes an appeal by itself: state, log, figures, and who is told."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.discussion.actions import withdraw_comment
from app.discussion.models import Comment, State
from app.kernel.outbox import OutboxMessage
from app.kernel.verdict import Refused
from app.moderation.actions import restore_comment
from app.moderation.appeals.course import read_course
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.moderation.appeals.queries import find_hiding
from app.moderation.models import Decision
from app.moderation.reconciling import check_appeals, check_decisions
from app.notifications.models import Notice, NoticeKind
from app.record.models import Entry, Opening
from app.record.queries import entry_document, list_entries
from app.record.reconciliation import read_log
from app.record.verify_log import commit_to, verify_chain
from tests.builders import NOON, World
from tests.moderation.appeals.scenes import WHY, WORDS, again, appeal, decide, entries, hidden, withdraw, words_of
from tests.moderation.cases import REASON, hide

LATER = NOON + timedelta(days=3)


def course(world: World, comment: Comment) -> list[str]:
    """A comment's course in short: what happened, in the order in which pages tell it."""
    events = read_course(world.session, again(world, comment), LATER).events
    return [
        event.decision.kind.value
        if event.decision
        else f"{event.appeal.outcome}{' and shown' if event.restored_seq else ''}"
        if event.is_end and event.appeal
        else "appeal"
        for event in events
    ]


def told(world: World, persona: str) -> list[NoticeKind]:
    wanted = sa.select(Notice.kind).where(Notice.person_id == world.people[persona].id).order_by(Notice.id)
    return list(world.session.scalars(wanted))


def mails(world: World) -> list[str]:
    return list(world.session.scalars(sa.select(OutboxMessage.template).order_by(OutboxMessage.id)))


def test_an_appeal_is_on_the_record_with_its_words_sealed(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment, text=f"  {WORDS}  ")
    assert (made.text, made.due_at) == (WORDS, (NOON + timedelta(days=14)).replace(hour=16))  # midnight in Taipei
    assert entries(world)[-1] == ("appeal", "p-citizen", f"appeal:{made.id}")
    opening = world.session.get_one(Opening, made.log_seq)
    hiding = find_hiding(world.session, comment)
    assert hiding and opening.sealed_key
    sealed = commit_to(opening.sealed_key, WORDS)
    assert opening.words == {"comment": str(comment.id), "hiding": str(hiding.log_seq), "sealed": sealed}
    assert told(world, "lead") == [NoticeKind.APPEALED]
    assert told(world, "second_moderator") == told(world, "moderator") == []
    assert mails(world) == ["comment-hidden"]


def test_where_the_lead_hid_the_others_are_told(world: World) -> None:
    appeal(world, hidden(world, by="lead"))
    assert [told(world, who) for who in ("lead", "moderator", "second_moderator")] == [[], *[[NoticeKind.APPEALED]] * 2]


@pytest.mark.parametrize("text", ["", "why?", "aaaaaaaaaaaaaaaa", "字" * 1_001])
def test_an_appeal_needs_words_and_not_too_many(world: World, text: str) -> None:
    comment = hidden(world)
    with pytest.raises(Refused) as refused:
        appeal(world, comment, text=text)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "text")
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Appeal)) == 0


def test_overturned_shows_the_comment_again_in_one_act(world: World) -> None:
    comment = hidden(world)
    made = decide(world, appeal(world, comment), now=LATER)
    shown = again(world, comment)
    assert (shown.state, shown.state_reason, shown.ground) == (State.VISIBLE, WHY, None)
    assert (made.outcome, made.closed_at, made.decider_id) == ("overturned", LATER, world.people["lead"].id)
    assert (shown.overturned_seq, shown.log_seq) == (made.closed_seq, (made.closed_seq or 0) + 1)
    decided, restored = entries(world)[-2:]
    assert decided == ("decide", "p-lead", f"appeal:{made.id}")
    assert restored == ("restore", "p-lead", f"comment:{comment.id}")
    said = {"outcome": "overturned", "reason": WHY}
    assert words_of(world, made.closed_seq or 0) == {"comment": str(comment.id)} | said
    assert words_of(world, shown.log_seq or 0) == {"reason": WHY, "appeal": str(made.id)}
    assert course(world, comment) == ["hide", "appeal", "overturned and shown"]
    assert told(world, "citizen") == [NoticeKind.HIDDEN, NoticeKind.APPEAL_DECIDED]
    assert mails(world) == ["comment-hidden", "appeal-decided"]
    assert shown.bill.comment_count == 1


def test_upheld_leaves_it_hidden_and_it_cannot_be_appealed_again(world: World) -> None:
    comment = hidden(world)
    made = decide(world, appeal(world, comment), AppealOutcome.UPHELD)
    still = again(world, comment)
    assert (still.state, still.state_reason, still.overturned_seq) == (State.HIDDEN, REASON, None)
    assert entries(world)[-1] == ("decide", "p-lead", f"appeal:{made.id}")
    assert course(world, comment) == ["hide", "appeal", "upheld"]
    with pytest.raises(Refused, match="conflict"):
        appeal(world, still)


def test_a_second_hiding_may_be_appealed_again(world: World) -> None:
    comment = hidden(world)
    decide(world, appeal(world, comment))
    hide(world, again(world, comment))
    assert again(world, comment).overturned_seq is None
    decide(world, appeal(world, again(world, comment)), AppealOutcome.UPHELD)
    assert course(world, comment) == ["hide", "appeal", "overturned and shown", "hide", "appeal", "upheld"]


@pytest.mark.parametrize(
    "by", ["moderator", "second_moderator", "citizen", "other_subgroup_moderator", "official", "administrator"]
)
def test_whose_it_is_not_does_not_decide(world: World, by: str) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    with pytest.raises(Refused, match="not_allowed"):
        decide(world, made, by=by)
    assert again(world, comment).state is State.HIDDEN


@pytest.mark.parametrize("outcome", [AppealOutcome.RESTORED, AppealOutcome.WITHDRAWN, AppealOutcome.COMMENT_WITHDRAWN])
def test_a_decision_is_one_of_two(world: World, outcome: AppealOutcome) -> None:
    made = appeal(world, hidden(world))
    with pytest.raises(Refused, match="invalid"):
        decide(world, made, outcome)


def test_a_decision_needs_a_reason_and_the_comment_as_it_was_read(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    for code, words in (("invalid", {"reason": "no"}), ("conflict", {"revision": comment.revision - 1})):
        with pytest.raises(Refused, match=code):
            decide(world, made, **words)  # type: ignore[arg-type]
    assert made.outcome is None
    assert "decide" not in [act for act, _who, _what in entries(world)]


def test_a_moderator_who_restores_it_closes_the_appeal_as_overturned(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    found = again(world, comment)
    who = world.people["second_moderator"]
    restore_comment(world.session, who, found, found.bill, reason=WHY, revision=found.revision, now=LATER)
    assert (made.outcome, made.decider_id, made.reason) == ("restored", who.id, WHY)
    assert made.restoring_id == world.session.scalar(sa.select(sa.func.max(Decision.id)))
    assert [act for act, _who, _what in entries(world)] == ["hide", "appeal", "restore", "decide"]
    assert words_of(world, made.closed_seq or 0)["outcome"] == "restored"
    assert course(world, comment) == ["hide", "appeal", "restore", "restored"]
    assert told(world, "citizen") == [NoticeKind.HIDDEN, NoticeKind.RESTORED]
    assert again(world, comment).overturned_seq is None


def test_the_author_withdraws_the_appeal_and_its_words_go(world: World) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    withdraw(world, made, now=LATER)
    assert (made.outcome, made.text, made.closed_at) == ("withdrawn", None, LATER)
    assert entries(world)[-1] == ("withdraw-appeal", "p-citizen", f"appeal:{made.id}")
    assert course(world, comment) == ["hide", "appeal", "withdrawn"]
    with pytest.raises(Refused, match="conflict"):
        appeal(world, again(world, comment))


def test_withdrawing_the_comment_closes_the_appeal_and_erases_the_words_of_all(world: World) -> None:
    comment = hidden(world)
    first = decide(world, appeal(world, comment))
    hide(world, again(world, comment))
    second = appeal(world, again(world, comment))
    found = again(world, comment)
    withdraw_comment(world.session, world.people["citizen"], found, found.bill, now=LATER)
    world.session.expire_all()
    assert (first.outcome, first.text) == ("overturned", None)
    assert (second.outcome, second.text, second.closed_at) == ("comment-withdrawn", None, LATER)
    assert entries(world)[-1] == ("withdraw-appeal", "p-citizen", f"appeal:{second.id}")
    assert course(world, comment)[-1] == "comment-withdrawn"


def test_a_decision_names_the_subgroup_of_its_time(world: World) -> None:
    comment = hidden(world)
    hiding = find_hiding(world.session, comment)
    assert hiding and hiding.subgroup_id == world.subgroup.id


def sealed_keys(world: World) -> list[str]:
    """The subjects of the acts whose sealed words can still be proved."""
    world.session.expire_all()
    query = sa.select(Entry.subject).join(Opening, Opening.seq == Entry.seq).where(Opening.sealed_key.is_not(None))
    return list(world.session.scalars(query.order_by(Entry.seq)))


def test_keys_of_sealed_words_go_when_the_words_are_withdrawn(world: World) -> None:
    other, comment = hidden(world, "other_citizen"), hidden(world)
    made = appeal(world, comment)
    all_keys = [f"comment:{other.id}", f"comment:{comment.id}", f"appeal:{made.id}"]
    assert sealed_keys(world) == all_keys
    elsewhere = world.bills["closed"].revision
    withdraw(world, made)
    assert sealed_keys(world) == all_keys[:2]
    withdraw_comment(world.session, world.people["citizen"], again(world, comment), comment.bill, now=LATER)
    assert sealed_keys(world) == all_keys[:1]
    appealed = appeal(world, other, by="other_citizen")
    decide(world, appealed, AppealOutcome.UPHELD)
    withdraw_comment(world.session, world.people["other_citizen"], again(world, other), other.bill, now=LATER)
    assert sealed_keys(world) == []
    assert world.bills["closed"].revision == elsewhere, "one bill alone is held"
    documents = [entry_document(*row) for row in list_entries(world.session, after=0, limit=100)]
    assert list(verify_chain(documents)) == []
    log = read_log(world.session)
    assert [*check_decisions(world.session, log), *check_appeals(world.session, log)] == []
