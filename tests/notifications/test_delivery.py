"""Delivering the outbox: in the reader's language, at least once, later again where it failed."""

import smtplib
from collections.abc import Iterator
from datetime import timedelta
from email import message_from_bytes, policy
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.accounts.models import AccountToken, Person
from app.accounts.sessions import hash_token
from app.kernel.i18n import show_day
from app.kernel.mail import FileBox, open_postman
from app.kernel.outbox import Letter, OutboxMessage, enqueue, register_mail
from app.notifications import delivery
from app.notifications.delivery import CLAIM, KEPT, MOST_ATTEMPTS, WAITS, deliver_due, forget_sent
from tests.accounts.people import Box
from tests.builders import World
from tests.conftest import NOON, Clock

TICK = timedelta(microseconds=1)


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    app.extensions["gongyi.postman"] = box = Box()
    yield box
    del app.extensions["gongyi.postman"]


@pytest.fixture
def mails(app: Gongyi) -> Iterator[None]:
    """Templates of the tests' own."""
    kept = dict(app.extensions["gongyi.mails"])

    def plain(_session: Session, person: Person, parameters: Any) -> Letter:
        day = show_day(NOON)
        return Letter(f"About {parameters['what']}", f"Hello {person.handle} <b>&\n{day}\n\nhttp://localhost/x\n")

    def broken(session: Session, person: Person, _parameters: Any) -> Letter:
        person.handle = "half-done"
        session.flush()
        raise KeyError("broken")

    register_mail(app, "plain", plain)
    register_mail(app, "broken", broken)
    register_mail(app, "silent", lambda _session, _person, _parameters: None)
    yield
    app.extensions["gongyi.mails"] = kept


@pytest.fixture
def citizen(world: World, mails: None) -> Person:
    return world.people["citizen"]


def only(session: Session) -> OutboxMessage:
    session.expire_all()
    return session.scalars(sa.select(OutboxMessage)).one()


def test_a_mail_is_sent_once(app: Gongyi, session: Session, citizen: Person, box: Box) -> None:
    enqueue(session, "plain", citizen.id, NOON, what="bills")
    session.flush()
    assert [deliver_due(app), deliver_due(app)] == [1, 0]
    message = box.messages[0]
    assert only(session).sent_at == NOON
    assert str(message["From"]) == "Gongyi 公議 <no-reply@localhost>"
    assert message["To"] == "citizen@example.test"
    assert message["Subject"] == "About bills"
    assert message["Message-ID"] == f"<outbox-{only(session).id}@localhost>"
    assert message["Auto-Submitted"] == "auto-generated"
    assert "Hello citizen <b>&" in box.text()
    html = message.get_body(("html",))
    assert html is not None
    assert "Hello citizen &lt;b&gt;&amp;" in html.get_content()
    assert '<a href="http://localhost/x">http://localhost/x</a>' in html.get_content()


@pytest.mark.parametrize(
    "language, day, tag",
    [("en", "10 March 2026", "en"), ("zh-TW", "民國 115 年 3 月 10 日", "zh-Hant-TW"), ("", "民國", "zh-Hant-TW")],
)
def test_a_mail_speaks_the_readers_language(
    app: Gongyi, session: Session, citizen: Person, box: Box, language: str, day: str, tag: str
) -> None:
    citizen.language = language
    enqueue(session, "plain", citizen.id, NOON, what="bills")
    session.flush()
    deliver_due(app)
    assert day in box.text()
    assert box.messages[0]["Content-Language"] == tag


def test_account_mails_are_worded_in_both_languages(app: Gongyi, session: Session, citizen: Person, box: Box) -> None:
    citizen.confirmed_at = None
    for template in ("confirm", "taken", "reset", "invite", "password-changed"):
        for language in ("en", "zh-TW"):
            citizen.language = language
            enqueue(session, template, citizen.id, NOON)
            session.flush()
            assert deliver_due(app) == 1
        english, chinese = box.messages[-2:]
        assert english["Subject"] != chinese["Subject"]
        assert "citizen" in box.text()
        assert "http://localhost/account/" in box.text()


def test_the_token_is_minted_when_the_mail_is_worded(app: Gongyi, session: Session, citizen: Person, box: Box) -> None:
    enqueue(session, "reset", citizen.id, NOON)
    session.flush()
    assert session.scalars(sa.select(AccountToken)).all() == []
    deliver_due(app)
    token = box.link().removeprefix("/account/reset/")
    assert session.get_one(AccountToken, hash_token(token)).expires_at == NOON + timedelta(minutes=15)
    assert token not in str(only(session).parameters)


def test_what_is_not_due_waits(app: Gongyi, session: Session, citizen: Person, box: Box, clock: Clock) -> None:
    enqueue(session, "plain", citizen.id, NOON + TICK, what="bills")
    session.flush()
    assert deliver_due(app) == 0
    clock.now = NOON + TICK
    assert deliver_due(app) == 1


@pytest.mark.parametrize("template", ["silent", "plain"])
def test_nothing_is_sent_to_nobody(app: Gongyi, session: Session, citizen: Person, box: Box, template: str) -> None:
    if template == "plain":
        citizen.email = None
        enqueue(session, "plain", 0, NOON, what="x")
    enqueue(session, template, citizen.id, NOON, what="x")
    session.flush()
    assert deliver_due(app) == 0
    assert box.messages == []
    session.expire_all()
    assert all(row.sent_at == NOON for row in session.scalars(sa.select(OutboxMessage)))


def test_a_failed_mail_is_tried_again_later_and_given_up_after_eight(
    app: Gongyi, session: Session, citizen: Person, box: Box, clock: Clock
) -> None:
    enqueue(session, "plain", citizen.id, NOON, what="bills")
    session.flush()
    box.failures = MOST_ATTEMPTS
    for wait in WAITS:
        assert deliver_due(app) == 0
        row = only(session)
        assert (row.sent_at, row.given_up, row.due_at) == (None, False, clock.now + wait)
        clock.now += wait - TICK
        assert deliver_due(app) == 0
        assert only(session).attempts == row.attempts
        clock.now += TICK
    deliver_due(app)
    row = only(session)
    assert (row.attempts, row.given_up, row.sent_at) == (8, True, None)
    clock.now += timedelta(days=99)
    assert deliver_due(app) == 0
    assert box.messages == []


@pytest.mark.parametrize("error", [smtplib.SMTPServerDisconnected("gone"), TimeoutError(), OSError(28, "full")])
def test_any_failure_of_the_server_is_waited_out(
    app: Gongyi, session: Session, citizen: Person, box: Box, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(_message: object) -> None:
        raise error

    enqueue(session, "plain", citizen.id, NOON, what="bills")
    session.flush()
    monkeypatch.setattr(box, "deliver", fail)
    assert deliver_due(app) == 0
    assert only(session).due_at == NOON + WAITS[0]


def test_one_broken_mail_hinders_no_other_and_leaves_nothing_half_done(
    app: Gongyi, session: Session, citizen: Person, box: Box
) -> None:
    for template in ("broken", "unknown", "plain"):
        enqueue(session, template, citizen.id, NOON, what="bills")
    session.flush()
    assert deliver_due(app) == 1
    session.expire_all()
    assert citizen.handle == "citizen"
    waiting = session.scalars(
        sa.select(OutboxMessage).where(OutboxMessage.sent_at.is_(None)).order_by(OutboxMessage.id)
    ).all()
    assert [(row.template, row.due_at) for row in waiting] == [
        ("broken", NOON + WAITS[0]),
        ("unknown", NOON + WAITS[0]),
    ]


def test_a_worker_that_dies_leaves_a_claim_that_runs_out(
    app: Gongyi, session: Session, citizen: Person, box: Box, clock: Clock, monkeypatch: pytest.MonkeyPatch
) -> None:
    enqueue(session, "plain", citizen.id, NOON, what="bills")
    session.flush()

    def die(*_arguments: object) -> None:
        raise SystemExit

    with monkeypatch.context() as patched:
        patched.setattr(delivery, "_settle", die)
        with pytest.raises(SystemExit):
            deliver_due(app)
    clock.now = NOON + CLAIM - TICK
    assert deliver_due(app) == 0, "another worker leaves a claimed mail alone"
    clock.now = NOON + CLAIM
    assert deliver_due(app) == 1
    assert box.messages[0]["Message-ID"] == box.messages[1]["Message-ID"]


def test_sent_mails_are_forgotten_after_a_week(app: Gongyi, session: Session, citizen: Person, box: Box) -> None:
    enqueue(session, "plain", citizen.id, NOON, what="bills")
    enqueue(session, "plain", citizen.id, NOON + KEPT, what="later")
    session.flush()
    deliver_due(app)
    session.expire_all()
    forget_sent(session, NOON + KEPT + CLAIM)
    assert [row.parameters for row in session.scalars(sa.select(OutboxMessage))] == [{"what": "later"}]


def test_the_file_box_holds_one_readable_file_a_message(
    app: Gongyi, session: Session, citizen: Person, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    postman = open_postman(f"file:{tmp_path}/mail", tmp_path)
    assert isinstance(postman, FileBox)
    monkeypatch.setitem(app.extensions, "gongyi.postman", postman)
    citizen.language = "zh-TW"
    enqueue(session, "reset", citizen.id, NOON)
    session.flush()
    deliver_due(app)
    row = only(session)
    row.sent_at, row.due_at = None, NOON
    session.flush()
    deliver_due(app)
    (file,) = (tmp_path / "mail").iterdir()
    assert file.name == f"outbox-{row.id}-localhost.eml"
    message = message_from_bytes(file.read_bytes(), policy=policy.default)
    assert message["To"] == "citizen@example.test"
    assert "\nhttp://localhost/account/reset/" in file.read_text().replace("\r\n", "\n")
