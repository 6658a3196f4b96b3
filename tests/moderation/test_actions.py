"""The acts of moderation: what each writes, and what it refuses."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.discussion.actions import edit_comment
from app.discussion.models import Comment, Ground, State
from app.kernel.outbox import OutboxMessage
from app.kernel.richtext import read
from app.kernel.verdict import Refused
from app.moderation.actions import BURST_LIMIT, dismiss_reports, hide_comment, report_comment, restore_comment
from app.moderation.models import Decision, DecisionKind, Report
from app.record.models import Entry, Opening
from app.record.verify_log import commit_to
from tests.builders import World
from tests.conftest import NOON
from tests.moderation.cases import CANARY, REASON, hide, report, say


def open_reports(session: Session, comment: Comment) -> int:
    query = sa.select(sa.func.count()).where(Report.comment_id == comment.id, Report.decision_id.is_(None))
    return session.scalar(query) or 0


def entries(session: Session) -> list[Entry]:
    return list(session.scalars(sa.select(Entry).order_by(Entry.seq)))


def refusal(session: Session, act: object, *args: object, **words: object) -> str:
    """Try an act that must be refused, as a request would: what it began is rolled back."""
    assert callable(act)
    with pytest.raises(Refused) as refused, session.begin_nested():
        act(*args, **words)
    return refused.value.reason.code


def test_a_report_is_stored_and_changes_nothing_public(session: Session, world: World) -> None:
    comment = say(world)
    before = comment.bill.revision, comment.revision, comment.bill.comment_count
    report(world, comment, note="  look\u200b here ")
    session.refresh(comment.bill)
    stored = session.scalars(sa.select(Report)).one()
    assert (stored.note, stored.ground, stored.reported_at) == ("look here", Ground.PERSONAL_DATA, NOON)
    assert (comment.bill.revision, comment.revision, comment.bill.comment_count) == before
    assert entries(session) == []


def test_a_person_reports_a_comment_once(session: Session, world: World) -> None:
    comment = say(world)
    report(world, comment)
    who = world.people["other_citizen"]
    words = {"ground": Ground.SPAM, "now": NOON}
    assert refusal(session, report_comment, session, who, comment, comment.bill, **words) == "conflict"
    assert open_reports(session, comment) == 1


def test_a_long_note_is_refused_at_its_field(session: Session, world: World) -> None:
    comment = say(world)
    report(world, comment, note="字" * 500)
    with pytest.raises(Refused) as refused:
        report(world, comment, "official", note="字" * 501)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "note")


def test_bursts_of_reports_are_slowed_down(session: Session, world: World) -> None:
    times = [NOON - timedelta(hours=BURST_LIMIT - n) for n in range(BURST_LIMIT + 1)]
    late = [say(world, text=f"Written at {now}", now=now) for now in times]
    for comment in late[:BURST_LIMIT]:
        report(world, comment)
    who, words = world.people["other_citizen"], {"ground": Ground.SPAM}
    last = late[-1]
    refused = refusal(session, report_comment, session, who, last, last.bill, now=NOON, **words)
    assert refused == "too_many_requests"
    report_comment(session, who, last, last.bill, now=NOON + timedelta(minutes=10), ground=Ground.SPAM)


def test_hiding_is_on_the_record_with_words_and_a_seal(session: Session, world: World) -> None:
    comment = say(world)
    report(world, comment)
    decision = hide(world, comment)
    entry = entries(session)[-1]
    assert (entry.act, entry.subject, entry.bill) == ("hide", f"comment:{comment.id}", "open-bill")
    assert (entry.actor, entry.ground) == ("p-moderator", "personal-data")
    opening = session.get_one(Opening, entry.seq)
    assert opening.words["reason"] == REASON
    assert opening.sealed_key is not None
    assert opening.words["sealed"] == commit_to(opening.sealed_key, CANARY)
    assert CANARY not in str(opening.words)
    assert (decision.kind, decision.log_seq, decision.reason) == (DecisionKind.HIDE, entry.seq, REASON)
    session.refresh(comment)
    assert (comment.state, comment.ground, comment.log_seq) == (State.HIDDEN, Ground.PERSONAL_DATA, entry.seq)
    assert (comment.state_reason, comment.body) == (REASON, CANARY)
    assert open_reports(session, comment) == 0


def test_hiding_takes_the_comment_out_of_all_counts_and_restoring_puts_it_back(session: Session, world: World) -> None:
    parent = say(world, "other_citizen")
    comment = say(world, parent=parent)

    def counts() -> tuple[int, int, int, int]:
        for thing in (parent, comment, comment.bill, comment.author):
            session.refresh(thing)
        return parent.reply_count, comment.bill.comment_count, comment.bill.people_count, comment.author.comment_count

    before = counts()
    hide(world, comment)
    assert counts() == (0, 1, 1, 0)
    words = {"reason": "The number was fictitious after all.", "revision": comment.revision, "now": NOON}
    decision = restore_comment(session, world.people["lead"], comment, comment.bill, **words)
    assert counts() == before
    assert (comment.state, comment.ground, comment.log_seq) == (State.VISIBLE, None, decision.log_seq)
    assert [entry.act for entry in entries(session)] == ["hide", "restore"]


@pytest.mark.parametrize(
    "reason", ["", "too short", "九個字的理由不夠長", "aaaaaaaaaaaaaaaa", "理由理由理由理由理由理由", "test test test"]
)
def test_a_reason_is_words_not_filler(session: Session, world: World, reason: str) -> None:
    comment = say(world)
    with pytest.raises(Refused) as refused:
        hide(world, comment, reason=reason)
    assert (refused.value.reason.code, refused.value.field) == ("invalid", "reason")
    assert entries(session) == []
    assert comment.state is State.VISIBLE


def test_ten_characters_are_a_reason_and_a_thousand_are_the_most(session: Session, world: World) -> None:
    hide(world, say(world), reason="刊出他人電話號碼住址")
    with pytest.raises(Refused):
        hide(world, say(world), reason=REASON * 30)


def test_the_second_of_two_moderators_is_told_and_nothing_is_done_twice(session: Session, world: World) -> None:
    comment, moderators = say(world), (world.people["moderator"], world.people["second_moderator"])
    seen = comment.revision
    hide(world, comment)
    words = {"reason": REASON, "revision": seen, "now": NOON, "ground": Ground.THREAT}
    code = refusal(session, hide_comment, session, moderators[1], comment, comment.bill, **words)
    session.refresh(comment)
    assert code == "conflict"
    assert len(entries(session)) == 1
    assert session.scalars(sa.select(Decision.moderator_id)).all() == [moderators[0].id]
    assert comment.ground is Ground.PERSONAL_DATA


def test_an_act_on_an_older_text_is_refused(session: Session, world: World) -> None:
    comment = say(world)
    report(world, comment)
    seen, moderator = comment.revision, world.people["moderator"]
    edit_comment(session, comment.author, comment, comment.bill, text=read("Other words"), revision=seen, now=NOON)
    words = {"reason": REASON, "revision": seen, "now": NOON}
    bill = comment.bill
    assert refusal(session, hide_comment, session, moderator, comment, bill, ground=Ground.SPAM, **words) == "conflict"
    assert refusal(session, dismiss_reports, session, moderator, comment, bill, newest=99, **words) == "conflict"
    assert entries(session) == []


def test_a_restored_comment_can_be_hidden_again(session: Session, world: World) -> None:
    comment = say(world)
    hide(world, comment)
    words = {"reason": "Restored after a second look.", "revision": comment.revision, "now": NOON}
    restore_comment(session, world.people["lead"], comment, comment.bill, **words)
    hide(world, comment)
    assert [entry.act for entry in entries(session)] == ["hide", "restore", "hide"]


def test_dismissing_closes_the_reports_that_were_seen_and_leaves_no_public_trace(
    session: Session, world: World
) -> None:
    comment, moderator = say(world), world.people["moderator"]
    report(world, comment)
    newest = session.scalar(sa.select(sa.func.max(Report.id))) or 0
    report(world, comment, "official")
    words = {"reason": "Nobody's data is given here.", "revision": comment.revision, "now": NOON}
    decision = dismiss_reports(session, moderator, comment, comment.bill, newest=newest, **words)
    assert (decision.kind, decision.log_seq) == (DecisionKind.DISMISS, None)
    assert open_reports(session, comment) == 1
    assert entries(session) == []
    assert session.scalars(sa.select(OutboxMessage)).all() == []
    session.refresh(comment)
    assert (comment.state, comment.log_seq) == (State.VISIBLE, None)
    assert (
        refusal(session, dismiss_reports, session, moderator, comment, comment.bill, newest=newest, **words)
        == "conflict"
    )


@pytest.mark.parametrize("persona", ["citizen", "official", "other_subgroup_moderator", "administrator"])
def test_others_neither_hide_restore_nor_dismiss(session: Session, world: World, persona: str) -> None:
    comment, who = say(world, "other_citizen"), world.people[persona]
    report(world, comment, "lead")
    words = {"reason": REASON, "revision": comment.revision, "now": NOON}
    bill = comment.bill
    assert refusal(session, hide_comment, session, who, comment, bill, ground=Ground.SPAM, **words) == "not_allowed"
    assert refusal(session, dismiss_reports, session, who, comment, bill, newest=9, **words) == "not_allowed"
    hide(world, comment)
    words["revision"] = comment.revision
    assert refusal(session, restore_comment, session, who, comment, bill, **words) == "not_allowed"
