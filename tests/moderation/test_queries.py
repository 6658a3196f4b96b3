"""Who moderates what, and what is read of decisions and reports."""

from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.accounts.offices.models import Conflict
from app.bills.models import Bill, bill_co_lead
from app.discussion.models import Comment
from app.moderation.desk.context import Standing
from app.moderation.desk.queries import get_item
from app.moderation.models import DecisionKind, Report
from app.moderation.policy import may_moderate
from app.moderation.queries import has_reported, list_decisions, moderated_by
from tests.builders import World, appoint, make_person
from tests.conftest import NOON
from tests.moderation.cases import hide, report, say


def test_the_sql_twin_equals_the_policy_for_each_persona_and_comment(session: Session, world: World) -> None:
    comments = [say(world, who, phase) for who in ("citizen", "moderator") for phase in ("open", "closed", "withdrawn")]
    session.execute(bill_co_lead.insert().values(bill_id=world.bills["closed"].id, agency_id=world.other_agency.id))
    session.refresh(world.bills["closed"], ["co_leads"])
    appoint(world.people["lead"], Role.OFFICIAL, world.other_agency)
    appoint(world.people["second_moderator"], Role.OFFICIAL, world.agency)
    appoint(world.people["other_citizen"], Role.MODERATOR, world.subgroup).ends_at = NOON
    world.bills["withdrawn"].announced_at = NOON + timedelta(days=1)
    judge_partially(session, world)
    pairs = 0
    for person in world.people.values():
        query = sa.select(Comment.id).join(Bill, Bill.id == Comment.bill_id).where(moderated_by(person, NOON))
        found = set(session.scalars(query))
        assert found == {c.id for c in comments if may_moderate(person, c, c.bill, NOON)}, person.handle
        pairs += len(found)
    assert pairs > 0


def judge_partially(session: Session, world: World) -> None:
    """Three more moderators, each with a conflict of interest: with a bill, with a co-lead, and with a bill until now."""
    other = world.other_agency.id
    things = {
        "bill": {"bill_id": world.bills["open"].id},
        "co-lead": {"agency_id": other},
        "past": {"agency_id": other},
    }
    for name, thing in things.items():
        person = world.people[name] = make_person(session, name)
        appoint(person, Role.MODERATOR, world.subgroup)
        session.flush()
        over = {"retracted_at": NOON, "retracted_by_id": person.id} if name == "past" else {}
        declared = {"declared_at": NOON - timedelta(days=1), "declared_by_id": person.id}
        session.add(Conflict(person_id=person.id, **thing, **declared, **over))
    session.flush()


def test_the_public_history_leaves_out_what_is_not_on_the_record(session: Session, world: World) -> None:
    from app.moderation.actions import dismiss_reports

    comment = say(world)
    report(world, comment)
    newest = session.scalar(sa.select(sa.func.max(Report.id)))
    words = {"reason": "Nobody's data is given here.", "revision": comment.revision, "newest": newest, "now": NOON}
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
    assert get_item(session, comment, NOON).standing == Standing(visible=1)
