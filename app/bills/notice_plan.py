"""What an official asked for and what waits: the days of a notice with their reasons, as a value and as JSON."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from app.bills.models import ShortGround
from app.bills.notice_period import NoticePeriod
from app.kernel.bilingual import Bilingual


@dataclass(frozen=True, slots=True)
class NoticePlan:
    """The days of a notice; why it is short, where it is; and why the days change, where they were announced before."""

    first_day: date
    last_day: date
    short_ground: ShortGround | None = None
    justification: Bilingual = Bilingual()
    reason: Bilingual = Bilingual()

    @property
    def notice(self) -> NoticePeriod:
        """The notice period that the days make."""
        return NoticePeriod(self.first_day, self.last_day)

    def as_json(self) -> dict[str, Any]:
        """Write the plan as the parameters of an act that waits."""
        return {
            "first_day": self.first_day.isoformat(),
            "last_day": self.last_day.isoformat(),
            "short_ground": self.short_ground.value if self.short_ground else None,
            "justification": write_text(self.justification),
            "reason": write_text(self.reason),
        }


def read_plan(parameters: dict[str, Any]) -> NoticePlan:
    """Read the parameters of an act that waits."""
    ground = parameters["short_ground"]
    return NoticePlan(
        first_day=date.fromisoformat(parameters["first_day"]),
        last_day=date.fromisoformat(parameters["last_day"]),
        short_ground=ShortGround(ground) if ground else None,
        justification=read_text(parameters["justification"]),
        reason=read_text(parameters["reason"]),
    )


def write_text(text: Bilingual) -> dict[str, str]:
    """Write a text in two languages as a parameter."""
    return {"zh": text.zh, "en": text.en}


def read_text(parameter: dict[str, str]) -> Bilingual:
    """Read a text in two languages from a parameter."""
    return Bilingual(**parameter)
