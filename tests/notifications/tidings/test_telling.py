"""Who is told what became of their words: once a person and event, in few statements however many they are."""

from datetime import timedelta

import pytest
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.bills import actions
from app.bills.models import Bill
from app.bills.queries import list_articles
from app.discussion.models import Comment
from app.kernel.bilingual import Bilingual
from app.kernel.events import emit
from app.notifications.choices.actions import decline_mail
from app.notifications.choices.models import MailKind
from app.notifications.models import NoticeKind
from app.notifications.tidings import telling
from app.notifications.tidings.listeners import tell_of_answers, tell_of_citing
from app.responses.actions import declare_ready
from app.responses.events import ResponsePublished
from app.responses.releasing.actions import ask_for_release, decline_release, take_back_release
from app.summaries.events import ObjectionMade, SummaryProposed, SummaryPublished, SummarySentBack
from app.summaries.models import Summary
from app.summaries.objections.models import Objection
from app.summaries.signing.models import SigningOutcome, SummaryProposal
from tests.bills.drafts import add_official
from tests.builders import World
from tests.conftest import NOON, Statements
from tests.discussion import talk
from tests.notifications.tidings.news import BLANK, crowd, mails, notices, publish, respond
from tests.responses.answers import Answering, answering, second_official, target


def test_forty_comments_of_one_person_are_one_notice_and_one_mail(session: Session, world: World) -> None:
    person, bill = world.people["citizen"], world.bills["open"]
    ids = talk.plant(world, [None] * 40)
    publish(session, bill, 1, ids, {1: ids[:20]})
    (notice,) = notices(session, person)
    assert (notice.kind, notice.bill_id, notice.comment_id) == (NoticeKind.CITED, bill.id, None)
    assert notice.parameters == {"summary": 1, "comments": 40}
    assert mails(session, person) == [("cited", {"bill": bill.id, "summary": 1, "comments": ids})]


def test_one_comment_alone_is_told_as_this_comment(session: Session, world: World) -> None:
    comment = talk.post(world)
    publish(session, world.bills["open"], 1, [comment.id], {})
    (notice,) = notices(session, world.people["citizen"])
    assert (notice.comment_id, notice.bill_id, notice.parameters) == (comment.id, None, {"summary": 1})


def test_a_publication_that_cites_800_comments_takes_few_statements(
    session: Session, world: World, statements: Statements, monkeypatch: pytest.MonkeyPatch
) -> None:
    bill = world.bills["open"]
    ids = talk.plant(world, [None] * 800)
    people = crowd(session, world, ids, 160)
    decline_mail(session, people[0], MailKind.CITED, NOON)
    people[1].email = None
    summary = publish(session, bill, 1, ids, {1: ids[:400]})
    assert len(mails(session)) == 158, "nobody without an address, and none that declined"
    assert all(len(notices(session, person)) == 1 for person in people[:3])
    assert notices(session, people[7])[0].parameters["comments"] == 5
    session.refresh(summary)
    with statements:
        tell_of_citing(session, SummaryPublished(summary, NOON))
    assert len(statements) == 5, statements.seen
    answer = respond(session, world, bill, recommendation_ordinal=1)
    session.refresh(bill)
    session.refresh(answer)
    monkeypatch.setattr(telling, "AT_ONCE", 60)
    with statements:
        tell_of_answers(session, ResponsePublished(bill, (answer,), True, NOON))
    assert len(statements) == 1 + 3 * 4, "a statement takes only so many values"
    told = [notice.kind for notice in notices(session, people[159])]
    assert told == [*[NoticeKind.CITED] * 2, *[NoticeKind.ANSWERED] * 2]


def test_a_later_version_is_told_of_what_is_newly_cited_alone(session: Session, world: World) -> None:
    bill = world.bills["open"]
    old, new, hidden = (talk.post(world, by=by) for by in ("citizen", "other_citizen", "lead"))
    talk.hide(world, hidden)
    publish(session, bill, 1, [old.id, hidden.id], {1: [old.id]})
    assert notices(session, world.people["lead"]) == []
    talk.restore(world, session.get_one(Comment, hidden.id), now=NOON + timedelta(days=1))
    publish(session, bill, 2, [old.id, new.id, hidden.id], {})
    told = {name: len(notices(session, world.people[name])) for name in ("citizen", "other_citizen", "lead")}
    assert told == {"citizen": 1, "other_citizen": 1, "lead": 1}, "nobody was told of a comment while it was hidden"


def test_an_answer_is_told_to_those_whose_comments_it_rests_on(session: Session, world: World) -> None:
    bill = world.bills["open"]
    cited, beside = talk.post(world), talk.post(world, by="other_citizen")
    filed = talk.post(world, by="lead", place="Q1")
    publish(session, bill, 1, [beside.id], {1: [cited.id], 2: [cited.id]})
    first = respond(session, world, bill, recommendation_ordinal=2)
    second = respond(session, world, bill, question_id=filed.question_id)
    assert [notice.parameters for notice in notices(session, world.people["citizen"])][1:] == [{"answers": [first.id]}]
    assert [notice.kind for notice in notices(session, world.people["other_citizen"])] == [NoticeKind.CITED]
    assert mails(session, world.people["lead"]) == [
        ("answered", {"bill": bill.id, "answers": [second.id], "comments": [filed.id]})
    ]


def revise(world: World, key: str, words: Bilingual) -> None:
    """Publish version 2 of the open bill, in which one article reads otherwise."""
    session, official, bill = world.session, world.people["official"], world.bills["open"]
    version = actions.start_new_version(session, official, bill, now=NOON)
    text = next(t for t in list_articles(session, version) if t.article.key == key)
    content = actions.ArticleContent(number=text.number, heading=text.heading, text=words)
    actions.save_article(session, official, bill, version, content, article=text.article, now=NOON)
    actions.publish_version(session, official, bill, version, note=BLANK, now=NOON)


def test_whoever_spoke_on_an_article_is_told_that_it_changed_and_all_others_of_the_new_text(
    session: Session, world: World
) -> None:
    bill = world.bills["open"]
    mine = [talk.post(world, place=place).id for place in ("2", "2", "1")]
    talk.post(world, by="other_citizen", place="1")
    talk.hide(world, talk.post(world, by="lead", place="2"))
    talk.post(world, by="lead")
    revise(world, "2", Bilingual("改寫。", "Rewritten."))
    (notice,) = notices(session, world.people["citizen"])
    assert (notice.kind, notice.bill_id) == (NoticeKind.ARTICLE_CHANGED, bill.id)
    assert (notice.parameters["articles"], notice.parameters["comments"]) == (["2"], 2)
    assert mails(session) == [("article-changed", {**mails(session)[0][1], "comments": mine[:2], "articles": ["2"]})]
    for other in ("other_citizen", "lead"):
        assert [notice.kind for notice in notices(session, world.people[other])] == [NoticeKind.VERSION_PUBLISHED]


def propose(session: Session, bill: Bill, by: int) -> tuple[Summary, SummaryProposal]:
    summary = Summary(bill=bill, number=1, introduction=BLANK, created_at=NOON)
    session.add(summary)
    session.flush()
    proposal = SummaryProposal(summary_id=summary.id, revision=summary.revision, asked_by_id=by, asked_at=NOON)
    session.add(proposal)
    session.flush()
    return summary, proposal


def test_moderators_are_told_what_waits_for_them_and_what_came_back(
    client: FlaskClient, session: Session, world: World
) -> None:
    bill, moderator, lead = world.bills["open"], world.people["moderator"], world.people["lead"]
    second = world.people["second_moderator"]
    summary, proposal = propose(session, bill, moderator.id)
    summary.changed_by_id = second.id
    emit(session, SummaryProposed(summary, proposal, NOON))
    assert [notice.kind for notice in notices(session, lead)] == [NoticeKind.TO_SIGN]
    assert notices(session, moderator) == [], "not who asked"
    proposal.words = "Cite both sides."
    emit(session, SummarySentBack(summary, proposal, NOON))
    assert [notice.kind for notice in notices(session, moderator)] == [NoticeKind.SENT_BACK]
    assert {template for template, _about in mails(session)} == {"to-sign", "sent-back"}
    assert [notice.kind for notice in notices(session, second)] == [], (
        "not who wrote the last words, and may not sign them"
    )
    assert "Cite both sides." in world.sign_in(client, "moderator").get("/notifications").text
    assert "Cite both sides." not in world.sign_in(client, "lead").get("/notifications").text, "theirs asks to sign"


@pytest.mark.parametrize("how", ["changed", "settled"])
def test_a_notice_says_when_a_draft_waits_for_no_signature_any_more(
    client: FlaskClient, session: Session, world: World, how: str
) -> None:
    bill = world.bills["open"]
    summary, proposal = propose(session, bill, world.people["moderator"].id)
    emit(session, SummaryProposed(summary, proposal, NOON))
    world.sign_in(client, "lead")
    page = client.get("/notifications?lang=en").text
    assert "A summary waits for a second moderator" in page
    assert f'href="/desk/bills/{bill.slug}/summary/publication"' in page
    if how == "changed":
        summary.revision += 1
    else:
        proposal.settled_at, proposal.outcome = NOON, SigningOutcome.OVERTAKEN
    session.commit()
    page = client.get("/notifications?lang=en").text
    assert "A summary waited for a second moderator; it waits no longer" in page
    assert f'href="/desk/bills/{bill.slug}/summary"' in page
    assert "waits for a second moderator" not in page


def declined(work: Answering, *words: str) -> None:
    """Ask for the release of an answer and have it declined, once for each of some reasons."""
    session, second = work.session, second_official(work.world)
    work.save("Q1")
    declare_ready(session, work.person, work.bill, [target("Q1")], now=NOON)
    for said in words:
        release = ask_for_release(session, work.person, work.bill, now=NOON)
        decline_release(session, second, work.bill, release, words=said, now=NOON)


def test_whoever_asked_for_a_release_is_told_that_it_was_declined_and_why(
    client: FlaskClient, session: Session, world: World
) -> None:
    work = answering(world, NOON)
    declined(work, "Name the article.")
    (told,) = notices(session, work.person)
    assert (told.kind, told.bill_id) == (NoticeKind.RELEASE_DECLINED, work.bill.id)
    assert [template for template, _about in mails(session, work.person)] == ["release-declined"], "not that they asked"
    assert [notice.kind for notice in notices(session, second_official(world))] == [NoticeKind.TO_RELEASE]
    page = world.sign_in(client, "official").get("/notifications?lang=en").text
    for said in ("Name the article.", "The release that you asked for was declined", "You answer for this bill's"):
        assert said in page
    assert 'href="/desk/bills/closed-bill/response/publication"' in page
    assert "您提請的發布未獲同意" in client.get("/notifications?lang=zh-TW").text


def test_a_release_that_waits_is_told_to_the_other_officials_once_each(
    client: FlaskClient, session: Session, world: World
) -> None:
    work = answering(world, NOON)
    second, third = second_official(world), add_official(world, "third-official")
    decline_mail(session, third, MailKind.SIGNING, NOON)
    work.save("Q1")
    declare_ready(session, work.person, work.bill, [target("Q1")], now=NOON)
    release = ask_for_release(session, work.person, work.bill, now=NOON)
    for person in (second, third):
        (told,) = notices(session, person)
        assert (told.kind, told.bill_id) == (NoticeKind.TO_RELEASE, work.bill.id)
    for persona in ("official", "other_agency_official", "administrator", "moderator"):
        assert notices(session, world.people[persona]) == [], persona
    about = {"bill": work.bill.id, "release": release.id, "comments": []}
    assert mails(session) == [("to-release", about)], "none to who declined such mails"
    page = world.sign_in(client, "second_official").get("/notifications?lang=en").text
    for said in ("A response waits for a second official", "You answer for this bill's"):
        assert said in page
    assert 'href="/desk/bills/closed-bill/response/publication"' in page
    assert "有綜整回應等待另一位機關人員發布" in client.get("/notifications?lang=zh-TW").text
    take_back_release(session, work.person, work.bill, release, now=NOON)
    session.commit()
    page = client.get("/notifications?lang=en").text
    assert "A response waited for a second official; it waits no longer" in page
    assert 'href="/desk/bills/closed-bill/response"' in page
    assert "waits for a second official" not in page


def test_mails_of_declining_can_be_declined_and_reasons_are_read_together(
    client: FlaskClient, session: Session, world: World, statements: Statements
) -> None:
    work = answering(world, NOON)
    decline_mail(session, work.person, MailKind.SIGNING, NOON)
    declined(work, "First.", "Second.", "Third.")
    assert (len(notices(session, work.person)), mails(session, work.person)) == (3, [])
    world.sign_in(client, "official").get("/notifications")
    with statements:
        assert "First." in client.get("/notifications").text
    three = len(statements)
    for notice in notices(session, work.person)[:2]:
        session.delete(notice)
    session.flush()
    with statements:
        assert "Third." in client.get("/notifications").text
    assert len(statements) == three, statements.seen


def test_an_objection_is_told_to_moderators_and_its_answer_to_its_author(session: Session, world: World) -> None:
    bill, citizen = world.bills["open"], world.people["citizen"]
    comment = talk.load(world, talk.post(world))
    first = publish(session, bill, 1, [comment.id], {})
    objection = Objection(summary_id=first.id, comment=comment, words="No.", made_at=NOON, answer=Bilingual())
    session.add(objection)
    session.flush()
    emit(session, ObjectionMade(objection, NOON))
    for persona in ("moderator", "lead"):
        (notice,) = notices(session, world.people[persona])
        assert (notice.kind, notice.comment_id) == (NoticeKind.OBJECTED, comment.id)
    second = Summary(bill_id=bill.id, number=2, introduction=BLANK, created_at=NOON, published_at=NOON)
    session.add(second)
    session.flush()
    objection.answered_in_id = second.id
    session.flush()
    emit(session, SummaryPublished(second, NOON))
    assert [notice.kind for notice in notices(session, citizen)] == [NoticeKind.CITED, NoticeKind.OBJECTION_ANSWERED]
