"""The things that addresses name: comments, a report, a draft summary and a draft version, in the world of the personas."""

import re
from datetime import timedelta

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Person
from app.accounts.offices.models import Conflict, Invitation
from app.bills.handover.models import Handover
from app.bills.models import (
    Article,
    ArticleText,
    Bill,
    Milestone,
    PendingAct,
    PendingKind,
    Stage,
    StagedImport,
    Version,
)
from app.discussion import actions as discussing
from app.discussion.argument_models import Argument
from app.discussion.blackouts.models import Blackout
from app.discussion.models import Comment, Ground, Position
from app.discussion.places import Place
from app.discussion.restraints.models import Restraint
from app.kernel import richtext
from app.kernel.bilingual import Bilingual
from app.moderation.actions import hide_comment
from app.moderation.appeals.actions import appeal_hiding
from app.moderation.appeals.models import Appeal
from app.moderation.calming.models import GateProposal
from app.moderation.desk.models import SavedFilter
from app.moderation.models import Report
from app.moderation.passages.actions import black_out
from app.record import log
from app.record.models import Act
from app.responses.releasing.models import Release
from app.summaries.models import Citation, Issue, Recommendation, Summary
from app.summaries.objections.models import Objection
from tests.builders import NOON, TODAY, World
from tests.record.signing import sign

WORDS = Bilingual("議題", "Issue")
OWN = ("own", "hidden", "repeated")


def fill_world(world: World) -> World:
    """Add to the world what its addresses speak of, on the open and on the closed bill."""
    session, people = world.session, world.people
    log.append(session, Act.ANNOUNCE, actor=people["official"].public_id, subject="bill:open-bill", now=NOON)
    for phase in ("open", "closed"):
        bill = world.bills[phase]
        comments = [add_comment(session, people[author], bill) for author in ("other_citizen", "citizen")]
        reporter = people["second_moderator"]
        session.add(
            Report(comment_id=comments[0].id, reporter_id=reporter.id, ground="spam", note="", reported_at=NOON)
        )
        add_draft_summary(session, bill, comments[0])
        add_draft_version(session, bill)
        add_waiting_act(session, people["official"], bill)
        session.add(Release(bill_id=bill.id, asked_by_id=people["official"].id, asked_at=NOON, stamp="0" * 64))
        session.add(Milestone(bill_id=bill.id, stage=Stage.EY_REVIEW, day=TODAY, note=WORDS, source_label=WORDS))
    add_offices(world)
    for phase in ("open", "unpublished"):
        add_import(session, people["official"], world.bills[phase])
    hidden = add_comment(session, people["other_citizen"], world.bills["open"])
    session.flush()
    words = {"ground": Ground.SPAM, "reason": "It advertises a shop and says nothing on the bill.", "now": NOON}
    hide_comment(session, people["moderator"], hidden, world.bills["open"], revision=hidden.revision, **words)
    said = "The shop is the example that the bill's own explanation gives."
    appeal_hiding(session, people["other_citizen"], hidden, world.bills["open"], text=said, now=NOON)
    add_blackout(session, people["moderator"], world.bills["open"])
    add_restraints(session, people, world.bills["open"])
    for phase in ("open", "unpublished"):
        add_argument(session, [people["citizen"], people["other_citizen"]], world.bills[phase])
    session.flush()
    sign(session, NOON)
    return world


def add_restraints(session: Session, people: dict[str, Person], bill: Bill) -> None:
    """Add slow mode that is over to a bill, and a proposal that waits for a second moderator."""
    assert bill.opens_at is not None
    span = {"starts_at": bill.opens_at, "until_at": bill.opens_at + timedelta(hours=1)}
    about = {"bill_id": bill.id, "reason": "Comments poured in faster than anybody reads."}
    session.add(Restraint(**about, **span, kind="slow", amount=5, set_by_id=people["moderator"].id, log_seq=1))
    asked = {"asked_by_id": people["second_moderator"].id, "asked_at": NOON}
    session.add(GateProposal(**about, **asked, days=3, hours=24))


def add_argument(session: Session, authors: list[Person], bill: Bill) -> None:
    """Add a comment that somebody repeats; of an unpublished bill, an argument alone."""
    said = "Inspections need a warrant, a record and a remedy, all of them in the law itself."
    if bill.opens_at is None or bill.announced_at is None:
        session.add(Argument(bill_id=bill.id))
        return
    for author in authors:
        add_comment(session, author, bill, said)


def add_blackout(session: Session, moderator: Person, bill: Bill) -> None:
    """Black out a word of the bill's first comment."""
    said = session.scalars(sa.select(Comment).where(Comment.bill_id == bill.id).order_by(Comment.id).limit(1)).one()
    words = {"passage": "Some words", "places": [0], "ground": Ground.PERSONAL_DATA, "reason": "It tells of a person."}
    black_out(session, moderator, said, bill, revision=said.revision, now=NOON, **words)


def add_comment(session: Session, author: Person, bill: Bill, said: str = "Some words about this bill.") -> Comment:
    """Add a comment to a bill, whatever its phase, as if it had been written while the notice was open."""
    version = session.scalars(sa.select(Version).where(Version.bill_id == bill.id, Version.number == 1)).one()
    text = richtext.read(said)
    return discussing.post_comment(
        session, author, bill, text=text, place=Place(), version=version, position=Position.ASK, now=bill.opens_at
    )


def add_draft_summary(session: Session, bill: Bill, cited: Comment) -> None:
    """Add a draft summary with one issue and one recommendation, each citing a comment."""
    draft = Summary(bill_id=bill.id, number=1, introduction=WORDS, created_at=NOON)
    session.add(draft)
    session.flush()
    issue = Issue(
        summary_id=draft.id, ordinal=1, title=WORDS, statement=WORDS, position_for=WORDS, position_against=WORDS
    )
    recommendation = Recommendation(summary_id=draft.id, ordinal=1, text=WORDS, rationale=WORDS)
    session.add_all([issue, recommendation])
    session.flush()
    session.add_all([
        Citation(issue_id=issue.id, comment_id=cited.id),
        Citation(recommendation_id=recommendation.id, comment_id=cited.id),
    ])  # fmt: skip


def add_draft_version(session: Session, bill: Bill) -> None:
    """Add an unpublished version 2 that holds article 1."""
    draft = Version(bill_id=bill.id, number=2, note=Bilingual())
    session.add(draft)
    session.flush()
    article = session.scalars(sa.select(Article).where(Article.bill_id == bill.id, Article.key == "1")).one()
    text = ArticleText(
        version_id=draft.id, article_id=article.id, ordinal=1, number="1", chapter=Bilingual(), heading=WORDS, text=WORDS,
        current_text=WORDS, explanation=WORDS,
    )  # fmt: skip
    session.add(text)


def add_waiting_act(session: Session, asker: Person, bill: Bill) -> None:
    """Add a withdrawal that waits for a signature."""
    words = {"reason": {"zh": "理由", "en": "Reason"}}
    session.add(
        PendingAct(
            bill_id=bill.id,
            kind=PendingKind.WITHDRAWAL,
            parameters=words,
            needs_signature=True,
            asked_by_id=asker.id,
            asked_at=NOON,
        )
    )


def add_offices(world: World) -> None:
    """Add what administrators and leads work on: an invitation, a conflict of interest, a bill offered to the other subgroup."""
    session, people, bill = world.session, world.people, world.bills["open"]
    invited = {"invited_by_id": people["lead"].id, "invited_at": NOON, "expires_at": NOON + timedelta(days=7)}
    session.add(
        Invitation(role="moderator", subgroup_id=world.subgroup.id, email="x@example.test", language="en", **invited)
    )
    declared = {"person_id": people["second_moderator"].id, "declared_by_id": people["second_moderator"].id}
    session.add(Conflict(agency_id=world.other_agency.id, declared_at=NOON, **declared))
    offered = {"proposed_by_id": people["lead"].id, "proposed_at": NOON, "reason": "It is about digital services."}
    session.add(
        Handover(
            bill_id=bill.id,
            from_subgroup_id=world.subgroup.id,
            to_subgroup_id=world.other_subgroup.id,
            **offered,
        )
    )


def add_import(session: Session, official: Person, bill: Bill) -> None:
    """Add a file with one article that an official had read."""
    content = {"lang": "zh-TW", "articles": [{"number": "1", "text": "條文。"}], "unplaced": [], "titles": []}
    session.add(StagedImport(bill_id=bill.id, person_id=official.id, at=NOON, file_name="a.docx", content=content))


def address_of(rule: str, world: World, on: str) -> str:
    """Fill a rule's parameters: `on` is a bill's phase, "own", "hidden" or "repeated" (a comment on the open bill) or "unknown"."""
    return re.sub(r"<(?:\w+:)?(\w+)>", lambda match: _value(match[1], rule, world, on), rule)


def _value(name: str, rule: str, world: World, on: str) -> str:
    session, phase = world.session, "open" if on in OWN else on
    if on == "unknown":
        return "999999" if name.endswith(("_id", "number", "seq")) else "unknown"
    if name == "slug" and "/bills/" not in rule:
        return world.agency.slug if "/agencies/" in rule else world.subgroup.slug
    fixed = {"slug": f"{phase}-bill", "key": "1", "number": "1", "ordinal": "1", "seq": "1", "token": "no-such-token",
             "mark": "no-such-mark", "code": "Q1" if "/response/" in rule else "en", "filename": "css/base.css"}  # fmt: skip
    if name == "public_id":
        return world.people["citizen"].public_id
    if name in fixed:
        return fixed[name]
    return str(session.scalars(_id_of(name, rule, world.bills[phase], on)).first() or 999999)


def _id_of(name: str, rule: str, bill: Bill, on: str) -> sa.Select[int]:
    """The query for the id of a thing of a bill; a comment is the citizen's own where `on` says so."""
    draft = sa.select(Summary.id).where(Summary.bill_id == bill.id).scalar_subquery()
    part = Issue if "/issues/" in rule else Recommendation
    queries: dict[str, sa.Select[int]] = {
        "comment_id": sa.select(Comment.id).where(Comment.bill_id == bill.id).order_by(Comment.id).offset(
            OWN.index(on) + 1 if on in OWN else 0),
        "appeal_id": sa.select(Appeal.id),
        "membership_id": sa.select(Membership.id).join(Person, Person.id == Membership.person_id).where(
            Person.handle == "moderator"),
        "invitation_id": sa.select(Invitation.id),
        "conflict_id": sa.select(Conflict.id),
        "handover_id": sa.select(Handover.id),
        "argument_id": sa.select(Argument.id).where(Argument.bill_id == bill.id),
        "blackout_id": sa.select(Blackout.id),
        "restraint_id": sa.select(Restraint.id).where(Restraint.bill_id == bill.id),
        "proposal_id": sa.select(GateProposal.id).where(GateProposal.bill_id == bill.id),
        "release_id": sa.select(Release.id).where(Release.bill_id == bill.id),
        "act_id": sa.select(PendingAct.id).where(PendingAct.bill_id == bill.id),
        "milestone_id": sa.select(Milestone.id).where(Milestone.bill_id == bill.id),
        "article_id": sa.select(Article.id).where(Article.bill_id == bill.id, Article.key == "1"),
        "objection_id": sa.select(Objection.id),
        "part_id": sa.select(part.id).where(part.summary_id == draft),
        "filter_id": sa.select(SavedFilter.id),
        "import_id": sa.select(StagedImport.id).where(StagedImport.bill_id == bill.id),
        "citation_id": sa.select(Citation.id).join(Issue).where(Issue.summary_id == draft),
    }  # fmt: skip
    return queries[name]
