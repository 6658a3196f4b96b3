"""The state by which the pages of one comment are kept: that of its bill."""

from collections.abc import Mapping
from datetime import datetime
from typing import Any

import sqlalchemy as sa

from app.bills.models import Bill
from app.bills.page_states import OF_A_BILL, State, public_state
from app.discussion.models import Comment
from app.kernel.glances import Glance

_BILL = Glance(
    sa.select(*OF_A_BILL).join(Comment, Comment.bill_id == Bill.id).where(Comment.id == sa.bindparam("comment_id"))
)


def comment_state(where: Mapping[str, Any], now: datetime) -> State | None:
    """The state of the bill that the comment of an address is on."""
    return public_state(_BILL.read(comment_id=where["comment_id"], now=now))
