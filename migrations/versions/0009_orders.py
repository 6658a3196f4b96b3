"""Index the orders in which a discussion is read, and count the replies in office below each root."""

import sqlalchemy as sa
from alembic import op

revision = "0009"
down_revision = "0008"
branch_labels = None
depends_on = None

ROOTS = "parent_id IS NULL"
UNANSWERED = "parent_id IS NULL AND office_count = 0 AND badge IS NULL AND state = 'visible'"
STANCES = "position IS NOT NULL AND state = 'visible'"
OFFICES = "badge IS NOT NULL AND state = 'visible'"
INDEXES = {
    "endorsed": ("endorsement_count path", None),
    "place_newest": ("place_rank id", None),
    "place_endorsed": ("place_rank endorsement_count path", None),
    "roots": ("path", ROOTS),
    "roots_endorsed": ("endorsement_count path", ROOTS),
    "roots_discussed": ("thread_count path", ROOTS),
    "roots_place": ("place_rank path", ROOTS),
    "roots_place_endorsed": ("place_rank endorsement_count path", ROOTS),
    "roots_place_discussed": ("place_rank thread_count path", ROOTS),
    "unanswered": ("path", UNANSWERED),
    "unanswered_place": ("place_rank path", UNANSWERED),
    "unanswered_endorsed": ("endorsement_count path", UNANSWERED),
    "unanswered_discussed": ("thread_count path", UNANSWERED),
    "stance": ("position id", STANCES),
    "stance_place": ("position place_rank path", STANCES),
    "stance_endorsed": ("position endorsement_count path", STANCES),
    "office": ("id", OFFICES),
    "office_place": ("place_rank path", OFFICES),
    "office_endorsed": ("endorsement_count path", OFFICES),
    "office_discussed": ("thread_count path", OFFICES),
}


def upgrade() -> None:
    """Apply, and count what was said so far."""
    op.add_column("comment", sa.Column("office_count", sa.Integer(), nullable=False, server_default="0"))
    op.execute(
        "UPDATE comment SET office_count = said.counted FROM (SELECT root_id, count(*) AS counted FROM comment "
        "WHERE root_id IS NOT NULL AND badge IS NOT NULL AND state = 'visible' GROUP BY root_id) AS said "
        "WHERE said.root_id = comment.id"
    )
    op.drop_index("ix_comment_roots", "comment")
    for name, (columns, only) in INDEXES.items():
        where = sa.text(only) if only else None
        op.create_index(
            f"ix_comment_{name}", "comment", ["bill_id", *columns.split()], sqlite_where=where, postgresql_where=where
        )


def downgrade() -> None:
    """Undo."""
    for name in INDEXES:
        op.drop_index(f"ix_comment_{name}", "comment")
    where = sa.text(ROOTS)
    op.create_index("ix_comment_roots", "comment", ["bill_id", "id"], sqlite_where=where, postgresql_where=where)
    op.drop_column("comment", "office_count")
