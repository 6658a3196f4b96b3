"""The one hook that makes a bill's `revision` grow with every change of anything that belongs to it, in any room.

A mapped class belongs to bills when its table has a `bill_id`, or a foreign key to a table that does, and so on: an
article's text through its version, an endorsement through its comment. Whatever is flushed, and whatever an UPDATE or
DELETE of a mapped class reaches, bumps its bills by SQL in the same transaction. A class says `is_private = True` when
the public can never see it (a report, a notice to one person). Not seen: Core INSERTs; so add objects, or update a
count beside them.

What stands on pages of many bills counts as a part of them all: an agency, a subgroup, a membership, a person's handle or
suspension (set on the object, never by an UPDATE), the opening of an act. An act of the log counts as a part of its bill, or
of all where it names none. These are rare; so what pages show hangs on revisions alone.
"""

from collections.abc import Iterable
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session

from app.accounts.models import Agency, Membership, Person, Subgroup
from app.bills.models import Bill
from app.record.models import Entry, Opening

_BILL: Any = Bill.__table__
_OF_ALL_BILLS = (Agency, Subgroup, Membership, Opening)
_SEEN_OF_PEOPLE = ("handle", "suspended_at")


@cache
def way_to_bill(table: Any) -> tuple[sa.ForeignKey, ...]:
    """The chain of foreign keys from a table to the bill's that is never empty, then the shortest; () where none leads there."""
    if table is _BILL:
        return ()
    direct = [key for key in table.foreign_keys if key.column.table is _BILL]
    if direct:
        return (direct[0],)
    onward = [key for key in table.foreign_keys if key.column.table is not table]
    ways = [(key, *way_to_bill(key.column.table)) for key in onward if way_to_bill(key.column.table)]
    return min(ways, key=lambda way: (sum(bool(key.parent.nullable) for key in way), len(way)), default=())


def bills_of(table: Any, rows: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select the ids of the bills that some rows of a table belong to."""
    if table is _BILL:
        return sa.select(_BILL.c.id).where(rows)
    key = way_to_bill(table)[0]
    own = sa.select(key.parent).where(rows)
    return own if key.column.table is _BILL else bills_of(key.column.table, key.column.in_(own))


def _bump(session: Session, which: sa.ColumnElement[bool]) -> None:
    session.connection().execute(sa.update(_BILL).where(which).values(revision=_BILL.c.revision + 1))
    for loaded in [thing for thing in session.identity_map.values() if isinstance(thing, Bill)]:
        session.expire(loaded, ["revision"])


def _touches_all_bills(session: Session, changed: Iterable[object]) -> bool:
    """Whether something in a flush can stand on the pages of any bill."""
    for thing in (*session.new, *changed, *session.deleted):
        if isinstance(thing, Person):  # a new one has said nothing yet
            attrs = sa.inspect(thing).attrs
            if thing not in session.new and any(attrs[name].history.has_changes() for name in _SEEN_OF_PEOPLE):
                return True
        elif isinstance(thing, Opening):  # a new one comes with its act
            if thing not in session.new:
                return True
        elif isinstance(thing, _OF_ALL_BILLS) or (isinstance(thing, Entry) and thing.bill is None):
            return True
    return False


def _bump_flushed(session: Session, _context: Any) -> None:
    ids: set[int] = set()
    slugs: set[str] = set()
    behind: dict[sa.ForeignKey, set[Any]] = {}
    changed = [thing for thing in session.dirty if session.is_modified(thing)]
    for thing in (*session.new, *changed, *session.deleted):
        table = sa.inspect(thing).mapper.local_table
        if isinstance(thing, Bill):
            ids.add(thing.id)
        elif isinstance(thing, Entry) and thing.bill is not None:
            slugs.add(thing.bill)
        elif (way := way_to_bill(table)) and not getattr(thing, "is_private", False):
            value = getattr(thing, sa.inspect(thing).mapper.get_property_by_column(way[0].parent).key)
            (ids if len(way) == 1 else behind.setdefault(way[0], set())).add(value)
    which = [_BILL.c.id.in_(ids)] if ids else []
    which += [_BILL.c.slug.in_(slugs)] if slugs else []
    which += [sa.true()] if _touches_all_bills(session, changed) else []
    which += [_BILL.c.id.in_(bills_of(key.column.table, key.column.in_(values))) for key, values in behind.items()]
    if which:
        _bump(session, sa.or_(*which))


def _bump_reached(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if not (state.is_update or state.is_delete) or mapper is None or getattr(mapper.class_, "is_private", False):
        return
    statement: Any = state.statement
    rows = statement.whereclause if statement.whereclause is not None else sa.true()
    if issubclass(mapper.class_, _OF_ALL_BILLS):
        _bump(state.session, sa.true())
    elif mapper.local_table is _BILL or way_to_bill(mapper.local_table):
        _bump(state.session, _BILL.c.id.in_(bills_of(mapper.local_table, rows)))


event.listen(Session, "after_flush", _bump_flushed)
event.listen(Session, "do_orm_execute", _bump_reached)
