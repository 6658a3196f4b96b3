"""Make room for proposed wording in comments, and for what proposals of one article have in common."""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
PROPOSED = sa.text("wording_id IS NOT NULL")
CHECKS = {
    "proposed_text": ("proposed_place", "proposed_text IS NULL OR (article_id IS NOT NULL AND parent_id IS NULL)"),
    "proposed_lang": ("proposed_withdrawn", "state <> 'withdrawn' OR proposed_text IS NULL"),
    "wording_id": (
        "proposed_whole",
        "(proposed_text IS NULL) = (proposed_lang IS NULL) AND (proposed_text IS NULL) = (proposed_html IS NULL) "
        "AND (proposed_text IS NULL) = (wording_id IS NULL)",
    ),
}
KINDS = {"proposed_text": "TEXT", "proposed_html": "TEXT", "proposed_lang": "VARCHAR(16)"}
REFERENCE = "BIGINT CONSTRAINT fk_comment_wording_id REFERENCES wording (id)"


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "wording",
        sa.Column("id", BIG, nullable=False),
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("version_id", BIG, nullable=False),
        sa.Column("lang", sa.String(length=16), nullable=False),
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.Column("edits", sa.JSON(), nullable=False),
        sa.Column("group_id", BIG, nullable=False),
        sa.Column("group_start", sa.Integer(), nullable=False),
        sa.Column("group_size", sa.Integer(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.Column("people_count", sa.Integer(), nullable=False),
        sa.Column("endorsement_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("comment_count >= people_count AND people_count >= 0", name=op.f("ck_wording_counts")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_wording_bill_id")),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_wording_article_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_wording_version_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_wording")),
        sa.UniqueConstraint(
            "article_id", "version_id", "lang", "digest", name=op.f("uq_wording_article_id_version_id_lang_digest")
        ),
    )
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    for column, kind in (*KINDS.items(), ("wording_id", REFERENCE)):
        check = "CONSTRAINT ck_comment_{} CHECK ({})".format(*CHECKS[column]) if column in CHECKS else ""
        # at the column, as SQLite adds a check to a table in no other way without writing the whole table anew
        op.execute(f"ALTER TABLE comment ADD COLUMN {column} {_typed(kind, is_sqlite)} {check}")
    for column, kind in KINDS.items():
        op.execute(f"ALTER TABLE earlier_text ADD COLUMN {column} {kind}")
    op.create_index(
        "ix_comment_wording", "comment", ["wording_id", "id"], sqlite_where=PROPOSED, postgresql_where=PROPOSED
    )
    op.add_column("article", sa.Column("proposal_count", sa.Integer(), nullable=False, server_default="0"))


def _typed(kind: str, is_sqlite: bool) -> str:
    return kind.replace("BIGINT", "INTEGER") if is_sqlite else kind


def downgrade() -> None:
    """Undo."""
    op.drop_column("article", "proposal_count")
    op.drop_index("ix_comment_wording", "comment")
    for column in KINDS:
        op.drop_column("earlier_text", column)
    for column in ("wording_id", "proposed_lang", "proposed_html", "proposed_text"):
        op.drop_column("comment", column)
    op.drop_table("wording")
