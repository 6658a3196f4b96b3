"""Logs made up for tests, and six ways in which somebody might tamper with an export of one."""

import copy
import random
from typing import Any

from app.kernel.clock import rfc3339
from app.record.checkpoints.keys import Signer
from app.record.checkpoints.models import Checkpoint
from app.record.verify_log import FIRST_PREV, commit_to, hash_entry
from tests.builders import NOON
from tests.record.signing import KEY, ORIGIN

Document = dict[str, Any]
KINDS = ("edit", "removal", "reordering", "cut", "forged checkpoint", "rebuilt chain")


def make_chain(length: int, dice: random.Random) -> list[Document]:
    """Make up a log that hides and restores comments, with public words beside most entries."""
    documents: list[Document] = []
    for seq in range(1, length + 1):
        key, words = f"{dice.getrandbits(256):064x}", {"reason": f"理由 {dice.random()}"}
        act = dice.choice(("hide", "hide", "restore", "extend"))
        fields: Document = {
            "seq": seq, "at": rfc3339(NOON), "act": act, "actor": f"p-{dice.randrange(9)}",
            "subject": f"comment:{dice.randrange(1, length)}", "bill": "b" if seq % 2 else None,
            "ground": "spam" if act == "hide" else None, "commitment": commit_to(key, words) if seq % 5 else None,
        }  # fmt: skip
        documents.append({**fields, "opening": {"key": key, "words": words} if seq % 5 else None})
    return rechain(documents)


def rechain(documents: list[Document]) -> list[Document]:
    """Number and hash entries anew from the first, as who owns the database could."""
    prev = FIRST_PREV
    for seq, document in enumerate(documents, start=1):
        document["seq"], document["prev"] = seq, prev
        document["hash"] = prev = hash_entry(document)
    return documents


def sign_at(documents: list[Document], seq: int, key: Signer = KEY) -> Document:
    """Sign a checkpoint over an entry."""
    one = Checkpoint(seq=seq, hash=documents[seq - 1]["hash"], at=rfc3339(NOON), origin=ORIGIN, key=key.key)
    one.signature = key.sign(one.statement)
    return one.document


def tamper(kind: str, chain: list[Document], kept: Document, dice: random.Random) -> tuple[list[Document], Document]:
    """Tamper with what a checkpoint covers, or with the checkpoint itself."""
    chain, kept, covered = copy.deepcopy(chain), dict(kept), int(kept["seq"])
    at = dice.randrange(covered - 1)
    if kind == "edit":
        name = dice.choice(("at", "act", "actor", "subject", "bill", "ground", "commitment"))
        chain[at][name] = f"{chain[at][name]}x"
        if dice.random() < 0.5:
            chain[at]["hash"] = hash_entry(chain[at])
    elif kind == "removal":
        del chain[at]
        if dice.random() < 0.5:
            rechain(chain)
    elif kind == "reordering":
        other = dice.choice([n for n in range(covered) if n != at])
        chain[at], chain[other] = chain[other], chain[at]
        if dice.random() < 0.5:
            rechain(chain)
    elif kind == "cut":
        del chain[dice.randrange(covered) :]
    elif kind == "rebuilt chain":
        chain[at]["ground"] = "threat"
        rechain(chain)
    else:
        _forge(kept, chain, at, dice)
    return chain, kept


def _forge(kept: Document, chain: list[Document], at: int, dice: random.Random) -> None:
    """Change what a checkpoint says; or sign another log with another key that is passed off as the right one."""
    if dice.random() < 0.5:
        name = dice.choice(("seq", "hash", "at", "origin", "signature"))
        changed = {"seq": at + 1, "hash": "0" * 64, "signature": "0" * 128}
        kept[name] = changed.get(name, f"{kept[name]}x")
    else:
        kept |= sign_at(chain, at + 1, Signer("99" * 32))
