"""The pages of moderation: one test for each outcome of each route, and what they show and hide."""

import re

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from sqlalchemy.orm import Session

from app.discussion.actions import withdraw_comment
from app.discussion.models import Ground
from app.moderation.grounds import GROUNDS
from app.moderation.models import Decision, Report
from app.moderation.rules import NEWEST
from app.record.models import Entry
from tests.builders import World
from tests.conftest import NOON
from tests.moderation.cases import CANARY, REASON, hide, report, say

ACTS = ("/comments/{}/hiding", "/comments/{}/restoration", "/desk/reports/{}")


def number(session: Session, model: type) -> int:
    session.expire_all()
    return session.scalar(sa.select(sa.func.count()).select_from(model)) or 0


def test_the_report_form_explains_each_ground_and_keeps_the_reporter_secret(client: FlaskClient, world: World) -> None:
    comment = say(world)
    page = world.sign_in(client, "other_citizen").get(f"/comments/{comment.id}/reports/new").text
    assert CANARY in page
    for rule in NEWEST.grounds:
        assert f'value="{rule.ground.value}"' in page
        assert rule.covers.en.replace("'", "&#39;") in page


def test_a_report_is_sent_once_and_leads_back_to_the_comment(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    world.sign_in(client, "other_citizen")
    form = {"ground": "harassment", "note": "line two", "key": "k1"}
    for _time in range(2):
        answer = client.post(f"/comments/{comment.id}/reports/new", data=form)
        assert (answer.status_code, answer.location) == (303, f"/comments/{comment.id}")
    assert number(session, Report) == 1
    again = client.post(f"/comments/{comment.id}/reports/new", data=form | {"key": "k2"})
    assert again.status_code == 409
    assert "already reported" in again.text
    assert client.get(f"/comments/{comment.id}/reports/new").status_code == 409
    reused = client.post(f"/comments/{comment.id}/reports/new", data=form | {"note": "other words"})
    assert reused.status_code == 409


@pytest.mark.parametrize("ground", ["", "rumour", "stability", "\x00"])
def test_a_report_without_a_published_ground_is_shown_again_with_its_words(
    client: FlaskClient, session: Session, world: World, ground: str
) -> None:
    comment = say(world)
    world.sign_in(client, "other_citizen")
    answer = client.post(f"/comments/{comment.id}/reports/new", data={"ground": ground, "note": "kept words"})
    assert answer.status_code == 422
    assert "Choose a ground." in answer.text
    assert "Not a valid choice" not in answer.text
    assert "kept words" in answer.text
    assert number(session, Report) == 0


def test_who_may_not_report_reads_why(client: FlaskClient, world: World) -> None:
    comment, hidden = say(world), say(world)
    hide(world, hidden)
    address = f"/comments/{comment.id}/reports/new"
    assert client.get(address).status_code == 303
    assert client.post(address, data={"ground": "spam"}).status_code == 401
    own = world.sign_in(client, "citizen").get(address)
    assert own.status_code == 403
    assert "withdraw it instead" in own.text
    assert client.post(address, data={"ground": "spam"}).status_code == 403
    assert client.post(address).status_code == 403
    world.sign_in(client, "other_citizen")
    gone = client.get(f"/comments/{hidden.id}/reports/new")
    assert gone.status_code == 409
    assert CANARY not in gone.text
    for unknown in (999_999, 10**17):
        assert client.get(f"/comments/{unknown}/reports/new").status_code == 404


def test_reporting_stays_possible_after_closing(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world, phase="closed")
    world.sign_in(client, "other_citizen")
    assert client.post(f"/comments/{comment.id}/reports/new", data={"ground": "spam"}).status_code == 303


@pytest.mark.parametrize("address", ACTS)
def test_only_moderators_of_the_bill_see_the_pages_of_the_acts(
    client: FlaskClient, session: Session, world: World, address: str
) -> None:
    comment = say(world)
    if "restoration" in address:
        hide(world, comment)
    else:
        report(world, comment)
    where = address.format(comment.id)
    statuses = {}
    for persona in (*world.people, "stranger"):
        answer = world.sign_in(client, persona).get(where)
        statuses[persona] = answer.status_code
        assert (CANARY in answer.text) == (answer.status_code == 200), persona
    assert {who for who, status in statuses.items() if status == 200} == {"moderator", "second_moderator", "lead"}
    assert statuses.pop("stranger") == 303
    assert {s for s in statuses.values() if s != 200} == {403}


def test_a_moderator_of_another_subgroup_reads_the_reason(client: FlaskClient, world: World) -> None:
    comment = say(world)
    answer = world.sign_in(client, "other_subgroup_moderator").get(f"/comments/{comment.id}/hiding")
    assert "Only moderators of the subgroup" in answer.text


@pytest.mark.parametrize("address", [*ACTS, "/comments/{}/reports/new"])
def test_a_comment_on_an_embargoed_bill_is_like_one_that_does_not_exist(
    client: FlaskClient, world: World, address: str
) -> None:
    comment = say(world)
    comment.bill.announced_at = None
    world.session.flush()
    world.sign_in(client, "moderator")
    embargoed, unknown = client.get(address.format(comment.id)), client.get(address.format(888_888))
    assert embargoed.status_code == unknown.status_code == 404
    assert re.sub(rf"(?<=[/F]){comment.id}(?=[/%\"&?])", "888888", embargoed.text) == unknown.text


def test_hiding_by_the_form_puts_ground_reason_and_number_in_its_place(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    report(world, comment)
    world.sign_in(client, "moderator")
    form = {"ground": "personal-data", "reason": REASON, "revision": comment.revision, "key": "k"}
    for _time in range(2):
        answer = client.post(f"/comments/{comment.id}/hiding", data=form)
        assert (answer.status_code, answer.location) == (303, f"/comments/{comment.id}")
    assert number(session, Entry) == number(session, Decision) == 1
    shown = world.sign_in(client, None).get(f"/comments/{comment.id}?lang=en").text
    seq = session.scalar(sa.select(Entry.seq))
    assert CANARY not in shown
    for words in ("Personal data of others", REASON.replace("'", "&#39;"), f"/record/{seq}", "moderator"):
        assert words in shown


@pytest.mark.parametrize(
    "wrong, words",
    [
        ({"ground": "image"}, "Choose a ground."),
        ({"reason": ""}, "Give the reason in words."),
        ({"reason": "too short"}, "at least 10 characters"),
        ({"reason": "because because because"}, "at least 10 characters"),
        ({"revision": ""}, "Open it anew"),
        ({"revision": "9" * 5000}, "Open it anew"),
        ({"revision": "-1"}, "Open it anew"),
    ],
)
def test_a_wrong_hiding_is_shown_again_with_its_words(
    client: FlaskClient, session: Session, world: World, wrong: dict[str, str], words: str
) -> None:
    comment = say(world)
    form = {"ground": "threat", "reason": REASON, "revision": str(comment.revision)} | wrong
    answer = world.sign_in(client, "moderator").post(f"/comments/{comment.id}/hiding", data=form)
    assert answer.status_code == 422
    assert words in answer.text
    assert form["reason"].replace("'", "&#39;") in answer.text
    assert number(session, Entry) == 0


def test_the_second_moderator_is_told_by_whom_when_and_why(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    seen = comment.revision
    hide(world, comment)
    world.sign_in(client, "second_moderator")
    form = {"ground": "spam", "reason": "My own words on this one.", "revision": seen}
    for answer in (
        client.post(f"/comments/{comment.id}/hiding", data=form),
        client.get(f"/comments/{comment.id}/hiding"),
    ):
        assert answer.status_code == 409
        for words in (
            "already been hidden",
            "Decided by moderator",
            "10 March 2026",
            "Personal data of others",
            REASON,
        ):
            assert words.replace("'", "&#39;") in answer.text
        assert "/record/1" in answer.text
        assert CANARY not in answer.text
    assert number(session, Entry) == 1


def test_an_edited_comment_is_read_again_before_it_is_hidden(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    form = {"ground": "spam", "reason": REASON, "revision": comment.revision}
    comment.revision += 1
    session.flush()
    answer = world.sign_in(client, "moderator").post(f"/comments/{comment.id}/hiding", data=form)
    assert answer.status_code == 409
    assert "changed while you were looking" in answer.text
    assert f'name="revision" value="{comment.revision}"' in answer.text
    assert client.post(f"/comments/{comment.id}/hiding", data=form | {"revision": comment.revision}).status_code == 303


def test_restoring_shows_the_words_to_the_moderator_alone_and_then_to_all(
    client: FlaskClient, session: Session, world: World
) -> None:
    comment = say(world)
    hide(world, comment)
    world.sign_in(client, "lead")
    address = f"/comments/{comment.id}/restoration"
    page = client.get(address).text
    assert CANARY in page
    assert f'name="revision" value="{comment.revision}"' in page
    assert client.post(address, data={"reason": "", "revision": comment.revision}).status_code == 422
    form = {"reason": "The number is a fictitious one.", "revision": comment.revision, "key": "k"}
    for _time in range(2):
        assert client.post(address, data=form).status_code == 303
    assert number(session, Entry) == 2
    shown = world.sign_in(client, None).get(f"/comments/{comment.id}?lang=en").text
    assert CANARY in shown
    assert "The number is a fictitious one." in shown
    late = world.sign_in(client, "lead").get(address)
    assert late.status_code == 409
    assert "not hidden" in late.text


def test_nothing_is_decided_on_what_its_author_withdrew(client: FlaskClient, session: Session, world: World) -> None:
    comment = say(world)
    withdraw_comment(session, comment.author, comment, comment.bill, now=NOON)
    world.sign_in(client, "moderator")
    for address in ACTS:
        assert client.get(address.format(comment.id)).status_code == 409


def test_a_foreign_address_to_go_on_to_is_not_followed(client: FlaskClient, world: World) -> None:
    comment = say(world)
    form = {"ground": "spam", "reason": REASON, "revision": comment.revision, "next": "https://example.test/"}
    done = world.sign_in(client, "moderator").post(f"/comments/{comment.id}/hiding", data=form)
    assert done.location == f"/comments/{comment.id}"


def test_every_ground_of_the_contract_has_words() -> None:
    assert set(GROUNDS) == set(Ground)


@pytest.mark.parametrize("page", ["/comments/{}", "/comments/{}/journey"])
def test_a_reason_in_another_language_says_so(client: FlaskClient, session: Session, world: World, page: str) -> None:
    comment = say(world)
    hide(world, comment, reason="這段留言寫出了他人的電話號碼。")
    shown = client.get(page.format(comment.id) + "?lang=en").text
    assert '<span lang="zh-Hant-TW">這段留言寫出了他人的電話號碼。</span>' in shown
    assert "<span>這段留言寫出了他人的電話號碼。</span>" in client.get(page.format(comment.id) + "?lang=zh-TW").text
