"""Map a summary: the side and the passage of a citation, the order of recommendations, a revision of the introduction."""

import sqlalchemy as sa
from alembic import op

revision = "0019"
down_revision = "0018"
branch_labels = None
depends_on = None

# at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
SIDE = (
    "side VARCHAR(32) CONSTRAINT ck_citation_side CHECK (side IN ('for', 'against')) "
    "CONSTRAINT ck_citation_side_of_issue CHECK (side IS NULL OR issue_id IS NOT NULL)"
)


def upgrade() -> None:
    """Apply."""
    op.execute(f"ALTER TABLE citation ADD COLUMN {SIDE}")
    op.add_column("citation", sa.Column("passage", sa.Text(), nullable=True))
    op.add_column("recommendation", sa.Column("rank", sa.Integer(), nullable=False, server_default="0"))
    op.add_column("summary", sa.Column("introduction_revision", sa.Integer(), nullable=False, server_default="1"))


def downgrade() -> None:
    """Undo. Citations lose their side and are whole again; recommendations stand in the order of their numbers."""
    op.drop_column("summary", "introduction_revision")
    op.drop_column("recommendation", "rank")
    op.drop_column("citation", "passage")
    op.drop_column("citation", "side")
