"""What every page of this desk begins with."""

from datetime import datetime

from flask import url_for
from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.models import Bill
from app.bills.queries import get_bill
from app.kernel.i18n import words
from app.kernel.verdict import not_found
from app.responses import policy
from app.responses.cards import Card, change_links, passage_prose, prose
from app.responses.models import Answer
from app.responses.redlines import Redlines
from app.responses.targets import Target, parse_target


def open_bill(db: Session, slug: str, now: datetime) -> Bill:
    """Load a bill whose response the visitor may work on, or raise Refused."""
    bill = get_bill(db, slug, me(), now)
    policy.may_answer(me(), bill, now).require()
    return bill


def desk_of(slug: str) -> str:
    """Where the list of a response is."""
    return url_for("responses_desk.desk", slug=slug)


def read_target(code: str) -> Target:
    """Read a target in an address, or raise Refused (not found)."""
    target = parse_target(code)
    if target is None:
        raise not_found()
    return target


def draft_card(draft: Answer | None, bill: Bill, redlines: Redlines | None = None) -> dict[str, object] | None:
    """A draft as the macro `answer` takes it."""
    if draft is None:
        return None
    outcome = draft.outcome.value if draft.outcome else None
    return {"outcome": outcome, "html": prose(draft.reason), "changes": change_links(draft, bill.slug, redlines)}


def other_words(draft: Answer | None) -> Card | None:
    """The reasons of a draft in the language that the page does not show, for whoever checks both."""
    if draft is None:
        return None
    shown = words(draft.reason).lang
    return next(({"lang": p.lang, "html": passage_prose(p)} for p in draft.reason.both if p.lang != shown), None)
