"""Make room for campaigns: near-identical comments that are one argument."""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
IN_ARGUMENTS = sa.text("argument_id IS NOT NULL")
# at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
COLUMNS = {
    "argument_id": "CONSTRAINT fk_comment_argument_id REFERENCES argument (id) "
    "CONSTRAINT ck_comment_argument CHECK (argument_id IS NULL OR (parent_id IS NULL AND state <> 'withdrawn'))",
    "parted_from_id": "CONSTRAINT fk_comment_parted_from_id REFERENCES argument (id)",
}


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "argument",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("voice_count", sa.Integer(), nullable=False),
        sa.Column("dissolved_seq", sa.Integer(), nullable=True),
        sa.Column("revision", sa.Integer(), nullable=False),
        sa.CheckConstraint("comment_count >= voice_count AND voice_count >= 0", name=op.f("ck_argument_counts")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_argument_bill_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_argument")),
    )
    op.create_index(op.f("ix_argument_bill_id"), "argument", ["bill_id"])
    op.create_table(
        "argument_voice",
        sa.Column("argument_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["argument_id"], ["argument.id"], name=op.f("fk_argument_voice_argument_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_argument_voice_person_id")),
        sa.PrimaryKeyConstraint("argument_id", "person_id", name=op.f("pk_argument_voice")),
    )
    op.create_index(op.f("ix_argument_voice_person_id"), "argument_voice", ["person_id"])
    op.create_table(
        "likeness_band",
        sa.Column("band", sa.BigInteger(), autoincrement=False, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_likeness_band_comment_id")),
        sa.PrimaryKeyConstraint("band", "comment_id", name=op.f("pk_likeness_band")),
        sqlite_with_rowid=False,
    )
    op.create_index(op.f("ix_likeness_band_comment_id"), "likeness_band", ["comment_id"])
    _decisions()
    kind = "INTEGER" if op.get_bind().dialect.name == "sqlite" else "BIGINT"
    for column, constraints in COLUMNS.items():
        op.execute(f"ALTER TABLE comment ADD COLUMN {column} {kind} {constraints}")
    op.create_index(
        "ix_comment_argument",
        "comment",
        ["argument_id", "state", "path"],
        sqlite_where=IN_ARGUMENTS,
        postgresql_where=IN_ARGUMENTS,
    )
    op.add_column("bill", sa.Column("copy_count", sa.Integer(), nullable=False, server_default="0"))


def _decisions() -> None:
    """What moderators decided on arguments."""
    kinds = sa.Enum("part", "dissolve", "rejoin", "reunite", name="splitting_kind", native_enum=False, create_constraint=True, length=32)
    op.create_table(
        "splitting",
        sa.Column("id", BIG, nullable=False),
        sa.Column("argument_id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=True),
        sa.Column("moderator_id", BIG, nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint("(comment_id IS NULL) = (kind IN ('dissolve', 'reunite'))", name=op.f("ck_splitting_whole")),
        sa.ForeignKeyConstraint(["argument_id"], ["argument.id"], name=op.f("fk_splitting_argument_id")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_splitting_comment_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"], name=op.f("fk_splitting_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_splitting")),
    )
    op.create_index(op.f("ix_splitting_argument_id"), "splitting", ["argument_id"])


def downgrade() -> None:
    """Undo."""
    op.drop_column("bill", "copy_count")
    op.drop_index("ix_comment_argument", "comment")
    for column in COLUMNS:
        op.drop_column("comment", column)
    for table in ("splitting", "likeness_band", "argument_voice", "argument"):
        op.drop_table(table)
