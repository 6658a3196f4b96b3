"""What the rooms above do when somebody leaves: each erases what it keeps of them, in the same transaction."""

from dataclasses import dataclass, field
from datetime import datetime

from app.accounts.erasure.naming import Names
from app.accounts.models import Person


@dataclass(frozen=True, slots=True)
class PersonLeaving:
    """Somebody's account is being erased; the person's row is still as it was. With `withdraws` their comments go, else they stay.

    Listeners put into `about` the subjects of the log that are about the person (comment:7): what is sealed there is destroyed, and
    words that name the person are erased.
    """

    person: Person
    names: Names
    withdraws: bool
    now: datetime
    about: set[str] = field(default_factory=set)
