"""The discussion's codes in words, for forms and places."""

from functools import lru_cache

from app.bills.structure import write_address
from app.discussion.models import Position
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang
from app.kernel.i18n import lazy_gettext as _l

POSITIONS = {
    Position.SUPPORT: _l("Support"),
    Position.OPPOSE: _l("Oppose"),
    Position.CHANGE: _l("Change it"),
    Position.ASK: _l("Ask"),
}


def place_label(place: str) -> str:
    """A place in the page's words: 第十八條第二項, Question 1, or the bill as a whole."""
    if not place:
        return _("The bill as a whole")
    if place[0] == "Q":
        return _("Question %(number)s", number=place[1:])
    return _written(place, html_lang())


@lru_cache(maxsize=4096)
def _written(place: str, lang: str) -> str:
    written = write_address(place, lang)
    return written[:1].upper() + written[1:]


def place_title(place: str, text: Bilingual) -> str:
    """A place with its heading in full."""
    heading = text.to(html_lang()).text
    return f"{place_label(place)} · {heading}" if heading else place_label(place)


def place_option(place: str, text: Bilingual) -> str:
    """A place with its heading, for lists to choose from."""
    heading = text.to(html_lang()).text
    short = heading if len(heading) <= 60 else heading[:59] + "…"
    return f"{place_label(place)} · {short}" if short else place_label(place)
