"""The mails on what became of people's words, as they are delivered."""

import re
from collections.abc import Iterator
from email.message import EmailMessage

import pytest
import sqlalchemy as sa
from sqlalchemy.orm import Session

from app import Gongyi
from app.bills.queries import latest_version
from app.kernel.bilingual import Bilingual
from app.kernel.outbox import enqueue
from app.notifications.choices.actions import decline_mail
from app.notifications.choices.models import MailKind
from app.notifications.delivery import deliver_due
from app.notifications.models import NoticeKind
from app.notifications.tidings.emails import SHOWN, WRITERS
from app.responses.releasing.models import Release, ReleaseOutcome
from app.summaries.models import Summary
from app.summaries.objections.models import Objection
from app.summaries.signing.models import SummaryProposal
from tests.accounts.people import Box
from tests.builders import World
from tests.conftest import NOON
from tests.discussion import talk
from tests.notifications.tidings.news import publish, respond

CANARY = "canary 金絲雀 8c1f"
WHY = "Name it.\n-- \nThen ask again."
DECLINED = {NoticeKind.SENT_BACK, NoticeKind.RELEASE_DECLINED}


@pytest.fixture
def box(app: Gongyi) -> Iterator[Box]:
    """A postman that keeps what it gets."""
    app.extensions["gongyi.postman"] = Box()
    yield app.extensions["gongyi.postman"]
    del app.extensions["gongyi.postman"]


def html(message: EmailMessage) -> str:
    body = message.get_body(("html",))
    assert body is not None
    return str(body.get_content())


def test_the_mail_on_citing_says_where_and_how_to_end_such_mails(
    app: Gongyi, session: Session, world: World, box: Box
) -> None:
    mine = [talk.post(world, CANARY, place=place) for place in ("2", "")]
    publish(session, world.bills["open"], 1, [comment.id for comment in mine], {1: [mine[0].id]})
    assert deliver_due(app) == 1
    message, text = box.messages[0], box.text()
    assert message["Subject"].startswith("The summary cites 2 comments of yours · ")
    for words in (
        "It cites 2 comments of yours.",
        "http://localhost/bills/open-bill/summary",
        f"- Article 2, cited under I1, R1: http://localhost/comments/{mine[0].id}/journey",
        f"- The bill as a whole, cited under I1: http://localhost/comments/{mine[1].id}/journey",
        "you can object once for each comment",
        "http://localhost/notifications/mails",
    ):
        assert words in text
    assert CANARY not in text + html(message)
    link = re.findall(rb"(?m)^List-Unsubscribe: <(http://localhost/notifications/unsubscription/\S+)>$", box.raw())[
        0
    ].decode()
    assert link in text
    assert message["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    assert f'<li>Article 2, cited under I1, R1: <a href="http://localhost/comments/{mine[0].id}/journey">' in html(
        message
    )
    assert html(message).index("<footer>") < html(message).index(link)


def test_what_was_hidden_since_is_left_out(app: Gongyi, session: Session, world: World, box: Box) -> None:
    mine, only = [talk.post(world) for _n in range(2)], talk.post(world, by="other_citizen")
    publish(session, world.bills["open"], 1, [*(comment.id for comment in mine), only.id], {})
    talk.hide(world, talk.load(world, mine[0]))
    talk.hide(world, talk.load(world, only))
    deliver_due(app)
    (message,) = [message for message in box.messages if "cites" in message["Subject"]]
    assert message["To"] == "citizen@example.test"
    assert f"/comments/{mine[0].id}/" not in html(message)
    assert f"/comments/{mine[1].id}/" in html(message)


def test_a_long_list_is_cut_and_says_how_much_is_left(app: Gongyi, session: Session, world: World, box: Box) -> None:
    ids = talk.plant(world, [None] * (SHOWN + 3))
    publish(session, world.bills["open"], 1, ids, {})
    deliver_due(app)
    assert box.text().count("/journey") == SHOWN
    assert "3 more are on the page named below." in box.text()


def test_nothing_is_mailed_once_the_kind_is_declined(app: Gongyi, session: Session, world: World, box: Box) -> None:
    comment = talk.post(world)
    publish(session, world.bills["open"], 1, [comment.id], {1: [comment.id]})
    decline_mail(session, world.people["citizen"], MailKind.CITED, NOON)
    assert deliver_due(app) == 0
    respond(session, world, world.bills["open"], recommendation_ordinal=1)
    assert deliver_due(app) == 1, "the other kinds come"
    assert "Recommendation R1: Clarified http://localhost/bills/open-bill/response#R1" in box.text()


def everything(session: Session, world: World) -> dict[NoticeKind, tuple[str, dict[str, object]]]:
    """What a mail of each kind is about, and to whom it goes."""
    bill, moderator, lead = world.bills["open"], world.people["moderator"], world.people["lead"]
    comment = talk.post(world, CANARY, place="2")
    summary = publish(session, bill, 1, [comment.id], {1: [comment.id]})
    answer = respond(session, world, bill, recommendation_ordinal=1)
    objection = Objection(summary_id=summary.id, comment_id=comment.id, words=CANARY, made_at=NOON, answer=Bilingual())
    proposal = SummaryProposal(
        summary_id=summary.id, revision=summary.revision, asked_by_id=moderator.id, asked_at=NOON
    )
    closed, other = world.bills["closed"], world.people["other_agency_official"]
    release = Release(bill_id=closed.id, asked_by_id=world.people["official"].id, asked_at=NOON, stamp="", words=WHY)
    release.outcome, release.settled_by_id, release.settled_at = ReleaseOutcome.DECLINED, other.id, NOON
    proposal.words = WHY
    asked = Release(bill_id=closed.id, asked_by_id=other.id, asked_at=NOON, stamp="", words="")
    session.add_all([objection, proposal, release, asked])
    session.flush()
    version = latest_version(session, bill)
    version.number = 2
    session.flush()
    mine = {"bill": bill.id, "comments": [comment.id]}
    assert lead
    return {
        NoticeKind.CITED: ("citizen", {**mine, "summary": 1}),
        NoticeKind.ANSWERED: ("citizen", {**mine, "answers": [answer.id]}),
        NoticeKind.ARTICLE_CHANGED: ("citizen", {**mine, "version": version.id, "articles": ["2"]}),
        NoticeKind.OBJECTED: ("lead", {**mine, "objection": objection.id}),
        NoticeKind.OBJECTION_ANSWERED: ("citizen", {**mine, "summary": 1}),
        NoticeKind.TO_SIGN: ("lead", {**mine, "comments": [], "proposal": proposal.id}),
        NoticeKind.SENT_BACK: ("moderator", {**mine, "comments": [], "proposal": proposal.id}),
        NoticeKind.TO_RELEASE: ("official", {"bill": closed.id, "comments": [], "release": asked.id}),
        NoticeKind.RELEASE_DECLINED: ("official", {"bill": closed.id, "comments": [], "release": release.id}),
    }


def test_each_mail_has_both_parts_in_both_languages_of_the_same_words(
    app: Gongyi, session: Session, world: World, box: Box
) -> None:
    said = everything(session, world)
    assert set(said) == set(WRITERS)
    deliver_due(app)
    for kind, (persona, about) in said.items():
        box.messages.clear()
        for language in ("en", "zh-TW"):
            world.people[persona].language = language
            enqueue(session, kind.value, world.people[persona].id, NOON, **about)
            session.flush()
            assert deliver_due(app) == 1, kind
            message = box.messages[-1]
            plain = re.sub(r"\s+", "", re.sub(r"(?m)^(- |-- $)", "", box.text()))
            marked = re.sub(r"(?s)<head>.*</head>|<h1>.*?</h1>|<[^>]*>", "", html(message))
            assert re.sub(r"\s+", "", marked).replace("&amp;", "&").replace("&#39;", "'") == plain
            assert "src=" not in html(message)
            assert CANARY not in html(message)
            assert ("Name it. -- Then ask again." in html(message)) is (kind in DECLINED), kind
        english, chinese = box.messages
        assert english["Subject"] != chinese["Subject"], kind
        assert '<html lang="zh-Hant-TW">' in html(chinese)


@pytest.mark.parametrize("kind", [NoticeKind.TO_SIGN, NoticeKind.TO_RELEASE])
def test_nobody_is_asked_without_the_office_or_once_it_is_settled(
    app: Gongyi, session: Session, world: World, box: Box, kind: NoticeKind
) -> None:
    persona, about = everything(session, world)[kind]
    deliver_due(app)
    box.messages.clear()
    enqueue(session, kind.value, world.people["other_citizen"].id, NOON, **about)
    session.flush()
    assert deliver_due(app) == 0
    second = world.people["other_agency_official"].id
    settled = {"settled_at": NOON, "settled_by_id": second, "outcome": "taken-back"}
    table = Release if kind is NoticeKind.TO_RELEASE else SummaryProposal
    session.execute(sa.update(table).where(table.settled_at.is_(None)).values(**settled))
    session.expire_all()
    enqueue(session, kind.value, world.people[persona].id, NOON, **about)
    session.flush()
    assert deliver_due(app) == 0


def test_nobody_is_asked_to_sign_a_draft_that_was_changed_since(
    app: Gongyi, session: Session, world: World, box: Box
) -> None:
    persona, about = everything(session, world)[NoticeKind.TO_SIGN]
    deliver_due(app)
    box.messages.clear()
    session.execute(sa.update(Summary).values(revision=Summary.revision + 1))
    session.expire_all()
    enqueue(session, NoticeKind.TO_SIGN.value, world.people[persona].id, NOON, **about)
    session.flush()
    assert deliver_due(app) == 0


def test_why_is_told_to_those_alone_who_hold_the_office_still(
    app: Gongyi, session: Session, world: World, box: Box
) -> None:
    said = everything(session, world)
    deliver_due(app)
    for kind, stranger in ((NoticeKind.SENT_BACK, "citizen"), (NoticeKind.RELEASE_DECLINED, "other_agency_official")):
        enqueue(session, kind.value, world.people[stranger].id, NOON, **said[kind][1])
    session.flush()
    assert deliver_due(app) == 0
