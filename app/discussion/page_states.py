"""The state by which the pages of a discussion, of one comment and of one argument are kept: that of the bill, and of its restraints."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.bills.models import Bill
from app.bills.page_states import NOW, OF_A_BILL, State, public_state
from app.discussion.argument_models import Argument
from app.discussion.models import Comment
from app.discussion.restraints.models import Restraint
from app.kernel.glances import Glance

# how many of a bill's restraints the clock has ended: all else that becomes of one makes the revision grow
_ENDED = (
    sa.select(sa.func.count())
    .select_from(Restraint)
    .where(Restraint.bill_id == Bill.id, Restraint.until_at <= NOW)
    .correlate(Bill)
    .scalar_subquery()
)
_DISCUSSION = Glance(sa.select(*OF_A_BILL, _ENDED).where(Bill.slug == sa.bindparam("slug")))
_BILL = Glance(
    sa.select(*OF_A_BILL, _ENDED)
    .join(Comment, Comment.bill_id == Bill.id)
    .where(Comment.id == sa.bindparam("comment_id"))
)
_OF_ARGUMENT = Glance(
    sa.select(*OF_A_BILL, _ENDED)
    .join(Argument, Argument.bill_id == Bill.id)
    .where(Argument.id == sa.bindparam("argument_id"))
)


def discussion_state(where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of the bill that an address names, and of what restrains its discussion."""
    return public_state(_DISCUSSION.read(slug=where["slug"], now=now))


def comment_state(where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of the bill that the comment of an address is on."""
    return public_state(_BILL.read(comment_id=where["comment_id"], now=now))


def argument_state(where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of the bill that the argument of an address is about."""
    return public_state(_OF_ARGUMENT.read(argument_id=where["argument_id"], now=now))
