"""Cite the rules in every hiding; let a passage be blacked out, its words withheld apart from what is public."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0013"
down_revision = "0012"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
GROUNDS = ("personal-data", "threat", "harassment", "spam", "sexual-content", "infringement", "off-topic")
DECISIONS = ("black-out", "uncover")
NOTICES = ("blacked-out", "uncovered")
SECOND_VERSION = "2026-02-28 16:00:00"  # the beginning of 1 March 2026 in Taipei


def upgrade() -> None:
    """Apply."""
    op.create_table(
        "blackout",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("ground", sa.String(length=32), nullable=False),
        sa.Column("rules_version", sa.Integer(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("undone_seq", sa.Integer(), nullable=True),
        sa.CheckConstraint(_one_of("ground", GROUNDS), name=op.f("ck_blackout_ground")),
        sa.CheckConstraint("ground NOT IN ('threat', 'off-topic')", name=op.f("ck_blackout_of_a_part")),
        sa.CheckConstraint("rules_version > 0", name=op.f("ck_blackout_rules")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_blackout_comment_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_blackout")),
        sa.UniqueConstraint("log_seq", name=op.f("uq_blackout_log_seq")),
    )
    op.create_index(op.f("ix_blackout_comment_id"), "blackout", ["comment_id"])
    op.create_table(
        "withheld_text",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("blackout_id", BIG, nullable=False),
        sa.Column("passage", sa.Text(), nullable=False),
        sa.Column("ordinal", sa.Integer(), nullable=False),
        sa.Column("part", sa.String(length=32), nullable=False),
        sa.Column("start", sa.Integer(), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.CheckConstraint(_one_of("part", ("body", "proposed")), name=op.f("ck_withheld_text_part")),
        sa.CheckConstraint("ordinal >= 0 AND start >= 0", name=op.f("ck_withheld_text_place")),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_withheld_text_comment_id")),
        sa.ForeignKeyConstraint(["blackout_id"], ["blackout.id"], name=op.f("fk_withheld_text_blackout_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_withheld_text")),
    )
    op.create_index(op.f("ix_withheld_text_comment_id"), "withheld_text", ["comment_id"])
    op.create_index(op.f("ix_withheld_text_blackout_id"), "withheld_text", ["blackout_id"])
    for table, column in (("comment", "blackout_seq"), ("comment", "rules_version"), ("decision", "rules_version")):
        op.add_column(table, sa.Column(column, sa.Integer(), nullable=True))
    op.execute(f"UPDATE comment SET rules_version = {_version('state_at')} WHERE state = 'hidden'")
    op.execute(f"UPDATE decision SET rules_version = {_version('decided_at')}")
    _allow("decision", "decision_kind", add=DECISIONS)
    _allow("notice", "notice_kind", add=NOTICES)


def downgrade() -> None:
    """Undo; passages that were blacked out stay so, and their words are gone."""
    kinds = ", ".join(map(repr, NOTICES))
    unread = f"SELECT count(*) FROM notice WHERE person_id = person.id AND read_at IS NULL AND kind NOT IN ({kinds})"
    told = f"SELECT person_id FROM notice WHERE kind IN ({kinds})"
    op.execute(f"UPDATE person SET unread_notices = ({unread}) WHERE id IN ({told})")
    op.execute(f"DELETE FROM notice WHERE kind IN ({kinds})")
    decided = f"SELECT id FROM decision WHERE kind IN ({', '.join(map(repr, DECISIONS))})"
    op.execute(f"UPDATE report SET decision_id = NULL WHERE decision_id IN ({decided})")
    op.execute(f"DELETE FROM decision WHERE id IN ({decided})")
    _allow("notice", "notice_kind", drop=NOTICES)
    _allow("decision", "decision_kind", drop=DECISIONS)
    for table, column in (("decision", "rules_version"), ("comment", "rules_version"), ("comment", "blackout_seq")):
        op.drop_column(table, column)
    op.drop_table("withheld_text")
    op.drop_table("blackout")


def _version(instant: str) -> str:
    """The rules that were in force at an instant."""
    second = f"TIMESTAMPTZ '{SECOND_VERSION}+00'" if op.get_bind().dialect.name == "postgresql" else f"'{SECOND_VERSION}'"
    return f"CASE WHEN {instant} < {second} THEN 1 ELSE 2 END"


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _allow(table: str, check: str, *, add: tuple[str, ...] = (), drop: tuple[str, ...] = ()) -> None:
    """Let `kind` hold more codes, or fewer, than it may now."""
    name = f"ck_{table}_{check}"
    found = next(c for c in sa.inspect(op.get_bind()).get_check_constraints(table) if c["name"] == name)
    codes = [code for code in re.findall(r"'([a-z-]+)'", found["sqltext"]) if code not in (*add, *drop)]
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(batch_op.f(name), type_="check")
        batch_op.create_check_constraint(batch_op.f(name), _one_of("kind", (*codes, *add)))
