"""Checkpoints by mail: asked for and confirmed by the address itself, ended by one press, and nobody learns whose it is."""

from collections.abc import Iterator
from datetime import timedelta
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from lxml import etree
from sqlalchemy.orm import Session

from app import Gongyi
from app.kernel.outbox import OutboxMessage
from app.notifications.checkpoints.actions import DAILY, TIME_TO_CONFIRM, forget_unconfirmed
from app.notifications.checkpoints.feed import PATH
from app.notifications.checkpoints.links import token_of
from app.notifications.checkpoints.models import Subscriber
from app.notifications.delivery import deliver_due
from app.notifications.feeds import ATOM
from app.record import log
from app.record.models import Act
from tests.accounts.people import Box
from tests.builders import World
from tests.conftest import NOON, Clock
from tests.record.signing import sign

FORM = "/record/checkpoints/subscription"
READER = "reader@example.test"


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    app.extensions["gongyi.postman"] = box = Box()
    yield box
    del app.extensions["gongyi.postman"]


def ask(client: FlaskClient, email: str = READER, often: str = "each", lang: str = "en") -> int:
    return client.post(f"{FORM}?lang={lang}", data={"email": email, "often": often}).status_code


def subscriber(session: Session) -> Subscriber:
    session.expire_all()
    return session.scalars(sa.select(Subscriber)).one()


def path_in(message: EmailMessage, start: str) -> str:
    """The path of a link of a mail."""
    body = message.get_body(("plain",))
    assert body is not None
    return next(line for line in body.get_content().splitlines() if start in line).removeprefix("http://localhost")


def confirmed(app: Gongyi, client: FlaskClient, session: Session, box: Box, often: str = "each") -> Subscriber:
    assert ask(client, often=often) == 303
    deliver_due(app)
    link = path_in(box.messages[-1], "/confirmation/")
    assert "One press" in client.get(f"{link}?lang=en").text
    assert subscriber(session).confirmed_at is None, "a program that reads mail has opened the link"
    assert client.post(link).status_code == 200
    box.messages.clear()
    return subscriber(session)


def move_and_sign(session: Session, clock: Clock) -> int:
    log.append(session, Act.EXTEND, actor="p", subject="bill:b", now=clock.now)
    seq = sign(session, clock.now).seq
    session.commit()
    return seq


def test_nothing_is_mailed_before_the_address_confirms(
    app: Gongyi, client: FlaskClient, session: Session, world: World, clock: Clock, box: Box
) -> None:
    assert ask(client) == 303
    deliver_due(app)
    assert [message["To"] for message in box.messages] == [READER]
    move_and_sign(session, clock)
    deliver_due(app)
    assert len(box.messages) == 1


def test_a_checkpoint_is_mailed_whole_and_can_be_ended_by_one_click(
    app: Gongyi, client: FlaskClient, session: Session, world: World, clock: Clock, box: Box
) -> None:
    confirmed(app, client, session, box)
    seq = move_and_sign(session, clock)
    deliver_due(app)
    (message,) = box.messages
    text = message.get_body(("plain",)).get_content()
    assert str(seq) in message["Subject"] and client.get("/record/checkpoint").json["signature"] in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    link = message["List-Unsubscribe"].strip("<>").removeprefix("http://localhost")
    assert link == path_in(message, "/unsubscription/")
    assert client.get(link).status_code == 200
    app.config["WTF_CSRF_ENABLED"] = True
    try:
        assert client.post(link, data={"List-Unsubscribe": "One-Click"}).status_code == 200
    finally:
        app.config["WTF_CSRF_ENABLED"] = False
    session.expire_all()
    assert session.scalars(sa.select(Subscriber)).all() == []
    assert READER not in str([row.parameters for row in session.scalars(sa.select(OutboxMessage))])
    assert client.get(link).status_code == client.post(link).status_code == 404


def test_daily_readers_get_one_a_day(
    app: Gongyi, client: FlaskClient, session: Session, world: World, clock: Clock, box: Box
) -> None:
    confirmed(app, client, session, box, often="daily")
    begun, sent = clock.now, []
    for after in (timedelta(), timedelta(hours=1), DAILY - timedelta(microseconds=1), DAILY):
        clock.now = begun + after
        move_and_sign(session, clock)
        sent.append(deliver_due(app))
    assert sent == [1, 0, 0, 1]


def test_every_address_gets_the_same_answer_and_no_second_mail(
    app: Gongyi, client: FlaskClient, session: Session, world: World, clock: Clock, box: Box
) -> None:
    confirmed(app, client, session, box)
    answers = [client.post(FORM, data={"email": email}) for email in (READER, "new@example.test", "new@example.test")]
    assert {(answer.status_code, answer.location) for answer in answers} == {(303, f"{FORM}/sent")}
    assert deliver_due(app) == 1
    assert [message["To"] for message in box.messages] == ["new@example.test"]


@pytest.mark.parametrize("email", ["", "nobody", "a@b", "x" * 300 + "@example.test", "a@example.test\nBcc: b@c.test"])
def test_what_is_no_address_is_refused(client: FlaskClient, session: Session, world: World, email: str) -> None:
    assert ask(client, email) == 422
    assert session.scalars(sa.select(Subscriber)).all() == []


def test_addresses_that_never_confirm_are_erased(
    client: FlaskClient, session: Session, world: World, clock: Clock
) -> None:
    ask(client)
    forget_unconfirmed(session, clock.now + TIME_TO_CONFIRM - timedelta(microseconds=1))
    assert subscriber(session)
    forget_unconfirmed(session, clock.now + TIME_TO_CONFIRM)
    assert session.scalars(sa.select(Subscriber)).all() == []


def test_a_link_cannot_be_made_up(app: Gongyi, client: FlaskClient, session: Session, world: World) -> None:
    ask(client)
    with app.app_context():
        true = token_of(subscriber(session))
    for token in ("1", "x.y", true[:-1], true.swapcase(), "WzEsIngiXQ." + true.rpartition(".")[2]):
        assert client.post(f"/record/checkpoints/confirmation/{token}").status_code == 404
    assert subscriber(session).confirmed_at is None


def test_the_feed_carries_each_checkpoint_whole(
    client: FlaskClient, session: Session, world: World, clock: Clock
) -> None:
    assert client.get(PATH).status_code == 200, "an empty feed is a feed"
    seqs = [move_and_sign(session, clock) for _ in range(3)]
    answer = client.get(PATH)
    feed = etree.fromstring(answer.data)
    contents = [entry.findtext(f"{{{ATOM}}}content") for entry in feed.iter(f"{{{ATOM}}}entry")]
    served = [client.get(f"/record/checkpoint?seq={seq}").text.strip() for seq in reversed(seqs)]
    assert contents == served
    assert client.get(PATH, headers={"If-None-Match": answer.headers["ETag"]}).status_code == 304


def test_mails_are_worded_in_chinese_too(
    app: Gongyi, client: FlaskClient, session: Session, world: World, clock: Clock, box: Box
) -> None:
    ask(client, lang="zh-TW")
    deliver_due(app)
    assert box.messages[0]["Subject"] == "請確認：公開紀錄的檢查點"
    assert clock.now == NOON
