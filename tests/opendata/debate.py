"""A debate on the closed bill: comments in every state, a summary, a partial response and a second version."""

from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from sqlalchemy import select
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Article, ArticleText, Bill, Question, Version
from app.discussion import actions, states
from app.discussion.models import Comment, Ground, Position
from app.discussion.places import Place
from app.kernel import richtext
from app.kernel.bilingual import Bilingual
from app.record import log
from app.record.models import Act
from app.responses.models import Answer, AnswerArticle, Outcome
from app.summaries.models import Citation, Issue, Recommendation, Summary
from tests.builders import World

CANARY = "canary-7f3a"
SUMMARISED = datetime(2026, 2, 20, 2, 0, tzinfo=UTC)
ANSWERED = datetime(2026, 2, 25, 2, 0, tzinfo=UTC)


@dataclass
class Debate:
    """What was made: comments by name, and the rest by kind."""

    bill: Bill
    comments: dict[str, Comment] = field(default_factory=dict)
    log_seq: int = 0

    def id(self, name: str) -> int:
        return self.comments[name].id


def article_of(session: Session, bill: Bill, key: str) -> Article:
    return session.scalars(select(Article).where(Article.bill_id == bill.id, Article.key == key)).one()


def question_of(session: Session, bill: Bill, ordinal: int) -> Question:
    return session.scalars(select(Question).where(Question.bill_id == bill.id, Question.ordinal == ordinal)).one()


def version_of(session: Session, bill: Bill, number: int) -> Version:
    return session.scalars(select(Version).where(Version.bill_id == bill.id, Version.number == number)).one()


def say(
    world: World,
    bill: Bill,
    body: str,
    place: Place | None = None,
    *,
    by: str = "citizen",
    hour: int = 1,
    position: Position | None = None,
    parent: Comment | None = None,
) -> Comment:
    """Post a comment some hours after the notice opened."""
    assert bill.opens_at is not None
    return actions.post_comment(
        world.session,
        world.people[by],
        bill,
        text=richtext.read(body),
        place=place or Place(),
        version=version_of(world.session, bill, 1),
        position=position,
        parent=parent,
        now=bill.opens_at + timedelta(hours=hour),
    )


def add_version(session: Session, bill: Bill, texts: dict[str, Bilingual | None]) -> Version:
    """Publish version 2: articles given by key change (None: deleted), the others are kept."""
    version = Version(bill_id=bill.id, number=2, note=Bilingual("第二版", "Second"), published_at=ANSWERED)
    session.add(version)
    session.flush()
    rows = select(ArticleText).where(ArticleText.version_id == version_of(session, bill, 1).id)
    for row in session.scalars(rows.order_by(ArticleText.ordinal)).all():
        key = session.get_one(Article, row.article_id).key
        text = texts.get(key, row.text)
        session.add(
            ArticleText(
                version_id=version.id,
                article_id=row.article_id,
                ordinal=row.ordinal,
                number=row.number,
                chapter=row.chapter,
                heading=row.heading,
                text=text or Bilingual(),
                current_text=row.current_text,
                explanation=row.explanation,
                is_deleted=text is None,
            )
        )
    session.flush()
    return version


ISSUES = {
    1: ("issue_only", "changed", "unchanged", "unanswered", "hidden", "withdrawn", "reply"),
    2: ("other_issue",),
}
RECOMMENDATIONS = {1: ("changed", "hidden", "withdrawn"), 2: ("unchanged", "reply"), 3: ("unanswered",)}


def summarise(session: Session, debate: Debate) -> Summary:
    """Publish issue 1 (cites most) and issue 2, recommendations 1 (answered), 2 (answered, no change), 3 (unanswered)."""
    two = session.scalars(select(Person.id).order_by(Person.id).limit(2)).all()
    summary = Summary(
        bill_id=debate.bill.id,
        number=1,
        introduction=Bilingual("導言", "Introduction"),
        created_at=SUMMARISED,
        published_at=SUMMARISED,
        proposed_by_id=two[0],
        published_by_id=two[1],
        covered_comments=5,
        total_comments=8,
        covered_people=1,
        total_people=2,
    )
    session.add(summary)
    session.flush()
    issues = {ordinal: make_issue(debate, summary, ordinal) for ordinal in ISSUES}
    session.add_all(issues.values())
    session.flush()
    session.add_all(make_recommendation(debate, summary, issues[1], ordinal) for ordinal in RECOMMENDATIONS)
    session.flush()
    return summary


def make_issue(debate: Debate, summary: Summary, ordinal: int) -> Issue:
    """An issue with its citations."""
    return Issue(
        summary_id=summary.id,
        ordinal=ordinal,
        title=Bilingual(f"議題{ordinal}", f"Issue {ordinal}"),
        statement=Bilingual("陳述", "Statement"),
        position_for=Bilingual("贊成", "For"),
        position_against=Bilingual("反對", "Against"),
        citations=[Citation(comment_id=debate.id(name)) for name in ISSUES[ordinal]],
    )


def make_recommendation(debate: Debate, summary: Summary, issue: Issue, ordinal: int) -> Recommendation:
    """A recommendation of an issue with its citations."""
    return Recommendation(
        summary_id=summary.id,
        ordinal=ordinal,
        issue_id=issue.id,
        text=Bilingual(f"建議{ordinal}", f"Recommendation {ordinal}"),
        rationale=Bilingual("理由", "Rationale"),
        citations=[Citation(comment_id=debate.id(name)) for name in RECOMMENDATIONS[ordinal]],
    )


def respond(world: World, debate: Debate, version: Version) -> None:
    """Answer R1 (partly adopted, article 2 changed) and R2 (not adopted); R3, Q1 and Q2 stay without an answer."""
    session, official = world.session, world.people["official"]
    for ordinal, outcome in ((1, Outcome.PARTLY_ADOPTED), (2, Outcome.NOT_ADOPTED)):
        answer = Answer(
            bill_id=debate.bill.id,
            recommendation_ordinal=ordinal,
            outcome=outcome,
            author_id=official.id,
            reason=Bilingual(f"答覆{ordinal}", f"Reason {ordinal}"),
            written_at=ANSWERED,
            published_at=ANSWERED,
            version_id=version.id if ordinal == 1 else None,
        )
        if ordinal == 1:
            article = article_of(session, debate.bill, "2")
            answer.changes = [AnswerArticle(article_id=article.id, address="2.1")]
        session.add(answer)
    debate.bill.first_response_at = ANSWERED
    session.flush()


def hide(world: World, debate: Debate, comment: Comment) -> None:
    """Hide a comment on the record, as soon as the notice is over."""
    now = debate.bill.closes_at
    assert now is not None
    debate.log_seq = log.append(
        world.session,
        Act.HIDE,
        actor=f"person:{world.people['moderator'].public_id}",
        subject=f"comment:{comment.id}",
        bill=debate.bill.slug,
        ground=Ground.PERSONAL_DATA.value,
        words={"reason": "names a neighbour"},
        now=now,
    ).seq
    states.set_hidden(
        world.session,
        comment,
        ground=Ground.PERSONAL_DATA,
        reason="names a neighbour",
        log_seq=debate.log_seq,
        revision=comment.revision,
        now=now,
    )


def make_debate(world: World, phase: str = "closed") -> Debate:
    """Make the whole debate on the bill of a phase."""
    session, bill = world.session, world.bills[phase]
    debate = Debate(bill)
    two, three = Place(article_of(session, bill, "2"), "2.1"), Place(article_of(session, bill, "3"), "3")
    first = Place(question=question_of(session, bill, 1))
    said = debate.comments
    said["uncited"] = say(world, bill, "uncited words", position=Position.ASK, hour=1)
    said["issue_only"] = say(world, bill, "issue words", three, hour=2)
    said["changed"] = say(world, bill, "changed words", two, position=Position.CHANGE, hour=3)
    said["unchanged"] = say(world, bill, "unchanged words", two, hour=4)
    said["unanswered"] = say(world, bill, "unanswered words", three, hour=5)
    said["question"] = say(world, bill, "question words", first, position=Position.SUPPORT, hour=6)
    said["other_issue"] = say(world, bill, "other words", hour=7, by="other_citizen")
    said["reply"] = say(world, bill, "reply words", parent=said["changed"], hour=8, by="other_citizen")
    said["hidden"] = say(world, bill, f"{CANARY}-hidden", two, position=Position.OPPOSE, hour=9)
    said["withdrawn"] = say(world, bill, f"{CANARY}-withdrawn", two, hour=10)
    assert bill.closes_at is not None
    hide(world, debate, said["hidden"])
    actions.withdraw_comment(session, world.people["citizen"], said["withdrawn"], bill, now=bill.closes_at)
    summarise(session, debate)
    version = add_version(session, bill, {"2": Bilingual("第2條新文。", "Text 2, narrowed."), "3": None})
    respond(world, debate, version)
    session.expire_all()
    return debate
