"""The queue of reports, and who sees what in it."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.bills.models import Bill, bill_co_lead
from app.discussion.actions import withdraw_comment
from app.discussion.models import Comment, Ground
from app.moderation.models import DecisionKind, Report
from app.moderation.policy import may_moderate
from app.moderation.queries import (
    Standing,
    count_queue,
    get_item,
    has_reported,
    list_decisions,
    list_queue,
    moderated_by,
)
from tests.builders import World, appoint
from tests.conftest import NOON, Statements
from tests.moderation.cases import hide, report, say


def test_the_sql_twin_equals_the_policy_for_each_persona_and_comment(session: Session, world: World) -> None:
    comments = [say(world, who, phase) for who in ("citizen", "moderator") for phase in ("open", "closed", "withdrawn")]
    session.execute(bill_co_lead.insert().values(bill_id=world.bills["closed"].id, agency_id=world.other_agency.id))
    session.refresh(world.bills["closed"], ["co_leads"])
    appoint(world.people["lead"], Role.OFFICIAL, world.other_agency)
    appoint(world.people["second_moderator"], Role.OFFICIAL, world.agency)
    appoint(world.people["other_citizen"], Role.MODERATOR, world.subgroup).ends_at = NOON
    world.bills["withdrawn"].announced_at = NOON + timedelta(days=1)
    session.flush()
    pairs = 0
    for person in world.people.values():
        query = sa.select(Comment.id).join(Bill, Bill.id == Comment.bill_id).where(moderated_by(person, NOON))
        found = set(session.scalars(query))
        assert found == {c.id for c in comments if may_moderate(person, c, c.bill, NOON)}, person.handle
        pairs += len(found)
    assert pairs > 0


def test_an_item_brings_its_context_and_never_a_reporter(session: Session, world: World) -> None:
    parent = say(world, "official", text="The agency asks")
    hide(world, say(world, "citizen", text="Hidden before"))
    comment = say(world, "citizen", text="Reported words", parent=parent)
    report(world, comment, "other_citizen", "first note", now=NOON - timedelta(days=2))
    report(world, comment, "lead", "second note", ground=Ground.SPAM)
    item = list_queue(session, world.people["moderator"], NOON).items[0]
    assert item.comment.id == comment.id
    assert item.parent is not None
    assert item.parent.author_handle == "official"
    assert item.oldest_at == NOON - timedelta(days=2)
    assert [r.note for r in item.reports] == ["first note", "second note"]
    assert dict(item.grounds) == {Ground.PERSONAL_DATA: 1, Ground.SPAM: 1}
    assert item.standing == Standing(visible=1, hidden=1)
    assert item.bill_title == comment.bill.title
    assert "other-citizen" not in repr(item)
    assert "lead" not in repr(item.reports)


def test_the_queue_is_oldest_first_in_pages_that_neither_repeat_nor_skip(session: Session, world: World) -> None:
    comments = [say(world, text=f"No. {n}", now=NOON - timedelta(hours=9 - n)) for n in range(7)]
    order = [3, 0, 6, 2, 5, 1, 4]
    for place, n in enumerate(order):
        report(world, comments[n], now=NOON + timedelta(minutes=place))
    report(world, comments[3], "lead", now=NOON + timedelta(hours=1))
    seen, after = [], None
    while True:
        queue = list_queue(session, world.people["moderator"], NOON, after, limit=3)
        seen += [item.comment.id for item in queue.items]
        after = queue.next
        if after is None:
            break
    assert seen == [comments[n].id for n in order]
    assert count_queue(session, world.people["moderator"], NOON) == 7


def test_decided_withdrawn_and_foreign_comments_are_not_in_the_queue(session: Session, world: World) -> None:
    hidden, own, shown, gone = say(world), say(world, "moderator"), say(world), say(world)
    for comment in (hidden, own, shown, gone):
        report(world, comment)
    hide(world, hidden)
    withdraw_comment(session, gone.author, gone, gone.bill, now=NOON)
    for persona, count in (("moderator", 1), ("lead", 2), ("other_subgroup_moderator", 0), ("official", 0)):
        person = world.people[persona]
        assert count_queue(session, person, NOON) == count
        assert len(list_queue(session, person, NOON).items) == count


def test_five_hundred_reports_cost_as_many_statements_as_one(
    session: Session, world: World, statements: Statements
) -> None:
    bill, moderator = world.bills["open"], world.people["moderator"]
    first = say(world)
    report(world, first)
    with statements:
        list_queue(session, moderator, NOON)
        count_queue(session, moderator, NOON)
    one = len(statements)
    _pile_up(session, world, first, 500)
    session.expire_all()
    moderator.memberships, bill.agency_id  # noqa: B018  loaded before counting, as in a request
    with statements:
        queue = list_queue(session, moderator, NOON)
        assert count_queue(session, moderator, NOON) == 251
    assert len(statements) == one
    assert one <= 7
    assert len(queue.items) == 20
    assert all(len(item.reports) == 2 for item in queue.items[1:])


def _pile_up(session: Session, world: World, like: Comment, number: int) -> None:
    columns = [c.name for c in Comment.__table__.columns if c.name != "id"]
    rows = [{name: getattr(like, name) for name in columns} | {"path": f"{n:08d}"} for n in range(number // 2)]
    session.execute(sa.insert(Comment), rows)
    ids = session.scalars(sa.select(Comment.id).where(Comment.id != like.id)).all()
    reporters = [world.people["other_citizen"].id, world.people["official"].id]
    reports = [
        {"comment_id": i, "reporter_id": who, "ground": Ground.SPAM, "note": "", "reported_at": NOON}
        for i in ids
        for who in reporters
    ]
    session.execute(sa.insert(Report), reports)


def test_the_public_history_leaves_out_what_is_not_on_the_record(session: Session, world: World) -> None:
    from app.moderation.actions import dismiss_reports

    comment = say(world)
    report(world, comment)
    words = {"reason": "Nobody's data is given here.", "revision": comment.revision, "newest": 999, "now": NOON}
    dismiss_reports(session, world.people["lead"], comment, comment.bill, **words)
    hide(world, comment)
    assert [d.kind for d in list_decisions(session, comment.id)] == [DecisionKind.HIDE]
    assert [d.kind for d in list_decisions(session, comment.id, public=False)] == [
        DecisionKind.DISMISS,
        DecisionKind.HIDE,
    ]
    assert list_decisions(session, comment.id)[0].moderator_handle == "moderator"


def test_whether_somebody_has_reported(session: Session, world: World) -> None:
    comment = say(world)
    report(world, comment)
    assert has_reported(session, world.people["other_citizen"], comment)
    assert not has_reported(session, world.people["official"], comment)
    assert not has_reported(session, None, comment)
    assert get_item(session, comment).standing == Standing(visible=1)
