"""Whatever is done to an export is found; what the law may ask to erase is not."""

import copy
import random
from typing import Any

import pytest

from app.record.verify_log import FIRST_PREV, Finding, commit_to, hash_entry, verify_chain

Document = dict[str, Any]


def make_chain(length: int = 12) -> list[Document]:
    documents: list[Document] = []
    prev = FIRST_PREV
    for seq in range(1, length + 1):
        key, words = f"{seq:064x}", {"reason": f"理由 {seq}"}
        said = seq % 3 != 0
        fields: Document = {
            "seq": seq, "at": "2026-03-10T04:00:00.000000Z", "act": "hide", "actor": f"p-{seq % 4}",
            "subject": f"comment:{seq}", "bill": "b" if seq % 2 else None, "ground": "spam",
            "commitment": commit_to(key, words) if said else None, "prev": prev,
        }  # fmt: skip
        prev = hash_entry(fields)
        documents.append({**fields, "hash": prev, "opening": {"key": key, "words": words} if said else None})
    return documents


def test_an_honest_chain_has_no_findings() -> None:
    assert list(verify_chain(make_chain())) == []
    assert list(verify_chain([])) == []


def test_an_erased_opening_is_no_finding() -> None:
    chain = make_chain()
    chain[3]["opening"] = None
    assert list(verify_chain(chain)) == []


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("at", "2026-03-10T04:00:00.000001Z"), ("act", "restore"), ("actor", "p-9"), ("subject", "comment:99"),
        ("bill", "other"), ("ground", None), ("commitment", "0" * 64), ("prev", "0" * 64), ("hash", "0" * 64),
    ],
)  # fmt: skip
def test_an_edit_of_any_field_is_found(name: str, value: Any) -> None:
    chain = make_chain()
    chain[4][name] = value
    assert {finding.line for finding in verify_chain(chain)} & {5, 6}


def test_an_edit_with_its_hash_made_anew_is_found_at_the_next_line() -> None:
    chain = make_chain()
    chain[4]["ground"] = "threat"
    chain[4]["hash"] = hash_entry(chain[4])
    assert list(verify_chain(chain)) == [Finding(6, "prev")]


def test_other_words_behind_a_commitment_are_found() -> None:
    chain = make_chain()
    chain[0]["opening"]["words"]["reason"] = "another reason"
    assert list(verify_chain(chain)) == [Finding(1, "commitment")]
    chain = make_chain()
    chain[2]["opening"] = {"key": "00" * 32, "words": {"reason": "added"}}
    assert list(verify_chain(chain)) == [Finding(3, "commitment")]


def test_a_removal_and_a_reordering_are_found() -> None:
    chain = make_chain()
    assert next(verify_chain(chain[:4] + chain[5:])) == Finding(5, "sequence")
    chain[4], chain[5] = chain[5], chain[4]
    assert next(verify_chain(chain)) == Finding(5, "sequence")


@pytest.mark.parametrize(
    "odd", [None, [], 7, "text", {}, {"seq": 1}, {**make_chain(1)[0], "extra": 1}, {**make_chain(1)[0], "seq": "1"},
            {**make_chain(1)[0], "seq": True}, {**make_chain(1)[0], "opening": 3},
            {**make_chain(1)[0], "opening": {"key": "zz", "words": {}}}]
)  # fmt: skip
def test_odd_documents_are_findings_and_never_errors(odd: Any) -> None:
    assert list(verify_chain([odd]))


def tamper(chain: list[Document], dice: random.Random) -> list[Document]:
    """Change an export in one of the ways in which somebody might."""
    chain = copy.deepcopy(chain)
    at, kind = dice.randrange(len(chain) - 1), dice.choice(["edit", "remove", "swap", "double", "words", "rehash"])
    if kind == "remove":
        del chain[at]
    elif kind == "swap":
        chain[at], chain[at + 1] = chain[at + 1], chain[at]
    elif kind == "double":
        chain.insert(at, copy.deepcopy(chain[at]))
    elif kind == "words" and chain[at]["opening"]:
        chain[at]["opening"]["words"]["reason"] += "!"
    else:
        name = dice.choice(["at", "act", "actor", "subject", "ground"])
        chain[at][name] = str(chain[at][name]) + "x"
        if kind == "rehash":
            chain[at]["hash"] = hash_entry(chain[at])
    return chain


def test_200_tampered_exports_are_200_found() -> None:
    chain, dice = make_chain(), random.Random(112)
    assert sum(bool(list(verify_chain(tamper(chain, dice)))) for _ in range(200)) == 200
