"""Share out the work on a response and release it by two."""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _codes(name: str, *codes: str) -> sa.Enum:
    return sa.Enum(*codes, name=name, native_enum=False, create_constraint=True, length=32)


def upgrade() -> None:
    """Apply."""
    _releases()
    op.add_column("answer", sa.Column("ready_at", sa.DateTime(timezone=True), nullable=True))
    # at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    key = "CONSTRAINT fk_answer_release_id REFERENCES response_release (id)"
    op.execute(f"ALTER TABLE answer ADD COLUMN release_id {kind} {key}")
    op.create_index(op.f("ix_answer_release_id"), "answer", ["release_id"])
    _tasks()
    _changes()


def _releases() -> None:
    """What one official asked to be released and another looked at."""
    op.create_table(
        "response_release",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("asked_by_id", BIG, nullable=False),
        sa.Column("asked_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("stamp", sa.String(length=64), nullable=False),
        sa.Column(
            "outcome", _codes("release_outcome", "released", "declined", "taken-back", "overtaken"), nullable=True
        ),
        sa.Column("settled_by_id", BIG, nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint(
            "(settled_at IS NULL) = (outcome IS NULL) AND (settled_at IS NULL) = (settled_by_id IS NULL)",
            name=op.f("ck_response_release_settled"),
        ),
        sa.CheckConstraint(
            "COALESCE(outcome, '') NOT IN ('released', 'declined') OR settled_by_id <> asked_by_id",
            name=op.f("ck_response_release_two_people"),
        ),
        sa.CheckConstraint(
            "(COALESCE(outcome, '') = 'released') = (log_seq IS NOT NULL)", name=op.f("ck_response_release_on_record")
        ),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_response_release_asked_by_id")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_response_release_bill_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_response_release_settled_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_release")),
    )
    op.create_index(op.f("ix_response_release_bill_id"), "response_release", ["bill_id"])
    op.create_index(
        "uq_response_release_waiting",
        "response_release",
        ["bill_id"],
        unique=True,
        sqlite_where=sa.text("settled_at IS NULL"),
        postgresql_where=sa.text("settled_at IS NULL"),
    )


def _tasks() -> None:
    """Who of the agency answers what, until when."""
    op.create_table(
        "response_task",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("target", sa.String(length=16), nullable=False),
        sa.Column("owner_id", BIG, nullable=True),
        sa.Column("due_day", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_response_task_bill_id")),
        sa.ForeignKeyConstraint(["owner_id"], ["person.id"], name=op.f("fk_response_task_owner_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_response_task")),
        sa.UniqueConstraint("bill_id", "target", name=op.f("uq_response_task_bill_id_target")),
    )


def _changes() -> None:
    """What drafts said before."""
    op.create_table(
        "answer_step",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("target", sa.String(length=16), nullable=False),
        sa.Column("kind", _codes("answer_step_kind", "written", "ready", "not-ready", "discarded"), nullable=False),
        sa.Column("by_id", BIG, nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("outcome", sa.String(length=32), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=True),
        sa.Column("articles", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_answer_step_bill_id")),
        sa.ForeignKeyConstraint(["by_id"], ["person.id"], name=op.f("fk_answer_step_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_answer_step")),
    )
    op.create_index("ix_answer_step_bill_id_target", "answer_step", ["bill_id", "target"])


def downgrade() -> None:
    """Undo."""
    op.drop_index(op.f("ix_answer_release_id"), "answer")
    op.drop_column("answer", "release_id")
    op.drop_column("answer", "ready_at")
    for table in ("answer_step", "response_task", "response_release"):
        op.drop_table(table)
