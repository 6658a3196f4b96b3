"""Checking an export of the log: pure, so that anybody can run it anywhere; it trusts nothing but the documents."""

import hmac
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from app.record.log import FIELDS, commit_to, hash_entry
from app.record.models import FIRST_PREV


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that does not agree: `line` counts from 1; problem is malformed, sequence, prev, hash or commitment."""

    line: int
    problem: str


def verify_chain(documents: Iterable[Mapping[str, Any]]) -> Iterator[Finding]:
    """Recompute each entry's hash, its link to the entry before and its commitment, and yield whatever does not agree.

    An erased opening (null) is no finding. A cut at the end and a chain that was rebuilt whole agree with themselves: they
    are found by comparing with a head that was noted down before.
    """
    prev = FIRST_PREV
    for line, document in enumerate(documents, start=1):
        if not is_well_formed(document):
            yield Finding(line, "malformed")
            prev = str(document.get("hash", "")) if isinstance(document, Mapping) else ""
            continue
        if document["seq"] != line:
            yield Finding(line, "sequence")
        if document["prev"] != prev:
            yield Finding(line, "prev")
        if document["hash"] != hash_entry(document):
            yield Finding(line, "hash")
        if not opens(document["opening"], document["commitment"]):
            yield Finding(line, "commitment")
        prev = document["hash"]


def is_well_formed(document: Any) -> bool:
    """Whether a document has exactly the fields of an exported entry, each of its kind."""
    if not isinstance(document, Mapping) or set(document) != {*FIELDS, "hash", "opening"}:
        return False
    texts = all(isinstance(document[name], str) for name in ("at", "act", "actor", "subject", "prev", "hash"))
    may_lack = all(isinstance(document[name], str | None) for name in ("bill", "ground", "commitment"))
    return texts and may_lack and type(document["seq"]) is int


def opens(opening: Any, commitment: str | None) -> bool:
    """Whether an opening is erased, or opens exactly this commitment."""
    if opening is None:
        return True
    if commitment is None or not isinstance(opening, Mapping) or set(opening) != {"key", "words"}:
        return False
    try:
        return hmac.compare_digest(commit_to(opening["key"], opening["words"]), commitment)
    except (TypeError, ValueError):
        return False
