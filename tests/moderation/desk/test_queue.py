"""The queue of reports: its groups, orders and filters, what stands beside each, and what a page of it costs."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.actions import withdraw_comment
from app.discussion.models import Comment, Ground
from app.discussion.queries import get_comment
from app.moderation.desk.actions import claim_comments
from app.moderation.desk.context import Standing
from app.moderation.desk.filters import Age, Claimed, Filter, Order, read_filter
from app.moderation.desk.queries import count_waiting, get_item, list_queue
from app.moderation.desk.selection import Seen
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.discussion import talk
from tests.moderation.cases import CANARY, hide, report, say
from tests.moderation.desk.pile import chosen, crowd, marks, pile_up, reported


def listed(world: World, persona: str = "moderator", **filters: object) -> list[int]:
    chosen = Filter(**filters)  # type: ignore[arg-type]
    seen, after = [], ""
    while True:
        queue = list_queue(world.session, world.people[persona], NOON, chosen, after)
        seen += [item.comment.id for item in queue.items]
        if queue.next is None:
            assert queue.total == len(seen)
            return seen
        after = queue.next


def test_an_item_brings_its_context_and_never_a_reporter(session: Session, world: World) -> None:
    parent = say(world, "official", text="The agency asks")
    hide(world, say(world, "citizen", text="Hidden before"))
    comment = say(world, "citizen", text="Reported words", parent=parent)
    report(world, comment, "other_citizen", "first note", now=NOON - timedelta(days=2))
    report(world, comment, "lead", "second note", ground=Ground.SPAM)
    item = list_queue(session, world.people["moderator"], NOON).items[0]
    assert (item.comment.id, item.reports) == (comment.id, 2)
    assert item.parent is not None
    assert item.parent.author_handle == "official"
    assert item.oldest_at == NOON - timedelta(days=2)
    assert [note.note for note in item.notes] == ["first note", "second note"]
    assert dict(item.grounds) == {Ground.PERSONAL_DATA: 1, Ground.SPAM: 1}
    assert item.standing == Standing(visible=1, hidden=1, hidings=1)
    assert item.bill_title == comment.bill.title
    assert "other-citizen" not in repr(item)
    assert "lead" not in repr(item)


def test_a_page_shows_the_article_or_question_that_is_spoken_of(client: FlaskClient, world: World) -> None:
    for place in ("2.2", "Q1"):
        report(world, talk.post(world, "Filed words.", place=place))
    page = world.sign_in(client, "moderator").get("/desk/reports?lang=en").text
    for words in ("Heading 2", "Paragraph two:", "Question 1?"):
        assert words in page


def test_three_hundred_reports_of_one_comment_are_one_item_with_five_notes(client: FlaskClient, world: World) -> None:
    comment = say(world)
    crowd(world, comment, 300, notes=12)
    item = get_item(world.session, comment, NOON)
    assert (item.reports, len(item.notes), item.note_count) == (300, 5, 12)
    assert [(note.note, note.people) for note in item.notes] == [(f"Note {n}.", 25) for n in range(5)]
    world.sign_in(client, "moderator")
    for address in ("/desk/reports?lang=en", f"/desk/reports/{comment.id}?lang=en"):
        page = client.get(address).text
        assert "300 open reports" in page
        assert "Show all 12 different notes" in page
        assert "Note 4." in page
        assert "Note 5." not in page
    assert "Note 11." in client.get(f"/desk/reports/{comment.id}?notes=all").text


def test_the_queue_is_oldest_first_in_pages_that_neither_repeat_nor_skip(world: World) -> None:
    comments = [say(world, text=f"No. {n}", now=NOON - timedelta(hours=9 - n)) for n in range(7)]
    order = [3, 0, 6, 2, 5, 1, 4]
    for place, n in enumerate(order):
        report(world, comments[n], now=NOON + timedelta(minutes=place))
    report(world, comments[3], "lead", now=NOON + timedelta(hours=1))
    report(world, comments[5], "lead", now=NOON + timedelta(hours=1))
    assert listed(world, size=3) == [comments[n].id for n in order]
    most = [3, 5, 0, 6, 2, 1, 4]
    assert listed(world, size=3, sort=Order.MOST) == [comments[n].id for n in most]


def test_decided_withdrawn_and_foreign_comments_are_not_in_the_queue(session: Session, world: World) -> None:
    hidden, own, shown, gone = say(world), say(world, "moderator"), say(world), say(world)
    for comment in (hidden, own, shown, gone):
        report(world, comment)
    hide(world, hidden)
    withdraw_comment(session, gone.author, gone, gone.bill, now=NOON)
    for persona, count in (("moderator", 1), ("lead", 2), ("other_subgroup_moderator", 0), ("official", 0)):
        assert len(listed(world, persona)) == count
        waiting = count_waiting(session, world.people[persona], NOON)
        assert sum(each.comments for each in waiting) == count


def test_filters_let_through_what_they_say(world: World) -> None:
    session, old, new, closed = world.session, say(world), say(world), say(world, phase="closed")
    report(world, old, now=NOON - timedelta(days=1))
    report(world, old, "lead", ground=Ground.SPAM)
    report(world, new, now=NOON - timedelta(days=1) + timedelta(microseconds=1))
    report(world, closed, ground=Ground.THREAT)
    claim_comments(session, world.people["lead"], [Seen(new.id)], NOON)
    for filters, expected in (
        ({}, [old, new, closed]),
        ({"bill": "closed-bill"}, [closed]),
        ({"bill": "no-such-bill"}, []),
        ({"subgroup": "law"}, [old, new, closed]),
        ({"subgroup": "digital"}, []),
        ({"ground": Ground.SPAM}, [old]),
        ({"ground": Ground.PERSONAL_DATA}, [old, new]),
        ({"age": Age.DAY}, [old]),
        ({"age": Age.HOUR}, [old, new]),
        ({"least": 2}, [old]),
        ({"claimed": Claimed.FREE}, [old, closed]),
        ({"claimed": Claimed.OTHERS}, [new]),
        ({"claimed": Claimed.MINE}, []),
    ):
        assert listed(world, **filters) == [comment.id for comment in expected], filters
    assert listed(world, "lead", claimed=Claimed.MINE) == [new.id]
    assert list_queue(session, world.people["lead"], NOON, Filter(ground=Ground.SPAM)).items[0].reports == 2


def test_a_filter_comes_back_from_its_address() -> None:
    chosen = Filter("law", "open-bill", Ground.SPAM, Age.WEEK, Claimed.FREE, 5, Order.MOST, 50)
    values = dict(pair.split("=") for pair in chosen.query.split("&"))
    assert read_filter(values) == chosen
    assert (Filter().query, Filter().is_narrow, chosen.is_narrow, Filter(size=50).is_narrow) == ("", False, True, False)
    odd = {
        "bill": "../x",
        "ground": "rumour",
        "age": "2y",
        "claimed": "us",
        "least": "-3",
        "sort": "id;",
        "size": "9999",
    }
    assert read_filter(odd) == Filter()


@pytest.mark.parametrize(
    "query", ["after=3-1", "after=x", "sort=most&after=7", "least=99999", "bill=%00", "size=0&age=1"]
)
def test_the_queue_takes_any_address(client: FlaskClient, world: World, query: str) -> None:
    reported(world)
    assert world.sign_in(client, "moderator").get(f"/desk/reports?{query}").status_code == 200


@pytest.mark.parametrize(
    "address", ["/desk/reports?size=50", "/desk/reports/{first}", "/comments/{first}/hiding"]
    + [f"/desk/reports/{act}?{{chosen}}" for act in ("hidings", "dismissals", "claims")],
)  # fmt: skip
def test_pages_cost_as_many_statements_at_200_items_as_at_3(
    client: FlaskClient, world: World, statements: Statements, address: str
) -> None:
    first, counts = say(world, parent=say(world, "official", text="Asked")), []
    report(world, first)
    for number in (3, 200):
        piled = pile_up(world, number)
        world.sign_in(client, "moderator")
        where = address.format(first=first.id, chosen=chosen(marks(world, [first, *piled][:100])))
        with statements:
            answer = client.get(where)
        assert answer.status_code == 200, answer.text
        counts.append(len(statements))
    assert counts[0] == counts[1] <= 10, statements.seen


def test_who_was_seen_last_time_is_not_needed_to_read_a_case(client: FlaskClient, world: World) -> None:
    """The item's page shows the whole words and each act's form; a hidden parent's words are nowhere."""
    parent = say(world, text=CANARY)
    comment = say(world, "other_citizen", text="An answer to it.", parent=parent)
    report(world, comment, "lead")
    hide(world, parent)
    world.sign_in(client, "moderator")
    for address in ("/desk/reports", f"/desk/reports/{comment.id}", f"/desk/reports/hidings?item={comment.id}"):
        page = client.get(address).text
        assert "An answer to it." in page
        assert CANARY not in page


def test_one_subgroup_one_queue(client: FlaskClient, world: World) -> None:
    comment = reported(world)[0]
    loaded: Comment = get_comment(world.session, comment.id, world.people["lead"], NOON)
    assert world.sign_in(client, "moderator").get("/desk/reports").text.count("data-item") == 1
    loaded.bill.subgroup_id = world.other_subgroup.id
    world.session.flush()
    assert "data-item" not in client.get("/desk/reports").text
    assert "data-item" in world.sign_in(client, "other_subgroup_moderator").get("/desk/reports").text
