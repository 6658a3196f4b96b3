"""Folding copies: of an argument's comments on one page the first stands as its card, the others folded right below it.

Nothing is left out: what is folded away opens there, keeps its address and its anchor, and stands on the argument's own page.
What was answered is not folded, so that replies stay below what they answer.
"""

from collections.abc import Iterable
from typing import Any

Thread = dict[str, Any]


def fold_copies(threads: Iterable[Thread]) -> list[Thread]:
    """Put threads (listing.list_threads) that repeat one above, and that nobody answered, below the first of them: its `copies`."""
    folded: list[Thread] = []
    firsts: dict[str, Thread] = {}
    for thread in threads:
        argument = thread["first"].get("argument")
        first = firsts.setdefault(argument["href"], thread) if argument else thread
        if first is thread or thread["is_headed"] or _is_answered(thread):
            folded.append(thread)
        else:
            first.setdefault("copies", []).append(thread["first"])
    return folded


def _is_answered(thread: Thread) -> bool:
    return bool(thread["replies"] or thread["more"] or thread["count"])
