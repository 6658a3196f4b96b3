"""Materialised paths: where a comment stands in its thread, as a string that sorts in reading order.

A segment is the comment's id in eight base-36 digits. Down to the fourth level a path is the parent's path and the own segment; a
reply below it appends its own segment to the path of its fourth-level ancestor, so that no path is longer than five segments.
"""

from typing import Any

from app.discussion.models import Comment

SEGMENT = 8
LEVELS = 4
_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyz"


def segment(comment_id: int) -> str:
    """Write an id as a fixed-width segment."""
    digits = ""
    while comment_id:
        comment_id, digit = divmod(comment_id, 36)
        digits = _DIGITS[digit] + digits
    return digits.rjust(SEGMENT, "0")


def path_below(parent: Comment | None, comment_id: int) -> str:
    """The path of a new comment below its parent (None for a root)."""
    above = "" if parent is None else parent.path[: LEVELS * SEGMENT]
    return above + segment(comment_id)


def end_of_branch(path: Any) -> Any:
    """The least string above all paths of a branch (a string or a column), for half-open ranges under binary collation."""
    return path + "~"
