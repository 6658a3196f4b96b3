"""Proposing wording on the pages: the field begins with the present words, keeps what was typed, and is refused with reasons."""

import pytest
import sqlalchemy as sa
from flask.testing import FlaskClient

from app.discussion.models import Comment
from tests.bills.revisions import add_version
from tests.builders import World
from tests.discussion.pages import complaints
from tests.discussion.talk import load, post

NEW = "/bills/open-bill/comments/new"


def area(page: str) -> str:
    """What the field for proposed wording holds."""
    return page.split('name="proposed"')[1].split(">", 1)[1].split("</textarea>")[0].lstrip("\r\n")


def key(page: str) -> str:
    return page.split('name="wording_key"')[1].split('value="')[1].split('"')[0]


def error(page: str) -> str:
    """What the page tells at the field for proposed wording."""
    return page.partition('id="proposed-error"')[2].partition("</p>")[0]


def summary(page: str) -> str:
    return page.partition('class="error-summary"')[2].partition("</div>")[0]


def write(client: FlaskClient, lang: str = "en", address: str = NEW, **sent: str) -> tuple[int, str]:
    answer = client.post(f"{address}?lang={lang}", data=sent)
    return answer.status_code, answer.text


@pytest.fixture
def writer(client: FlaskClient, world: World) -> FlaskClient:
    return world.sign_in(client, "citizen")


def test_field_begins_with_the_words_of_the_place(writer: FlaskClient) -> None:
    for lang, words in (("en", "Paragraph two:\n1. A.\n2. B."), ("zh-TW", "第二項如下：\n一、甲。\n二、乙。")):
        page = writer.get(f"{NEW}?place=2.2&rewrite=1&lang={lang}").text
        assert area(page) == words
        assert complaints(page) == []
    assert 'name="proposed"' not in writer.get(f"{NEW}?place=2.2").text
    assert 'name="proposed"' not in writer.get(f"{NEW}?place=Q1&rewrite=1").text


def test_button_keeps_all_that_was_typed_and_chooses_a_part(writer: FlaskClient, world: World) -> None:
    status, page = write(writer, place="2", body="My reason.", position="change", rewrite="")
    assert (status, area(page)) == (200, "Text 2.\nParagraph two:\n1. A.\n2. B.")
    assert "My reason.</textarea>" in page
    assert (
        "checked"
        in page.split('value="change"')[0].rsplit("<input", 1)[1] + page.split('value="change"')[1].split(">")[0]
    )
    assert 'value="2.2.1"' in page
    status, page = write(writer, place="2", proposed=area(page), wording_key=key(page), rewrite="2.2.1")
    assert (status, area(page)) == (200, "1. A.")
    status, page = write(writer, place="2.2.1", proposed="1. Mine.", wording_key=key(page), rewrite="2.2.2")
    assert (status, area(page)) == (200, "1. Mine.")
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0


def test_posting_with_proposed_wording(writer: FlaskClient, world: World) -> None:
    page = writer.get(f"{NEW}?place=2.2.1&rewrite=1&lang=en").text
    sent = {"place": "2.2.1", "body": "Because.", "wording_key": key(page)}
    status, again = write(writer, **sent, proposed="1.  A. ")
    assert (status, "These are the present words" in again, "Because." in again) == (422, True, True)
    assert write(writer, **(sent | {"body": ""}), proposed="1. C.")[0] == 422
    status, _page = write(writer, **sent, proposed="1. C.")
    assert status == 303
    comment = world.session.scalars(sa.select(Comment)).one()
    assert (comment.proposed_text, comment.proposed_lang, comment.body) == ("1. C.", "en", "Because.")
    shown = writer.get(f"/comments/{comment.id}?lang=en").text
    assert "Proposed wording for article 2, paragraph 2, subparagraph 1" in shown
    assert '<ins><span class="visually-hidden"> [added: </span>C' in shown
    assert complaints(shown) == []


def test_chinese_words_are_proposed_in_chinese(writer: FlaskClient, world: World) -> None:
    page = writer.get(f"{NEW}?place=2.2.1&rewrite=1&lang=zh-TW").text
    assert write(writer, "zh-TW", place="2.2.1", body="理由。", wording_key=key(page), proposed="A and B.")[0] == 303
    assert world.session.scalars(sa.select(Comment)).one().proposed_lang == "zh-Hant-TW"


def test_words_of_another_place_are_held_up_until_they_go(writer: FlaskClient, world: World) -> None:
    page = writer.get(f"{NEW}?place=2&rewrite=1&lang=en").text
    sent = {"place": "3", "body": "My **reason**.", "position": "change", "proposed": "Mine."}
    told = "These words rewrite article 2, but the comment is now about article 3. Choose article 2 again"
    for help_ in ("preview", "continue", "preview", "", "quote", ""):
        status, page = write(writer, **sent, wording_key=key(page), **({"help": help_} if help_ else {}))
        assert area(page) == "Mine."
        assert "The field began with the present words of article 2." in page
        assert status == (200 if help_ in ("continue", "quote") else 422)
        assert (told in error(page), told in summary(page)) == ((status == 422),) * 2
        assert ("<strong>reason</strong>" in page) is (help_ == "preview")
    assert complaints(page) == []
    status, page = write(writer, **sent, wording_key=key(page), rewrite="")
    assert (area(page), key(page).partition("@")[0]) == ("Mine.", "2")
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 0
    status, page = write(writer, **(sent | {"proposed": ""}), wording_key=key(page), rewrite="")
    assert (area(page)[:6], key(page).partition("@")[0]) == ("Text 3", "3")
    assert "The field began with the present words of article 3." in page
    assert write(writer, **sent, wording_key=key(page))[0] == 303


def test_look_ahead_shows_the_comment_though_its_wording_fits_nowhere(writer: FlaskClient) -> None:
    begun = key(writer.get(f"{NEW}?place=2&rewrite=1&lang=en").text)
    for place in ("", "Q1"):
        sent = {"place": place, "body": "My **reason**.", "proposed": "Mine.", "wording_key": begun}
        status, page = write(writer, **sent, help="preview")
        assert (status, area(page), key(page)) == (422, "Mine.", begun)
        assert "<strong>reason</strong>" in page
        assert "can propose wording" in error(page)
        assert "can propose wording" in summary(page)
        assert "The field began with the present words of article 2." in page
        assert complaints(page) == []


def test_words_of_another_version_are_held_up_once(writer: FlaskClient, world: World) -> None:
    page = writer.get(f"{NEW}?place=2.2.2&rewrite=1&lang=en").text
    sent = {"place": "2.2.2", "body": "Because.", "proposed": "1. C."}
    add_version(world.session, world.bills["open"], {"2": {"number": "8"}})
    status, page = write(writer, **(sent | {"wording_key": key(page)}))
    assert (status, "The text was revised while you wrote" in page) == (422, True)
    assert write(writer, **(sent | {"wording_key": key(page)}))[0] == 303


def test_other_places_take_no_wording(writer: FlaskClient) -> None:
    for place in ("", "Q1"):
        status, page = write(writer, place=place, body="Because.", proposed="1. C.")
        assert (status, "can propose wording" in page, area(page)) == (422, True, "1. C.")


def test_odd_marks_harm_nobody(writer: FlaskClient) -> None:
    marks = ("2.2.1@1e000000000000", "9" * 900, "<b>", "2.2.1@999999z0123456789ab")
    for number, mark in enumerate(marks):
        words = {"body": f"Because {number}.", "proposed": f"1. C{number}.", "wording_key": mark}
        assert write(writer, place="2.2.1", **words)[0] in (303, 422), mark


def test_edit_changes_the_proposal_and_the_history_shows_both(writer: FlaskClient, world: World) -> None:
    comment = post(world, "Because.", place="2.2.1", proposed="1. C.")
    form = f"/comments/{comment.id}/edit"
    page = writer.get(f"{form}?lang=en").text
    assert area(page) == "1. C."
    sent = {"body": "Because.", "revision": "1", "wording_key": key(page)}
    status, again = write(writer, address=form, **sent, proposed="1. A.")
    assert (status, "These are the present words" in again) == (422, True)
    assert write(writer, address=form, **sent, proposed="1. D.")[0] == 303
    shown = writer.get(f"/comments/{comment.id}/history?lang=en").text
    assert shown.count("Proposed wording for article 2, paragraph 2, subparagraph 1") == 2
    assert complaints(shown) == []
    sent |= {"revision": "2"}
    assert write(writer, address=form, **sent, proposed="")[0] == 303
    assert load(world, comment).proposed_text is None


def test_edit_without_the_field_leaves_the_proposal(writer: FlaskClient, world: World) -> None:
    comment = post(world, "Because.", place="2.2.1", proposed="1. C.")
    assert write(writer, address=f"/comments/{comment.id}/edit", body="Other.", revision="1")[0] == 303
    assert load(world, comment).proposed_text == "1. C."


def test_edit_begins_a_proposal_and_replies_have_none(writer: FlaskClient, world: World) -> None:
    top = post(world, "Because.", place="2.2.1")
    form = f"/comments/{top.id}/edit"
    status, page = write(writer, address=form, body="Because, then.", revision="1", rewrite="")
    assert (status, area(page), "Because, then." in page) == (200, "1. A.", True)
    assert 'value="2.2.2"' not in page
    sent = {"body": "Because.", "revision": "1", "wording_key": key(page)}
    assert write(writer, address=form, **sent, proposed="1. E.")[0] == 303
    assert load(world, top).proposed_text == "1. E."
    below = post(world, "Yes.", parent=top)
    assert 'name="rewrite"' not in writer.get(f"/comments/{below.id}/edit").text
    status, page = write(writer, address=f"/comments/{below.id}/edit", body="Yes.", revision="1", proposed="1. F.")
    assert (status, "can propose wording" in page) == (422, True)


def test_double_click_posts_one_proposal(writer: FlaskClient, world: World) -> None:
    sent = {"place": "2.2.1", "body": "Because.", "proposed": "1. C.", "key": "k1"}
    assert [write(writer, **sent)[0] for _time in (1, 2)] == [303, 303]
    assert write(writer, **(sent | {"proposed": "1. D."}))[0] == 422
    assert world.session.scalar(sa.select(sa.func.count()).select_from(Comment)) == 1
