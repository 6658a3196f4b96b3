"""What helps to write: a look ahead, quotes, the words as a file, going on after a refusal; nothing of it posts."""

from datetime import timedelta

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient
from lxml import html

from app import Gongyi
from app.accounts.models import LoginSession
from app.discussion import policy
from app.discussion.composing import quote_plain
from app.discussion.models import Comment, Position, State
from app.kernel.idempotency import IdempotencyKey
from tests.builders import World
from tests.conftest import Clock
from tests.discussion.talk import NOON, hide, post, withdraw

NEW = "/bills/open-bill/comments/new"
SENT = {"body": "Some **bold** words <i>", "place": "2.2", "position": "oppose", "key": "k1", "draft": "p|x|1"}


@pytest.fixture
def citizen(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "citizen")


def said_so_far(world: World) -> int:
    return world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) or 0


def test_a_look_ahead_posts_nothing_and_loses_nothing(citizen: FlaskClient, world: World) -> None:
    root = post(world, "Said *before*.", by="lead")
    own = post(world, "My own.")
    pages = (NEW, f"/comments/{root.id}/replies/new", f"/comments/{own.id}/edit")
    for address in pages:
        answer = citizen.post(f"{address}?lang=en", data=SENT | {"help": "preview", "revision": "1"})
        page = html.fromstring(answer.text)
        assert answer.status_code == 200
        shown = page.xpath("//section[@id='preview']")[0]
        assert shown.xpath(".//strong")[0].text == "bold"
        assert "words <i>" in shown.text_content()
        assert ("Opposes" in shown.text_content()) is (address != pages[2])
        assert ("Article 2, paragraph 2" in shown.text_content()) is (address == NEW)
        assert [button.get("form") for button in shown.xpath(".//button")] == ["writing"]
        assert page.xpath("//form[@id='writing']//textarea[@name='body']")[0].text.strip() == SENT["body"]
        assert page.xpath("//form[@id='writing']//input[@name='draft']/@value") == ["p|x|1"]
        assert not page.xpath("//*[@role='alert']")
        assert answer.headers["Cache-Control"] == "no-store"
        assert answer.headers["Content-Security-Policy"].endswith("connect-src 'self'")
    assert "connect-src" not in citizen.get("/bills").headers["Content-Security-Policy"]
    assert said_so_far(world) == 2
    assert world.session.scalar(sa.select(sa.func.count()).select_from(IdempotencyKey)) == 0
    assert citizen.post(NEW, data=SENT).status_code == 303


@pytest.mark.parametrize(
    "body, told", [(" ", "nothing to preview"), ("字" * 5_001, "5,001"), ("\x00\u200b", "nothing")]
)
def test_a_look_ahead_says_what_is_wrong(citizen: FlaskClient, body: str, told: str) -> None:
    data = {"body": body, "place": "x.y\x00", "position": "maybe", "help": "preview"}
    answer = citizen.post(f"{NEW}?lang=en", data=data)
    assert answer.status_code == 200
    assert told in html.fromstring(answer.text).xpath("//section[@id='preview']")[0].text_content()


def test_a_quote_comes_before_what_was_typed(citizen: FlaskClient, world: World) -> None:
    root = post(world, "Said *before*.\n\nTwice.", by="lead")
    for address, begins in ((NEW, "> "), (f"/comments/{root.id}/replies/new", "> Said *before*.\n>\n> Twice.\n\n")):
        page = html.fromstring(citizen.post(address, data=SENT | {"help": "quote"}).text)
        body = page.xpath("//textarea[@name='body']")[0].text.removeprefix("\n")
        assert body.startswith(begins)
        assert body.endswith("\n\n" + SENT["body"])
    hide(world, root)
    answer = citizen.post(f"/comments/{root.id}/replies/new", data=SENT | {"help": "quote"})
    assert (answer.status_code, "Twice." in answer.text) == (409, False)
    assert quote_plain("a*b [c]\n\nd") == "> a\\*b \\[c\\]\n>\n> d"


def test_the_words_stand_beside_the_form(citizen: FlaskClient) -> None:
    for place, count in (("2.2", 1), ("Q1", 1), ("", 0), ("9", 0), ("x\x00", 0)):
        page = html.fromstring(citizen.get(NEW, query_string={"place": place}).text)
        assert len(page.xpath("//aside[@data-beside]//blockquote")) == count


def test_after_closing_the_words_are_kept_and_offered_as_a_file(
    citizen: FlaskClient, world: World, clock: Clock
) -> None:
    closes_at = world.bills["open"].closes_at
    assert closes_at is not None
    clock.now = closes_at
    world.session.execute(sa.update(LoginSession).values(seen_at=clock.now, started_at=clock.now))
    for help_ in ({}, {"help": "preview"}, {"help": "continue"}):
        answer = citizen.post(f"{NEW}?lang=en", data=SENT | help_)
        page = html.fromstring(answer.text)
        assert answer.status_code == 409
        assert "notice period is over" in page.xpath("//*[@role='alert']")[0].text_content()
        buttons = [button.text_content() for button in page.xpath("//form[@id='writing']//button[@type='submit']")]
        assert buttons[-1] == "Save my text as a file"
        assert "Post comment publicly" not in buttons
        assert page.xpath("//button[@formaction='/draft.txt']")


def test_the_words_as_a_file(client: FlaskClient, citizen: FlaskClient) -> None:
    typed = "第一行\r\n\U0001f468‍👩 <b>&amp; =1+1" + "x" * 50_000
    sent = SENT | {
        "body": typed,
        "proposed": "其他文字",
        "csrf_token": "t" * 30,
        "revision": "1",
        "wording_key": "2@1z0",
    }
    answer = citizen.post("/draft.txt", data=sent)
    assert answer.status_code == 200
    assert answer.get_data(as_text=True) == typed.replace("\r\n", "\n") + "\n\n----\n\n其他文字\n"
    assert answer.headers["Content-Type"] == "text/plain; charset=utf-8"
    assert answer.headers["Content-Disposition"].startswith("attachment")
    assert answer.headers["Cache-Control"] == "no-store"
    assert citizen.post("/draft.txt", data=SENT | {"body": " "}).status_code == 422


def test_a_session_that_ended_while_writing_loses_nothing(citizen: FlaskClient, world: World) -> None:
    long = SENT["body"] + "字" * 4_000
    world.session.execute(sa.delete(LoginSession))
    answer = citizen.post(f"{NEW}?lang=en", data=SENT | {"body": long})
    page = html.fromstring(answer.text)
    assert answer.status_code == 401
    form = page.xpath("//form[.//textarea]")[0]
    assert form.get("action") == f"{NEW}?lang=en"
    assert page.xpath("//a[@target='_blank']/@href") == [f"/account/sign-in?next={NEW}"]
    fields = {field.name: field.value for field in form.xpath(".//*[@name][not(self::button)]")}
    assert fields.pop("csrf_token")
    world.sign_in(citizen, "citizen")
    again = citizen.post(form.get("action"), data=fields)
    shown = html.fromstring(again.text)
    assert again.status_code == 200
    assert shown.xpath("//form[@id='writing']//textarea[@name='body']")[0].text.strip() == long
    assert shown.xpath("//select[@name='place']//option[@selected]/@value") == ["2.2"]
    assert shown.xpath("//input[@name='position'][@checked]/@value") == ["oppose"]
    assert shown.xpath("//input[@name='key']/@value") == ["k1"]
    assert said_so_far(world) == 0


def test_only_a_page_of_ours_goes_on_with_a_token_out_of_date(own_app: Gongyi, world: World) -> None:
    own_app.config["WTF_CSRF_ENABLED"] = True
    client = own_app.test_client()
    for origin, status in (("http://localhost", 401), ("http://evil.example", 400), ("", 400), ("http://[", 400)):
        answer = client.post(NEW, data=SENT | {"help": "continue"}, headers={"Origin": origin} if origin else {})
        assert answer.status_code == status
    assert client.post("/draft.txt", data=SENT).status_code == 400
    refused = client.post(f"{NEW}?lang=en", data=SENT, headers={"Origin": "http://localhost"})
    assert "Go on with these words" in refused.text
    assert "Go on with these words" not in client.post(f"{NEW}?lang=en", data=SENT).text


def test_the_same_words_again_are_the_comment_that_exists(citizen: FlaskClient, world: World, clock: Clock) -> None:
    first = citizen.post(NEW, data=SENT)
    again = citizen.post(NEW, data=SENT | {"key": "k2"})
    assert (again.status_code, again.location) == (303, first.location)
    assert "not posted again" in citizen.get(f"{again.location}?lang=en").text
    assert 'data-draft-clear="p|x|1"' not in citizen.get(f"{again.location}?lang=en").text
    for other in ({"position": "ask"}, {"place": "2"}, {"body": "Other words."}):
        assert citizen.post(NEW, data=SENT | other | {"key": ""}).location != first.location
    clock.now += policy.AGAIN
    assert citizen.post(NEW, data=SENT | {"key": "k3"}).location != first.location
    assert said_so_far(world) == 5


SAME = {"sha256": "s", "proposed_text": None, "position": Position.ASK, "parent_id": None, "article_id": 1}
SAME |= {"address": "2.2", "question_id": None}
LATER = NOON + timedelta(minutes=9, seconds=59)


@pytest.mark.parametrize(
    "other, now, state, same",
    [
        ({}, LATER, State.VISIBLE, True),
        ({}, NOON + policy.AGAIN, State.VISIBLE, False),
        ({}, LATER, State.HIDDEN, False),
        ({}, LATER, State.WITHDRAWN, False),
        ({"sha256": "t"}, LATER, State.VISIBLE, False),
        ({"proposed_text": "Other."}, LATER, State.VISIBLE, False),
        ({"position": None}, LATER, State.VISIBLE, False),
        ({"parent_id": 7}, LATER, State.VISIBLE, False),
        ({"article_id": 2}, LATER, State.VISIBLE, False),
        ({"address": "2"}, LATER, State.VISIBLE, False),
        ({"question_id": 3}, LATER, State.VISIBLE, False),
    ],
)  # fmt: skip
def test_when_words_are_said_again(other: dict[str, object], now: object, state: State, same: bool) -> None:
    earlier = Comment(**SAME, state=state, posted_at=NOON)
    assert policy.is_said_again(earlier, policy.Said(**SAME | other), now) is same  # type: ignore[arg-type]


def test_what_was_withdrawn_can_be_said_again(citizen: FlaskClient, world: World) -> None:
    citizen.post(NEW, data=SENT)
    withdraw(world, world.session.scalars(sa.select(Comment)).one())
    assert citizen.post(NEW, data=SENT | {"key": "k2"}).status_code == 303
    assert said_so_far(world) == 2
