"""What a restraint may be and for how long, and who it keeps from posting: by the clock alone, never by what is said."""

from collections.abc import Iterable
from datetime import datetime, timedelta
from typing import NamedTuple

from app.accounts.access import Permission, holds, is_member
from app.accounts.models import Person
from app.bills.models import Bill, Status
from app.discussion.restraints.models import RestraintKind
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import lazy_instant
from app.kernel.verdict import YES, Reason, Verdict, no

LONGEST = timedelta(hours=72)
LAST_DAYS = 7  # of a notice, in which nothing restrains the discussion
MINUTES = (2, 5, 15, 60)
MOST_DAYS = 7
WINDOW = timedelta(days=7)  # in which a thread is locked, or a bill gated, for LONGEST in all

BURST = timedelta(minutes=10)
BURST_LIMIT = 10
NEW_ACCOUNT = timedelta(days=1)
NEW_ACCOUNT_LIMIT = 5
HOUR = timedelta(hours=1)
NEW_PER_HOUR = 12
NEW_PER_HOUR_ON_BILL = 8
FIRST_WEEK = timedelta(days=7)
FIRST_COMMENTS = 3
CROWD_LIMIT = 30  # comments of new accounts on one bill within BURST


class Running(NamedTuple):
    """A restraint in force, as far as posting is judged by it."""

    kind: RestraintKind
    amount: int
    until_at: datetime


class Pace(NamedTuple):
    """What posting is judged by: the author's comments of the last hour (bill, instant; newest first), the restraints in force there,
    and when the last comment but CROWD_LIMIT of new accounts was posted on the bill, where there were so many within BURST.

    `words` are the hashes of what the author said in that hour.
    """

    said: tuple[tuple[int, datetime], ...] = ()
    running: tuple[Running, ...] = ()
    crowd_at: datetime | None = None
    words: frozenset[str] = frozenset()


def last_days_begin(bill: Bill) -> datetime | None:
    """The instant at which the last seven days of a bill's notice begin: from then on nothing restrains its discussion."""
    return bill.notice.last_days_begin_at(LAST_DAYS) if bill.notice else None


def may_restrain(bill: Bill, now: datetime) -> Verdict:
    """Decide whether a bill's discussion may be restrained: while its notice is open, but not in its last seven days."""
    if bill.status(now) is not Status.OPEN:
        return no("conflict", _l("The notice is not open, so there is nothing to calm."))
    begin = last_days_begin(bill)
    if begin is None or now >= begin:
        return no(
            "conflict",
            _l("The last seven days of the notice have begun. In them everybody may speak, and nothing is restrained."),
        )
    return YES


def latest_end(
    bill: Bill, kind: RestraintKind, earlier: Iterable[tuple[datetime, datetime]], now: datetime
) -> datetime:
    """The last instant until which a restraint that begins now may hold.

    It ends before the last seven days of the notice begin, and after 72 hours; a thread is locked, and a bill gated, for 72 hours in
    any seven days: what held `earlier` (from, until) within the window is taken off.
    """
    held = timedelta()
    if kind is not RestraintKind.SLOW:
        held = sum((max(timedelta(), end - max(start, now - WINDOW)) for start, end in earlier), timedelta())
    return min(now + LONGEST - held, last_days_begin(bill) or now)


def end_of(hours: int, latest: datetime, now: datetime) -> datetime:
    """The instant at which a restraint of so many hours ends: on a whole minute, as pages say it, and not after the latest."""
    until = min(now + timedelta(hours=hours), latest)
    whole = until.replace(second=0, microsecond=0)
    return whole if whole > now else until


def speaks_in_office(person: Person, bill: Bill, now: datetime) -> bool:
    """Whether somebody speaks on a bill as its agency's official or its moderator: with a badge, and so not as a citizen."""
    return is_member(person, bill, now) or holds(person, Permission.MODERATE, bill, now)


def is_new(person: Person, now: datetime) -> bool:
    """Whether an account is new: in its first day, or in its first week with fewer than three comments."""
    age = now - person.created_at
    return age < NEW_ACCOUNT or (age < FIRST_WEEK and person.comment_count < FIRST_COMMENTS)


def old_enough_at(person: Person, days: int) -> datetime:
    """The instant from which an account is older than so many days."""
    return person.created_at + timedelta(days=days)


def is_kept_out(person: Person, days: int, bill: Bill, now: datetime) -> bool:
    """Whether a gate keeps somebody out: an account that is not yet so many days old, and does not speak in office."""
    return now < old_enough_at(person, days) and not speaks_in_office(person, bill, now)


def judge_lock(until: datetime) -> Verdict:
    """Refuse a reply to a locked thread, whoever writes it: nobody has the last word by their office."""
    return Verdict(
        Reason("conflict", _l("Replies to this thread are paused until %(when)s.", when=lazy_instant(until)), until)
    )


def judge_gate(person: Person, days: int, until: datetime) -> Verdict:
    """Refuse a comment of an account that a gate keeps out, and say from when on it may."""
    again = min(old_enough_at(person, days), until)
    words = _l(
        "For now only accounts that are at least %(days)s days old may comment on this bill. You can from %(when)s on.",
        days=days,
        when=lazy_instant(again),
    )
    return Verdict(Reason("not_allowed", words, again))


def may_post_now(author: Person, bill: Bill, pace: Pace, now: datetime) -> Verdict:
    """Decide whether somebody may post at this instant: by the restraints in force, by their own pace, and by that of new accounts."""
    for running in pace.running:
        if not (verdict := _by_restraint(author, bill, running, pace, now)):
            return verdict
    if is_new(author, now) and not speaks_in_office(author, bill, now):
        return _by_new_pace(bill, pace, now)
    return _by_limit([at for _bill, at in pace.said], BURST_LIMIT, BURST, now)


def _by_restraint(author: Person, bill: Bill, running: Running, pace: Pace, now: datetime) -> Verdict:
    if running.kind is RestraintKind.LOCK:
        return judge_lock(running.until_at)
    if speaks_in_office(author, bill, now):
        return YES
    if running.kind is RestraintKind.GATE:
        kept_out = is_kept_out(author, running.amount, bill, now)
        return judge_gate(author, running.amount, running.until_at) if kept_out else YES
    here = [at for bill_id, at in pace.said if bill_id == bill.id][:1]
    again = min(here[0] + timedelta(minutes=running.amount), running.until_at) if here else now
    if again <= now:
        return YES
    words = _l(
        "This discussion is in slow mode: one comment per person every %(minutes)s minutes. "
        "Your words are kept below: send them again from %(when)s on.",
        minutes=running.amount,
        when=lazy_instant(again),
    )
    return Verdict(Reason("too_many_requests", words, again))


def _by_new_pace(bill: Bill, pace: Pace, now: datetime) -> Verdict:
    """Judge a new account: a lower pace of its own, and then that of all new accounts on the bill together."""
    everywhere, here = [at for _bill, at in pace.said], [at for bill_id, at in pace.said if bill_id == bill.id]
    verdict = (
        _by_limit(everywhere, NEW_ACCOUNT_LIMIT, BURST, now)
        and _by_limit(here, NEW_PER_HOUR_ON_BILL, HOUR, now)
        and _by_limit(everywhere, NEW_PER_HOUR, HOUR, now)
    )
    if not verdict or pace.crowd_at is None or pace.crowd_at + BURST <= now:
        return verdict
    again = pace.crowd_at + BURST
    words = _l(
        "Many new accounts comment on this bill just now, so new accounts take turns. "
        "Your words are kept below: send them again from %(when)s on.",
        when=lazy_instant(again),
    )
    return Verdict(Reason("too_many_requests", words, again))


def _by_limit(said: list[datetime], limit: int, within: timedelta, now: datetime) -> Verdict:
    """Refuse one comment more than a limit within a span; it may come when the oldest that counts no longer does."""
    if len(said) < limit or (again := said[limit - 1] + within) <= now:
        return YES
    words = _l(
        "You have posted often in the last minutes. Your words are kept below: send them again from %(when)s on.",
        when=lazy_instant(again),
    )
    return Verdict(Reason("too_many_requests", words, again))
