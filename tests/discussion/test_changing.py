"""Editing, withdrawing, hiding, restoring, endorsing: what changes, what stays, what is refused."""

from datetime import timedelta

import pytest
import sqlalchemy as sa

from app.discussion import actions, states
from app.discussion.events import CommentStateChanged
from app.discussion.models import Comment, EarlierText, Endorsement, Ground, State
from app.discussion.queries import list_earlier_texts
from app.kernel import richtext
from app.kernel.events import Events
from app.kernel.verdict import Refused
from tests.builders import World
from tests.discussion import talk
from tests.discussion.talk import NOON, REASON, edit, endorse, hide, load, post, restore, retract, withdraw

MINUTE = timedelta(minutes=1)


def count(world: World, kind: type) -> int:
    return world.session.scalar(sa.select(sa.func.count()).select_from(kind)) or 0


def test_edit_keeps_the_earlier_texts_in_order(world: World) -> None:
    said = post(world, "First 初稿.")
    assert edit(world, said, "第二稿", now=NOON + MINUTE)
    assert edit(world, said, "Third.", now=NOON + 2 * MINUTE)
    earlier = list_earlier_texts(world.session, load(world, said))
    assert [(t.ordinal, t.body, t.written_at, t.lang) for t in earlier] == [
        (1, "First 初稿.", NOON, "zh-Hant-TW"),
        (2, "第二稿", NOON + MINUTE, "zh-Hant-TW"),
    ]
    assert [t.sha256 for t in earlier] == [richtext.digest("First 初稿."), richtext.digest("第二稿")]
    now = load(world, said)
    assert (now.body, now.body_html, now.sha256) == ("Third.", "<p>Third.</p>\n", richtext.digest("Third."))
    assert (now.lang, now.posted_at, now.edited_at, now.revision) == ("en", NOON, NOON + 2 * MINUTE, 3)


def test_the_same_text_is_no_edit(world: World) -> None:
    said = post(world, "**Same**\nwords")
    assert not edit(world, said, " **Same**\r\nwords\u200b ", now=NOON + MINUTE)
    assert (load(world, said).edited_at, load(world, said).revision, count(world, EarlierText)) == (None, 1, 0)


def test_going_back_to_an_earlier_text_is_an_edit(world: World) -> None:
    said = post(world, "A")
    for body in ("B", "A"):
        edit(world, said, body)
    assert [t.body for t in list_earlier_texts(world.session, said)] == ["A", "B"]


def test_edit_of_a_stale_revision_is_a_conflict(world: World) -> None:
    said = load(world, post(world, "First."))
    edit(world, said, "Second.")
    author, bill = world.people["citizen"], world.bills["open"]
    for revision in (1, 0, 3):
        with pytest.raises(Refused) as error:
            actions.edit_comment(
                world.session, author, said, bill, text=richtext.read("Third."), revision=revision, now=NOON
            )
        assert error.value.reason.code == "conflict"
    assert (load(world, said).body, count(world, EarlierText)) == ("Second.", 1)


@pytest.mark.parametrize("body", ["", "\u200b", "字" * 5_001])
def test_edit_to_nothing_or_too_much_is_refused(world: World, body: str) -> None:
    said = post(world, "First.")
    with pytest.raises(Refused) as error:
        edit(world, said, body)
    assert (error.value.reason.code, error.value.field) == ("invalid", "body")
    assert load(world, said).body == "First."


def test_withdrawing_erases_the_text_and_its_history(world: World) -> None:
    said = post(world, "First.", place="2")
    edit(world, said, "Second.")
    reply = post(world, "A reply.", by="other_citizen", parent=said)
    endorse(world, said)
    withdraw(world, said, now=NOON + MINUTE)
    gone = load(world, said)
    assert (gone.state, gone.state_at, gone.revision) == (State.WITHDRAWN, NOON + MINUTE, 3)
    assert (gone.body, gone.body_html, gone.sha256, count(world, EarlierText)) == (None, None, None, 0)
    assert (gone.address, gone.author_id, gone.posted_at) == ("2", world.people["citizen"].id, NOON)
    assert (load(world, reply).body, load(world, reply).parent_id, gone.reply_count) == ("A reply.", said.id, 1)
    assert talk.stored_counts(world.session) == talk.counted_anew(world.session)


def test_a_hidden_comment_can_be_withdrawn_by_its_author(world: World) -> None:
    said = post(world, "First.")
    edit(world, said, "Second.")
    hide(world, said)
    withdraw(world, said)
    gone = load(world, said)
    assert (gone.state, gone.ground, gone.state_reason, gone.log_seq) == (State.WITHDRAWN, None, None, None)
    assert (gone.body, count(world, EarlierText)) == (None, 0)
    assert talk.stored_counts(world.session) == talk.counted_anew(world.session)
    with pytest.raises(Refused) as error:
        restore(world, said)
    assert error.value.reason.code == "conflict"


@pytest.mark.parametrize("by", ["other_citizen", "moderator", "official", "administrator"])
def test_nobody_else_edits_or_withdraws(world: World, by: str) -> None:
    said = post(world)
    for act in (lambda: edit(world, said, "Mine.", by=by), lambda: withdraw(world, said, by=by)):
        with pytest.raises(Refused) as error:
            act()
        assert error.value.reason.code == "not_allowed"


def test_withdrawing_after_the_notice(world: World) -> None:
    said, closes_at = post(world), world.bills["open"].closes_at
    assert closes_at is not None
    with pytest.raises(Refused) as error:
        edit(world, said, "Late.", now=closes_at)
    assert error.value.reason.code == "notice_closed"
    withdraw(world, said, now=closes_at)
    assert load(world, said).state is State.WITHDRAWN


def test_endorsing_twice_is_one_row(world: World) -> None:
    said = post(world)
    for _time in range(3):
        endorse(world, said)
    endorse(world, said, by="moderator")
    assert (count(world, Endorsement), load(world, said).endorsement_count) == (2, 2)
    for _time in range(2):
        retract(world, said)
    assert (count(world, Endorsement), load(world, said).endorsement_count) == (1, 1)
    endorse(world, said, now=NOON + MINUTE)
    assert load(world, said).endorsement_count == 2


def test_endorsing_bumps_the_bill_but_not_the_comment(world: World) -> None:
    """An edit that was begun before somebody endorsed is not stale; the kept page is."""
    said, bill = post(world), world.bills["open"]
    world.session.expire_all()
    before = bill.revision
    endorse(world, said)
    world.session.expire_all()
    assert (load(world, said).revision, bill.revision > before) == (1, True)


def test_endorsements_of_a_hidden_comment_wait(world: World) -> None:
    said = post(world)
    endorse(world, said)
    hide(world, said)
    for act in (endorse, retract):
        with pytest.raises(Refused) as error:
            act(world, said)
        assert error.value.reason.code == "conflict"
    restore(world, said)
    assert load(world, said).endorsement_count == 1


def test_hiding_keeps_the_words_for_restoring(world: World) -> None:
    said = post(world, "Words.", place="Q1")
    hide(world, said, now=NOON + MINUTE)
    hidden = load(world, said)
    assert (hidden.state, hidden.ground, hidden.state_reason) == (State.HIDDEN, Ground.PERSONAL_DATA, REASON)
    assert (hidden.log_seq, hidden.state_at, hidden.revision) == (7, NOON + MINUTE, 2)
    assert (hidden.body, hidden.question and hidden.question.comment_count) == ("Words.", 0)
    restore(world, said, now=NOON + 2 * MINUTE)
    back = load(world, said)
    assert (back.state, back.ground, back.log_seq, back.revision) == (State.VISIBLE, None, 8, 3)
    assert (back.body, back.state_at) == ("Words.", NOON + 2 * MINUTE)
    assert talk.stored_counts(world.session) == talk.counted_anew(world.session)


def test_a_second_act_on_the_same_revision_is_a_conflict(world: World) -> None:
    said = load(world, post(world))
    words = {"reason": REASON, "log_seq": 9, "revision": 1, "now": NOON}
    states.set_hidden(world.session, said, ground=Ground.SPAM, **words)  # type: ignore[arg-type]
    for again in (words, words | {"revision": 2}):
        with pytest.raises(Refused) as error:
            states.set_hidden(world.session, said, ground=Ground.THREAT, **again)  # type: ignore[arg-type]
        assert error.value.reason.code == "conflict"
    with pytest.raises(Refused):
        states.set_restored(world.session, said, **words)  # type: ignore[arg-type]
    assert load(world, said).ground is Ground.SPAM


def test_restoring_what_is_not_hidden_is_a_conflict(world: World) -> None:
    with pytest.raises(Refused) as error:
        restore(world, post(world))
    assert error.value.reason.code == "conflict"


def test_rooms_above_are_told_of_each_change_of_state(world: World) -> None:
    heard: list[tuple[int, State]] = []
    events = Events()
    events.subscribe(CommentStateChanged, lambda _session, e: heard.append((e.comment.id, e.comment.state)))
    kept, world.session.info["events"] = world.session.info["events"], events
    try:
        said = post(world)
        edit(world, said, "Other words.")
        for act in (hide, restore, withdraw):
            act(world, said)
    finally:
        world.session.info["events"] = kept
    assert heard == [(said.id, state) for state in (State.HIDDEN, State.VISIBLE, State.WITHDRAWN)]


@pytest.mark.parametrize("broken", [{"body": None}, {"ground": Ground.SPAM}, {"endorsement_count": -1}])
def test_database_refuses_what_cannot_be(world: World, broken: dict[str, object]) -> None:
    said = post(world)
    with pytest.raises(sa.exc.IntegrityError), world.session.begin_nested():
        world.session.execute(sa.update(Comment).where(Comment.id == said.id).values(broken))
