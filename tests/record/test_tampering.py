"""Whatever is done to an export is found with a checkpoint that somebody kept; what nobody touched passes."""

import json
import random
from pathlib import Path
from typing import Any

import pytest
import rfc8785
from hypothesis import given, settings
from hypothesis import strategies as st

from app.record.verify_log import LARGEST, Replay, canonical, verify, verify_chain, verify_checkpoints, verify_states
from tests.endurance.size import scaled_from
from tests.record.signing import KEY
from tests.record.tampering import KINDS, Document, make_chain, sign_at, tamper


def findings(chain: list[Document], *kept: Document) -> list[str]:
    replay = Replay()
    return [*map(str, verify_chain(chain, replay)), *map(str, verify_checkpoints(replay, kept, [KEY.key]))]


@pytest.mark.parametrize("kind", KINDS)
def test_tampered_exports_are_found(kind: str) -> None:
    found, tries = 0, scaled_from(6, 40)
    for number in range(tries):
        dice = random.Random(f"{kind} {number}")
        chain = make_chain(dice.randrange(8, 40), dice)
        kept = sign_at(chain, dice.randrange(4, len(chain) + 1))
        assert findings(chain, kept) == []
        found += bool(findings(*tamper(kind, chain, kept, dice)))
    assert found == tries


def test_untouched_exports_pass() -> None:
    tries = scaled_from(10, 200)
    for number in range(tries):
        dice = random.Random(number)
        chain = make_chain(dice.randrange(2, 40), dice)
        kept = [sign_at(chain, seq) for seq in sorted(dice.sample(range(1, len(chain) + 1), 2))]
        chain[dice.randrange(len(chain))]["opening"] = None  # erased, as the law may ask
        assert findings(chain, *kept) == []


VALUES = st.recursive(
    st.none() | st.booleans() | st.text() | st.integers(-LARGEST, LARGEST),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


@settings(deadline=None)
@given(VALUES)
def test_json_is_written_as_rfc_8785_says(value: object) -> None:
    try:
        expected = rfc8785.dumps(value)  # type: ignore[arg-type]
    except ValueError:  # half a character
        with pytest.raises(ValueError, match="surrogate"):
            canonical(value)
        return
    assert canonical(value) == expected


@pytest.mark.parametrize("value", [1.5, LARGEST + 1, -LARGEST - 1, {1: 2}, {"x": object()}, b"x", "\ud800"])
def test_what_rfc_8785_cannot_write_is_refused(value: object) -> None:
    with pytest.raises((ValueError, TypeError)):
        canonical(value)


ODD_VALUES: tuple[Any, ...] = (None, [], {}, -1, "é")
ODD_CHECKPOINTS: list[Any] = [
    None, [], 7, "x", {}, {"seq": 1},
    *({name: value} for name in ("kind", "seq", "hash", "at", "key", "signature", "origin") for value in ODD_VALUES),
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD_CHECKPOINTS)
def test_odd_checkpoints_are_findings_and_never_errors(odd: object) -> None:
    chain = make_chain(5, random.Random(1))
    whole = sign_at(chain, 3)
    assert findings(chain, {**whole, **odd} if isinstance(odd, dict) and len(odd) == 1 else odd)  # type: ignore[arg-type]


def test_files_that_are_no_log_are_findings_and_never_errors(tmp_path: Path) -> None:
    log, other = tmp_path / "log", tmp_path / "other"
    for content in (b"\xff\xfe", b"[" * 100_000, b"{}", b'{"seq": 1, "seq": 2}', b"9" * 5_000, b"null\n\n"):
        log.write_bytes(content)
        other.write_bytes(content)
        assert [str(finding) for finding in verify(log, [other], other, [])]


def test_a_name_that_stands_twice_is_found(tmp_path: Path) -> None:
    log, chain = tmp_path / "log", make_chain(2, random.Random(1))[:1]
    log.write_bytes(canonical(chain[0]).replace(b'{"act"', b'{"act":"hide","act"'))
    assert list(verify(log, [], None, []))


def test_states_are_held_against_what_the_entries_say() -> None:
    chain, replay = make_chain(30, random.Random(3)), Replay()
    assert list(verify_chain(chain, replay)) == []
    head = {"seq": 30, "hash": chain[-1]["hash"], "at": chain[-1]["at"]}
    hidden = {subject: replay.state_at(subject, 30) for subject in replay.acts}
    states = [
        {"comment": int(subject.split(":")[1]), "state": "hidden", "log": seq, "ground": ground}
        for subject, (state, seq, ground) in hidden.items()
        if state == "hidden"
    ]
    says = lambda *lines: [str(finding) for finding in verify_states(replay, lines)]  # noqa: E731
    assert says(head, *states) == []
    first, name = states[0], f"comment {states[0]['comment']}"
    assert says(head, *states[1:]) == [f"{name} is shown, but entry {first['log']} hid it"]
    assert says(head, {**first, "state": "withdrawn"}, *states[1:]) == []
    assert says(head, *states, {**first, "comment": 999}) == ["comment 999 is hidden, but no entry hides it"]
    assert "names entry 77" in says(head, {**first, "log": 77}, *states[1:])[0]
    assert "on the ground threat" in says(head, {**first, "ground": "threat"}, *states[1:])[0]
    assert "another record" in says({**head, "hash": "0" * 64}, *states)[0]
    assert "another record" in says({**head, "seq": 31}, *states)[0]
    assert says() and says(json.loads("[]")) and says({"seq": "x"}) and says(head, 7)
