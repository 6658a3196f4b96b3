"""The rules of discussion in numbered versions: which was in force when, and what each changed.

A version that has come into force is never edited; who wants other rules writes the next one. The words stand here in both languages and
not in the catalogue, so that a translation cannot change them either; a test holds the digest of each.
"""

from datetime import datetime

from app.kernel.clock import day_start
from app.moderation.rules.shape import GroundRule, Rules, Section
from app.moderation.rules.v1 import RULES as V1
from app.moderation.rules.v2 import RULES as V2
from app.moderation.rules.v3 import RULES as V3

__all__ = ["NEWEST", "VERSIONS", "GroundRule", "Rules", "Section", "find_rules", "rules_at"]

VERSIONS: tuple[Rules, ...] = (V1, V2, V3)
NEWEST = VERSIONS[-1]


def rules_at(now: datetime) -> Rules:
    """The version in force at an instant: the last that had begun; before the first one there is the first."""
    begun = [rules for rules in VERSIONS if day_start(rules.first_day) <= now]
    return begun[-1] if begun else VERSIONS[0]


def find_rules(number: int) -> Rules | None:
    """The version of a number, if there is one."""
    return VERSIONS[number - 1] if 1 <= number <= len(VERSIONS) else None
