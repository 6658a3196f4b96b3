"""The pages of appeals: one test for each outcome of each route, what they show, and in how many statements."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.models import Comment, State
from app.moderation.actions import restore_comment
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON, Clock, Statements
from tests.moderation.appeals.scenes import WHY, WORDS, again, appeal, decide, hidden
from tests.moderation.cases import CANARY, REASON
from tests.site.pages import read


def count(session: Session, model: type) -> int:
    session.expire_all()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_the_author_finds_the_way_from_the_comment_and_reads_what_it_is_about(
    client: FlaskClient, world: World
) -> None:
    comment = hidden(world)
    world.sign_in(client, "citizen")
    assert f"/comments/{comment.id}/appeal" in read(client, f"/comments/{comment.id}").links
    page = read(client, f"/comments/{comment.id}/appeal")
    for words in (REASON, "Personal data of others", CANARY, "shown to you alone", "until 9 April 2026"):
        assert words in page.words
    world.sign_in(client, "other_citizen")
    other = read(client, f"/comments/{comment.id}")
    assert f"/comments/{comment.id}/appeal" not in other.links
    assert "Its author may appeal until 9 April 2026" in other.words


def test_a_hidden_place_says_that_it_is_under_appeal(client: FlaskClient, world: World, statements: Statements) -> None:
    comment, other = hidden(world), hidden(world)
    made = appeal(world, comment)
    world.session.commit()
    said = {"en": "Under appeal since 10 March 2026", "zh-TW": "申訴中"}
    for lang, words in said.items():
        for path in ("/bills/open-bill/discussion", f"/comments/{comment.id}"):
            page = read(client, path, lang=lang)
            assert words in page.words and f"/comments/{comment.id}#appeal-{made.id}" in page.links
        assert words not in read(client, f"/comments/{other.id}", lang=lang).words
    with statements:
        client.get("/bills/open-bill/discussion")
    assert len(statements) <= 8, statements.seen
    decide(world, made, AppealOutcome.UPHELD)
    world.session.commit()
    assert said["en"] not in read(client, "/bills/open-bill/discussion").words


def test_an_appeal_is_made_once_and_leads_back_to_the_comment(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = hidden(world)
    world.sign_in(client, "citizen")
    form = {"text": WORDS, "key": "k1"}
    for _time in range(2):
        answer = client.post(f"/comments/{comment.id}/appeal", data=form)
        assert (answer.status_code, answer.location) == (303, f"/comments/{comment.id}")
    assert count(session, Appeal) == 1
    page = read(client, f"/comments/{comment.id}")
    for words in ("Appealed", "decides, by 24 March 2026 at the latest", "log no. 2"):
        assert words in page.words
    assert "Its author may appeal" not in page.words
    assert client.post(f"/comments/{comment.id}/appeal", data=form | {"key": "k2"}).status_code == 409
    stands = read(client, f"/comments/{comment.id}/appeal", 409)
    assert "Your appeal waits for a decision, which is due by 24 March 2026" in stands.words
    assert WORDS in stands.words
    assert CANARY not in stands.html


@pytest.mark.parametrize(
    "text, told",
    [("", "Say in words"), ("too short", "at least 10"), ("".join(map(chr, range(0x4E00, 0x51E9))), "has 1001")],
)
def test_what_was_typed_is_not_lost(client: FlaskClient, session: Session, world: World, text: str, told: str) -> None:
    comment = hidden(world)
    answer = world.sign_in(client, "citizen").post(f"/comments/{comment.id}/appeal", data={"text": text})
    assert (answer.status_code, told in answer.text, text in answer.text) == (422, True, True)
    assert count(session, Appeal) == 0


def test_after_the_last_day_the_page_says_when_it_was(client: FlaskClient, world: World, clock: Clock) -> None:
    comment = hidden(world)
    clock.now = NOON + timedelta(days=31)
    world.sign_in(client, "citizen", clock.now)
    assert (
        "The last day to appeal this hiding was 9 April 2026."
        in read(client, f"/comments/{comment.id}/appeal", 409).words
    )
    assert "may appeal until" not in read(client, f"/comments/{comment.id}").words
    assert "You may appeal" not in read(client, "/notifications").words


def test_the_author_withdraws_an_appeal(client: FlaskClient, session: Session, world: World) -> None:
    made = appeal(world, hidden(world))
    world.sign_in(client, "citizen")
    assert WORDS in read(client, f"/appeals/{made.id}/withdrawal").words
    answer = client.post(f"/appeals/{made.id}/withdrawal", data={"key": "k"})
    assert (answer.status_code, answer.location) == (303, f"/appeals/{made.id}")
    assert client.get(answer.location).location == f"/comments/{made.comment_id}#appeal-{made.id}"
    assert client.post(f"/appeals/{made.id}/withdrawal", data={"key": "k2"}).status_code == 409
    page = read(client, f"/comments/{made.comment_id}")
    assert "The author withdrew the appeal before it was decided." in page.words
    assert WORDS not in read(client, f"/appeals/{made.id}/withdrawal", 409).words


def test_the_desk_lists_what_waits_and_says_whose_it_is(
    client: FlaskClient, world: World, statements: Statements, clock: Clock
) -> None:
    mine, theirs = appeal(world, hidden(world)), appeal(world, hidden(world, by="lead"))
    assert "14 days left by 24 March 2026" in read(world.sign_in(client, "lead"), "/desk/appeals").words
    clock.now = NOON + timedelta(days=15)
    world.sign_in(client, "lead", clock.now)
    with statements:
        page = read(client, "/desk/appeals")
    assert len(statements) <= 10, statements.seen
    for words in (
        "Overdue by 1 day by",
        "Hidden by moderator",
        REASON,
        "You hid this comment, so somebody else decides",
    ):
        assert words in page.words
    assert f"/appeals/{mine.id}/decision" in page.links
    assert f"/appeals/{theirs.id}/decision" not in page.links
    for words in (WORDS, CANARY):
        assert words not in page.html
    with statements:
        desk = read(client, "/desk").words
    assert len(statements) <= 10, statements.seen
    assert "1 appeal waits for your decision. 1 overdue" in desk


def test_the_list_goes_on_below_its_page(client: FlaskClient, world: World, statements: Statements) -> None:
    made = [appeal(world, hidden(world)).id for _number in range(3)]
    world.sign_in(client, "lead")
    links = read(client, f"/desk/appeals?after={made[0]}").links
    assert [f"/appeals/{number}/decision" in links for number in made] == [False, True, True]
    with statements:
        read(client, "/desk/appeals")
    assert len(statements) <= 10, statements.seen


def test_where_nothing_waits_the_pages_say_so(client: FlaskClient, world: World) -> None:
    world.sign_in(client, "lead")
    assert "No appeal waits" in read(client, "/desk/appeals").words
    assert "No appeal waits for your decision." in read(client, "/desk").words


def test_a_decider_reads_all_that_it_is_about(client: FlaskClient, world: World, statements: Statements) -> None:
    made = appeal(world, hidden(world))
    world.sign_in(client, "lead")
    with statements:
        page = read(client, f"/appeals/{made.id}/decision")
    assert len(statements) <= 14, statements.seen
    for words in (CANARY, WORDS, REASON, "Personal data of others", "Due by 24 March 2026", "Overturn the hiding"):
        assert words in page.words


@pytest.mark.parametrize("persona", ["moderator", "second_moderator", "other_subgroup_moderator"])
def test_whose_it_is_not_reads_nothing_of_it(client: FlaskClient, world: World, persona: str) -> None:
    made = appeal(world, hidden(world))
    world.sign_in(client, persona)
    form = {"outcome": "overturned", "reason": WHY, "revision": "2"}
    for answer in (client.get(f"/appeals/{made.id}/decision"), client.post(f"/appeals/{made.id}/decision", data=form)):
        assert answer.status_code == 403
        assert CANARY not in answer.text
        assert WORDS not in answer.text
    assert made.outcome is None


def test_whose_it_is_not_reads_why_and_finds_the_way_back(client: FlaskClient, world: World) -> None:
    made = appeal(world, hidden(world))
    page = read(world.sign_in(client, "moderator"), f"/appeals/{made.id}/decision", 403)
    assert "You hid this comment, so somebody else decides on the appeal." in page.words
    assert {"/desk/appeals", f"/comments/{made.comment_id}"} <= set(page.links)
    assert "Overturn the hiding" not in page.words


def send(client: FlaskClient, made: Appeal, **form: str) -> tuple[int, str]:
    said = {"outcome": "overturned", "reason": WHY, "revision": "2"} | form
    answer = client.post(f"/appeals/{made.id}/decision", data=said)
    return answer.status_code, answer.text


def test_overturned_the_comment_stands_again_with_its_whole_course(
    client: FlaskClient, session: Session, world: World, statements: Statements
) -> None:
    comment = hidden(world)
    made = appeal(world, comment)
    world.sign_in(client, "lead")
    assert send(client, made, key="k")[0] == send(client, made, key="k")[0] == 303
    assert count(session, Entry) == 4
    world.sign_in(client, None)
    with statements:
        page = read(client, f"/comments/{comment.id}")
    assert len(statements) <= 12, statements.seen
    said = [
        "This comment was hidden; the hiding was overturned on appeal.",
        "Comment hidden",
        REASON,
        "log no. 1",
        "Appealed",
    ]
    said += [
        "log no. 2",
        "Hiding overturned",
        WHY,
        "Decided by lead",
        "log no. 3",
        "The comment is shown again:",
        "log no. 4",
    ]
    at = 0
    for words in said:
        at = page.words.index(words, at)
    assert CANARY in page.words
    assert WORDS not in page.html
    for seq in (1, 2, 3, 4):
        assert f"/record/{seq}" in page.links
        assert WORDS not in read(client, f"/record/{seq}").html
    told = read(world.sign_in(client, "citizen"), "/notifications").words
    assert "Your appeal: the hiding was overturned" in told
    assert WHY in told


def test_the_second_decider_is_told_and_nothing_is_done_twice(
    client: FlaskClient, session: Session, world: World
) -> None:
    made = appeal(world, hidden(world, by="lead"))
    world.sign_in(client, "moderator")
    assert send(client, made, outcome="upheld")[0] == 303
    world.sign_in(client, "second_moderator")
    status, text = send(client, made)
    assert (status, "already been decided: the hiding was upheld" in text, WHY.replace("'", "&#39;") in text) == (
        409,
        True,
        True,
    )
    assert CANARY not in text
    assert count(session, Entry) == 3
    assert session.get_one(Comment, made.comment_id).state is State.HIDDEN


@pytest.mark.parametrize(
    "form, told",
    [
        ({"outcome": ""}, "Choose whether"),
        ({"outcome": "restored"}, "Choose whether"),
        ({"reason": ""}, "Give the reason"),
    ],
)
def test_a_decision_without_what_it_needs_keeps_what_was_typed(
    client: FlaskClient, world: World, form: dict[str, str], told: str
) -> None:
    made = appeal(world, hidden(world))
    world.sign_in(client, "lead")
    status, text = send(client, made, **form)
    assert (status, told in text, made.outcome) == (422, True, None)
    assert form.get("reason", WHY).replace("'", "&#39;") in text


def test_one_who_read_an_older_state_is_told(client: FlaskClient, world: World) -> None:
    made = appeal(world, hidden(world))
    world.sign_in(client, "lead")
    assert send(client, made, revision="1")[0] == 409
    assert made.outcome is None


def test_a_restoring_moderator_reads_that_an_appeal_is_open_and_the_course_says_what_came_of_it(
    client: FlaskClient, world: World
) -> None:
    comment = hidden(world)
    appeal(world, comment)
    world.sign_in(client, "second_moderator")
    assert "The author has appealed this hiding." in read(client, f"/comments/{comment.id}/restoration").words
    found, who = again(world, comment), world.people["second_moderator"]
    restore_comment(world.session, who, found, found.bill, reason=WHY, revision=found.revision, now=NOON)
    page = read(client, f"/comments/{comment.id}").words
    assert "A moderator showed the comment again before the appeal was decided." in page


def test_an_appeal_has_an_address_that_leads_to_the_comment(client: FlaskClient, world: World) -> None:
    made = decide(world, appeal(world, hidden(world)), AppealOutcome.UPHELD)
    world.session.flush()
    answer = client.get(f"/appeals/{made.id}")
    assert (answer.status_code, answer.location) == (303, f"/comments/{made.comment_id}#appeal-{made.id}")
    assert f"appeal-{made.id}" in read(client, f"/comments/{made.comment_id}").ids
    assert f"/appeals/{made.id}" in read(client, "/record").links
    assert client.get("/appeals/999999").status_code == 404
