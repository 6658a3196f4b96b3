"""All that is kept about somebody, as plain values: every row of every table that belongs to them, whatever room it is in.

Tables are found by their foreign keys to people, so that none can be forgotten. Secrets that prove nothing to their owner (hashes of
passwords and tokens) are left out, and so are other people's words in rows that somebody only worked on in an office.
"""

from collections.abc import Iterator
from datetime import date, datetime
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.kernel.bilingual import Bilingual
from app.kernel.db import Base

SECRETS = {"password_hash", "token_hash", "handle_skeleton", "fingerprint", "key"}
OWN = {"person_id", "author_id", "reporter_id", "owner_id"}
OF_OTHERS = {"text", "objection", "note", "email", "body", "body_html", "content"}
# tables that hang on one's own comments and hold one's own words or what was decided on them
ON_COMMENTS = ("earlier_text", "withheld_text", "appeal", "decision", "placing", "blackout", "objection")
# moderators' words in such rows: they are a draft until a version of the summary brings them, which everybody reads then
NOT_OWN = {"objection": {"answer", "answered_in_id"}}
WITHOUT_KEY = {"outbox_message": "person_id", "idempotency_key": "owner_id"}


def read_own_data(session: Session, person: Person) -> dict[str, Any]:
    """Read all that is kept about somebody: their account, and the rows of each table by its name."""
    tables: dict[str, dict[Any, dict[str, Any]]] = {}
    for table, column, which in _sources(person):
        keys = list(table.primary_key.columns)
        for row in session.execute(sa.select(table).where(which).order_by(*keys)):
            found = tables.setdefault(table.name, {})
            found.setdefault(tuple(row._mapping[key] for key in keys), _plain(row._mapping, table, column))
    account = Base.metadata.tables["person"]
    mine = session.execute(sa.select(account).where(account.c.id == person.id)).one()
    held = _plain(mine._mapping, account, "person_id")
    if person.confirmed_at is None:
        del held["email"]  # it would tell whether somebody else has the address
    return {"account": held, "tables": {name: list(found.values()) for name, found in tables.items()}}


def count_own_data(session: Session, person: Person) -> dict[str, int]:
    """Count what somebody is shown of it on the page: comments, endorsements, reports, notices."""
    counts = {}
    for name, column in (
        ("comment", "author_id"),
        ("endorsement", "person_id"),
        ("report", "reporter_id"),
        ("notice", "person_id"),
    ):
        table = Base.metadata.tables[name]
        query = sa.select(sa.func.count()).select_from(table).where(table.c[column] == person.id)
        counts[name] = session.scalar(query) or 0
    return counts


def _sources(person: Person) -> Iterator[tuple[Any, str, Any]]:
    """Each table with a column that leads to the person, and which rows it leads from."""
    known = Base.metadata.tables
    for table in sorted(known.values(), key=lambda found: found.name):
        # what is somebody's own comes first, as it is given whole
        for key in sorted(table.foreign_keys, key=lambda key: (key.parent.name not in OWN, key.parent.name)):
            if key.column.table.name == "person":
                yield table, key.parent.name, key.parent == person.id
    for name, column in WITHOUT_KEY.items():
        yield known[name], column, known[name].c[column] == person.id
    comment = known["comment"]
    mine = sa.select(comment.c.id).where(comment.c.author_id == person.id)
    for name in ON_COMMENTS:
        if name in known:
            which = known[name].c.comment_id.in_(mine)
            # why reports were dismissed is for moderators alone
            yield known[name], "author_id", which & (known[name].c.kind != "dismiss") if name == "decision" else which


def _plain(row: Any, table: Any, column: str) -> dict[str, Any]:
    """A row as plain values, without secrets, and without who else has to do with it."""
    people = {key.parent.name for key in table.foreign_keys if key.column.table.name == "person"}
    left_out = SECRETS | (set() if column in OWN else OF_OTHERS) | NOT_OWN.get(table.name, set()) | people
    return {
        name: _value(value)
        for name, value in ((column.name, row[column]) for column in table.columns)
        if name not in left_out
    }


def _value(value: Any) -> Any:
    if isinstance(value, Bilingual):
        return {passage.lang: passage.text for passage in value.both}
    if isinstance(value, datetime | date):
        return value.isoformat()
    return value if isinstance(value, str | int | float | bool | list | dict | None) else str(value)
