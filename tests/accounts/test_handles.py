"""Which handles may be taken, and which are one."""

import pytest

from app.accounts.handles import is_reserved, may_be_called, normalise_handle, skeleton


@pytest.mark.parametrize(
    "one, other",
    [
        ("alice", "ALICE"),
        ("alice", "aIice"),
        ("alice", "a1ice"),
        ("alice", "аlice"),  # Cyrillic а
        ("paypal", "раураl"),
        ("bob_1", "bob-1"),
        ("bob", "ｂｏｂ"),
        ("b0b", "bob"),
        ("rnary", "mary"),
        ("ace", "асе"),
        ("工人", "エ人"),
        ("口口", "ロロ"),
        ("café", "cafe\u0301"),
    ],
)
def test_handles_that_look_alike_are_one(one: str, other: str) -> None:
    assert skeleton(normalise_handle(one)) == skeleton(normalise_handle(other))


@pytest.mark.parametrize("one, other", [("alice", "alicia"), ("王小明", "王小民"), ("café", "cafe"), ("ann", "anne")])
def test_handles_that_look_different_are_two(one: str, other: str) -> None:
    assert skeleton(one) != skeleton(other)


@pytest.mark.parametrize(
    "handle", ["王小明", "alice", "Anna-Lena", "小明_2", "Вова", "ab", "a" * 30, "한글이름", "citizen-77", "leader"]
)
def test_common_handles_may_be_taken(handle: str) -> None:
    assert may_be_called(normalise_handle(handle))


@pytest.mark.parametrize(
    "handle",
    [
        "a",
        "a" * 31,
        "",
        "-bob",
        "_bob",
        "bo b",
        "bob@x",
        "bob.",
        "<b>",
        "a\u0301\u0301\u0301\u0301b",
        "pаypal",
        "😀😀",
        "\u0301a",
    ],
)
def test_odd_handles_may_not(handle: str) -> None:
    assert not may_be_called(normalise_handle(handle))


@pytest.mark.parametrize(
    "handle",
    [
        "moderator", "Moderator-9", "rnoderator", "m0derat0r", "mod-er-ator", "official-x", "admin", "Adm1n", "admin2", "acs",
        "ACS", "ncc-01", "moda", "m0da", "lead-01", "lead_7", "gov-tw", "tw.gov".replace(".", "-"), "版主", "版主小明", "官方帳號",
        "數位發展部", "某機關", "gongyi", "公議小編", "mоderator".replace("о", "o"), "former-participant", "ⅿoderator", "unofficial",
    ],
)  # fmt: skip
def test_handles_like_an_official_are_reserved(handle: str) -> None:
    handle = normalise_handle(handle)
    assert is_reserved(handle)
    assert not may_be_called(handle)
    assert may_be_called(handle, reserved_too=True)
