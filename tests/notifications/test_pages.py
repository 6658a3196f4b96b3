"""The pages "Notices" and "My comments"."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.actions import withdraw_comment
from app.moderation.actions import restore_comment
from app.notifications.actions import Telling, tell
from app.notifications.models import Notice, NoticeKind
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.moderation.cases import CANARY, REASON, hide, say


def newest(session: Session) -> int:
    return session.scalar(sa.select(sa.func.max(Notice.id))) or 0


def test_the_pages_are_for_people_who_are_signed_in(client: FlaskClient, world: World) -> None:
    assert client.get("/notifications").status_code == 303
    assert client.get("/notifications/comments").status_code == 303
    assert client.post("/notifications/reading", data={"newest": "1"}).status_code == 401


def test_empty_pages_say_what_will_be_there(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "citizen")
    assert "Nothing yet" in client.get("/notifications").text
    assert "Mark all as read" not in client.get("/notifications").text
    assert "You have not commented yet" in client.get("/notifications/comments").text


def test_the_author_reads_which_ground_reason_and_number_and_never_the_words(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    reply = say(world, "other_citizen", text="An answer 4712", parent=comment)
    hide(world, comment)
    hide(world, reply, "lead", "Gives an address of a private person.")
    page = world.sign_in(client, "citizen").get("/notifications").text
    for words in ("Your comment was hidden", "Personal data of others", REASON, "Decided by moderator"):
        assert words.replace("'", "&#39;") in page
    assert "Replies to it can still be read." in page
    assert "other-citizen replied to your comment" in page
    assert f'href="/comments/{reply.id}"' in page
    for seq in session.scalars(sa.select(Entry.seq).where(Entry.subject == f"comment:{comment.id}")):
        assert f'href="/record/{seq}"' in page
    assert page.index("Your comment was hidden") < page.index("replied to your comment")
    assert f'href="/comments/{comment.id}/appeal"' in page
    assert "You may appeal until" in page
    assert CANARY not in page
    assert "4712" not in page


def test_a_restored_comment_is_told_with_the_reason(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    hide(world, comment)
    words = {"reason": "The number was fictitious.", "revision": comment.revision, "now": NOON}
    restore_comment(session, world.people["lead"], comment, comment.bill, **words)
    page = world.sign_in(client, "citizen").get("/notifications").text
    assert "Your comment is shown again" in page
    assert "The number was fictitious." in page


def test_citations_and_answers_lead_to_the_journey(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    for kind in (NoticeKind.CITED, NoticeKind.ANSWERED):
        tell(session, [Telling(comment.author_id, kind, comment.id, {"summary": 1})], NOON)
    page = world.sign_in(client, "citizen").get("/notifications").text
    assert page.count(f'href="/comments/{comment.id}/journey"') == 2


def test_reading_marks_all_that_the_page_showed(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    say(world, "other_citizen", parent=comment)
    world.sign_in(client, "citizen")
    page = client.get("/notifications").text
    assert ">New<" in page
    assert f'name="newest" type="hidden" value="{newest(session)}"' in page
    seen = newest(session)
    say(world, "other_citizen", parent=comment)
    answer = client.post("/notifications/reading", data={"newest": seen})
    assert (answer.status_code, answer.location) == (303, "/notifications")
    session.expire_all()
    assert world.people["citizen"].unread_notices == 1
    assert client.get("/notifications").text.count(">New<") == 1
    assert client.post("/notifications/reading", data={"newest": newest(session)}).status_code == 303
    done = client.get("/notifications").text
    assert ">New<" not in done
    assert "Mark all as read" not in done


@pytest.mark.parametrize("value", ["", "x", "-1", "9" * 5000, "\x00"])
def test_an_odd_mark_is_refused(client: FlaskClient, world: World, value: str) -> None:
    answer = world.sign_in(client, "citizen").post("/notifications/reading", data={"newest": value})
    assert answer.status_code == 422


def test_both_lists_go_on_by_position(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    tell(session, [Telling(comment.author_id, NoticeKind.CITED, comment.id) for _n in range(35)], NOON)
    world.sign_in(client, "citizen")
    first = client.get("/notifications").text
    assert first.count('id="notice-') == 30
    rest = client.get(first.split('rel="next"')[0].rsplit('href="', 1)[1].split('"')[0]).text
    assert rest.count('id="notice-') == 5
    for before in ("abc", "9" * 5000, "%00", "0"):
        assert client.get(f"/notifications?before={before}").status_code == 200
        assert client.get(f"/notifications/comments?before={before}").status_code == 200


def test_my_comments_show_state_replies_and_endorsements_and_no_hidden_words(
    client: FlaskClient, session: Session, world: World
) -> None:
    shown = say(world, text="Shown words")
    say(world, "other_citizen", text="Answering words", parent=shown)
    hidden, gone, other = say(world), say(world, text="Withdrawn words"), say(world, "other_citizen", text="Not mine")
    shown.endorsement_count = 3
    hide(world, hidden)
    withdraw_comment(session, gone.author, gone, gone.bill, now=NOON)
    page = world.sign_in(client, "citizen").get("/notifications/comments").text
    for words in (
        "Shown words",
        "Answering words",
        "1 reply",
        "3 endorsements",
        REASON.replace("'", "&#39;"),
        "Withdrawn",
    ):
        assert words in page
    for words in (CANARY, "Withdrawn words", "Not mine"):
        assert words not in page
    for comment in (shown, hidden, gone):
        assert f'href="/comments/{comment.id}"' in page
    assert f'href="/comments/{shown.id}/journey"' in page
    assert f"/comments/{other.id}" not in page
    assert page.index(f'href="/comments/{gone.id}"') < page.index(f'href="/comments/{shown.id}"')


@pytest.mark.parametrize("address, most", [("/notifications", 8), ("/notifications/comments", 10)])
def test_a_long_list_costs_as_many_statements_as_a_short_one(
    client: FlaskClient, session: Session, world: World, statements: Statements, address: str, most: int
) -> None:
    root = say(world)
    hide(world, say(world))
    say(world, "other_citizen", parent=root)
    world.sign_in(client, "citizen")
    with statements:
        client.get(address)
    few = len(statements)
    for _n in range(4):
        say(world, "other_citizen", parent=root)
        hide(world, say(world))
    with statements:
        client.get(address)
    assert len(statements) == few <= most, statements.seen


def test_nobody_reads_the_notices_of_others(client: FlaskClient, world: World) -> None:
    hide(world, say(world))
    page = world.sign_in(client, "other_citizen").get("/notifications").text
    assert "Nothing yet" in page
    assert REASON.replace("'", "&#39;") not in page
