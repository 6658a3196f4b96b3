"""Who is told of what, and that the number of unread notices is kept."""

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.kernel.events import emit
from app.kernel.outbox import OutboxMessage
from app.moderation.actions import restore_comment
from app.notifications.actions import Telling, mark_read, tell
from app.notifications.models import Notice, NoticeKind
from app.responses.events import ResponsePublished
from app.responses.models import Answer
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.moderation.cases import CANARY, REASON, hide, report, say
from tests.notifications.tidings.news import BLANK, publish


def told(session: Session, world: World, persona: str) -> list[NoticeKind]:
    """What a persona was told, oldest first; the number on the person agrees."""
    person = world.people[persona]
    session.refresh(person)
    found = session.scalars(sa.select(Notice).where(Notice.person_id == person.id).order_by(Notice.id)).all()
    assert person.unread_notices == sum(notice.read_at is None for notice in found)
    return [notice.kind for notice in found]


def test_the_author_is_told_of_hiding_and_restoring_in_the_app_and_by_mail(session: Session, world: World) -> None:
    comment = say(world)
    first = hide(world, comment)
    words = {"reason": "The number was fictitious.", "revision": comment.revision, "now": NOON}
    second = restore_comment(session, world.people["lead"], comment, comment.bill, **words)
    assert told(session, world, "citizen") == [NoticeKind.HIDDEN, NoticeKind.RESTORED]
    mails = session.scalars(sa.select(OutboxMessage).order_by(OutboxMessage.id)).all()
    assert [(mail.template, mail.person_id) for mail in mails] == [
        ("comment-hidden", comment.author_id),
        ("comment-restored", comment.author_id),
    ]
    assert [mail.parameters for mail in mails] == [
        {"comment": comment.id, "decision": first.id},
        {"comment": comment.id, "decision": second.id},
    ]
    kept = str([(n.parameters) for n in session.scalars(sa.select(Notice))]) + str([m.parameters for m in mails])
    assert CANARY not in kept
    assert REASON not in kept
    assert told(session, world, "moderator") == []


def test_a_reply_is_told_to_the_author_of_what_it_answers_and_to_nobody_else(session: Session, world: World) -> None:
    root = say(world, "citizen")
    reply = say(world, "other_citizen", parent=root)
    say(world, "citizen", parent=reply)
    say(world, "citizen", parent=root)
    assert told(session, world, "citizen") == [NoticeKind.REPLIED]
    assert told(session, world, "other_citizen") == [NoticeKind.REPLIED]
    notice = session.scalars(sa.select(Notice).order_by(Notice.id)).first()
    assert notice is not None
    assert (notice.comment_id, notice.parameters) == (root.id, {"reply": reply.id})
    assert session.scalars(sa.select(OutboxMessage)).all() == []


def test_reports_and_their_dismissal_are_told_to_nobody(session: Session, world: World) -> None:
    report(world, say(world))
    assert session.scalars(sa.select(Notice)).all() == []


def test_a_statement_on_the_whole_is_told_to_no_single_author(session: Session, world: World) -> None:
    comment = say(world)
    publish(session, comment.bill, 1, [], {1: [comment.id]})
    words = {"reason": BLANK, "author_id": world.people["official"].id, "written_at": NOON}
    statement = Answer(bill_id=comment.bill.id, published_at=NOON, **words)
    session.add(statement)
    session.flush()
    emit(session, ResponsePublished(comment.bill, (statement,), True, NOON))
    assert told(session, world, "citizen") == [NoticeKind.CITED]


def test_telling_many_takes_few_statements(session: Session, world: World, statements: Statements) -> None:
    comment, people = say(world), list(world.people.values())
    with statements:
        tell(session, [Telling(p.id, NoticeKind.CITED, comment.id) for p in people for _n in range(3)], NOON)
    assert len(statements) <= 3
    for persona in world.people:
        assert told(session, world, persona) == [NoticeKind.CITED] * 3
    tell(session, [], NOON)


@pytest.mark.parametrize("left", [0, 2])
def test_reading_marks_what_was_shown_and_leaves_what_came_later(session: Session, world: World, left: int) -> None:
    comment = say(world)
    tell(session, [Telling(comment.author_id, NoticeKind.CITED, comment.id) for _n in range(5)], NOON)
    ids = session.scalars(sa.select(Notice.id).order_by(Notice.id)).all()
    before = comment.bill.revision
    assert mark_read(session, comment.author, ids[4 - left], NOON) == 5 - left
    assert mark_read(session, comment.author, ids[4 - left], NOON) == 0
    session.expire_all()
    told(session, world, "citizen")
    assert comment.author.unread_notices == left
    assert comment.bill.revision == before


def test_nobody_marks_the_notices_of_others(session: Session, world: World) -> None:
    comment = say(world)
    tell(session, [Telling(comment.author_id, NoticeKind.CITED, comment.id)], NOON)
    assert mark_read(session, world.people["lead"], 10**9, NOON) == 0
    assert comment.author.unread_notices == 1
