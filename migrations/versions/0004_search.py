"""Make room for finding: one index of words, and which passage of a bill stands where in it."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

# The words come split already (app/search/tokens.py). The ascii tokeniser keeps every character beyond ASCII as it is, where
# unicode61 would break at those that its old tables do not know.
SQLITE = """
CREATE VIRTUAL TABLE search_index USING fts5(words, tokenize = "ascii tokenchars '_'", prefix = '1', columnsize = 0)
"""
POSTGRESQL = (
    "CREATE TABLE search_index (position BIGINT CONSTRAINT pk_search_index PRIMARY KEY, words TSVECTOR NOT NULL)",
    # A short pending list: whoever searches reads all of it, whoever fills it writes it down.
    "CREATE INDEX ix_search_index_words ON search_index USING gin (words) WITH (gin_pending_list_limit = 256)",
)


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "search_passage",
        sa.Column(
            "position", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), autoincrement=False, nullable=False
        ),
        sa.Column("bill_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("version_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("article_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.Column("question_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=True),
        sa.CheckConstraint("article_id IS NULL OR question_id IS NULL", name=op.f("ck_search_passage_one_place")),
        sa.CheckConstraint(
            "(article_id IS NULL) = (version_id IS NULL)", name=op.f("ck_search_passage_article_version")
        ),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_search_passage_article_id")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_search_passage_bill_id")),
        sa.ForeignKeyConstraint(["question_id"], ["question.id"], name=op.f("fk_search_passage_question_id")),
        sa.ForeignKeyConstraint(["version_id"], ["version.id"], name=op.f("fk_search_passage_version_id")),
        sa.PrimaryKeyConstraint("position", name=op.f("pk_search_passage")),
    )
    with op.batch_alter_table("search_passage", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_search_passage_bill_id"), ["bill_id"], unique=False)
    for statement in POSTGRESQL if op.get_bind().dialect.name == "postgresql" else (SQLITE,):
        op.execute(statement)


def downgrade() -> None:
    """Take back."""
    op.execute("DROP TABLE search_index")
    op.drop_table("search_passage")
