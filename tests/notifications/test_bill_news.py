"""Who spoke on a bill is told of what happens to it: its days, its text, its end."""

from datetime import date, timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import actions
from app.bills.models import Bill, Version
from app.bills.notice_plan import NoticePlan
from app.discussion.models import Participation
from app.kernel.bilingual import Bilingual
from app.notifications.models import Notice, NoticeKind
from tests.bills.drafts import REASON, add_official
from tests.builders import World, make_person
from tests.conftest import NOON, Statements
from tests.discussion.talk import hide, post, withdraw
from tests.notifications.test_listeners import told

NOTE = Bilingual("第三條改寫。", "Article 3 is rewritten.")
DAY = timedelta(days=1)


def extend(world: World, to: date = date(2026, 6, 8)) -> None:
    official, bill = world.people["official"], world.bills["open"]
    actions.extend_notice(world.session, official, bill, last_day=to, reason=REASON, now=NOON)


def revise(world: World) -> Version:
    official, bill = world.people["official"], world.bills["open"]
    version = actions.start_new_version(world.session, official, bill, now=NOON)
    content = actions.ArticleContent(number="9", text=NOTE)
    actions.save_article(world.session, official, bill, version, content, now=NOON)
    actions.publish_version(world.session, official, bill, version, note=NOTE, now=NOON)
    return version


def end(world: World) -> None:
    official, other, bill = world.people["official"], add_official(world), world.bills["open"]
    actions.withdraw_bill(world.session, official, bill, reason=REASON, asked_by=other, now=NOON)


def test_all_who_have_a_visible_comment_are_told_of_each_change_and_nobody_else(session: Session, world: World) -> None:
    post(world)
    post(world)
    hide(world, post(world, by="other_citizen"))
    withdraw(world, post(world, by="lead"), by="lead")
    post(world, by="moderator", on="open")
    extend(world)
    revise(world)
    end(world)
    news = [NoticeKind.EXTENDED, NoticeKind.VERSION_PUBLISHED, NoticeKind.BILL_WITHDRAWN]
    assert told(session, world, "citizen") == news, "one notice a person, however much they said"
    assert told(session, world, "moderator") == news
    for silent in ("other_citizen", "lead", "official"):
        assert told(session, world, silent) == []
    for notice in session.scalars(sa.select(Notice)):
        assert (notice.comment_id, notice.bill_id, notice.at) == (None, world.bills["open"].id, NOON)


def test_postponement_and_rescheduling_are_told_too(session: Session, world: World) -> None:
    official, citizen = world.people["official"], world.people["citizen"]
    for phase in ("closed", "announced"):
        session.add(Participation(bill_id=world.bills[phase].id, person_id=citizen.id, comment_count=1))
    session.flush()
    closed, announced = world.bills["closed"], world.bills["announced"]
    assert closed.response_due_day
    due_day = max(closed.response_due_day, NOON.date()) + 5 * DAY
    actions.postpone_response(session, official, closed, due_day=due_day, reason=REASON, now=NOON)
    plan = NoticePlan(NOON.date() + 20 * DAY, NOON.date() + 90 * DAY, reason=REASON)
    actions.reschedule_notice(session, official, announced, plan, now=NOON)
    assert told(session, world, "citizen") == [NoticeKind.POSTPONED, NoticeKind.RESCHEDULED]


def test_telling_many_takes_as_many_statements_as_telling_one(
    session: Session, world: World, statements: Statements
) -> None:
    bill = world.bills["open"]
    post(world)
    with statements:
        extend(world)
    few = len(statements)
    crowd = [make_person(session, f"crowd-{n}") for n in range(300)]
    session.flush()
    session.add_all([Participation(bill_id=bill.id, person_id=one.id, comment_count=1) for one in crowd])
    session.flush()
    with statements:
        extend(world, date(2026, 6, 9))
    assert len(statements) <= few
    assert session.scalar(sa.select(sa.func.count()).where(Notice.bill_id == bill.id)) == 302
    unread = sa.select(Person.unread_notices).where(Person.handle.startswith("crowd-")).distinct()
    assert session.scalars(unread).all() == [1]
    assert world.people["citizen"].unread_notices == 2


def test_nothing_is_told_of_an_act_that_is_refused(session: Session, world: World) -> None:
    post(world)
    with pytest.raises(Exception, match="invalid"):
        extend(world, date(2026, 3, 11))
    assert told(session, world, "citizen") == []


def test_a_notice_is_about_one_comment_or_one_bill(session: Session, world: World) -> None:
    comment = post(world)
    same = {"person_id": comment.author_id, "kind": NoticeKind.EXTENDED, "parameters": {}, "at": NOON}
    for about in ({}, {"comment_id": comment.id, "bill_id": comment.bill_id}):
        with pytest.raises(sa.exc.IntegrityError), session.begin_nested():
            session.execute(sa.insert(Notice).values(**same, **about))


def test_the_page_says_what_changed_until_when_and_why_in_both_languages(
    client: FlaskClient, session: Session, world: World, statements: Statements
) -> None:
    bill: Bill = world.bills["open"]
    post(world)
    extend(world)
    number = revise(world).number
    end(world)
    world.sign_in(client, "citizen")
    client.get("/notifications")
    with statements:
        english = client.get("/notifications?lang=en").text
    assert len(statements) <= 10, statements.seen
    chinese = client.get("/notifications?lang=zh-TW").text
    for words in (
        "The notice was extended",
        "Comments are taken until 8 June 2026 24:00 (Taipei) instead of 28 April 2026.",
        f"The text was revised: version {number}",
        NOTE.en,
        "The bill was withdrawn",
        REASON.en,
        "You spoke on this bill",
        f'href="/bills/{bill.slug}"',
        f'href="/bills/{bill.slug}/compare?from={number - 1}&amp;to={number}"',
    ):
        assert words in english
    for words in ("民國 115 年 6 月 8 日", "民國 115 年 4 月 28 日", REASON.zh, NOTE.zh, "預告延長"):
        assert words in chinese
    assert english.count(">New<") == 3
    newest = session.scalar(sa.select(sa.func.max(Notice.id)))
    assert client.post("/notifications/reading", data={"newest": newest}).status_code == 303
    session.expire_all()
    assert world.people["citizen"].unread_notices == 0
