"""Changes of what the public sees, one of each kind, and the order in which they can follow each other."""

from collections.abc import Callable
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.actions import create_agency, create_subgroup, end_role, grant_role
from app.accounts.models import Membership, Role
from app.accounts.offices.conflicts import declare_conflict
from app.accounts.policy import SYSTEM
from app.bills.handover.actions import assign_bill
from app.bills.models import ArticleText, Bill, BillTopic, Milestone, Question, Stage, Version
from app.discussion import actions as discussing
from app.discussion.models import Comment
from app.discussion.restraints.models import Restraint
from app.kernel.bilingual import Bilingual
from app.moderation.actions import restore_comment
from app.moderation.calming.actions import lift_restraint, lock_thread
from app.record import log
from app.record.models import Act, Opening
from app.summaries.models import Summary
from tests.architecture.things import add_comment
from tests.builders import NOON, TODAY, World
from tests.discussion import talk
from tests.moderation.cases import hide
from tests.record.signing import sign

WORDS = Bilingual("新的文字", "New words")


def _of(kind: Any, session: Session, bill: Bill):
    return session.scalars(sa.select(kind).where(kind.bill_id == bill.id).order_by(kind.id)).first()


def _comment(world: World) -> Comment:
    return talk.load(world, _of(Comment, world.session, world.bills["open"]))


def _hidden(world: World) -> Comment:
    return talk.load(world, world.session.scalars(sa.select(Comment).where(Comment.state == "hidden")).first())


def _repeated(world: World) -> Comment:
    said = sa.select(Comment).where(Comment.argument_id.is_not(None)).order_by(Comment.id.desc())
    return talk.load(world, world.session.scalars(said).first())


def _restore(world: World) -> object:
    found = _hidden(world)
    who, reason = world.people["moderator"], "It was hidden by mistake, it does not advertise."
    return restore_comment(world.session, who, found, found.bill, reason=reason, revision=found.revision, now=NOON)


def _endorse(world: World) -> None:
    found, who = _comment(world), world.people["citizen"]
    discussing.endorse_comment(world.session, who, found, found.bill, now=NOON)


def _sign(world: World) -> None:
    log.append(world.session, Act.EXTEND, actor="p", subject="bill:open-bill", bill="open-bill", now=NOON)
    world.session.commit()
    sign(world.session, NOON)


def _lock(world: World) -> None:
    found, who = _comment(world), world.people["moderator"]
    lock_thread(world.session, who, found, found.bill, hours=1, reason="It has turned into insults.", now=NOON)


def _let_in(world: World) -> None:
    query = sa.select(Restraint).where(Restraint.bill_id == world.bills["open"].id).order_by(Restraint.id.desc())
    restraint, who = world.session.scalars(query).first(), world.people["lead"]
    lift_restraint(world.session, who, restraint, world.bills["open"], now=NOON)


def _grant(world: World) -> None:
    grant_role(world.session, SYSTEM, world.people["citizen"], Role.MODERATOR, world.subgroup, now=NOON)


def _end(world: World) -> None:
    query = sa.select(Membership).where(Membership.subgroup_id == world.subgroup.id).limit(1)
    end_role(world.session, SYSTEM, world.session.scalars(query).one(), now=NOON)


def _declare(world: World) -> None:
    who = world.people["moderator"]
    declare_conflict(world.session, who, who, world.other_agency, note="A friend works there.", now=NOON)


def _hand_over(world: World) -> None:
    admin, bill = world.people["administrator"], world.bills["closed"]
    reason = "It is about services of platforms."
    assign_bill(world.session, admin, bill, world.other_subgroup, reason=reason, now=NOON)


def _new_agency(world: World) -> None:
    names = {"name": WORDS, "abbreviation": "NEW", "description": WORDS}
    create_agency(world.session, SYSTEM, slug="new-agency", **names, subgroup=world.subgroup, now=NOON)


def _milestone(world: World) -> None:
    bill = world.bills["closed"]
    world.session.add(Milestone(bill_id=bill.id, stage=Stage.EY_APPROVED, day=TODAY, note=WORDS, source_label=WORDS))


def _publish_summary(world: World) -> None:
    draft = _of(Summary, world.session, world.bills["closed"])
    draft.published_at, draft.published_by_id = NOON, world.people["moderator"].id


def _article_text(world: World) -> None:
    query = sa.select(ArticleText).join(Version).where(Version.bill_id == world.bills["open"].id)
    world.session.scalars(query.where(Version.number == 1)).first().text = WORDS


CHANGES: dict[str, Callable[[World], object]] = {
    "a comment is posted": lambda w: add_comment(w.session, w.people["citizen"], w.bills["open"]),
    "wording is proposed": lambda w: talk.post(w, place="1.1", proposed="Words."),
    "a comment is edited": lambda w: talk.edit(w, _comment(w), "Other words entirely.", by="other_citizen"),
    "a comment is withdrawn": lambda w: talk.withdraw(w, _comment(w), by="other_citizen"),
    "a comment is hidden": lambda w: hide(w, _comment(w), "lead"),
    "a comment is restored": _restore,
    "a comment is endorsed": _endorse,
    "a comment is taken out of an argument": lambda w: talk.part(w, _repeated(w)),
    "a thread is locked": _lock,
    "a thread is let in again": _let_in,
    "an argument is dissolved": lambda w: talk.split(w, _repeated(w)),
    "a bill is announced": lambda w: setattr(w.bills["unpublished"], "announced_at", NOON),
    "a bill is withdrawn": lambda w: setattr(w.bills["open"], "withdrawn_at", NOON),
    "a bill is answered": lambda w: setattr(w.bills["closed"], "answered_at", NOON),
    "a bill has another title": lambda w: setattr(w.bills["open"], "title", WORDS),
    "a bill has another lead": lambda w: setattr(w.bills["open"], "agency", w.other_agency),
    "a bill has a co-lead": lambda w: w.bills["open"].co_leads.append(w.other_agency),
    "a bill has a topic": lambda w: w.session.add(BillTopic(bill_id=w.bills["open"].id, topic="training")),
    "a question has other words": lambda w: setattr(_of(Question, w.session, w.bills["open"]), "text", WORDS),
    "an article has other words": _article_text,
    "a milestone is added": _milestone,
    "a summary is published": _publish_summary,
    "an agency is renamed": lambda w: setattr(w.agency, "name", WORDS),
    "an agency is created": _new_agency,
    "a subgroup is renamed": lambda w: setattr(w.subgroup, "name", WORDS),
    "a subgroup is created": lambda w: create_subgroup(
        w.session, SYSTEM, slug="new-subgroup", name=WORDS, remit=WORDS, now=NOON
    ),
    "a role is granted": _grant,
    "a conflict of interest is declared": _declare,
    "a bill goes to another subgroup": _hand_over,
    "a role ends": _end,
    "a person has another handle": lambda w: setattr(w.people["other_citizen"], "handle", "former-participant"),
    "a person is suspended": lambda w: setattr(w.people["moderator"], "suspended_at", NOON),
    "a checkpoint is signed": _sign,
    "an opening is erased": lambda w: w.session.delete(
        w.session.scalars(sa.select(Opening).order_by(Opening.seq)).first()
    ),
}


_SAID = [
    "a comment is posted",
    "wording is proposed",
    "a comment is edited",
    "a comment is endorsed",
    "a comment is hidden",
]
_SAID += ["a comment is restored", "a comment is withdrawn"]
_OF_BILLS = [
    name for name in CHANGES if name.startswith(("a bill", "a question", "an article", "a milestone", "a summary"))
]
_OF_OFFICES = [
    name
    for name in CHANGES
    if name.startswith(("an agency", "a subgroup", "a role", "a person", "a conflict", "an opening", "a checkpoint"))
]
CHAINS = {
    "said": _SAID,
    "taken out": ["a comment is taken out of an argument"],
    "dissolved": ["an argument is dissolved"],
    "locked": ["a thread is locked", "a thread is let in again"],
    "bills": sorted(_OF_BILLS, key="a bill is withdrawn".__eq__),
    "offices": sorted(_OF_OFFICES, key="a role ends".__eq__),
}
