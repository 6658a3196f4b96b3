"""Move and merge comments; erase an account."""

import re

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

BIG = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
NOTICES = ("moved", "merged", "unmerged")
# at the column, as SQLite adds a constraint to a table in no other way without writing the whole table anew
OF_COMMENTS = {
    "moved_from": "VARCHAR(48)",
    "moved_seq": "INTEGER CONSTRAINT ck_comment_moved CHECK ((moved_from IS NULL) = (moved_seq IS NULL))",
    "merged_into_id": "{big} CONSTRAINT fk_comment_merged_into_id REFERENCES comment (id) "
    "CONSTRAINT ck_comment_merged CHECK ((state = 'merged') = (merged_into_id IS NOT NULL))",
    "merged_seq": "INTEGER",
}


def upgrade() -> None:
    """Apply."""
    big = "INTEGER" if _is_sqlite() else "BIGINT"
    for column, kind in OF_COMMENTS.items():
        op.execute(f"ALTER TABLE comment ADD COLUMN {column} {kind.format(big=big)}")
    key = "CONSTRAINT fk_endorsement_merged_from_id REFERENCES comment (id)"
    op.execute(f"ALTER TABLE endorsement ADD COLUMN merged_from_id {big} {key}")
    _allow("comment", "state", "state", {"merged"})
    _allow("notice", "notice_kind", "kind", set(NOTICES))
    _let_reporters_go()
    op.add_column("person", sa.Column("erased_at", sa.DateTime(timezone=True), nullable=True))
    _placings()
    op.create_table(
        "reserved_handle",
        sa.Column("digest", sa.String(length=64), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_reserved_handle")),
    )
    op.create_table(
        "farewell",
        sa.Column("message_id", BIG, autoincrement=False, nullable=False),
        sa.Column("email", sa.String(length=254), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("message_id", name=op.f("pk_farewell")),
    )


def _placings() -> None:
    """What moderators decided on where comments stand."""
    kinds = sa.Enum(
        "move", "merge", "unmerge", name="placing_kind", native_enum=False, create_constraint=True, length=32
    )
    op.create_table(
        "placing",
        sa.Column("id", BIG, nullable=False),
        sa.Column("comment_id", BIG, nullable=False),
        sa.Column("moderator_id", BIG, nullable=False),
        sa.Column("kind", kinds, nullable=False),
        sa.Column("from_place", sa.String(length=48), nullable=True),
        sa.Column("to_place", sa.String(length=48), nullable=True),
        sa.Column("into_id", BIG, nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.CheckConstraint(
            "(kind = 'move') = (from_place IS NOT NULL) AND (kind = 'move') = (to_place IS NOT NULL) "
            "AND (kind = 'move') = (into_id IS NULL)",
            name=op.f("ck_placing_whole"),
        ),
        sa.ForeignKeyConstraint(["comment_id"], ["comment.id"], name=op.f("fk_placing_comment_id")),
        sa.ForeignKeyConstraint(["into_id"], ["comment.id"], name=op.f("fk_placing_into_id")),
        sa.ForeignKeyConstraint(["moderator_id"], ["person.id"], name=op.f("fk_placing_moderator_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_placing")),
    )
    op.create_index(op.f("ix_placing_comment_id"), "placing", ["comment_id"])


def downgrade() -> None:
    """Undo. A merged copy becomes a withdrawn comment, as its words stand where it points; so every count stays right."""
    for table in ("farewell", "reserved_handle", "placing"):
        op.drop_table(table)
    op.drop_column("person", "erased_at")
    op.execute("DELETE FROM report WHERE reporter_id IS NULL")
    if _is_sqlite():
        _rewrite("report", r"\breporter_id INTEGER(?! NOT NULL)", "reporter_id INTEGER NOT NULL")
    else:
        op.alter_column("report", "reporter_id", existing_type=sa.BigInteger(), nullable=False)
    kinds = ", ".join(repr(kind) for kind in NOTICES)
    unread = f"SELECT count(*) FROM notice WHERE person_id = person.id AND kind NOT IN ({kinds}) AND read_at IS NULL"  # noqa: S608
    told = f"SELECT person_id FROM notice WHERE kind IN ({kinds})"  # noqa: S608
    op.execute(f"UPDATE person SET unread_notices = ({unread}) WHERE id IN ({told})")  # noqa: S608
    op.execute(f"DELETE FROM notice WHERE kind IN ({kinds})")  # noqa: S608
    _allow("notice", "notice_kind", "kind", set(NOTICES), but=True)
    op.execute("DELETE FROM earlier_text WHERE comment_id IN (SELECT id FROM comment WHERE state = 'merged')")
    gone: tuple[str, ...] = ("body", "body_html", "sha256", "argument_id", "parted_from_id", "merged_into_id")
    gone += ("proposed_text", "proposed_html", "proposed_lang", "wording_id")
    nothing = ", ".join(f"{column} = NULL" for column in gone)
    op.execute(f"UPDATE comment SET state = 'withdrawn', {nothing} WHERE state = 'merged'")  # noqa: S608
    _allow("comment", "state", "state", {"merged"}, but=True)
    op.drop_column("endorsement", "merged_from_id")
    for column in reversed(OF_COMMENTS):
        op.drop_column("comment", column)


def _is_sqlite() -> bool:
    return op.get_bind().dialect.name == "sqlite"


def _let_reporters_go() -> None:
    """Let a report be nobody's, once its reporter's account is erased."""
    if _is_sqlite():
        _rewrite("report", r"\breporter_id INTEGER NOT NULL", "reporter_id INTEGER")
    else:
        op.alter_column("report", "reporter_id", existing_type=sa.BigInteger(), nullable=True)


def _allow(table: str, check: str, column: str, codes: set[str], *, but: bool = False) -> None:
    """Let a column hold these codes too (or, with `but`, no longer), beside those that its check knows."""
    name = f"ck_{table}_{check}"
    checks = {found["name"]: found["sqltext"] for found in sa.inspect(op.get_bind()).get_check_constraints(table)}
    known = re.findall(r"'([a-z-]+)'", checks[name])
    kept = [code for code in known if code not in codes] + ([] if but else sorted(codes))
    rule = f"{column} IN ({', '.join(repr(code) for code in kept)})"
    if _is_sqlite():
        _rewrite(table, rf"(CONSTRAINT {name}\s+CHECK\s*)\({column} IN \([^)]*\)\)", rf"\g<1>({rule})")
    else:
        op.execute(f"ALTER TABLE {table} DROP CONSTRAINT {name}, ADD CONSTRAINT {name} CHECK ({rule})")


def _rewrite(table: str, pattern: str, words: str) -> None:
    """Change a constraint of a table in SQLite's own schema, as its documentation has it, without writing the table anew.

    See https://sqlite.org/lang_altertable.html#otheralter: nothing that is stored changes by it.
    """
    connection = op.get_bind()
    of_table = {"name": table}
    told = connection.execute(sa.text("SELECT sql FROM sqlite_schema WHERE type = 'table' AND name = :name"), of_table)
    changed, number = re.subn(pattern, words, str(told.scalar_one()))
    if number != 1:
        raise RuntimeError(f"the schema of {table} is not as expected")
    version = connection.execute(sa.text("PRAGMA schema_version")).scalar_one()
    connection.execute(sa.text("PRAGMA writable_schema = ON"))
    put = sa.text("UPDATE sqlite_schema SET sql = :sql WHERE type = 'table' AND name = :name")
    connection.execute(put, {"sql": changed, **of_table})
    connection.execute(sa.text(f"PRAGMA schema_version = {version + 1}"))
    connection.execute(sa.text("PRAGMA writable_schema = RESET"))
