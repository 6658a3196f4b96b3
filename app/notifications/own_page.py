"""The page "what became of my comments": each own comment with its stations, how many came to which, and what is still due."""

from collections import Counter
from dataclasses import dataclass
from datetime import date, datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.models import State
from app.discussion.rows import CommentRow
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.notifications.own_comments import PAGE, OwnComment, list_bills_spoken_on, list_own
from app.notifications.own_courses import Came, Course, count_courses, read_courses


@dataclass(frozen=True, slots=True)
class Wanted:
    """Which comments somebody wants to see: on one bill, in one state, that came so far."""

    bill: str
    state: State | None
    came: Came | None


@dataclass(frozen=True, slots=True)
class Step:
    """One station of one comment: reached on a day and to be read at an address, or else a note, with the day by which it is due."""

    title: str
    day: date | None = None
    note: str = ""
    due_day: date | None = None
    overdue_days: int = 0
    href: str = ""


@dataclass(frozen=True, slots=True)
class Becoming:
    """One page of somebody's comments with their stations; `counts` and `total` are of all that the bill and the state select."""

    rows: list[tuple[OwnComment, list[Step]]]
    next: int | None
    counts: Counter[Came]
    total: int
    bills: list[tuple[str, str]]


def read_becoming(
    session: Session, person: Person, wanted: Wanted, now: datetime, before: int | None = None, limit: int = PAGE
) -> Becoming:
    """Read one page of what became of somebody's comments, newest first, in seven statements."""
    spoken = {bill.slug: bill for bill in list_bills_spoken_on(session, person)}
    courses = {
        number: course
        for number, (state, course) in read_courses(session, person, wanted.bill).items()
        if wanted.state in (None, state)
    }
    ids = [number for number, course in courses.items() if wanted.came is None or course.came(wanted.came)]
    below = [number for number in ids if before is None or number < before]
    found = list_own(session, person, among=below[:limit], limit=limit) if below else None
    return Becoming(
        [
            (own, list_steps(own.row, courses[own.row.id], spoken.get(own.row.bill_slug), now))
            for own in (found.items if found else ())
        ],
        below[limit - 1] if len(below) > limit else None,
        count_courses(courses.values()),
        len(courses),
        [(slug, words(bill.title).text) for slug, bill in spoken.items()],
    )


def list_steps(row: CommentRow, course: Course, bill: Bill | None, now: datetime) -> list[Step]:
    """Put a comment's stations into words; what it has not reached says why, or by when it is due."""
    status = bill.status(now) if bill is not None else None
    here, is_over = f"/bills/{row.bill_slug}", status is Status.WITHDRAWN
    return [
        Step(_("Said"), taipei_day(course.said_at), href=f"/comments/{row.id}"),
        _cited(course, is_over) or _reached(_("Cited"), course.cited_at, f"{here}/summary"),
        _recommended(course) or _reached(_("Recommended"), course.recommended_at, f"{here}/summary"),
        _answered(course, bill, now) or _reached(_("Answered"), course.answered_at, f"{here}/response"),
        _changed(course) or _reached(_("Changed the text"), course.changed_at, f"/comments/{row.id}/journey"),
    ]


def _reached(title: str, at: datetime | None, href: str) -> Step:
    return Step(title, taipei_day(at) if at else None, href=href)


def _cited(course: Course, is_over: bool) -> Step | None:
    """What is said where no summary cites it, yet or at all."""
    if course.cited_at is not None:
        return None
    if course.summarised_at is not None:
        return Step(_("Cited"), note=_("the summary does not cite it"))
    return Step(_("Cited"), note=_("the bill was withdrawn") if is_over else _("no summary yet"))


def _recommended(course: Course) -> Step | None:
    """What is said where no recommendation cites it."""
    if course.recommended_at is not None:
        return None
    is_summarised = course.summarised_at is not None
    return Step(_("Recommended"), note=_("no recommendation cites it") if is_summarised else _("not yet"))


def _answered(course: Course, bill: Bill | None, now: datetime) -> Step | None:
    """What is said where the agency has answered nothing that concerns it."""
    title = _("Answered")
    if course.answered_at is not None:
        return None
    if bill is None or bill.status(now) is Status.WITHDRAWN:
        return Step(title, note=_("no answer is due"))
    if not course.is_asked:
        return Step(title, note=_("nothing to answer") if course.summarised_at is not None else _("not yet"))
    return Step(title, note=_("not yet"), due_day=bill.response_due_day, overdue_days=bill.overdue_days(now))


def _changed(course: Course) -> Step | None:
    """What is said where no answer that concerns it points at a changed article."""
    if course.changed_at is not None:
        return None
    return Step(_("Changed the text"), note=_("no change") if course.answered_at is not None else _("not yet"))
