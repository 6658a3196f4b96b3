"""Keys that sign, signed checkpoints of the log (append-only as the log), and who has them mailed."""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

GUARDED = ("record_key", "record_checkpoint")
SQLITE = """
CREATE TRIGGER {table}_no_{verb} BEFORE {VERB} ON {table}
BEGIN SELECT RAISE(ABORT, 'the public log is append-only'); END
"""
ROWS = """
CREATE TRIGGER {table}_no_change BEFORE UPDATE OR DELETE ON {table}
FOR EACH ROW EXECUTE FUNCTION record_entry_refuse()
"""
TABLE = """
CREATE TRIGGER {table}_no_truncate BEFORE TRUNCATE ON {table}
FOR EACH STATEMENT EXECUTE FUNCTION record_entry_refuse()
"""


def _guard(table: str) -> None:
    if op.get_bind().dialect.name == "postgresql":
        op.execute(ROWS.format(table=table))
        op.execute(TABLE.format(table=table))
        return
    for verb in ("update", "delete"):
        op.execute(SQLITE.format(table=table, verb=verb, VERB=verb.upper()))


def upgrade() -> None:
    """Create the three tables; the database itself refuses to change or remove a key or a checkpoint."""
    op.create_table(
        "record_key",
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("signed_by", sa.String(64), nullable=True),
        sa.Column("signature", sa.String(128), nullable=True),
        sa.Column("log_seq", sa.BigInteger(), nullable=True),
        sa.CheckConstraint(
            "(signed_by IS NULL) = (signature IS NULL) AND (signed_by IS NULL) = (log_seq IS NULL)",
            name=op.f("ck_record_key_first"),
        ),
        sa.ForeignKeyConstraint(["log_seq"], ["record_entry.seq"], name=op.f("fk_record_key_log_seq")),
        sa.ForeignKeyConstraint(["signed_by"], ["record_key.key"], name=op.f("fk_record_key_signed_by")),
        sa.PrimaryKeyConstraint("key", name=op.f("pk_record_key")),
        sa.UniqueConstraint("signed_by", name=op.f("uq_record_key_signed_by")),
        sa.UniqueConstraint("log_seq", name=op.f("uq_record_key_log_seq")),
    )
    op.create_table(
        "record_checkpoint",
        sa.Column(
            "seq", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("hash", sa.String(64), nullable=False),
        sa.Column("at", sa.String(27), nullable=False),
        sa.Column("origin", sa.String(255), nullable=False),
        sa.Column("key", sa.String(64), nullable=False),
        sa.Column("signature", sa.String(128), nullable=False),
        sa.ForeignKeyConstraint(["seq"], ["record_entry.seq"], name=op.f("fk_record_checkpoint_seq")),
        sa.ForeignKeyConstraint(["key"], ["record_key.key"], name=op.f("fk_record_checkpoint_key")),
        sa.PrimaryKeyConstraint("seq", name=op.f("pk_record_checkpoint")),
    )
    op.create_table(
        "checkpoint_subscriber",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("email", sa.String(254), nullable=False),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("is_daily", sa.Boolean(), nullable=False),
        sa.Column("nonce", sa.String(32), nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("mailed_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_checkpoint_subscriber")),
        sa.UniqueConstraint("email", name=op.f("uq_checkpoint_subscriber_email")),
    )
    for table in GUARDED:
        _guard(table)


def downgrade() -> None:
    """Drop the tables, and with them their guards."""
    op.drop_table("checkpoint_subscriber")
    op.drop_table("record_checkpoint")
    op.drop_table("record_key")
