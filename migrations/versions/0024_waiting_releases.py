"""Tell officials that a release waits for them."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0024"
down_revision = "0023"
branch_labels = None
depends_on = None

NOTICES = ("to-release",)


def upgrade() -> None:
    """Apply."""
    _allow("notice", "notice_kind", "kind", set(NOTICES))


def downgrade() -> None:
    """Undo. Notices that the earlier platform does not know go."""
    gone = "kind = 'to-release'"
    unread = f"SELECT count(*) FROM notice WHERE person_id = person.id AND NOT ({gone}) AND read_at IS NULL"  # noqa: S608
    told = f"SELECT person_id FROM notice WHERE {gone}"  # noqa: S608
    op.execute(f"UPDATE person SET unread_notices = ({unread}) WHERE id IN ({told})")  # noqa: S608
    op.execute(f"DELETE FROM notice WHERE {gone}")  # noqa: S608
    _allow("notice", "notice_kind", "kind", set(NOTICES), but=True)


def _allow(table: str, check: str, column: str, codes: set[str], *, but: bool = False) -> None:
    """Let a column hold these codes too (or, with `but`, no longer), beside those that its check knows."""
    name = f"ck_{table}_{check}"
    checks = {found["name"]: found["sqltext"] for found in sa.inspect(op.get_bind()).get_check_constraints(table)}
    known = re.findall(r"'([a-z-]+)'", checks[name])
    kept = [code for code in known if code not in codes] + ([] if but else sorted(codes))
    rule = f"{column} IN ({', '.join(repr(code) for code in kept)})"
    if op.get_bind().dialect.name == "sqlite":
        _rewrite(table, rf"(CONSTRAINT {name}\s+CHECK\s*)\({column} IN \([^)]*\)\)", rf"\g<1>({rule})")
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK ({rule})")


def _rewrite(table: str, pattern: str, words: str) -> None:
    """Change a constraint of a table in SQLite's own schema, as its documentation has it, without writing the table anew.

    See https://sqlite.org/lang_altertable.html#otheralter: nothing that is stored changes by it.
    """
    connection = op.get_bind()
    of_table = {"name": table}
    told = connection.execute(sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name"), of_table)
    changed, number = re.subn(pattern, words, str(told.scalar_one()))
    if number != 1:
        raise RuntimeError(f"the schema of {table} is not as expected")
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    put = sa.text("UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = :name")
    connection.execute(put, {"sql": changed, **of_table})
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = RESET"))
