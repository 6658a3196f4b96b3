"""Words of others that are kept beside the log: none goes on naming somebody whose account is erased."""

import re
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import timedelta
from typing import Any

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.accounts.erasure.leaving import erase_account
from app.accounts.handles import skeleton
from app.accounts.models import Person, Role
from app.accounts.offices.conflicts import declare_conflict
from app.accounts.offices.models import Conflict, Suspension, SuspensionGround
from app.accounts.offices.suspensions import suspend_account
from app.bills.handover.actions import accept_handover, propose_handover
from app.bills.handover.queries import load_handover
from app.bills.models import Bill
from app.discussion.restraints.models import Restraint
from app.kernel.bilingual import BilingualText
from app.kernel.db import Base
from app.moderation.actions import dismiss_reports
from app.moderation.calming.actions import confirm_gate, lift_restraint, lock_thread, propose_gate, slow_discussion
from app.moderation.calming.queries import get_proposal
from app.moderation.models import Report
from app.record.models import Opening
from tests.accounts.people import give_password, password_hash
from tests.builders import NOON, World, appoint
from tests.moderation.cases import report, say

HANDLE = "peregrine"
SAID = f"It concerns what @{HANDLE} did in this place."
NAMES_OF_PROSE = re.compile(r"(^|_)(reason|note|justification|words|objection|text|body)$")
AGENCYS = "an agency's words about its bill; published ones never change"
OWN = "what somebody said in the discussion; the author's own goes or stays as they choose, another's is that person's speech"
STAYS = {
    "answer.reason": AGENCYS,
    "answer_step.reason": AGENCYS,
    "article_text.text": AGENCYS,
    "article_text.current_text": AGENCYS,
    "bill.note": AGENCYS,
    "bill.justification": AGENCYS,
    "bill.withdrawal_reason": AGENCYS,
    "milestone.note": AGENCYS,
    "notice_change.reason": AGENCYS,
    "notice_change.old_justification": AGENCYS,
    "notice_change.new_justification": AGENCYS,
    "version.note": AGENCYS,
    "question.text": "a part of a summary, which says what was argued; a published one never changes",
    "recommendation.text": "a part of a summary, which says what was argued; a published one never changes",
    "comment.body": OWN,
    "comment.proposed_text": OWN,
    "earlier_text.body": OWN,
    "earlier_text.proposed_text": OWN,
    "withheld_text.words": "blacked-out words, which nobody is shown; those of the author are deleted",
    "record_opening.words": "the log's own: such openings are erased whole, with an act that says so",
}


@pytest.fixture
def leaver(world: World) -> Person:
    person = give_password(world.session, world.people["citizen"])
    person.handle, person.handle_skeleton = HANDLE, skeleton(HANDLE)
    appoint(world.people["other_citizen"], Role.LEAD, world.other_subgroup)
    world.session.commit()
    return person


def erase(world: World, person: Person) -> None:
    erase_account(world.session, person, proved=password_hash(), withdraws=False, now=NOON)
    world.session.flush()
    world.session.expire_all()


def newest_words(world: World) -> str:
    return str(world.session.scalars(sa.select(Opening.words).order_by(Opening.seq.desc()).limit(1)).one())


def test_words_that_wait_bring_no_erased_handle_onto_the_record(world: World, leaver: Person) -> None:
    session, people, bill = world.session, world.people, world.bills["open"]
    asked = {"days": 3, "hours": 24, "reason": SAID}
    waiting = propose_gate(session, people["moderator"], bill, **asked, now=NOON).id
    offered = propose_handover(session, people["lead"], bill, world.other_subgroup, reason=SAID, now=NOON).id
    erase(world, leaver)
    confirm_gate(session, people["second_moderator"], get_proposal(session, bill, waiting), bill, now=NOON)
    assert "what @… did" in newest_words(world)
    accept_handover(session, people["other_citizen"], load_handover(session, offered), NOON)
    assert "what @… did" in newest_words(world)


def test_reasons_on_public_pages_no_longer_name_the_person(client: FlaskClient, world: World, leaver: Person) -> None:
    session, people, bill = world.session, world.people, world.bills["open"]
    root, moderator = say(world), people["moderator"]
    about = f"The thread of {HANDLE} has turned into insults."  # a plain handle, in words about their own comment
    locked = lock_thread(session, moderator, root, root.bill, hours=24, reason=about, now=NOON)
    slow = slow_discussion(session, moderator, bill, minutes=15, hours=24, reason=SAID, now=NOON)
    lift_restraint(session, moderator, slow, bill, reason=SAID, now=NOON + timedelta(minutes=1))
    declare_conflict(session, people["second_moderator"], people["second_moderator"], world.agency, note=SAID, now=NOON)
    suspend_account(
        session,
        people["administrator"],
        people["other_subgroup_moderator"],
        ground=SuspensionGround.REPEATED_BREACHES,
        reason=SAID,
        now=NOON,
    )
    session.commit()
    page, ids = f"/comments/{root.id}?lang=en", (locked.id, slow.id)
    assert HANDLE in client.get(page).text
    before = session.scalars(sa.select(Bill.revision).where(Bill.id == bill.id)).one()
    erase(world, leaver)
    session.commit()
    kept = [session.get_one(Restraint, number) for number in ids]
    assert [kept[0].reason, kept[1].reason, kept[1].ended_reason] == [
        "The thread of … has turned into insults.",
        SAID.replace(HANDLE, "…"),
        SAID.replace(HANDLE, "…"),
    ]
    said = [*session.scalars(sa.select(Conflict.note)), *session.scalars(sa.select(Suspension.reason))]
    assert said == [SAID.replace(HANDLE, "…")] * 2
    assert session.scalars(sa.select(Bill.revision).where(Bill.id == bill.id)).one() > before
    assert HANDLE not in client.get(page).text


@contextmanager
def asked_of(world: World) -> Iterator[list[str]]:
    """Every statement that the database is asked."""
    heard: list[str] = []

    def hear(_connection: Any, _cursor: Any, statement: str, *_more: Any) -> None:
        heard.append(statement.replace('"', ""))

    connection = world.session.connection()
    sa.event.listen(connection, "before_cursor_execute", hear)
    yield heard
    sa.event.remove(connection, "before_cursor_execute", hear)


def is_prose(column: sa.Column[Any]) -> bool:
    return isinstance(column.type, sa.Text | sa.JSON | BilingualText) and bool(NAMES_OF_PROSE.search(column.name))


def test_every_column_of_words_is_searched_for_the_name_or_stays_for_a_reason(world: World, leaver: Person) -> None:
    columns = {str(column) for table in Base.metadata.tables.values() for column in table.columns if is_prose(column)}
    with asked_of(world) as heard:
        erase(world, leaver)
    searched = {
        column for column in columns for one in heard if re.search(rf"\b{re.escape(column)}\)? I?LIKE", one) is not None
    }
    assert {"restraint.reason", "handover.reason", "report.note"} <= searched
    assert columns - searched == STAYS.keys(), "clean what is new with take_out_names, or say in STAYS why it stays"


def test_the_file_holds_no_reasons_of_dismissals(client: FlaskClient, world: World, leaver: Person) -> None:
    comment = say(world)
    report(world, comment)
    newest = world.session.scalars(sa.select(Report.id)).one()
    seen = {"revision": comment.revision, "newest": newest}
    reason = "For moderators alone: nothing is wrong with it."
    dismiss_reports(world.session, world.people["moderator"], comment, comment.bill, reason=reason, **seen, now=NOON)
    world.session.commit()
    world.sign_in(client, "citizen")
    held = client.get("/account/data/file")
    assert held.status_code == 200
    assert "For moderators alone" not in held.text
    assert "decision" not in held.json["tables"]
