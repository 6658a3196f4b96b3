"""Judging the justification of a short notice: long enough, and not filler."""

import regex

from app.kernel.bilingual import Bilingual
from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, count_graphemes
from app.kernel.verdict import YES, Verdict, no

SHORTEST = 50  # graphemes
_LEAST_OWN = 30  # letters and digits that are left when the bill's own title is taken out
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _says_nothing_of_its_own(text: str, title: Bilingual) -> bool:
    own = _letters(text)
    for name in filter(None, map(_letters, (title.zh, title.en))):
        own = own.replace(name, "")
    return len(own) < _LEAST_OWN


def judge_justification(justification: Bilingual, title: Bilingual) -> Verdict:
    """Decide whether a short notice is justified in words: one language at least in full, and none of them filler."""
    texts = [clean_line(passage.text) for passage in justification.both]
    full = [text for text in texts if count_graphemes(text) >= SHORTEST]
    if not full:
        words = _l("Justify the short notice in at least 50 characters. It stands first on the bill's page.")
        return no("invalid", words)
    if any(map(is_filler, texts)) or any(_says_nothing_of_its_own(text, title) for text in full):
        words = _l("Say in your own words why the public gets less time: repetition or the bill's title is no reason.")
        return no("invalid", words)
    return YES
