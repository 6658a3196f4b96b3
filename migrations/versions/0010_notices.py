"""Tell people of a bill's changes; keep a notice's justification with the change that it belongs to."""

import json

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

ABOUT_COMMENTS = ("hidden", "restored", "replied", "cited", "answered")
ABOUT_BILLS = ("rescheduled", "extended", "postponed", "bill-withdrawn", "version-published")
GROUNDS = ("urgent", "treaty", "technical", "unrelated-to-trade")
SIDES = ("old", "new")


def upgrade() -> None:
    """Apply."""
    big = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
    _allow("notice", "notice_kind", "kind", (*ABOUT_COMMENTS, *ABOUT_BILLS))
    with op.batch_alter_table("notice") as batch_op:
        batch_op.alter_column("comment_id", existing_type=big, nullable=True)
        batch_op.add_column(sa.Column("bill_id", big, nullable=True))
        batch_op.create_foreign_key(batch_op.f("fk_notice_bill_id"), "bill", ["bill_id"], ["id"])
        batch_op.create_check_constraint(
            batch_op.f("ck_notice_one_subject"), "(comment_id IS NULL) <> (bill_id IS NULL)"
        )
    _allow("pending_act", "pending_kind", "kind", ("announcement", "rescheduling", "withdrawal"))
    with op.batch_alter_table("notice_change") as batch_op:
        for side in SIDES:
            batch_op.add_column(sa.Column(f"{side}_short_ground", sa.String(length=32), nullable=True))
            batch_op.add_column(sa.Column(f"{side}_justification", sa.Text(), nullable=True))
            batch_op.create_check_constraint(
                batch_op.f(f"ck_notice_change_{side}_short_ground"), _one_of(f"{side}_short_ground", GROUNDS)
            )
    _name_reschedulings("announcement", "rescheduling")
    _keep_standing_justifications()


def downgrade() -> None:
    """Undo."""
    _name_reschedulings("rescheduling", "announcement")
    with op.batch_alter_table("notice_change") as batch_op:
        for side in SIDES:
            batch_op.drop_constraint(batch_op.f(f"ck_notice_change_{side}_short_ground"), type_="check")
            batch_op.drop_column(f"{side}_justification")
            batch_op.drop_column(f"{side}_short_ground")
    _allow("pending_act", "pending_kind", "kind", ("announcement", "withdrawal"))
    unread = "SELECT count(*) FROM notice WHERE person_id = person.id AND bill_id IS NULL AND read_at IS NULL"
    told = "SELECT person_id FROM notice WHERE bill_id IS NOT NULL"
    op.execute(f"UPDATE person SET unread_notices = ({unread}) WHERE id IN ({told})")
    op.execute("DELETE FROM notice WHERE bill_id IS NOT NULL")
    with op.batch_alter_table("notice") as batch_op:
        batch_op.drop_constraint(batch_op.f("ck_notice_one_subject"), type_="check")
        batch_op.drop_constraint(batch_op.f("fk_notice_bill_id"), type_="foreignkey")
        batch_op.drop_column("bill_id")
        batch_op.alter_column(
            "comment_id", existing_type=sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False
        )
    _allow("notice", "notice_kind", "kind", ABOUT_COMMENTS)


def _allow(table: str, check: str, column: str, codes: tuple[str, ...]) -> None:
    """Let a column hold these codes and no others."""
    with op.batch_alter_table(table) as batch_op:
        batch_op.drop_constraint(batch_op.f(f"ck_{table}_{check}"), type_="check")
        batch_op.create_check_constraint(batch_op.f(f"ck_{table}_{check}"), _one_of(column, codes))


def _one_of(column: str, codes: tuple[str, ...]) -> str:
    return f"{column} IN ({', '.join(repr(code) for code in codes)})"


def _name_reschedulings(old: str, new: str) -> None:
    """Call acts that wait or waited to change announced days (they have a reason) by another kind."""
    acts = sa.table("pending_act", sa.column("id"), sa.column("kind"), sa.column("parameters", sa.Text()))
    connection = op.get_bind()
    rows = connection.execute(sa.select(acts.c.id, sa.cast(acts.c.parameters, sa.Text())).where(acts.c.kind == old))
    for act_id, parameters in rows.all():
        if any(json.loads(parameters).get("reason", {}).values()):
            connection.execute(acts.update().where(acts.c.id == act_id).values(kind=new))


def _keep_standing_justifications() -> None:
    """Put the justification of a short notice with the last change of its days; what stood before is not known."""
    last = "SELECT max(id) FROM notice_change AS last WHERE last.bill_id = notice_change.bill_id"
    for column in ("short_ground", "justification"):
        standing = f"SELECT bill.{column} FROM bill WHERE bill.id = notice_change.bill_id"
        op.execute(f"UPDATE notice_change SET new_{column} = ({standing}) WHERE id = ({last})")
