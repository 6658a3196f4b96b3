"""Judging words that must be published: a short notice's justification, and the reason of an act; long enough, and not filler."""

import regex

from app.kernel.bilingual import Bilingual
from app.kernel.filler import is_filler
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean_line, count_graphemes
from app.kernel.verdict import YES, Verdict, no

SHORTEST = 50  # graphemes of a justification
SHORTEST_REASON = 20  # graphemes of a reason
_LEAST_OWN = 30  # letters and digits that are left when the bill's own title is taken out
_LETTERS = regex.compile(r"[\p{L}\p{N}]+")


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text)).casefold()


def _says_nothing_of_its_own(text: str, title: Bilingual) -> bool:
    own = _letters(text)
    for name in filter(None, map(_letters, (title.zh, title.en))):
        own = own.replace(name, "")
    return len(own) < _LEAST_OWN


def _read(text: Bilingual, least: int) -> tuple[list[str], list[str]]:
    """Clean what is said in each language, and pick out what is long enough."""
    texts = [clean_line(passage.text) for passage in text.both]
    return texts, [said for said in texts if count_graphemes(said) >= least]


def judge_justification(justification: Bilingual, title: Bilingual) -> Verdict:
    """Decide whether a short notice is justified in words: one language at least in full, and none of them filler."""
    texts, full = _read(justification, SHORTEST)
    if not full:
        words = _l("Justify the short notice in at least 50 characters. It stands first on the bill's page.")
        return no("invalid", words)
    if any(map(is_filler, texts)) or any(_says_nothing_of_its_own(text, title) for text in full):
        words = _l("Say in your own words why the public gets less time: repetition or the bill's title is no reason.")
        return no("invalid", words)
    return YES


def judge_reason(reason: Bilingual) -> Verdict:
    """Decide whether an act is explained in words: one language at least in full, and none of them filler."""
    texts, full = _read(reason, SHORTEST_REASON)
    if not full:
        return no("invalid", _l("Give the reason in at least 20 characters. It is published."))
    if any(map(is_filler, texts)):
        return no("invalid", _l("Say the reason in your own words: repetition is no reason. It is published."))
    return YES
