"""The one hook that makes a bill's `revision` grow with every change of anything that belongs to it, in any room.

A mapped class belongs to bills when its table has a `bill_id`, or a foreign key to a table that does, and so on: an
article's text through its version, an endorsement through its comment. Whatever is flushed, and whatever an UPDATE or
DELETE of a mapped class reaches, bumps its bills by SQL, once in a transaction (or savepoint). A class says
`is_private = True` when the public can never see it (a report, a notice to one person). Not seen: Core INSERTs; so add
objects, or update a count beside them and `bump`. Who updates the bill's own row anyway takes `revision` along and says so
first: `note_bumped`.

What stands on pages of many bills counts as a part of them all: an agency, a subgroup, a membership, a conflict of interest, a
person's handle or suspension (set on the object, never by an UPDATE), the opening of an act. An act of the log counts as a part
of its bill, or of all where it names none. These are rare; so what pages show hangs on revisions alone.
"""

from collections.abc import Hashable, Iterable
from functools import cache
from typing import Any
from weakref import WeakKeyDictionary

import sqlalchemy as sa
from sqlalchemy import event
from sqlalchemy.orm import ORMExecuteState, Session, SessionTransaction

from app.accounts.models import Agency, Membership, Person, Subgroup
from app.accounts.offices.models import Conflict
from app.bills.models import Bill
from app.record.models import Entry, Opening

_BILL: Any = Bill.__table__
OF_ALL_BILLS = (Agency, Subgroup, Membership, Conflict, Opening)
_SEEN_OF_PEOPLE = ("handle", "suspended_at")
_EVERY = "every bill"

_bumped: WeakKeyDictionary[SessionTransaction, set[Hashable]] = WeakKeyDictionary()


@cache
def way_to_bill(table: Any) -> tuple[sa.ForeignKey, ...]:
    """The chain of foreign keys from a table to the bill's that is never empty, then the shortest; () where none leads there."""
    if table is _BILL:
        return ()
    direct = [key for key in table.foreign_keys if key.column.table is _BILL]
    if any(not key.parent.nullable for key in direct):
        return (next(key for key in direct if not key.parent.nullable),)
    onward = [key for key in table.foreign_keys if key.column.table not in (table, _BILL)]
    ways: list[tuple[sa.ForeignKey, ...]] = [(key,) for key in direct]
    ways += [(key, *way_to_bill(key.column.table)) for key in onward if way_to_bill(key.column.table)]
    return min(ways, key=lambda way: (sum(bool(key.parent.nullable) for key in way), len(way)), default=())


def bills_of(table: Any, rows: sa.ColumnElement[bool]) -> sa.Select[Any]:
    """Select the ids of the bills that some rows of a table belong to."""
    if table is _BILL:
        return sa.select(_BILL.c.id).where(rows)
    key = way_to_bill(table)[0]
    own = sa.select(key.parent).where(rows)
    return own if key.column.table is _BILL else bills_of(key.column.table, key.column.in_(own))


def _not_yet(session: Session, marks: set[Hashable]) -> set[Hashable]:
    """Note what is about to be bumped; return what neither this transaction nor one around it has bumped before.

    What a savepoint bumped is forgotten with it, whether it is kept or rolled back.
    """
    here = session.get_nested_transaction() or session.get_transaction()
    known: set[Hashable] = set()
    around = here
    while around is not None:
        known |= _bumped.get(around, set())
        around = around.parent
    new = set() if _EVERY in known else marks - known
    if new and here is not None:
        _bumped.setdefault(here, set()).update(new)
    return new


def note_bumped(session: Session, bill_id: int) -> None:
    """Note that the caller's own UPDATE of a bill, in this transaction, makes its revision grow."""
    session.connection()
    _not_yet(session, {bill_id})


def bump(session: Session, bill_id: int) -> None:
    """Make a bill's revision grow, where that has not been done in this transaction."""
    session.connection()
    if _not_yet(session, {bill_id}):
        _bump(session, _BILL.c.id == bill_id)


def _bump(session: Session, which: sa.ColumnElement[bool]) -> None:
    session.connection().execute(sa.update(_BILL).where(which).values(revision=_BILL.c.revision + 1))
    for loaded in [thing for thing in session.identity_map.values() if isinstance(thing, Bill)]:
        session.expire(loaded, ["revision"])


def _touches_all_bills(session: Session, changed: Iterable[object]) -> bool:
    """Whether something in a flush can stand on the pages of any bill.

    A new person has said nothing yet. A new opening comes with its act; a sealed key goes with the words of one bill, which grows.
    """
    for thing in (*session.new, *changed, *session.deleted):
        is_new = thing in session.new
        if isinstance(thing, Person):
            touches = not is_new and _is_seen_otherwise(thing)
        elif isinstance(thing, Opening):
            touches = thing in session.deleted or not (is_new or _lost_its_sealed_key(thing))
        else:
            touches = isinstance(thing, OF_ALL_BILLS) or (isinstance(thing, Entry) and thing.bill is None)
        if touches:
            return True
    return False


def _is_seen_otherwise(person: Person) -> bool:
    """Whether what pages show of a person is about to change."""
    attrs = sa.inspect(person).attrs
    return any(attrs[name].history.has_changes() for name in _SEEN_OF_PEOPLE)


def _lost_its_sealed_key(opening: Opening) -> bool:
    """Whether the one change of an opening is that its sealed words cannot be proved any more."""
    attrs = sa.inspect(opening).attrs
    return {attr.key for attr in attrs if attr.history.has_changes()} == {"sealed_key"}


def _marks_of(session: Session, changed: Iterable[object]) -> set[Hashable]:
    """What a flush has to bump: bills' ids and slugs, keys that lead to bills with their values, or every bill."""
    marks: set[Hashable] = {_EVERY} if _touches_all_bills(session, changed) else set()
    for thing in (*session.new, *changed, *session.deleted):
        if isinstance(thing, Bill):
            marks.add(thing.id)
        elif isinstance(thing, Entry) and thing.bill is not None:
            marks.add(thing.bill)
        elif (way := way_to_bill(sa.inspect(thing).mapper.local_table)) and not getattr(thing, "is_private", False):
            value = getattr(thing, sa.inspect(thing).mapper.get_property_by_column(way[0].parent).key)
            marks.add(value if len(way) == 1 else (way[0], value))
    return marks


def _bump_flushed(session: Session, _context: Any) -> None:
    changed = [thing for thing in session.dirty if session.is_modified(thing)]
    marks = _not_yet(session, _marks_of(session, changed))
    slugs = {mark for mark in marks if isinstance(mark, str)} - {_EVERY}
    behind: dict[sa.ForeignKey, set[Any]] = {}
    for key, value in (mark for mark in marks if isinstance(mark, tuple)):
        behind.setdefault(key, set()).add(value)
    ids = marks - {thing.id for thing in session.new if isinstance(thing, Bill)}
    known = {mark for mark in ids if isinstance(mark, int)}
    which = [_BILL.c.id.in_(known)] if known else []
    which += [_BILL.c.slug.in_(slugs)] if slugs else []
    which += [sa.true()] if _EVERY in marks else []
    which += [_BILL.c.id.in_(bills_of(key.column.table, key.column.in_(values))) for key, values in behind.items()]
    if which:
        _bump(session, sa.or_(*which))


def _bump_reached(state: ORMExecuteState) -> None:
    mapper = state.bind_mapper
    if not (state.is_update or state.is_delete) or mapper is None or getattr(mapper.class_, "is_private", False):
        return
    state.session.connection()
    statement: Any = state.statement
    if issubclass(mapper.class_, OF_ALL_BILLS):
        if _not_yet(state.session, {_EVERY}):
            _bump(state.session, sa.true())
    elif mapper.local_table is _BILL or way_to_bill(mapper.local_table):
        rows = statement.whereclause if statement.whereclause is not None else sa.true()
        _bump(state.session, _BILL.c.id.in_(bills_of(mapper.local_table, rows)))


event.listen(Session, "after_flush", _bump_flushed)
event.listen(Session, "do_orm_execute", _bump_reached)
