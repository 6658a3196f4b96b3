"""Make room for what somebody has seen of a discussion, for the count of comments a day, and for people by article."""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
REPLIES = sa.text("parent_id IS NOT NULL")


def upgrade() -> None:
    """Apply, and count what was said so far."""
    op.create_table(
        "visit",
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("seen_id", BIG, nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("since_id", BIG, nullable=True),
        sa.Column("since_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("(since_id IS NULL) = (since_at IS NULL)", name=op.f("ck_visit_since")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_visit_bill_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_visit_person_id"), ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("bill_id", "person_id", name=op.f("pk_visit")),
    )
    op.create_index(op.f("ix_visit_person_id"), "visit", ["person_id"])
    op.create_table(
        "day_count",
        sa.Column("bill_id", BIG, nullable=False),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.CheckConstraint("comment_count >= 0", name=op.f("ck_day_count_count")),
        sa.ForeignKeyConstraint(["bill_id"], ["bill.id"], name=op.f("fk_day_count_bill_id")),
        sa.PrimaryKeyConstraint("bill_id", "day", name=op.f("pk_day_count")),
    )
    op.create_table(
        "article_participation",
        sa.Column("article_id", BIG, nullable=False),
        sa.Column("person_id", BIG, nullable=False),
        sa.Column("comment_count", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(["article_id"], ["article.id"], name=op.f("fk_article_participation_article_id")),
        sa.ForeignKeyConstraint(["person_id"], ["person.id"], name=op.f("fk_article_participation_person_id")),
        sa.PrimaryKeyConstraint("article_id", "person_id", name=op.f("pk_article_participation")),
    )
    op.add_column("article", sa.Column("people_count", sa.Integer(), nullable=False, server_default="0"))
    op.create_index(op.f("ix_participation_person_id"), "participation", ["person_id"])
    op.drop_index("ix_comment_replies", "comment")
    op.create_index(
        "ix_comment_replies", "comment", ["parent_id", "id"], sqlite_where=REPLIES, postgresql_where=REPLIES
    )
    op.drop_index("ix_comment_author_id", "comment")
    op.create_index("ix_comment_author", "comment", ["author_id", "id"])
    _count()


def _count() -> None:
    """Count visible comments by the days of Taipei on which they were posted, and people by article."""
    is_sqlite = op.get_bind().dialect.name == "sqlite"
    day = "date(posted_at, '+8 hours')" if is_sqlite else "CAST(posted_at AT TIME ZONE 'Asia/Taipei' AS date)"
    op.execute(
        f"INSERT INTO day_count SELECT bill_id, {day}, count(*) FROM comment WHERE state = 'visible' "  # noqa: S608
        f"GROUP BY bill_id, {day}"
    )
    op.execute(
        "INSERT INTO article_participation SELECT article_id, author_id, count(*) FROM comment "
        "WHERE state = 'visible' AND article_id IS NOT NULL GROUP BY article_id, author_id"
    )
    op.execute(
        "UPDATE article SET people_count = (SELECT count(*) FROM article_participation WHERE article_id = article.id)"
    )


def downgrade() -> None:
    """Undo."""
    op.drop_index("ix_comment_author", "comment")
    op.create_index("ix_comment_author_id", "comment", ["author_id"])
    op.drop_index("ix_comment_replies", "comment")
    op.create_index("ix_comment_replies", "comment", ["parent_id"], sqlite_where=REPLIES, postgresql_where=REPLIES)
    op.drop_index(op.f("ix_participation_person_id"), "participation")
    op.drop_column("article", "people_count")
    op.drop_table("article_participation")
    op.drop_table("day_count")
    op.drop_table("visit")
