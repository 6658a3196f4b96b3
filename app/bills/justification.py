"""Judging the justification of a short notice: long enough, and not filler."""

from collections.abc import Iterable

import regex

from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, count_graphemes
from app.kernel.verdict import YES, Verdict, no

SHORTEST = 50  # graphemes
_FEWEST_KINDS = 10  # different letters in any honest text of that length
_LEAST_VARIED = 0.6  # share of different three-letter runs; repeated sentences fall below
_LEAST_OWN = 30  # letters that are left when the bill's own title is taken out
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def is_filler(text: str, titles: Iterable[str] = ()) -> bool:
    """Whether a text says nothing: punctuation, characters or sentences over and over, or the bill's title again."""
    letters = _letters(text)
    if len(letters) * 2 < count_graphemes(text) - text.count(" ") or len(set(letters)) < _FEWEST_KINDS:
        return True
    runs = [letters[at : at + 3] for at in range(len(letters) - 2)]
    if len(set(runs)) < _LEAST_VARIED * len(runs):
        return True
    own = letters
    for title in filter(None, map(_letters, titles)):
        own = own.replace(title, "")
    return own != letters and len(own) < _LEAST_OWN


def judge_justification(justification: Bilingual, title: Bilingual) -> Verdict:
    """Decide whether a short notice is justified in words: one language at least in full, and none of them filler."""
    texts = [clean_line(passage.text) for passage in justification.both]
    if not any(count_graphemes(text) >= SHORTEST for text in texts):
        words = _l("Justify the short notice in at least 50 characters. It stands first on the bill's page.")
        return no("invalid", words)
    if any(is_filler(text, (title.zh, title.en)) for text in texts):
        words = _l("Say in your own words why the public gets less time: repetition or the bill's title is no reason.")
        return no("invalid", words)
    return YES
