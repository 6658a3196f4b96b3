"""The public states of comments beside the log: what the log says of them can be held against what the platform shows.

Comments belong to a higher room, which plugs in how they are read (`read_states_by`). A state is given for each comment whose words
are not public; all others are shown.
"""

from collections.abc import Callable, Iterable
from typing import Any

import sqlalchemy as sa
from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.kernel.clock import request_now, rfc3339
from app.record.models import Entry
from app.record.verify_log import FIRST_PREV

State = dict[str, Any]  # comment (id), state, log (number of the entry that hid it, or null), ground (or null)
Row = tuple[int | None, str | None, State | None]  # the head's number and hash, and a state or None
ReadStates = Callable[[Session, sa.Subquery], Iterable[Row]]


def read_states_by(app: Flask, read: ReadStates) -> None:
    """Let a room say how states are read: beside the head, which it is given as a subquery of one row.

    It reads both in one statement, so that they are of the same moment; where there is no state it gives the head alone.
    """
    app.extensions["gongyi.states"] = read


def read_states(session: Session) -> list[State]:
    """Read the log's head and the states, as they are handed out and checked."""
    newest = sa.select(sa.func.max(Entry.seq).label("seq")).subquery()
    head = sa.select(newest.c.seq, Entry.hash).select_from(newest).outerjoin(Entry, Entry.seq == newest.c.seq)
    read: ReadStates = current_app.extensions["gongyi.states"]
    rows = list(read(session, head.subquery()))
    first = {"seq": rows[0][0] or 0, "hash": rows[0][1] or FIRST_PREV, "at": rfc3339(request_now())}
    return [first, *(state for _seq, _hash, state in rows if state is not None)]
