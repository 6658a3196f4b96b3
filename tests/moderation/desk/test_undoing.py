"""Undoing within a minute: whole, once, by who did it, and on the record."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.offices.conflicts import BillMark, declare_conflict
from app.discussion.models import Comment, State
from app.moderation.desk.models import DeskAct
from app.moderation.models import Decision, DecisionKind
from app.record.models import Entry, Opening
from tests.builders import World
from tests.conftest import NOON, Clock
from tests.moderation.cases import REASON
from tests.moderation.desk.pile import mark, marks, number_of, open_reports, reported

SECOND = timedelta(seconds=1)
ZH, EN = "同一位版主在一分鐘內撤銷了這項決定。", "Undone within a minute by the same moderator."


def act(client: FlaskClient, world: World, kind: str, comments: list[Comment]) -> str:
    """Do something at the desk; return where it is undone."""
    world.sign_in(client, "moderator")
    form = {"ground": "spam", "reason": REASON, "item": marks(world, comments)}
    assert client.post(f"/desk/reports/{kind}", data=form).status_code == 303
    return f"/desk/acts/{world.session.scalar(sa.select(sa.func.max(DeskAct.id)))}/undoing"


def test_hidings_are_undone_on_the_record_in_both_languages(client: FlaskClient, world: World) -> None:
    comments = reported(world, 2)
    undo = act(client, world, "hidings", comments)
    page = client.get("/desk/reports?lang=en").text
    assert "You have just hidden 2 comments." in page
    assert undo in page
    done = client.post(undo, data={"next": "/desk/reports?sort=most"})
    assert (done.status_code, done.location) == (303, "/desk/reports?sort=most")
    acts = world.session.scalars(sa.select(Entry.act).order_by(Entry.seq)).all()
    assert acts == ["hide", "hide", "restore", "restore"]
    assert open_reports(world) == 2
    last = world.session.scalars(sa.select(Opening).order_by(Opening.seq.desc())).first()
    assert last is not None
    assert last.words["reason"] == f"{ZH} {EN}"
    world.session.expire_all()
    assert {world.session.get_one(Comment, each.id).state for each in comments} == {State.VISIBLE}
    world.sign_in(client, None)
    for language, words, others in (("en", EN, ZH), ("zh-TW", ZH, EN)):
        shown = client.get(f"/comments/{comments[0].id}?lang={language}").text
        assert "Reported no. 0." in shown
        assert words in shown
        assert others not in shown


def test_dismissals_are_undone_and_the_reports_open_again(client: FlaskClient, world: World) -> None:
    comments = reported(world, 2)
    undo = act(client, world, "dismissals", comments)
    assert open_reports(world) == 0
    assert client.post(undo).status_code == 303
    assert (open_reports(world), number_of(world, Entry), number_of(world, Decision)) == (2, 0, 2)
    page = client.get(f"/desk/reports/{comments[0].id}?lang=en").text
    assert "Undone by the same moderator" in page
    assert client.get("/desk/reports").text.count("data-item") == 2


@pytest.mark.parametrize("kind", ["hidings", "dismissals"])
@pytest.mark.parametrize(("passed", "status"), [(60 * SECOND - SECOND / 1_000_000, 303), (60 * SECOND, 409)])
def test_a_minute_is_a_minute(
    client: FlaskClient, world: World, clock: Clock, kind: str, passed: timedelta, status: int
) -> None:
    undo = act(client, world, kind, reported(world))
    clock.now = NOON + passed
    answer = client.post(f"{undo}?lang=en")
    assert answer.status_code == status
    assert ("A minute has passed" in answer.text) == (status == 409)
    assert (undo in client.get("/desk/reports").text) is False
    world.session.expire_all()
    assert world.session.scalars(sa.select(DeskAct.undone_at.is_not(None))).one() == (status == 303)


def test_nobody_undoes_what_another_did_nor_anything_twice(client: FlaskClient, world: World) -> None:
    undo = act(client, world, "hidings", reported(world))
    for persona, status in (("lead", 404), ("moderator", 303), ("moderator", 409)):
        world.sign_in(client, persona)
        answer = client.post(f"{undo}?lang=en")
        assert answer.status_code == status
    assert "This has already been undone." in answer.text
    assert number_of(world, Entry) == 2


def test_an_act_is_undone_whole_or_not_at_all(client: FlaskClient, world: World) -> None:
    comments = reported(world, 2)
    undo = act(client, world, "hidings", comments)
    world.session.expire_all()
    form = {
        "reason": "It was fictitious after all.",
        "revision": world.session.get_one(Comment, comments[0].id).revision,
    }
    world.sign_in(client, "lead")
    assert client.post(f"/comments/{comments[0].id}/restoration", data=form).status_code == 303
    world.sign_in(client, "moderator")
    answer = client.post(f"{undo}?lang=en")
    assert answer.status_code == 409
    assert "Nothing was done" in answer.text
    world.session.expire_all()
    assert world.session.get_one(Comment, comments[1].id).state is State.HIDDEN
    assert number_of(world, Entry) == 3


def test_a_single_hiding_is_undone_from_the_comments_page(client: FlaskClient, world: World, clock: Clock) -> None:
    comment = reported(world)[0]
    world.sign_in(client, "moderator")
    form = {"ground": "spam", "reason": REASON, "revision": comment.revision}
    assert client.post(f"/comments/{comment.id}/hiding", data=form).status_code == 303
    page = client.get(f"/comments/{comment.id}?lang=en").text
    undo = f"/desk/acts/{world.session.scalar(sa.select(sa.func.max(DeskAct.id)))}/undoing"
    assert undo in page
    assert "within 60 seconds" in page
    assert undo not in world.sign_in(client, "lead").get(f"/comments/{comment.id}").text
    world.sign_in(client, "moderator")
    done = client.post(undo, data={"next": f"/comments/{comment.id}"})
    assert (done.status_code, done.location) == (303, f"/comments/{comment.id}")
    kinds = world.session.scalars(sa.select(Decision.kind).order_by(Decision.id)).all()
    assert kinds == [DecisionKind.HIDE, DecisionKind.RESTORE]


def test_who_hides_after_a_colleague_dismissed_is_told(client: FlaskClient, world: World) -> None:
    """A dismissal changes nothing public, so the comment's revision alone would not tell."""
    comment = reported(world)[0]
    seen = mark(world, comment).split(".")
    act(client, world, "dismissals", [comment])
    world.sign_in(client, "lead")
    form = {"ground": "spam", "reason": REASON, "revision": seen[1], "newest": seen[2]}
    told = client.post(f"/comments/{comment.id}/hiding?lang=en", data=form)
    assert told.status_code == 409
    assert "Somebody else has just decided on these reports" in told.text
    assert "Decided by moderator" in told.text
    assert number_of(world, Entry) == 0
    assert client.post(f"/comments/{comment.id}/hiding", data=form | {"newest": "0"}).status_code == 303


def test_who_declared_a_conflict_meanwhile_is_told_why_nothing_is_undone(client: FlaskClient, world: World) -> None:
    undo, moderator = act(client, world, "hidings", reported(world)), world.people["moderator"]
    bill = world.bills["open"]
    declare_conflict(world.session, moderator, moderator, BillMark(bill.id, bill.slug), now=NOON)
    world.session.commit()
    answer = client.post(f"{undo}?lang=en")
    assert answer.status_code == 403
    assert "You have a declared conflict of interest with this bill" in answer.text
