"""Several reported comments at once: which a moderator chose, what they saw of each, and whether it is still so."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.discussion.queries import whole_comment
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused, invalid, not_found
from app.moderation.desk.models import Claim
from app.moderation.desk.policy import may_decide_over
from app.moderation.models import Report
from app.moderation.queries import moderated_by

MOST = 100
MARK = re.compile(r"([0-9]{1,18})\.([0-9]{1,9})\.([0-9]{1,18})")
ID = re.compile(r"[0-9]{1,18}")


@dataclass(frozen=True, slots=True)
class Seen:
    """A comment as a moderator saw it: its revision and newest report; None where they named it alone."""

    comment_id: int
    revision: int | None = None
    newest: int | None = None


class ChangedMeanwhile(Refused):
    """Some of the comments chosen are no longer what was seen; nothing was done. `ids` says which."""

    def __init__(self, ids: Sequence[int]) -> None:
        words = _l("Some of these comments changed while you were looking. Nothing was done; see below which.")
        super().__init__(Reason("conflict", words))
        self.ids = frozenset(ids)


def read_seen(marks: Iterable[str], *, whole: bool) -> list[Seen]:
    """Read what was chosen, by comment; `whole` asks for what was seen of each, else an id alone will do."""
    found: dict[int, Seen] = {}
    for mark in marks:
        match, alone = MARK.fullmatch(mark), ID.fullmatch(mark)
        if match is None and (whole or alone is None):
            raise invalid(_l("Something is missing from this form. Open it anew."))
        seen = Seen(*map(int, match.groups())) if match else Seen(int(mark))
        found[seen.comment_id] = seen
    if not found:
        raise invalid(_l("Choose at least one comment."))
    if len(found) > MOST:
        raise invalid(_l("Choose at most 100 comments at once; these are %(count)s.", count=len(found)))
    return sorted(found.values(), key=lambda seen: seen.comment_id)


def load_chosen(session: Session, person: Person, ids: Sequence[int], now: datetime) -> list[Comment]:
    """Load comments to act on, by id, their bills held; raise the stranger's 404 where one is not the person's to decide on.

    The bills' rows are taken first and in one order, as for a single comment, so that acts follow each other.
    """
    of_bills = sa.select(Comment.bill_id).where(Comment.id.in_(ids))
    session.execute(sa.select(Bill.id).where(Bill.id.in_(of_bills)).order_by(Bill.id).with_for_update())
    wanted = sa.select(Comment).join(Bill, Bill.id == Comment.bill_id).order_by(Comment.id).options(*whole_comment())
    wanted = wanted.where(Comment.id.in_(ids), moderated_by(person, now))
    found = session.scalars(wanted.execution_options(populate_existing=True)).unique().all()
    if len(found) != len(set(ids)):
        raise not_found()
    return list(found)


def require_all_known(session: Session, person: Person, ids: Sequence[int], now: datetime) -> None:
    """Raise the stranger's 404 where one of some comments is not a person's to decide on: a mixed list is refused whole."""
    query = sa.select(sa.func.count()).select_from(Comment).join(Bill, Bill.id == Comment.bill_id)
    if session.scalar(query.where(Comment.id.in_(ids), moderated_by(person, now))) != len(set(ids)):
        raise not_found()


def require_unchanged(session: Session, comments: Sequence[Comment], seen: Sequence[Seen]) -> None:
    """Raise ChangedMeanwhile where a comment is not shown any more, has another text, or its reports were decided on."""
    first = dict(_first_open(session, [comment.id for comment in comments]))
    seen_of = {each.comment_id: each for each in seen}
    changed = [
        comment.id
        for comment in comments
        if has_changed(seen_of[comment.id], comment.state, comment.revision, first.get(comment.id))
    ]
    if changed:
        raise ChangedMeanwhile(changed)


def has_changed(seen: Seen, state: State, revision: int, first_open: int | None) -> bool:
    """Whether a comment is no longer what was seen; `first_open` is its oldest open report."""
    is_decided = bool(seen.newest) and (first_open is None or first_open > (seen.newest or 0))
    return state is not State.VISIBLE or seen.revision not in (None, revision) or is_decided


def require_open(session: Session, comment_id: int, newest: int) -> None:
    """Raise Refused where the reports up to the newest that a moderator saw (0: they saw none) were decided on meanwhile."""
    first = dict(_first_open(session, [comment_id])).get(comment_id)
    if newest and (first is None or first > newest):
        words = _l(
            "Somebody else has just decided on these reports; their decision is shown. Hide the comment only if you disagree."
        )
        raise Refused(Reason("conflict", words))


def require_unclaimed(session: Session, person: Person, ids: Sequence[int], now: datetime, *, confirmed: bool) -> None:
    """Raise Refused where somebody else works on one of some comments, unless the person confirmed to decide all the same."""
    query = (
        sa.select(Person.handle)
        .join(Claim, Claim.moderator_id == Person.id)
        .where(Claim.comment_id.in_(ids), Claim.expires_at > now, Claim.moderator_id != person.id)
        .order_by(Person.id)
        .limit(1)
    )
    may_decide_over(session.scalar(query), confirmed=confirmed).require()


def _first_open(session: Session, ids: Sequence[int]) -> list[tuple[int, int]]:
    query = (
        sa.select(Report.comment_id, sa.func.min(Report.id))
        .where(Report.comment_id.in_(ids), Report.decision_id.is_(None))
        .group_by(Report.comment_id)
    )
    return [(comment_id, first) for comment_id, first in session.execute(query)]
