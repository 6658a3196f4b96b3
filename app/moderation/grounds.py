"""The published grounds for hiding a comment: their names, and what each covers and does not cover, in plain words.

There are no others: "rumour", "stability" and "image" are not grounds.
"""

from dataclasses import dataclass
from typing import Any

from app.discussion.models import Ground
from app.kernel.i18n import lazy_gettext as _l


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


GROUNDS: dict[Ground, GroundWords] = {
    Ground.PERSONAL_DATA: GroundWords(
        _l("Personal data of others"),
        _l("Somebody's address, telephone number, identity number, health or the like, given without their consent."),
        _l("What officials do in office is not personal data."),
    ),
    Ground.THREAT: GroundWords(
        _l("Threat or incitement to violence"),
        _l("Says that somebody will be harmed, or calls on others to harm them."),
        _l("Harsh words about a bill or an agency are not a threat."),
    ),
    Ground.HARASSMENT: GroundWords(
        _l("Harassment or slur"),
        _l("Insults people for who they are, or goes after one person again and again."),
        _l("Sharp criticism of arguments, officials or agencies is allowed."),
    ),
    Ground.SPAM: GroundWords(
        _l("Advertising or spam"),
        _l("Promotes goods, services or links that have nothing to do with the bill."),
        _l("Many people making the same argument is not spam."),
    ),
    Ground.SEXUAL_CONTENT: GroundWords(
        _l("Unlawful sexual content"),
        _l("Sexual content that the law forbids to publish."),
        _l("Speaking about such matters where a bill is about them is allowed."),
    ),
    Ground.INFRINGEMENT: GroundWords(
        _l("Infringement"),
        _l("Copies somebody's protected work at length, or breaks another right that the law protects."),
        _l("Quoting with the source is allowed."),
    ),
    Ground.OFF_TOPIC: GroundWords(
        _l("Wholly off-topic"),
        _l("Has nothing to do with this bill."),
        _l("A comment that merely stands in the wrong place is not off-topic."),
    ),
}


def ground_hints() -> dict[str, str]:
    """What stands below each ground in a form, by code: what it covers and what it does not."""
    return {ground.value: words.hint for ground, words in GROUNDS.items()}
