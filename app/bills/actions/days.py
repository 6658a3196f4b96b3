"""The days of a notice: judged against the calendar and the rules, and laid down on the bill."""

from datetime import datetime, timedelta

from app.accounts.models import Person
from app.bills import policy
from app.bills.justification import judge_justification
from app.bills.models import Bill
from app.bills.notice_period import FARTHEST, LONGEST, NoticePeriod
from app.bills.notice_plan import NoticePlan
from app.kernel.clock import taipei_day
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, invalid


def judge_days(notice: NoticePeriod, now: datetime) -> None:
    """Check a notice period's days against each other and the calendar, or raise Refused."""
    today = taipei_day(now)
    if notice.first_day <= today:
        raise invalid(_l("The notice begins tomorrow at the earliest, so that everybody can know of it."), "first_day")
    if notice.first_day - today > timedelta(days=FARTHEST):
        raise invalid(_l("The first day is more than two years ahead."), "first_day")
    if notice.last_day < notice.first_day:
        raise invalid(_l("The last day lies before the first."), "last_day")
    judge_length(notice)


def judge_length(notice: NoticePeriod) -> None:
    """Check that a notice period is no longer than anybody could mean, or raise Refused."""
    if notice.last_day - notice.first_day > timedelta(days=LONGEST):
        raise invalid(_l("The notice is longer than two years."), "last_day")


def judge_plan(bill: Bill, plan: NoticePlan, now: datetime) -> None:
    """Check the days of a notice and, where it is short, its ground and justification, or raise Refused."""
    judge_days(plan.notice, now)
    if not plan.notice.is_short:
        return
    if plan.short_ground is None:
        raise invalid(_l("A notice of fewer than 60 days needs a ground from the list."), "short_ground")
    verdict = judge_justification(plan.justification, bill.title)
    if verdict.reason is not None:
        raise Refused(verdict.reason, "justification_zh")


def lay_days(bill: Bill, official: Person, asked_by: Person | None, plan: NoticePlan, now: datetime) -> None:
    """Set a bill's notice after judging it; a short one takes two officials and stands with its reason."""
    judge_plan(bill, plan, now)
    notice = plan.notice
    if notice.is_short:
        policy.may_act_for_two(official, asked_by, bill, now).require()
    bill.first_day, bill.last_day = notice.first_day, notice.last_day
    bill.opens_at, bill.closes_at = notice.opens_at, notice.closes_at
    bill.response_due_day = notice.response_due_day
    bill.short_ground = plan.short_ground if notice.is_short else None
    bill.justification = plan.justification if notice.is_short else None
