"""Plain events: a lower room tells what happened; higher rooms, wired at start, react in the same transaction."""

from collections import defaultdict
from collections.abc import Callable
from typing import Any

from sqlalchemy.orm import Session

Handler = Callable[[Session, Any], None]


class Events:
    """Who listens to what; one per application."""

    def __init__(self) -> None:
        self._handlers: dict[type, list[Handler]] = defaultdict(list)

    def subscribe(self, kind: type, handler: Handler) -> None:
        """Call `handler(session, event)` for each event of a kind, in the order of subscription."""
        self._handlers[kind].append(handler)

    def dispatch(self, session: Session, event: object) -> None:
        """Hand an event to its listeners."""
        for handler in self._handlers[type(event)]:
            handler(session, event)


def emit(session: Session, event: object) -> None:
    """Tell the session's listeners what happened; they act inside the same transaction."""
    events: Events | None = session.info.get("events")
    if events is not None:
        events.dispatch(session, event)
