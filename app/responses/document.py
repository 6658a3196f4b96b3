"""What is published when answers are released, as the record takes it: its words, and the SHA-256 of all of it."""

import hashlib
from collections.abc import Sequence
from typing import Any

import rfc8785

from app.responses.models import Answer
from app.responses.queries import target_of


def stamp_of(drafts: Sequence[Answer]) -> str:
    """The SHA-256 of what some drafts say (RFC 8785), so that nobody releases what they have not seen."""
    return hashlib.sha256(rfc8785.dumps([_said(draft) for draft in drafts])).hexdigest()


def record_words(drafts: Sequence[Answer]) -> dict[str, str]:
    """What the record says of a publication: target and outcome of each answer, and the SHA-256 of all that was published."""
    return {_code(draft): _decision(draft) for draft in drafts} | {"sha256": stamp_of(drafts)}


def _said(draft: Answer) -> dict[str, Any]:
    return {
        "target": _code(draft),
        "outcome": _decision(draft),
        "reason": draft.reason.as_json(),
        "version": draft.version.number if draft.version else None,
        "articles": sorted(change.address for change in draft.changes),
    }


def _code(draft: Answer) -> str:
    return target_of(draft).code + ("+" if draft.is_addition else "")


def _decision(draft: Answer) -> str:
    return draft.outcome.value if draft.outcome else "statement"
