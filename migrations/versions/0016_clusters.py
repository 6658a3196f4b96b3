"""Count what was decided and when, and find what was said and reported in a short time."""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None

HIDDEN = "state = 'hidden'"
WAITED = {
    "sqlite": "UPDATE decision SET waited = (SELECT CAST(strftime('%s', decision.decided_at) AS INTEGER) "
    "- CAST(strftime('%s', min(r.reported_at)) AS INTEGER) FROM report r WHERE r.decision_id = decision.id)",
    "postgresql": "UPDATE decision SET waited = (SELECT CAST(floor(extract(epoch FROM decision.decided_at "
    "- min(r.reported_at))) AS INTEGER) FROM report r WHERE r.decision_id = decision.id)",
}


def upgrade() -> None:
    """Apply, and note how long the decisions so far were waited for."""
    op.add_column("decision", sa.Column("waited", sa.Integer(), nullable=True))
    # Whoever decides from here on names the bill; SQLite would have to write the whole table anew to demand it.
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    op.execute(f"ALTER TABLE decision ADD COLUMN bill_id {kind} CONSTRAINT fk_decision_bill_id REFERENCES bill (id)")
    op.execute(WAITED[op.get_bind().dialect.name])
    op.execute("UPDATE decision SET bill_id = (SELECT bill_id FROM comment WHERE comment.id = decision.comment_id)")
    op.create_index("ix_decision_decided_at", "decision", ["decided_at", "kind", "waited", "bill_id"])
    op.create_index("ix_decision_bill_id", "decision", ["bill_id", "decided_at", "kind", "waited"])
    op.create_index("ix_report_reported_at", "report", ["reported_at", "ground"])
    op.create_index("ix_record_entry_at", "record_entry", ["at", "act", "ground", "bill"])
    op.create_index("ix_record_entry_bill_at", "record_entry", ["bill", "at", "act", "ground"])
    op.create_index("ix_comment_posted", "comment", ["bill_id", "posted_at"])
    where = sa.text(HIDDEN)
    op.create_index("ix_comment_hidden", "comment", ["bill_id"], sqlite_where=where, postgresql_where=where)


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_comment_hidden", "comment")
    op.drop_index("ix_comment_posted", "comment")
    op.drop_index("ix_record_entry_bill_at", "record_entry")
    op.drop_index("ix_record_entry_at", "record_entry")
    op.drop_index("ix_report_reported_at", "report")
    op.drop_index("ix_decision_bill_id", "decision")
    op.drop_index("ix_decision_decided_at", "decision")
    op.drop_column("decision", "bill_id")
    op.drop_column("decision", "waited")
