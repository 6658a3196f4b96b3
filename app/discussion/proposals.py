"""Proposed wording: other words for an article or a part of it, and what they change.

A place's present words are its provisions, one a line. What a proposal changes is told in characters of the whole article's
text of its version, so that a proposal on a part and one on the whole article can be held against each other.
"""

from dataclasses import dataclass
from enum import Enum, auto
from unicodedata import normalize

from app.bills.comparison import redline
from app.bills.markup import kept_redline
from app.bills.models import ArticleText
from app.bills.structure import parse, parse_address, walk
from app.discussion.conflicts import Edit, edits_of
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import CODE_POINTS, LIMIT, clean, count_graphemes, digest, guess_language, is_seen
from app.kernel.verdict import invalid

FIELD = "proposed"  # of forms


class Keep(Enum):
    """Stands where an edit leaves a comment's proposal as it is."""

    PROPOSAL = auto()


@dataclass(frozen=True, slots=True)
class Present:
    """How a place reads in one language: its words, the whole article's, and where in these its words begin."""

    words: str
    whole: str
    start: int
    lang: str

    def whole_with(self, words: str) -> str:
        """The whole article with other words at this place."""
        return self.whole[: self.start] + words + self.whole[self.start + len(self.words) :]


@dataclass(frozen=True, slots=True)
class Proposal:
    """Other words for a place of a version: as typed, as a redline, and what the article's outcome is."""

    article_id: int
    version_id: int
    address: str
    text: str
    lang: str
    html: str
    digest: str
    edits: tuple[Edit, ...]


def present_words(text: Bilingual, address: str, lang: str) -> Present | None:
    """How a place reads in a language, or in the other one where the place is not there in this; None where it is in neither."""
    wanted, other = (EN, ZH) if lang.startswith("en") else (ZH, EN)
    return _present(text, address, wanted) or _present(text, address, other)


def _present(text: Bilingual, address: str, lang: str) -> Present | None:
    found = parse_address(address)
    place = found.place if found else ()
    before: list[str] = []
    here: list[str] = []
    after: list[str] = []
    for provision in walk(parse(text.en if lang == EN else text.zh)):
        if provision.line:
            is_here = provision.place[: len(place)] == place
            (here if is_here else after if here else before).append(fold_spaces(provision.line))
    if not here:
        return None
    start = sum(len(line) + 1 for line in before)
    return Present("\n".join(here), "\n".join((*before, *here, *after)), start, lang)


def fold_spaces(text: str) -> str:
    """Write a text in NFC, with one blank for each run of them and without empty lines: what counts when words are compared."""
    return "\n".join(filter(None, (" ".join(line.split()) for line in normalize("NFC", text).split("\n"))))


def propose(text: ArticleText, address: str, typed: str, lang: str = "") -> Proposal | None:
    """Read other words for a place of a version's article; None where nothing is proposed, Refused where it cannot be.

    `lang` is the language of the article's text that they rewrite; without it the words tell.
    """
    proposed = clean(typed)
    if not is_seen(proposed):
        return None
    length = len(proposed) if len(proposed) > CODE_POINTS * LIMIT else count_graphemes(proposed)
    if length > LIMIT:
        words = _l("Proposed wording holds at most 5,000 characters; this one has %(count)s.", count=length)
        raise invalid(words, FIELD)
    present = present_words(text.text, address, lang or guess_language(proposed))
    if present is None:
        raise invalid(_l("The article has no such paragraph, subparagraph or item."), FIELD)
    words = fold_spaces(proposed)
    if words == present.words:
        raise invalid(
            _l("These are the present words. Change them, or empty the field to comment without proposed wording."),
            FIELD,
        )
    found = redline(present.words, words, present.lang)
    return Proposal(
        article_id=text.article_id,
        version_id=text.version_id,
        address=address,
        text=proposed,
        lang=present.lang,
        html=kept_redline(found),
        digest=digest(present.whole_with(words)),
        edits=tuple(edits_of(found, present.start)),
    )
