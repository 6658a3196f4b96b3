"""Let authors appeal a hiding, and keep with each decision the subgroup that took it."""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
OPEN = sa.text("outcome IS NULL")
OUTCOMES = sa.Enum(
    "upheld", "overturned", "restored", "withdrawn", "comment-withdrawn",
    name="appeal_outcome", native_enum=False, create_constraint=True, length=32,
)  # fmt: skip
NOTICES = (
    "hidden", "restored", "replied", "cited", "answered", "rescheduled", "extended", "postponed", "bill-withdrawn",
    "version-published",
)  # fmt: skip
OF_APPEALS = ("appealed", "appeal-decided")


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "appeal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("hiding_id", BIG, nullable=False),
        sa.Column("text", sa.Text(), nullable=True),
        sa.Column("appealed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("due_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("outcome", OUTCOMES, nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_seq", sa.Integer(), nullable=True),
        sa.Column("decider_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("restoring_id", BIG, nullable=True),
        sa.CheckConstraint(
            "(outcome IS NULL) = (closed_at IS NULL) AND (outcome IS NULL) = (closed_seq IS NULL)",
            name=op.f("ck_appeal_closed"),
        ),
        sa.CheckConstraint(
            "(outcome IS NULL OR outcome IN ('withdrawn', 'comment-withdrawn')) = (decider_id IS NULL) "
            "AND (decider_id IS NULL) = (reason IS NULL)",
            name=op.f("ck_appeal_decided"),
        ),
        sa.CheckConstraint(
            "(outcome IN ('overturned', 'restored')) = (restoring_id IS NOT NULL)", name=op.f("ck_appeal_reversed")
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_appeal_comment_id")),
        sa.ForeignKeyConstraint(["hiding_id"], ["decision.id"], name=op.f("fk_appeal_hiding_id")),
        sa.ForeignKeyConstraint(["decider_id"], ["person.id"], name=op.f("fk_appeal_decider_id")),
        sa.ForeignKeyConstraint(["restoring_id"], ["decision.id"], name=op.f("fk_appeal_restoring_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_appeal")),
        sa.UniqueConstraint("hiding_id", name=op.f("uq_appeal_hiding_id")),
    )
    op.create_index(op.f("ix_appeal_comment_id"), "appeal", ["comment_id"])
    op.create_index("ix_appeal_open", "appeal", ["id"], sqlite_where=OPEN, postgresql_where=OPEN)
    op.add_column("comment", sa.Column("overturned_seq", sa.Integer(), nullable=True))
    _allow((*NOTICES, *OF_APPEALS))
    # at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    key = "CONSTRAINT fk_decision_subgroup_id REFERENCES subgroup (id)"
    op.execute(f"ALTER TABLE decision ADD COLUMN subgroup_id {kind} {key}")
    op.execute(
        "UPDATE decision SET subgroup_id = (SELECT bill.subgroup_id FROM bill JOIN comment ON comment.bill_id = bill.id "
        "WHERE comment.id = decision.comment_id)"
    )


def downgrade() -> None:
    """Undo."""
    with op.batch_alter_table("decision", naming_convention={"fk": "fk_%(table_name)s_%(column_0_name)s"}) as batch_op:
        batch_op.drop_constraint(batch_op.f("fk_decision_subgroup_id"), type_="foreignkey")
        batch_op.drop_column("subgroup_id")
    op.drop_column("comment", "overturned_seq")
    op.execute(
        "UPDATE person SET unread_notices = (SELECT count(*) FROM notice WHERE person_id = person.id AND read_at IS NULL "
        "AND kind NOT IN ('appealed', 'appeal-decided')) "
        "WHERE id IN (SELECT person_id FROM notice WHERE kind IN ('appealed', 'appeal-decided'))"
    )
    op.execute("DELETE FROM notice WHERE kind IN ('appealed', 'appeal-decided')")
    _allow(NOTICES)
    op.drop_table("appeal")


def _allow(kinds: tuple[str, ...]) -> None:
    """Let notices be of these kinds and no others."""
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_notice_kind"), type_="check")
        batch_op.create_check_constraint(
            batch_op.f("ck_notice_notice_kind"), f"kind IN ({', '.join(repr(kind) for kind in kinds)})"
        )
