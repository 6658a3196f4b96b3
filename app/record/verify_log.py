#!/usr/bin/env python3
"""Check an export of Gongyi's public record, on any computer, trusting nobody who runs the platform.

    python3 verify_log.py record.ndjson --checkpoint saved.json --states states.ndjson

Needs Python 3.10 or newer and, where checkpoints are given, `pip install cryptography`. Each finding is one line. Ends with 0 where
everything agrees, 1 where something does not, 2 where it was used wrongly. This file is the platform's own verifier too.
"""

import argparse
import hashlib
import hmac
import json
import operator
import re
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from json.encoder import encode_basestring as _quote
from pathlib import Path
from typing import Any, NoReturn

FIRST_PREV = "0" * 64
FIELDS = ("seq", "at", "act", "actor", "subject", "bill", "ground", "commitment", "prev")
CHECKPOINT, KEY_CHANGE = "gongyi-checkpoint-1", "gongyi-key-1"
SIGNED = {"kind", "origin", "seq", "hash", "at", "key", "signature"}
SHOWN, HIDDEN, WITHDRAWN, MERGED = "visible", "hidden", "withdrawn", "merged"
IMPLIED = {"hide": HIDDEN, "restore": SHOWN, "merge": MERGED, "unmerge": SHOWN}
LARGEST = 2**53 - 1  # of the integers that RFC 8785 can write
_KINDS = [(n, (str, type(None)) if n in ("bill", "ground", "commitment") else str) for n in (*FIELDS[1:], "hash")]
_utf16 = operator.methodcaller("encode", "utf-16-be")
_read = json.JSONDecoder(object_pairs_hook=lambda p: found if len(found := dict(p)) == len(p) else None).decode
_hex = re.compile(r"[0-9a-f]+").fullmatch

WORDS = {
    "malformed": "is not an entry of the record",
    "sequence": "does not bear the number of its line: something is missing, doubled or out of order before it",
    "prev": "does not continue the entry before it",
    "hash": "has been changed: its hash is not that of its fields",
    "commitment": "shows words that are not those it was sealed with",
}


@dataclass(frozen=True)
class Finding:
    """Something that does not agree: at a line of the export (from 1), or None where it is about something else."""

    line: int | None
    problem: str
    text: str = ""

    def __str__(self) -> str:
        words = self.text or WORDS[self.problem]
        return f"the entry at line {self.line} {words}" if self.line else words


@dataclass
class Replay:
    """What the entries of an export say together: their hashes, what they did to comments, which keys followed which."""

    hashes: list[str] = field(default_factory=list)
    acts: dict[str, list[tuple[int, str, str | None]]] = field(default_factory=dict)
    keys: dict[str, tuple[str, int]] = field(default_factory=dict)  # old key: (new key, number of the entry)

    def hash_at(self, seq: int) -> str | None:
        """The hash of an entry by its number, of which 0 stands before the first; None where there is none."""
        if seq == 0:
            return FIRST_PREV
        return self.hashes[seq - 1] if 0 < seq <= len(self.hashes) else None

    def state_at(self, subject: str, seq: int) -> tuple[str, int | None, str | None]:
        """What the entries up to a number make of a comment: its state, the entry that did it, and the ground."""
        acts = [(state, number, ground) for number, state, ground in self.acts.get(subject, []) if number <= seq]
        return acts[-1] if acts else (SHOWN, None, None)


def canonical(value: Any) -> bytes:
    """Write JSON by RFC 8785, of strings, integers, truth values, null, lists and objects; ValueError for anything else."""
    return _write(value).encode()


def _write(value: Any) -> str:
    if isinstance(value, str):
        return _quote(value)
    if value is None or type(value) is bool or (type(value) is int and abs(value) <= LARGEST):
        return "null" if value is None else str(value).lower()
    if isinstance(value, dict):
        names = sorted(value, key=None if "".join(value).isascii() else _utf16)
        return "{" + ",".join([f"{_quote(name)}:{_write(value[name])}" for name in names]) + "}"
    if isinstance(value, list):
        return "[" + ",".join(map(_write, value)) + "]"
    raise ValueError("only strings, integers, truth values, null, lists and objects can be written")


def hash_entry(entry: Mapping[str, Any]) -> str:
    """The hash (hex) of an entry: SHA-256 of the canonical JSON of its nine other fields."""
    return hashlib.sha256(canonical({name: entry[name] for name in FIELDS})).hexdigest()


def commit_to(key: str, words: Any) -> str:
    """The commitment (hex) to words under a key: HMAC-SHA256 of their canonical JSON."""
    return hmac.digest(bytes.fromhex(key), canonical(words), "sha256").hex()


def is_well_formed(document: Any) -> bool:
    """Whether a document has exactly the fields of an exported entry, each of its kind."""
    if not isinstance(document, Mapping) or document.keys() != {*FIELDS, "hash", "opening"}:
        return False
    if type(document["seq"]) is not int or abs(document["seq"]) > LARGEST:
        return False
    return all(isinstance(document[name], kinds) for name, kinds in _KINDS)


def opens(opening: Any, commitment: str | None) -> bool:
    """Whether an opening is erased (null), or opens exactly this commitment."""
    if opening is None:
        return True
    if commitment is None or not isinstance(opening, Mapping) or opening.keys() != {"key", "words"}:
        return False
    try:
        return isinstance(opening["words"], Mapping) and commit_to(opening["key"], opening["words"]) == commitment
    except (TypeError, ValueError, RecursionError):
        return False


def verify_chain(documents: Iterable[Any], replay: Replay | None = None) -> Iterator[Finding]:
    """Recompute each entry's hash, its link to the entry before and its commitment, and yield whatever does not agree.

    An erased opening is no finding. A cut at the end and a chain rebuilt whole agree with themselves: a checkpoint finds them.
    """
    prev, replay = FIRST_PREV, Replay() if replay is None else replay
    for line, document in enumerate(documents, start=1):
        if not is_well_formed(document):
            yield Finding(line, "malformed")
            prev = str(document.get("hash", "")) if isinstance(document, Mapping) else ""
            replay.hashes.append(prev)
            continue
        if document["seq"] != line:
            yield Finding(line, "sequence")
        if document["prev"] != prev:
            yield Finding(line, "prev")
        if not _has_its_hash(document):
            yield Finding(line, "hash")
        prev = document["hash"]
        replay.hashes.append(prev)
        if opens(document["opening"], document["commitment"]):
            yield from _note(replay, line, document)
        else:
            yield Finding(line, "commitment")


def _has_its_hash(document: Mapping[str, Any]) -> bool:
    try:
        return bool(document["hash"] == hash_entry(document))
    except ValueError:  # half a character, which UTF-8 cannot write
        return False


def _note(replay: Replay, line: int, entry: Mapping[str, Any]) -> Iterator[Finding]:
    """Note what an entry did to a comment, or to the keys that sign."""
    if entry["act"] in IMPLIED and entry["subject"].startswith("comment:"):
        replay.acts.setdefault(entry["subject"], []).append((line, IMPLIED[entry["act"]], entry["ground"]))
    elif entry["act"] == "rotate-key":
        words = (entry["opening"] or {}).get("words", {})
        change = {"kind": KEY_CHANGE, "at": entry["at"], "key": words.get("key"), "by": words.get("signed_by")}
        if not is_signed(change, str(change["by"]), words.get("signature")):
            yield Finding(line, "key", "changes the signing key, but the key before it did not sign that")
        elif change["by"] in replay.keys:
            yield Finding(line, "key", "changes a signing key that had been changed before")
        else:
            replay.keys[str(change["by"])] = (str(change["key"]), line)


def is_signed(document: Mapping[str, Any], key: str, signature: Any) -> bool:
    """Whether a signature (Ed25519, hex) of a document's canonical JSON was made with a key, given by its public half (hex)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    if not isinstance(signature, str) or not _hex(signature) or not _hex(key) or len(key) != 64:
        return False
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(key)).verify(bytes.fromhex(signature), canonical(document))
    except (InvalidSignature, ValueError, RecursionError):
        return False
    return True


def verify_checkpoints(replay: Replay, checkpoints: Sequence[Any], trusted: Iterable[str] = ()) -> Iterator[Finding]:
    """Hold checkpoints against the entries: each must be signed by a key that leads back to a trusted one, and agree.

    Without a trusted key the key of the first checkpoint is taken for it.
    """
    known: dict[str, int | None] = {}  # a key that counts: the entry that put another in its place
    for key in trusted or [str(one.get("key")) for one in checkpoints[:1] if isinstance(one, Mapping)]:
        while key not in known:
            following, replaced = replay.keys.get(key, (key, None))
            known[key] = replaced
            key = following
    for number, one in enumerate(checkpoints, start=1):
        for problem in _verify_checkpoint(replay, one, known):
            name = f"at entry {one['seq']}" if isinstance(one, Mapping) and "seq" in one else f"number {number}"
            yield Finding(None, "checkpoint", f"the checkpoint {name} {problem}")


def _verify_checkpoint(replay: Replay, one: Any, known: Mapping[str, int | None]) -> Iterator[str]:
    if not isinstance(one, Mapping) or one.keys() != SIGNED or one["kind"] != CHECKPOINT or type(one["seq"]) is not int:
        yield "is not a checkpoint"
        return
    if not is_signed({name: one[name] for name in SIGNED - {"signature"}}, str(one["key"]), one["signature"]):
        yield "is forged: its signature is not right"
        return
    if one["key"] not in known:
        yield "is signed with a key that does not lead back to a trusted one"
        return
    if (replaced := known[one["key"]]) is not None and one["seq"] >= replaced:
        yield f"is signed with a key that entry {replaced} had put out of use"
    if (found := replay.hash_at(one["seq"])) is None:
        yield f"covers more than is here: the export was cut after entry {len(replay.hashes)}"
    elif found != one["hash"]:
        yield "does not agree: entries up to this one were changed, removed or written anew after it was signed"


def verify_states(replay: Replay, lines: Sequence[Any]) -> Iterator[Finding]:
    """Hold the public states of comments (states.ndjson) against what the entries say of them."""
    head = lines[0] if lines and isinstance(lines[0], Mapping) else {}
    seq = head.get("seq")
    if type(seq) is not int or not all(isinstance(one, Mapping) and "comment" in one for one in lines[1:]):
        yield Finding(None, "states", "the list of states cannot be read")
        return
    if replay.hash_at(seq) != head.get("hash"):
        yield Finding(None, "states", f"the list of states was read beside another record: it has another entry {seq}")
    given = {f"comment:{one['comment']}": one for one in lines[1:]}
    for subject in sorted({*replay.acts, *given}):
        if words := _compare(given.get(subject, {}), *replay.state_at(subject, seq)):
            yield Finding(None, "states", f"{subject.replace(':', ' ')} {words}")


def _compare(shown: Mapping[str, Any], state: str, number: int | None, ground: str | None) -> str:
    """Say how the shown state of a comment differs from what the entries imply; "" where it does not."""
    now = shown.get("state", SHOWN)
    if now == HIDDEN and state != HIDDEN:
        return f"is hidden, but entry {number} restored it" if number else "is hidden, but no entry hides it"
    if now == SHOWN and state in (HIDDEN, MERGED):
        return f"is shown, but entry {number} {'hid' if state == HIDDEN else 'merged'} it"
    if now == HIDDEN and shown.get("log") != number:
        return f"names entry {shown.get('log')} for its hiding, but it was entry {number}"
    if now == HIDDEN and shown.get("ground") != ground:
        return f"is hidden on the ground {shown.get('ground')}, but entry {number} says {ground}"
    return "" if now in (SHOWN, HIDDEN, WITHDRAWN, state) else f"is {now}, but no entry made it so"


def read_line(line: bytes) -> Any:
    """Read one line of an export; None where it is no JSON, or JSON in which a name stands twice."""
    try:
        return _read(line.decode())
    except (ValueError, RecursionError):
        return None


def read_lines(file: Path) -> Iterator[Any]:
    """Read a file of one JSON document a line."""
    with file.open("rb") as opened:
        yield from (read_line(line) for line in opened)


def read_checkpoints(file: Path) -> list[Any]:
    """Read a file of one checkpoint, on however many lines, or of one a line."""
    whole = read_line(file.read_bytes())
    return [whole] if whole is not None else list(read_lines(file))


def verify(export: Path, checkpoints: Sequence[Path], states: Path | None, trusted: Iterable[str]) -> Iterator[Finding]:
    """Check an export, against checkpoints and the public states where they are given."""
    replay = Replay()
    yield from verify_chain(read_lines(export), replay)
    yield from verify_checkpoints(replay, [one for file in checkpoints for one in read_checkpoints(file)], trusted)
    if states:
        yield from verify_states(replay, list(read_lines(states)))


def main() -> NoReturn:
    """Run the check from the command line."""
    parser = argparse.ArgumentParser(description="Check an export of Gongyi's public record.")
    parser.add_argument("export", type=Path, help="the record (record.ndjson)")
    parser.add_argument("--checkpoint", type=Path, action="append", default=[], help="signed checkpoints, a file each")
    parser.add_argument("--states", type=Path, help="the public states of comments (states.ndjson)")
    parser.add_argument("--key", action="append", default=[], help="a signing key (public, hex) that you trust")
    given = parser.parse_args()
    try:
        found = list(verify(given.export, given.checkpoint, given.states, given.key))
    except OSError as error:
        parser.error(f"{error.filename}: {error.strerror}")
    except ImportError:
        parser.error("signatures need one library: pip install cryptography")
    print("\n".join(map(str, found)) or "The record agrees with itself and with everything it was held against.")
    sys.exit(1 if found else 0)


if __name__ == "__main__":
    main()
