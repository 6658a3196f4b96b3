"""Which passwords are taken, and how they are kept."""

import pytest
from argon2 import PasswordHasher

from app.accounts.passwords import hash_password, is_right, may_protect, needs_rehash


@pytest.mark.parametrize(
    "password, is_fine",
    [
        ("correct horse 9", True),
        ("十個字元以上的密碼沒問題", True),
        ("a1b2c3d4e5", True),
        ("a1b2c3d4e", False),
        ("x7Kp" * 64, True),
        ("x7Kp" * 64 + "x", False),
        ("my-name-is-ALICE", False),
        ("Password123", False),
        ("aaaaaaaaaaaa", False),
        ("１２３４５６７８９０", False),
    ],
)
def test_weak_passwords_are_refused(password: str, is_fine: bool) -> None:
    assert bool(may_protect(password, "alice")) is is_fine


def test_a_password_is_kept_as_argon2id() -> None:
    kept = hash_password("correct horse 9")
    assert kept.startswith("$argon2id$v=19$m=19456,t=2,p=1$")
    assert is_right(kept, "correct horse 9")
    assert not is_right(kept, "correct horse 8")
    assert not needs_rehash(kept)


@pytest.mark.parametrize("password", ["", "x" * 100_000, "a\x00b", "\ud800", "p" * 257])
def test_odd_passwords_are_wrong_and_harmless(password: str) -> None:
    assert not is_right(None, password)


def test_nobody_has_a_password() -> None:
    assert not is_right(None, "nobody has this password")
    assert not is_right("", "nobody has this password")


def test_an_older_hash_is_noticed() -> None:
    assert needs_rehash(PasswordHasher(time_cost=1, memory_cost=8192, parallelism=1).hash("correct horse 9"))
