"""The desk: who has one, what waits there, oldest first, and where it leads."""

from datetime import timedelta

from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.accounts.models import Role
from app.bills.actions import ask_for_withdrawal
from app.discussion.models import Ground
from app.moderation.models import Report
from tests.bills.drafts import REASON, add_official
from tests.builders import World, appoint
from tests.conftest import NOON, Statements
from tests.opendata.debate import CANARY, Debate, make_debate, say
from tests.site.pages import read


def report(world: World, comment_id: int, by: str, days_ago: int) -> None:
    world.session.add(
        Report(
            comment_id=comment_id,
            reporter_id=world.people[by].id,
            ground=Ground.SPAM,
            note=f"{CANARY}-note",
            reported_at=NOON - timedelta(days=days_ago),
        )
    )
    world.session.flush()


def test_visitors_are_sent_to_sign_in(client: FlaskClient, world: World) -> None:
    answer = client.get("/desk")
    assert (answer.status_code, answer.headers["Location"]) == (303, "/account/sign-in?next=%2Fdesk")


def test_who_holds_no_office_learns_why_there_is_no_desk(client: FlaskClient, world: World) -> None:
    words = read(world.sign_in(client, "citizen"), "/desk", 403).words
    assert "The desk is for moderators, officials and administrators." in words


def test_moderators_find_reports_and_summaries(
    client: FlaskClient, world: World, debate: Debate, statements: Statements
) -> None:
    report(world, debate.id("unchanged"), "citizen", 3)
    report(world, debate.id("question"), "other_citizen", 5)
    report(world, debate.id("unchanged"), "other_citizen", 1)
    world.sign_in(client, "moderator")
    with statements:
        page = read(client, "/desk")
    assert len(statements) <= 10, statements.seen
    words = page.words
    assert words.index("question words") < words.index("unchanged words")
    for said in ("Open reports 2", "1 report Comment by citizen question words", "oldest 3 days ago", "Work on all 2 reported comments",
                 "Draft open-bill No draft yet The notice ends on 28 April 2026"):  # fmt: skip
        assert said in words, (said, words)
    assert CANARY not in page.html
    assert "Bills of your agency" not in words
    assert f"/desk/reports/{debate.id('question')}" in page.links
    for link in page.links:
        if link.startswith("/desk"):
            assert client.get(link).status_code == 200, link


def test_a_summary_that_is_late_stands_before_others(client: FlaskClient, world: World) -> None:
    words = read(world.sign_in(client, "moderator"), "/desk").words
    assert words.index("Draft closed-bill") < words.index("Draft open-bill")
    assert "Overdue by 7 days" in words


def test_other_subgroups_and_own_agencies_have_other_desks(client: FlaskClient, world: World, debate: Debate) -> None:
    report(world, debate.id("question"), "other_citizen", 5)
    words = read(world.sign_in(client, "other_subgroup_moderator"), "/desk").words
    assert "No open report" in words
    assert "No summary to write" in words
    assert "closed-bill" not in words


def test_nobody_is_asked_to_decide_on_an_own_comment(client: FlaskClient, world: World) -> None:
    comment = say(world, world.bills["closed"], "own words", by="moderator")
    report(world, comment.id, "citizen", 2)
    assert "No open report" in read(world.sign_in(client, "moderator"), "/desk").words
    assert "own words" in read(world.sign_in(client, "second_moderator"), "/desk").words


def test_officials_find_what_to_answer_and_their_bills(
    client: FlaskClient, world: World, debate: Debate, statements: Statements
) -> None:
    world.sign_in(client, "official")
    with statements:
        page = read(client, "/desk")
    assert len(statements) <= 10, statements.seen
    for said in ("To answer 1", "Overdue by 7 days Draft closed-bill 3 things to answer The summary is published",
                 "Not published 1", "Next step: Set the notice and announce", "Bills of your agency 6",
                 "Next step: Publish the response, due on 3 March 2026", "Next step: Nothing is due"):  # fmt: skip
        assert said in page.words, (said, page.words)
    assert "Open reports" not in page.words
    for link in page.links:
        if link.startswith("/desk"):
            assert client.get(link).status_code == 200, link


def test_officials_of_an_agency_without_bills_read_so(client: FlaskClient, world: World) -> None:
    words = read(world.sign_in(client, "other_agency_official"), "/desk").words
    assert "Nothing to answer" in words
    assert "Your agency has no bill yet" in words
    assert "closed-bill" not in words


def test_the_desk_speaks_chinese(client: FlaskClient, world: World, session: Session) -> None:
    make_debate(world)
    for persona in ("moderator", "official"):
        page = read(world.sign_in(client, persona), "/desk?lang=zh-TW")
        assert "民國" in page.words
        assert CANARY not in page.html


def test_who_moderates_and_answers_elsewhere_has_both_lists(client: FlaskClient, world: World) -> None:
    from app.accounts.models import Membership, Role
    from tests.builders import LONG_AGO

    world.people["other_agency_official"].memberships.append(
        Membership(role=Role.MODERATOR, starts_at=LONG_AGO, subgroup_id=world.subgroup.id)
    )
    world.session.flush()
    words = read(world.sign_in(client, "other_agency_official"), "/desk").words
    for said in ("Open reports", "Bills to summarise", "Draft closed-bill", "To answer", "Bills of your agency"):
        assert said in words


def test_officials_find_what_waits_for_their_signature(
    client: FlaskClient, world: World, statements: Statements
) -> None:
    official, second = world.people["official"], add_official(world)
    act = ask_for_withdrawal(world.session, official, world.bills["open"], reason=REASON, now=NOON)
    world.sign_in(client, "second_official")
    with statements:
        page = read(client, "/desk")
    assert len(statements) <= 10, statements.seen
    assert "To sign 1" in page.words
    assert "Draft open-bill Withdrawal of the bill official asked on 10 March 2026 12:00" in page.words
    assert f"/desk/bills/open-bill/waiting#act-{act.id}" in page.links
    for nobody in ("official", "other_agency_official"):
        assert "To sign" not in read(world.sign_in(client, nobody), "/desk").words
    second.memberships[0].ends_at = NOON
    appoint(second, Role.OFFICIAL, world.other_agency)
    world.session.flush()
    assert "To sign" not in read(world.sign_in(client, "second_official"), "/desk").words
