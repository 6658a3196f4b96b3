"""The mails of this room as they are delivered."""

from collections.abc import Iterator

import pytest
from sqlalchemy.orm import Session

from app import Gongyi
from app.moderation.actions import restore_comment
from app.notifications.delivery import deliver_due
from tests.accounts.people import Box
from tests.builders import World
from tests.conftest import NOON
from tests.moderation.cases import CANARY, REASON, hide, say


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    """A postman that keeps what it gets."""
    app.extensions["gongyi.postman"] = Box()
    yield app.extensions["gongyi.postman"]
    del app.extensions["gongyi.postman"]


def test_the_mail_on_a_hiding_says_ground_reason_number_and_place_and_not_the_words(
    app: Gongyi, session: Session, world: World, box: Box
) -> None:
    comment = say(world)
    decision = hide(world, comment)
    session.flush()
    assert deliver_due(app) == 1
    message, text = box.messages[0], box.text()
    assert (message["Subject"], message["To"]) == ("Your comment was hidden", "citizen@example.test")
    for words in (
        "Hello citizen,",
        "Bill: Draft open-bill",
        "Place: The bill as a whole",
        "Ground: Personal data of others",
        f"Reason: {REASON}",
        "Decided by: moderator, on 10 March 2026 12:00",
        f"http://localhost/record/{decision.log_seq}",
        "Replies to it can still be read",
        f"http://localhost/comments/{comment.id}",
    ):
        assert words in text
    whole = message.as_string() + text
    assert CANARY not in whole
    assert "xyzzy" not in whole
    assert "you can appeal once, until 9 April 2026" in text
    assert f"http://localhost/comments/{comment.id}/appeal" in text


def test_the_mail_is_in_the_readers_language(app: Gongyi, session: Session, world: World, box: Box) -> None:
    world.people["citizen"].language = "zh-TW"
    hide(world, say(world), reason="此留言刊出他人的電話號碼。")
    session.flush()
    deliver_due(app)
    text = box.text()
    assert box.messages[0]["Subject"] == "您的留言已被隱藏"
    for words in ("open-bill 草案", "揭露他人個人資料", "此留言刊出他人的電話號碼。", "民國 115 年 3 月 10 日"):
        assert words in text


def test_the_mail_on_a_restoring_says_why(app: Gongyi, session: Session, world: World, box: Box) -> None:
    comment = say(world)
    hide(world, comment)
    words = {"reason": "The number was fictitious.", "revision": comment.revision, "now": NOON}
    decision = restore_comment(session, world.people["lead"], comment, comment.bill, **words)
    session.flush()
    assert deliver_due(app) == 2
    assert box.messages[-1]["Subject"] == "Your comment is shown again"
    text = box.text()
    for part in ("Reason: The number was fictitious.", "Decided by: lead", f"/record/{decision.log_seq}"):
        assert part in text
    assert "Ground:" not in text
    assert CANARY not in text


def test_a_reply_sends_no_mail(app: Gongyi, session: Session, world: World, box: Box) -> None:
    say(world, "other_citizen", parent=say(world))
    session.flush()
    assert deliver_due(app) == 0


def test_nobody_without_an_address_gets_mail(app: Gongyi, session: Session, world: World, box: Box) -> None:
    comment = say(world)
    comment.author.email = None
    hide(world, comment)
    session.flush()
    assert deliver_due(app) == 0
    assert box.messages == []
