"""What the tests of this folder do: publish summaries and answers, and read what was told."""

from collections.abc import Mapping, Sequence
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.kernel.outbox import OutboxMessage
from app.notifications.models import Notice
from app.responses.events import ResponsePublished
from app.responses.models import Answer, Outcome
from app.summaries.events import SummaryPublished
from app.summaries.models import Citation, Issue, Recommendation, Summary
from tests.builders import World, make_person
from tests.conftest import NOON

BLANK = Bilingual("字", "Words")


def publish(
    session: Session, bill: Bill, number: int, issue: Sequence[int], asked: Mapping[int, Sequence[int]]
) -> Summary:
    """Store a published summary that cites comments under issue 1 and under recommendations, and tell of it."""
    summary = Summary(bill_id=bill.id, number=number, introduction=BLANK, created_at=NOON, published_at=NOON)
    session.add(summary)
    session.flush()
    point = Issue(
        summary_id=summary.id, ordinal=1, title=BLANK, statement=BLANK, position_for=BLANK, position_against=BLANK
    )
    parts: list[Issue | Recommendation] = [point]
    parts += [Recommendation(summary_id=summary.id, ordinal=n, text=BLANK, rationale=BLANK) for n in asked]
    session.add_all(parts)
    session.flush()
    rows = [{"issue_id": point.id, "recommendation_id": None, "comment_id": n} for n in issue]
    for part in parts[1:]:
        rows += [{"issue_id": None, "recommendation_id": part.id, "comment_id": n} for n in asked[part.ordinal]]
    if rows:
        session.execute(sa.insert(Citation).execution_options(render_nulls=True), rows)
    session.flush()
    emit(session, SummaryPublished(summary, NOON))
    return summary


def respond(session: Session, world: World, bill: Bill, outcome: Outcome = Outcome.CLARIFIED, **target: Any) -> Answer:
    """Publish an answer, and tell of it."""
    who = {"author_id": world.people["official"].id, "written_at": NOON, "published_at": NOON}
    answer = Answer(bill_id=bill.id, outcome=outcome, reason=BLANK, **target, **who)
    session.add(answer)
    session.flush()
    emit(session, ResponsePublished(bill, (answer,), True, NOON))
    return answer


def crowd(session: Session, world: World, comments: Sequence[int], people: int) -> list[Person]:
    """Deal comments out to new people, one after the other."""
    made = [make_person(session, f"crowd-{n}") for n in range(people)]
    session.flush()
    for n, person in enumerate(made):
        mine = list(comments[n::people])
        session.execute(sa.update(Comment).where(Comment.id.in_(mine)).values(author_id=person.id))
    session.expire_all()
    return made


def notices(session: Session, person: Person) -> list[Notice]:
    """What somebody was told, oldest first; the number on the person agrees."""
    session.expire_all()
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)).all()
    assert person.unread_notices == sum(notice.read_at is None for notice in found)
    return list(found)


def mails(session: Session, person: Person | None = None) -> list[tuple[str, dict[str, Any]]]:
    """The mails written down (for somebody): template and parameters."""
    query = sa.select(OutboxMessage.template, OutboxMessage.parameters).order_by(OutboxMessage.id)
    if person is not None:
        query = query.where(OutboxMessage.person_id == person.id)
    return [(template, about) for template, about in session.execute(query)]
