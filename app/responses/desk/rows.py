"""The rows of the work list, and the filter over them."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from app.responses.queries import Item
from app.responses.sharing.models import Task
from app.responses.sharing.states import NAMES, WorkState, state_of
from app.responses.words import target_name

NOBODY = "-"


@dataclass(frozen=True, slots=True)
class Row:
    """One point with the work on it; `days_left` until its draft should be ready, where it is not yet."""

    item: Item
    state: WorkState
    task: Task | None
    days_left: int | None

    @property
    def code(self) -> str:
        """Its code in addresses."""
        return self.item.target.code

    @property
    def name(self) -> str:
        """It in words."""
        return target_name(self.item.target)

    @property
    def state_name(self) -> str:
        """The state in words."""
        return str(NAMES[self.state])

    @property
    def owner(self) -> str | None:
        """The handle of who answers it."""
        return self.task.owner.handle if self.task and self.task.owner else None


@dataclass(frozen=True, slots=True)
class Filter:
    """Which rows are shown: of one owner ("-" for nobody's), in one state; unknown values show all."""

    owner: str = ""
    state: WorkState | None = None

    @classmethod
    def read(cls, args: Mapping[str, str]) -> "Filter":
        """Read a filter from an address."""
        state = next((code for code in WorkState if code.value == args.get("state")), None)
        return cls(args.get("owner", "")[:64], state)

    def takes(self, row: Row) -> bool:
        """Whether a row is shown."""
        is_owned = not self.owner or (row.owner or NOBODY) == self.owner
        return is_owned and (self.state is None or row.state is self.state)


def list_rows(items: Iterable[Item], tasks: Mapping[str, Task], today: date, chosen: Filter) -> list[Row]:
    """Put what is asked and the work on it together, as far as the filter takes it."""
    rows = []
    for item in items:
        task, state = tasks.get(item.target.code), state_of(item)
        is_due = task is not None and task.due_day is not None and state in (WorkState.OPEN, WorkState.DRAFTED)
        left = (task.due_day - today).days if is_due and task and task.due_day else None
        rows.append(Row(item, state, task, left))
    return [row for row in rows if chosen.takes(row)]


def owners_of(tasks: Mapping[str, Task]) -> list[str]:
    """The handles of all who own a task."""
    return sorted({task.owner.handle for task in tasks.values() if task.owner})
