"""Index what says whether pages about all bills are still fresh."""

from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Apply."""
    op.create_index("ix_bill_states", "bill", ["revision", "announced_at", "opens_at", "closes_at", "withdrawn_at"])


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_bill_states", "bill")
