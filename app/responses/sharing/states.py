"""How far the work on one point has come."""

from enum import StrEnum

from app.kernel.i18n import lazy_gettext as _l
from app.responses.queries import Item


class WorkState(StrEnum):
    """Nothing written, a draft, a draft that is ready, or answered on record with nothing further drafted."""

    OPEN = "open"
    DRAFTED = "drafted"
    READY = "ready"
    RELEASED = "released"


NAMES = {
    WorkState.OPEN: _l("No answer yet"),
    WorkState.DRAFTED: _l("Drafted"),
    WorkState.READY: _l("Ready for release"),
    WorkState.RELEASED: _l("Released"),
}


def state_of(item: Item) -> WorkState:
    """Find how far the work on one point has come; an addition that is being drafted counts as work."""
    if item.draft is not None:
        return WorkState.READY if item.draft.ready_at else WorkState.DRAFTED
    return WorkState.RELEASED if item.answer is not None else WorkState.OPEN
