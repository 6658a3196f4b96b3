"""Templates' look-ups: what a dictionary holds comes before what dictionaries can do, and without a failed look-up first.

A page of 50 comments asks its cards some two thousand times.
"""

from typing import Any

from flask.templating import Environment


class Templates(Environment):
    """Flask's templates, quicker with cards."""

    def getattr(self, obj: Any, attribute: str) -> Any:
        """Look up `card.name`."""
        if type(obj) is dict:
            try:
                return obj[attribute]
            except KeyError:
                pass
        return super().getattr(obj, attribute)
