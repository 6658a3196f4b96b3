"""What a version of the rules holds, and how it is digested and compared."""

import hashlib
from dataclasses import asdict, dataclass
from datetime import date

import rfc8785

from app.bills.comparison import Segment, redline
from app.discussion.models import Ground
from app.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class GroundRule:
    """A ground for hiding: its name, what it covers, what it does not, and whether it can be told of a part of a comment alone."""

    ground: Ground
    name: Bilingual
    covers: Bilingual
    spares: Bilingual
    of_a_part: bool = False

    def hint(self, lang: str) -> str:
        """What it covers and what not, in one line; Chinese sentences follow each other without a space."""
        covers = self.covers.to(lang).text
        return covers + ("" if covers.endswith("。") else " ") + self.spares.to(lang).text


@dataclass(frozen=True, slots=True)
class Section:
    """A heading with its rules; `code` names its place on the page."""

    code: str
    title: Bilingual
    points: tuple[Bilingual, ...]


@dataclass(frozen=True, slots=True)
class Rules:
    """One version of the rules, in force from the beginning of a day in Taipei; `changes` says what it changed."""

    number: int
    first_day: date
    changes: Bilingual
    preamble: Bilingual
    house: Section
    grounds_title: Bilingual
    grounds: tuple[GroundRule, ...]
    no_others: Bilingual
    sections: tuple[Section, ...]

    @property
    def digest(self) -> str:
        """The SHA-256 of all of it, by which an edit in silence is found."""
        return hashlib.sha256(rfc8785.dumps(asdict(self) | {"first_day": self.first_day.isoformat()})).hexdigest()

    def ground(self, ground: Ground) -> GroundRule:
        """What is said of a ground."""
        return next(rule for rule in self.grounds if rule.ground is ground)

    @property
    def grounds_of_parts(self) -> tuple[GroundRule, ...]:
        """The grounds on which a part of a comment can be blacked out while the rest stays."""
        return tuple(rule for rule in self.grounds if rule.of_a_part)

    def parts(self, lang: str) -> dict[str, tuple[str, str]]:
        """The title and the text of each section in a language, by code."""
        told = {self.house.code: (self.house.title.to(lang).text, _lines(self.house, lang))}
        grounds = [
            f"{rule.name.to(lang).text}{': ' if lang == 'en' else '：'}{rule.hint(lang)}" for rule in self.grounds
        ]
        told["grounds"] = (self.grounds_title.to(lang).text, "\n".join([*grounds, self.no_others.to(lang).text]))
        return told | {part.code: (part.title.to(lang).text, _lines(part, lang)) for part in self.sections}

    def changed_from(self, earlier: "Rules", lang: str) -> list[tuple[str, tuple[Segment, ...]]]:
        """The sections that read otherwise than in an earlier version: title and redline each, in the order of this version."""
        before, after = earlier.parts(lang), self.parts(lang)
        codes = [*after, *(code for code in before if code not in after)]
        pairs = [(before.get(code, ("", "")), after.get(code, ("", ""))) for code in codes]
        return [(new[0] or old[0], redline(old[1], new[1], lang)) for old, new in pairs if old[1] != new[1]]


def _lines(section: Section, lang: str) -> str:
    return "\n".join(point.to(lang).text for point in section.points)
