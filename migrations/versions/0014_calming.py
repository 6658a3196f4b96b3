"""Lock threads, slow a discussion, and ask for older accounts, for a time."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)


def upgrade() -> None:
    """Apply."""
    op.add_column("bill", sa.Column("restrained_until", AT, nullable=True))
    _restraints()
    _proposals()


def _restraints() -> None:
    kinds = sa.Enum("lock", "slow", "gate", name="restraint_kind", native_enum=False, create_constraint=True, length=32)
    is_postgresql = op.get_bind().dialect.name == "postgresql"
    longest = (
        "until_at <= starts_at + interval '72 hours'"
        if is_postgresql
        else "julianday(until_at) - julianday(starts_at) < 3.000001"
    )
    op.create_table(
        "restraint",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("amount", sa.Integer(), nullable=True),
        sa.Column("starts_at", AT, nullable=False),
        sa.Column("until_at", AT, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("set_by_id", BIG, nullable=False),
        sa.Column("asked_by_id", BIG, nullable=True),
        sa.Column("log_seq", BIG, nullable=False),
        sa.Column("ended_at", AT, nullable=True),
        sa.Column("ended_by_id", BIG, nullable=True),
        sa.Column("ended_reason", sa.Text(), nullable=False),
        sa.Column("ended_log_seq", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_restraint")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_restraint_bill_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_restraint_comment_id")),
        *(
            sa.ForeignKeyConstraint([name], ["person.id"], name=op.f(f"fk_restraint_{name}"))
            for name in ("set_by_id", "asked_by_id", "ended_by_id")
        ),
        sa.UniqueConstraint("log_seq", name=op.f("uq_restraint_log_seq")),
        sa.UniqueConstraint("ended_log_seq", name=op.f("uq_restraint_ended_log_seq")),
        sa.CheckConstraint("(kind = 'lock') = (comment_id IS NOT NULL)", name=op.f("ck_restraint_thread")),
        sa.CheckConstraint(
            "(kind = 'lock' AND amount IS NULL) OR (kind = 'slow' AND amount IN (2, 5, 15, 60))"
            " OR (kind = 'gate' AND amount BETWEEN 1 AND 7)",
            name=op.f("ck_restraint_amount"),
        ),
        sa.CheckConstraint("(kind = 'gate') = (asked_by_id IS NOT NULL)", name=op.f("ck_restraint_asked")),
        sa.CheckConstraint("asked_by_id <> set_by_id", name=op.f("ck_restraint_two_people")),
        sa.CheckConstraint("until_at > starts_at", name=op.f("ck_restraint_span")),
        sa.CheckConstraint(longest, name=op.f("ck_restraint_longest")),
        sa.CheckConstraint(
            "(ended_at IS NULL) = (ended_by_id IS NULL) AND (ended_at IS NULL) = (ended_log_seq IS NULL)",
            name=op.f("ck_restraint_ended"),
        ),
        sa.CheckConstraint("ended_at >= starts_at AND ended_at < until_at", name=op.f("ck_restraint_lifted")),
    )
    op.create_index("ix_restraint_bill_id_until_at", "restraint", ["bill_id", "until_at"])


def _proposals() -> None:
    outcomes = ("confirmed", "declined", "taken-back", "lapsed")
    outcome = sa.Enum(*outcomes, name="proposal_outcome", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "gate_proposal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("days", sa.Integer(), nullable=False),
        sa.Column("hours", sa.Integer(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("asked_by_id", BIG, nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("settled_by_id", BIG, nullable=True),
        sa.Column("settled_at", AT, nullable=True),
        sa.Column("outcome", outcome, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_gate_proposal")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_gate_proposal_bill_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_gate_proposal_asked_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_gate_proposal_settled_by_id")),
        sa.CheckConstraint("days BETWEEN 1 AND 7", name=op.f("ck_gate_proposal_days")),
        sa.CheckConstraint("hours BETWEEN 1 AND 72", name=op.f("ck_gate_proposal_hours")),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_gate_proposal_settled")),
        sa.CheckConstraint(
            "outcome NOT IN ('confirmed', 'declined') OR (settled_by_id IS NOT NULL AND settled_by_id <> asked_by_id)",
            name=op.f("ck_gate_proposal_two_people"),
        ),
    )
    waiting = sa.text("settled_at IS NULL")
    op.create_index(
        "uq_gate_proposal_waiting",
        "gate_proposal",
        ["bill_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def downgrade() -> None:
    """Undo."""
    op.drop_table("gate_proposal")
    op.drop_table("restraint")
    op.drop_column("bill", "restrained_until")
