"""Acts that wait or waited, as the desk's pages take them."""

from datetime import datetime
from typing import Any

from app.accounts.models import Person
from app.bills import policy
from app.bills.models import Bill, PendingAct, PendingKind, PendingOutcome
from app.bills.notice_plan import read_plan, read_text
from app.bills.words import SHORT_GROUNDS
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import show_day

Card = dict[str, Any]
OUTCOMES = {
    PendingOutcome.DONE: ("good", _l("Done")),
    PendingOutcome.DECLINED: ("warn", _l("Declined")),
    PendingOutcome.TAKEN_BACK: ("quiet", _l("Taken back")),
    PendingOutcome.FAILED: ("bad", _l("Not done")),
}


def act_title(act: PendingAct) -> str:
    """Say what an act would do."""
    if act.kind is PendingKind.WITHDRAWAL:
        return str(_("Withdrawal of the bill"))
    if act.kind is PendingKind.RESCHEDULING:
        return str(_("Rescheduling to a short notice"))
    plan = read_plan(act.parameters)
    return str(_("Announcement with a short notice") if plan.notice.is_short else _("Planned announcement"))


def act_card(act: PendingAct, bill: Bill, person: Person, now: datetime) -> Card:
    """An act with what would follow from it, who stands for it, and what somebody may do about it."""
    outcome = OUTCOMES.get(act.outcome) if act.outcome else None
    return {
        "act": act,
        "title": act_title(act),
        "facts": _facts(act),
        "texts": _texts(act),
        "needs_signature": act.needs_signature and act.signed_at is None,
        "outcome": {"kind": outcome[0], "name": outcome[1]} if outcome else None,
        "failure": _failure(act),
        "may_sign": policy.may_sign(person, act, bill, now),
        "may_decline": policy.may_decline(person, act, bill, now),
        "may_take_back": policy.may_take_back(person, act, bill, now),
    }


def _facts(act: PendingAct) -> list[tuple[str, object]]:
    if act.kind is PendingKind.WITHDRAWAL:
        return []
    plan = read_plan(act.parameters)
    facts: list[tuple[str, object]] = [
        (_("First day"), show_day(plan.first_day)),
        (_("Last day"), show_day(plan.last_day)),
        (_("Response due by"), show_day(plan.notice.response_due_day)),
        (_("Days of notice"), plan.notice.days),
    ]
    return facts + ([(_("Ground for a short notice"), SHORT_GROUNDS[plan.short_ground])] if plan.short_ground else [])


def _texts(act: PendingAct) -> list[tuple[str, Bilingual]]:
    if act.kind is PendingKind.WITHDRAWAL:
        return [(_("Published reason"), read_text(act.parameters["reason"]))]
    plan = read_plan(act.parameters)
    texts = [(_("Published reason"), plan.reason), (_("Published justification"), plan.justification)]
    return [(name, text) for name, text in texts if text]


def _failure(act: PendingAct) -> Bilingual:
    """Why an act came to nothing: our own words in both languages, or what an official typed in one."""
    if act.outcome is not PendingOutcome.FAILED:
        return Bilingual(act.failure, act.failure)
    zh, _blank, en = act.failure.partition("\n\n")
    return Bilingual(zh, en)
