"""What an attack once found stays closed: odd `next` values, words that nobody can see, entities that bring dropped characters back."""

import pytest

from app import Gongyi
from app.kernel.filler import is_filler
from app.kernel.richtext import read, render_html
from app.kernel.web.parameters import local_next


@pytest.mark.parametrize(
    "wanted", ["//[", "//[x", "//evil.example", "/\\evil.example", "https://evil.example", "/a\tb", ""]
)
def test_odd_next_falls_back(app: Gongyi, wanted: str) -> None:
    with app.test_request_context("/", query_string={"next": wanted}):
        assert local_next("/home") == "/home"


def test_local_next_is_kept(app: Gongyi) -> None:
    with app.test_request_context("/", query_string={"next": "/bills?status=open"}):
        assert local_next("/home") == "/bills?status=open"


@pytest.mark.parametrize("body", ["\u200d", "\u2800", "\u3164", "\ufe0f", "\u180e", "\u2061", "---", ">", " \n "])
def test_what_nobody_can_see_is_blank(body: str) -> None:
    assert read(body).is_blank


@pytest.mark.parametrize("body", ["好", "a", "?", "👍", "&#8203;"])
def test_what_can_be_seen_is_not_blank(body: str) -> None:
    assert not read(body).is_blank


def test_entities_bring_nothing_back() -> None:
    assert "\u200b" not in render_html("&#8203;")
    assert "\u202e" not in render_html("&#8238;")


def test_stock_phrases_are_filler() -> None:
    assert is_filler("Lorem ipsum dolor sit amet, consectetur adipiscing elit, sed do eiusmod tempor")
