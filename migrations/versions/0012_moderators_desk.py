"""Let moderators claim reported comments, keep filters, and undo what they did a moment ago."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
KINDS = ("hide", "dismiss")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "desk_claim",
        sa.Column("comment_id", BIG, autoincrement=False, nullable=False),
        sa.Column("moderator_id", BIG, nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_desk_claim_comment_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"], name=op.f("fk_desk_claim_moderator_id")),
        sa.PrimaryKeyConstraint("comment_id", name=op.f("pk_desk_claim")),
    )
    op.create_index(op.f("ix_desk_claim_moderator_id"), "desk_claim", ["moderator_id"])
    op.create_table(
        "desk_filter",
        sa.Column("id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("name", sa.String(length=160), nullable=False),
        sa.Column("query", sa.String(length=400), nullable=False),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_desk_filter_person_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_filter")),
        sa.UniqueConstraint("person_id", "name", name=op.f("uq_desk_filter_person_id_name")),
    )
    op.create_table(
        "desk_act",
        sa.Column("id", BIG, nullable=False),
        sa.Column("moderator_id", BIG, nullable=False),
        sa.Column("kind", sa.String(length=32), nullable=False),
        sa.Column("decision_count", sa.Integer(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("undone_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(f"kind IN ({', '.join(map(repr, KINDS))})", name=op.f("ck_desk_act_desk_act_kind")),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"], name=op.f("fk_desk_act_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_desk_act")),
    )
    op.create_index("ix_desk_act_newest", "desk_act", ["moderator_id", "id"])
    op.create_table(
        "desk_act_part",
        sa.Column("decision_id", BIG, autoincrement=False, nullable=False),
        sa.Column("act_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["decision_id"], ["decision.id"], name=op.f("fk_desk_act_part_decision_id")),
        sa.ForeignKeyConstraint(["act_id"], ["desk_act.id"], name=op.f("fk_desk_act_part_act_id")),
        sa.PrimaryKeyConstraint("decision_id", name=op.f("pk_desk_act_part")),
    )
    op.create_index(op.f("ix_desk_act_part_act_id"), "desk_act_part", ["act_id"])


def downgrade() -> None:
    """Undo."""
    for table in ("desk_act_part", "desk_act", "desk_filter", "desk_claim"):
        op.drop_table(table)
