"""Passages of comments: words that stand in what readers see of a comment, one behind the other, nothing blacked out among them."""

from collections.abc import Iterator

from markupsafe import Markup

from app.discussion.blackouts.blocks import INK
from app.discussion.blackouts.finding import is_enough


def find_passage(html: str | None, words: str | None) -> str | None:
    """Find words in a comment's sanitised text and return them as they stand there; None where they do not, or say too little.

    White space does not count. A word or a number is never cut: "fair" is not found in "unfair", "15" not in "150".
    """
    if not html or not words or INK in words or not is_enough(words):
        return None
    text = plain_text(html)
    at = [place for place, character in enumerate(text) if not character.isspace()]
    letters, wanted = "".join(text[place] for place in at), "".join(words.split())
    for found in _places(letters, wanted):
        start, end = at[found], at[found + len(wanted) - 1] + 1
        if not _cuts(text, start) and not _cuts(text, end):
            return text[start:end]
    return None


def set_passage(html: str | None, words: str | None) -> str | None:
    """A passage that still stands, with an ellipsis where the comment goes on."""
    found = find_passage(html, words)
    if found is None:
        return None
    text = plain_text(html or "")
    return ("" if text.startswith(found) else "…") + found + ("" if text.endswith(found) else "…")


def is_whole(html: str | None, passage: str) -> bool:
    """Whether a passage is all that a comment says."""
    return "".join(plain_text(html or "").split()) == "".join(passage.split())


def plain_text(html: str) -> str:
    """What readers see of a sanitised text, on one line."""
    return str(Markup(html).striptags())  # noqa: S704  sanitised when it was written


def _places(text: str, wanted: str) -> Iterator[int]:
    place = text.find(wanted)
    while place >= 0:
        yield place
        place = text.find(wanted, place + 1)


def _cuts(text: str, place: int) -> bool:
    """Whether a word in letters or a number stands on both sides of a place; Chinese has no such seams."""
    return 0 < place < len(text) and all(
        c.isalnum() and not "\u2e80" <= c <= "\ufaff" for c in text[place - 1 : place + 1]
    )
