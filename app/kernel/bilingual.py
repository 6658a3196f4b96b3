"""Text in two languages, either of which may be missing."""

import json
from dataclasses import dataclass
from typing import Any, NamedTuple

from sqlalchemy import Dialect, Text
from sqlalchemy.types import TypeDecorator

ZH = "zh-Hant-TW"
EN = "en"


class Passage(NamedTuple):
    """One text with its BCP 47 language tag, as a page shows it."""

    text: str
    lang: str


@dataclass(frozen=True, slots=True)
class Bilingual:
    """A text in Traditional Chinese and English; an empty string means that there is none."""

    zh: str = ""
    en: str = ""

    def __bool__(self) -> bool:
        return bool(self.zh or self.en)

    def to(self, lang: str) -> Passage:
        """Return the text in the language asked for, or else in the other one, with its tag."""
        wanted, other = (self.en, self.zh) if lang.startswith("en") else (self.zh, self.en)
        first, second = (EN, ZH) if lang.startswith("en") else (ZH, EN)
        return Passage(wanted, first) if wanted or not other else Passage(other, second)

    def as_json(self) -> dict[str, str | None]:
        """Return the API's form: one key per language, null where the text is missing."""
        return {ZH: self.zh or None, EN: self.en or None}

    @property
    def both(self) -> tuple[Passage, ...]:
        """The languages that are there, Chinese first."""
        return tuple(p for p in (Passage(self.zh, ZH), Passage(self.en, EN)) if p.text)


class BilingualText(TypeDecorator[Bilingual]):
    """Stores a Bilingual as a JSON object in a text column."""

    impl = Text
    cache_ok = True

    def process_bind_param(self, value: Bilingual | None, dialect: Dialect) -> str | None:
        """Turn a Bilingual into its JSON text; None stays NULL."""
        return None if value is None else json.dumps({"zh": value.zh, "en": value.en}, ensure_ascii=False)

    def process_result_value(self, value: Any, dialect: Dialect) -> Bilingual | None:
        """Turn a column's JSON text back into a Bilingual."""
        return None if value is None else Bilingual(**json.loads(value))
