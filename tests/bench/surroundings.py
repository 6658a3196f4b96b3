"""What else the machine did while a benchmark ran: without it no figure can be judged."""

import os
import platform
from dataclasses import dataclass
from pathlib import Path
from typing import Any


@dataclass
class Surroundings:
    """The machine, and how busy it was from the start on: load, and what part of the processors' time was not ours or not there."""

    def __post_init__(self) -> None:
        self._start = _ticks()

    def describe(self) -> dict[str, Any]:
        """Load averages now; parts of all processors' time since the start: busy, and stolen by other guests of the host."""
        spent = [now - then for then, now in zip(self._start, _ticks(), strict=True)]
        total = sum(spent) or 1
        return {
            "processors": os.cpu_count(),
            "load": [round(load, 2) for load in os.getloadavg()],
            "busy_percent": round(100 * (total - spent[3] - spent[4]) / total),
            "steal_percent": round(100 * spent[7] / total, 1),
            "python": platform.python_version(),
        }

    def in_words(self) -> str:
        """The same for the head of a table."""
        found = self.describe()
        return (
            f"{found['processors']} processors, load {found['load'][0]:.1f}, {found['busy_percent']} % busy, "
            f"{found['steal_percent']} % stolen, Python {found['python']}"
        )


def _ticks() -> list[int]:
    """What the processors did so far: user, nice, system, idle, waiting, interrupts (two), stolen."""
    try:
        return [int(word) for word in Path("/proc/stat").read_text().split("\n", 1)[0].split()[1:9]]
    except OSError:
        return [0] * 8
