"""One's own comments with what came of them: replies in windows, who is unread, who answered, filters, pages, plans."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import State
from app.notifications.own_comments import WINDOW, OwnComment, list_bills_spoken_on, list_own
from tests.builders import World
from tests.conftest import NOON
from tests.discussion import talk
from tests.discussion.test_plans import assert_found_by_index, explained

HERE = "/notifications/comments"


def own(world: World, who: str = "citizen") -> list[OwnComment]:
    world.session.expire_all()
    return list_own(world.session, world.people[who]).items


def test_the_newest_replies_stand_below_each_comment(world: World) -> None:
    mine, other = talk.post(world, place="1"), talk.post(world, place="2")
    replies = [talk.post(world, f"Reply {n}.", by="other_citizen", parent=mine) for n in range(WINDOW + 2)]
    talk.post(world, "Below a reply.", by="moderator", parent=replies[-1])
    talk.hide(world, replies[-1])
    talk.withdraw(world, replies[-2], by="other_citizen")
    second, first = own(world)
    assert [item.row.id for item in (second, first)] == [other.id, mine.id]
    assert [reply.text for reply in first.replies] == ["Reply 0.", "Reply 1.", "Reply 2."]
    talk.hide(world, other)
    assert own(world)[0].row.body is None
    assert (first.more, second.replies, second.more) == (0, (), 0)
    talk.post(world, "Reply 9.", by="official", parent=mine)
    first = own(world)[1]
    assert [reply.text for reply in first.replies] == ["Reply 1.", "Reply 2.", "Reply 9."]
    assert (first.more, first.replies[-1].office) == (1, world.agency.name)
    assert str(first.title) == str(world.bills["open"].title)


def test_replies_are_unread_as_long_as_their_notices_are(client: FlaskClient, world: World) -> None:
    mine = talk.post(world)
    for hour in range(3):
        talk.post(world, by="other_citizen", parent=mine, now=NOON + hour * timedelta(hours=1))
    talk.post(world, by="citizen", parent=mine, now=NOON + timedelta(hours=3))
    page = world.sign_in(client, "citizen").get("/notifications").text
    newest = page.split('name="newest" type="hidden" value="')[1].split('"')[0]
    assert [reply.is_unread for reply in own(world)[-1].replies] == [True, True, False]
    client.post("/notifications/reading", data={"newest": newest})
    talk.post(world, "Later.", by="official", parent=mine, now=NOON + timedelta(hours=4))
    assert [(r.text, r.is_unread) for r in own(world)[-1].replies if r.is_unread] == [("Later.", True)]
    page = client.get(HERE).text
    assert page.count(">New<") == 1
    assert "Answered by an official" in page


def test_an_official_answers_whoever_they_reply_to_below(world: World) -> None:
    root = talk.post(world)
    other = talk.post(world, by="other_citizen", parent=root)
    beside = talk.post(world)
    answer = talk.post(world, by="official", parent=other)
    assert [item.is_answered for item in own(world)] == [False, True]
    talk.post(world, by="moderator", parent=beside)
    talk.hide(world, answer)
    assert [item.is_answered for item in own(world)] == [False, False]
    chain = talk.plant(world, [None, *range(6)], by="citizen")
    talk.post(world, by="official", parent=world.session.get_one(type(root), chain[-1]))
    answered = {item.row.id: item.is_answered for item in own(world)}
    assert [answered[number] for number in chain] == [True, True, True, True, False, False, True]


def test_filters_and_pages(client: FlaskClient, session: Session, world: World) -> None:
    elsewhere = talk.post(world, on="closed", now=world.bills["closed"].opens_at)
    ids = talk.plant(world, [None] * 25)
    talk.hide(world, talk.post(world, now=NOON + timedelta(hours=1)))
    person = world.people["citizen"]
    session.expire_all()
    first = list_own(session, person, bill="open-bill", state=State.VISIBLE)
    rest = list_own(session, person, bill="open-bill", state=State.VISIBLE, before=first.next)
    assert [item.row.id for item in (*first.items, *rest.items)] == ids[::-1]
    assert rest.next is None
    assert [item.row.id for item in list_own(session, person, bill="closed-bill").items] == [elsewhere.id]
    assert [bill.slug for bill in list_bills_spoken_on(session, person)] == ["closed-bill", "open-bill"]
    world.sign_in(client, "citizen")
    page = client.get(f"{HERE}?bill=open-bill&state=visible").text
    assert '<option value="open-bill" selected>' in page
    assert "bill=open-bill&amp;state=visible&amp;before=" in page
    assert "None of your comments fits these filters." in client.get(f"{HERE}?state=withdrawn").text
    for odd in ("bill=%00", "bill=" + "x" * 5000, "state=x", "bill=unpublished-bill"):
        assert client.get(f"{HERE}?{odd}").status_code == 200


def test_found_by_index_however_long_the_discussion_is(world: World) -> None:
    session = world.session
    root = talk.plant(world, [None, *[0] * 2_000], by="other_citizen")
    mine = talk.plant(world, [None, *[0] * 500], by="citizen", first_id=2_000_000)
    session.connection().exec_driver_sql("ANALYZE comment")
    if session.get_bind().dialect.name == "postgresql":
        session.connection().exec_driver_sql("SET LOCAL enable_seqscan = off")
    person = world.people["citizen"]
    with explained(session) as plans:
        page = list_own(session, person, before=mine[3])
    assert len(plans) == 2
    for plan, *_more in plans:
        assert_found_by_index(plan)
    assert [item.row.id for item in page.items] == mine[2::-1]
    assert [reply.id for reply in page.items[-1].replies] == mine[-WINDOW:]
    assert root
