"""Have summaries signed by a second moderator, and let cited authors object."""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
AT = sa.DateTime(timezone=True)
# at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
OF_SUMMARIES = {
    "proposed_by_id": "{big} CONSTRAINT fk_summary_proposed_by_id REFERENCES person (id) "
    "CONSTRAINT ck_summary_two_people CHECK (published_by_id <> proposed_by_id)",
    "changed_by_id": "{big} CONSTRAINT fk_summary_changed_by_id REFERENCES person (id)",
}


def upgrade() -> None:
    """Apply."""
    big = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for column, kind in OF_SUMMARIES.items():
        op.execute(f"ALTER TABLE summary ADD COLUMN {column} {kind.format(big=big)}")
    _proposals()
    _objections()


def _proposals() -> None:
    """What moderators declared ready, and what became of that."""
    outcomes = ("signed", "sent-back", "taken-back", "overtaken")
    outcome = sa.Enum(*outcomes, name="signing_outcome", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "summary_proposal",
        sa.Column("id", BIG, nullable=False),
        sa.Column("summary_id", BIG, nullable=False),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.Column("asked_by_id", BIG, nullable=False),
        sa.Column("asked_at", AT, nullable=False),
        sa.Column("settled_by_id", BIG, nullable=True),
        sa.Column("settled_at", AT, nullable=True),
        sa.Column("outcome", outcome, nullable=True),
        sa.Column("words", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_summary_proposal")),
        sa.ForeignKeyConstraint(["summary_id"], ["summary.id"], name=op.f("fk_summary_proposal_summary_id")),
        sa.ForeignKeyConstraint(["asked_by_id"], ["person.id"], name=op.f("fk_summary_proposal_asked_by_id")),
        sa.ForeignKeyConstraint(["settled_by_id"], ["person.id"], name=op.f("fk_summary_proposal_settled_by_id")),
        sa.CheckConstraint("(settled_at IS NULL) = (outcome IS NULL)", name=op.f("ck_summary_proposal_settled")),
        sa.CheckConstraint(
            "outcome NOT IN ('signed', 'sent-back') OR (settled_by_id IS NOT NULL AND settled_by_id <> asked_by_id)",
            name=op.f("ck_summary_proposal_two_people"),
        ),
    )
    waiting = sa.text("settled_at IS NULL")
    op.create_index(
        "uq_summary_proposal_waiting",
        "summary_proposal",
        ["summary_id"],
        unique=True,
        sqlite_where=waiting,
        postgresql_where=waiting,
    )


def _objections() -> None:
    """What authors of cited comments say against the way in which a version reads them, and what a later version says to that."""
    op.create_table(
        "objection",
        sa.Column("id", BIG, nullable=False),
        sa.Column("summary_id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("made_at", AT, nullable=False),
        sa.Column("withdrawn_at", AT, nullable=True),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("answered_in_id", BIG, nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_objection")),
        sa.ForeignKeyConstraint(["summary_id"], ["summary.id"], name=op.f("fk_objection_summary_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_objection_comment_id")),
        sa.ForeignKeyConstraint(["answered_in_id"], ["summary.id"], name=op.f("fk_objection_answered_in_id")),
        sa.UniqueConstraint("summary_id", "comment_id", name=op.f("uq_objection_summary_id_comment_id")),
        sa.CheckConstraint("answered_in_id <> summary_id", name=op.f("ck_objection_later_version")),
    )
    op.create_index(op.f("ix_objection_comment_id"), "objection", ["comment_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_table("objection")
    op.drop_table("summary_proposal")
    for column in reversed(OF_SUMMARIES):
        op.drop_column("summary", column)
