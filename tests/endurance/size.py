"""How large a run is: 1 is the full size; GONGYI_ENDURANCE_SIZE makes it smaller or larger."""

import os

VARIABLE = "GONGYI_ENDURANCE_SIZE"


def scaled(full: int, least: int = 1) -> int:
    """A number of the full size, brought to the size of this run."""
    return max(least, round(full * float(os.environ.get(VARIABLE, "1"))))


def scaled_from(small: int, full: int) -> int:
    """A number for a test of the suite: the small one there, the full size (scaled) in an endurance run."""
    return scaled(full) if VARIABLE in os.environ else small
