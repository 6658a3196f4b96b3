"""The words of the pages, in the language of the reader: as the catalogue has them, so that journeys find what a person reads."""

import re
from gettext import GNUTranslations, NullTranslations

from tests.machine import ROOT

CATALOGUE = ROOT / "app/translations/zh_Hant_TW/LC_MESSAGES/messages.mo"
LANGUAGES = ("zh-TW", "en")


class Words:
    """Says the pages' words in one language: `say("Register")`."""

    def __init__(self, language: str) -> None:
        self._catalogue = NullTranslations()
        if language == "zh-TW":
            with CATALOGUE.open("rb") as file:
                self._catalogue = GNUTranslations(file)

    def __call__(self, words: str, **values: object) -> str:
        """The words as the page shows them."""
        said = self._catalogue.gettext(words)
        return said % values if values else said

    def like(self, words: str) -> re.Pattern[str]:
        """The words with anything in the places that are filled in."""
        parts = re.split(r"%\(\w+\)[sd]", self._catalogue.gettext(words))
        return re.compile(".*".join(map(re.escape, parts)))
