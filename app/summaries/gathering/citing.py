"""Citing from the list: what was ticked as comments, where the moderator goes on afterwards, and what is said of it."""

from urllib.parse import urlencode

from flask import request
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext
from app.kernel.verdict import conflict
from app.summaries.forms import CitationForm
from app.summaries.gathering.queries import list_members


def chosen_comments(session: Session, bill: Bill, form: CitationForm) -> list[int]:
    """The ids of the comments that were ticked or named; an argument stands for all its comments that the draft does not cover."""
    members = list_members(session, bill, form.argument_ids)
    if form.argument_ids and not (members or form.comment_ids):
        raise conflict(_("All comments of this argument have been cited meanwhile. Look at the list again."))
    return [*form.comment_ids, *members]


def say_cited(count: int, code: str) -> str:
    """Say how many comments are new under a part of the draft."""
    if not count:
        return _("They were cited under %(code)s already.", code=code)
    return ngettext(
        "%(num)s comment is now cited under %(code)s.",
        "%(num)s comments are now cited under %(code)s.",
        count,
        code=code,
    )


def go_on(desk: str, code: str) -> str:
    """The address of the same list, with nothing ticked and the part that was chosen still chosen."""
    query = {name: value for name, value in request.args.items() if name != "all"} | {"part": code}
    return f"{desk}?{urlencode(query)}#open-title"
