"""The published grounds for hiding a comment, in the words of the newest rules: names, and what each covers and does not cover.

There are no others: "rumour", "stability" and "image" are not grounds.
"""

from dataclasses import dataclass
from typing import Any

from app.discussion.models import Ground
from app.kernel.i18n import lazy_words
from app.moderation.rules import NEWEST, GroundRule


@dataclass(frozen=True, slots=True)
class GroundWords:
    """A ground's name, what it covers, and what it does not."""

    name: Any
    covers: Any
    spares: Any

    @property
    def hint(self) -> str:
        """Both in one line; Chinese sentences follow each other without a space."""
        covers = str(self.covers)
        return covers + ("" if covers.endswith("。") else " ") + str(self.spares)


def _words(rule: GroundRule) -> GroundWords:
    return GroundWords(lazy_words(rule.name), lazy_words(rule.covers), lazy_words(rule.spares))


GROUNDS: dict[Ground, GroundWords] = {rule.ground: _words(rule) for rule in NEWEST.grounds}
GROUNDS_OF_PARTS: dict[Ground, GroundWords] = {rule.ground: GROUNDS[rule.ground] for rule in NEWEST.grounds_of_parts}


def ground_hints() -> dict[str, str]:
    """What stands below each ground in a form, by code: what it covers and what it does not."""
    return {ground.value: words.hint for ground, words in GROUNDS.items()}
