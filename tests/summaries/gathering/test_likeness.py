"""Suggestions by a machine: what is alike, what they never show, and that they are off without the extra."""

import pytest
from flask.testing import FlaskClient

from app.discussion.models import Comment
from app.summaries.gathering import likeness
from tests.discussion.talk import hide
from tests.summaries.gathering.talk import DESK, Gathered

NIGHT = "夜間入廠檢查會中斷生產線，請改在上班時間進行。"
NIGHT_TOO = "我們工廠的生產線不能中斷，夜間檢查請改成白天的上班時間。"
PAPER = "申報的表格太多，希望合併成一份，改用線上填寫。"


@pytest.fixture
def said(work: Gathered) -> list[Comment]:
    return [work.tell(words) for words in (NIGHT, NIGHT_TOO, PAPER)]


def test_texts_with_words_in_common_are_near_and_others_are_not(work: Gathered, said: list[Comment]) -> None:
    night, too, paper = (comment.id for comment in said)
    space = likeness.read_space(work.session, work.bill)
    near = space.near([night], [too, paper])
    assert list(near) == [too]
    assert near[too].comment_id == night
    assert likeness.LEAST <= near[too].likeness < 1
    assert space.near([], [too]) == space.near([night], [10**9]) == {}


def test_hidden_words_are_compared_with_nothing(work: Gathered, said: list[Comment]) -> None:
    likeness.read_space(work.session, work.bill)
    hide(work.world, said[0])
    space = likeness.read_space(work.session, work.bill)
    assert sorted(space.ids) == sorted(comment.id for comment in said[1:])
    assert space.near([said[0].id], [said[1].id]) == {}


def test_texts_without_words_have_no_like(work: Gathered) -> None:
    one, other = work.tell("？！"), work.tell("……")
    space = likeness.read_space(work.session, work.bill)
    assert space.near([one.id], [other.id]) == {}


def test_comments_like_those_of_a_part_are_listed_as_a_suggestion(
    client: FlaskClient, work: Gathered, said: list[Comment]
) -> None:
    night, too, paper = said
    work.world.sign_in(client, "moderator")
    draft = work.open()
    work.ask(draft, night, issue=work.issue(draft))
    for like in ("R1", str(night.id)):
        shown = client.get(f"{DESK}?lang=en&like={like}").text
        assert "Suggested by a machine" in shown
        assert f'value="{too.id}"' in shown
        assert f'name="comments" value="{paper.id}"' not in shown
    hinted = client.get(f"{DESK}?lang=en&suggest=1").text
    assert hinted.count("may belong to R1") == 1
    assert "may belong to" not in client.get(f"{DESK}?lang=en").text
    assert " checked" not in client.get(f"{DESK}?lang=en&like=R1&suggest=1").text.partition('class="picks"')[2]


def test_nothing_is_suggested_without_the_extra(
    client: FlaskClient, work: Gathered, said: list[Comment], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("app.summaries.gathering.page.is_offered", lambda: False)
    work.world.sign_in(client, "moderator")
    draft = work.open()
    work.issue(draft, said[0])
    plain = client.get(f"{DESK}?lang=en&suggest=1").text
    assert "machine" not in plain
    assert "Comments like this" not in plain
    assert "makes no suggestions" in client.get(f"{DESK}?lang=en&like=I1").text
