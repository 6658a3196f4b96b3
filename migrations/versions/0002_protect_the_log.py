"""Protect the log: the database itself refuses to change or remove an entry."""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

SQLITE = """
CREATE TRIGGER record_entry_no_{verb} BEFORE {VERB} ON record_entry
BEGIN SELECT RAISE(ABORT, 'the public log is append-only'); END
"""
FUNCTION = """
CREATE FUNCTION record_entry_refuse() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN RAISE EXCEPTION 'the public log is append-only'; END $$
"""
ROWS = """
CREATE TRIGGER record_entry_no_change BEFORE UPDATE OR DELETE ON record_entry
FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()
"""
TABLE = """
CREATE TRIGGER record_entry_no_truncate BEFORE TRUNCATE ON record_entry
FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse()
"""


def upgrade() -> None:
    """Create the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        for statement in (FUNCTION, ROWS, TABLE):
            op.execute(statement)
    else:
        for verb in ("update", "delete"):
            op.execute(SQLITE.format(verb=verb, VERB=verb.upper()))


def downgrade() -> None:
    """Drop the triggers."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute("DROP TRIGGER record_entry_no_change ON record_entry")
        op.execute("DROP TRIGGER record_entry_no_truncate ON record_entry")
        op.execute("DROP FUNCTION record_entry_refuse()")
    else:
        for verb in ("update", "delete"):
            op.execute(f"DROP TRIGGER record_entry_no_{verb}")
