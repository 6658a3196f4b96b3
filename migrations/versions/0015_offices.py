"""Terms, conflicts of interest, suspensions, invitations and handovers of subgroups."""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None

GROUNDS = ("repeated-breaches", "impersonation", "automated-spam", "evasion", "taken-over")
OUTCOMES = ("accepted", "declined", "taken-back")
SCOPE = (
    "(role = 'administrator' AND agency_id IS NULL AND subgroup_id IS NULL)"
    " OR (role = 'official' AND agency_id IS NOT NULL AND subgroup_id IS NULL)"
    " OR (role IN ('moderator', 'lead') AND agency_id IS NULL AND subgroup_id IS NOT NULL)"
)


def upgrade() -> None:
    """Apply."""
    op.add_column("login_session", sa.Column("proved_at", sa.DateTime(timezone=True), nullable=True))
    _create_conflicts()
    _create_suspensions()
    _create_invitations()
    _create_handovers()


def downgrade() -> None:
    """Undo: who is suspended stays so."""
    for table in ("handover", "invitation", "suspension", "conflict"):
        op.drop_table(table)
    with op.batch_alter_table("login_session") as batch_op:
        batch_op.drop_column("proved_at")


def _create_conflicts() -> None:
    _create(
        "conflict",
        _to("person"),
        _to("agency", nullable=True),
        _to("bill", nullable=True),
        sa.Column("note", sa.Text(), nullable=False),
        _at("declared_at"),
        _to("person", "declared_by_id"),
        _at("retracted_at", nullable=True),
        _to("person", "retracted_by_id", nullable=True),
        _check("conflict_one_subject", "(agency_id IS NULL) <> (bill_id IS NULL)"),
        _check("conflict_retracted", "(retracted_at IS NULL) = (retracted_by_id IS NULL)"),
    )
    _index("conflict", "person_id", "bill_id")
    for column in ("agency_id", "bill_id"):
        _one(f"uq_conflict_running_{column}", "conflict", ["person_id", column], "retracted_at IS NULL")


def _create_suspensions() -> None:
    _create(
        "suspension",
        _to("person"),
        sa.Column("ground", sa.String(32), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        _at("suspended_at"),
        _to("person", "suspended_by_id"),
        sa.Column("log_seq", sa.Integer(), nullable=False),
        sa.Column("objection", sa.Text(), nullable=True),
        _at("objected_at", nullable=True),
        _at("upheld_at", nullable=True),
        _at("lifted_at", nullable=True),
        _to("person", "lifted_by_id", nullable=True),
        _check("suspension_suspension_ground", f"ground IN ({_codes(GROUNDS)})"),
        _check("suspension_objected", "(objection IS NULL) = (objected_at IS NULL)"),
        _check("suspension_lifted", "(lifted_at IS NULL) = (lifted_by_id IS NULL)"),
    )
    _index("suspension", "person_id")
    _one("uq_suspension_running", "suspension", ["person_id"], "lifted_at IS NULL")


def _create_invitations() -> None:
    _create(
        "invitation",
        sa.Column("role", sa.String(32), nullable=False),
        _to("agency", nullable=True),
        _to("subgroup", nullable=True),
        _to("person", nullable=True),
        sa.Column("email", sa.String(254), nullable=True),
        sa.Column("language", sa.String(8), nullable=False),
        sa.Column("token_hash", sa.String(64), nullable=True),
        _to("person", "invited_by_id"),
        _at("invited_at"),
        _at("expires_at"),
        _at("ends_at", nullable=True),
        _at("accepted_at", nullable=True),
        _to("person", "accepted_by_id", nullable=True),
        _at("revoked_at", nullable=True),
        _check("invitation_scope", SCOPE),
        _check("invitation_erased", "email IS NULL OR (accepted_at IS NULL AND revoked_at IS NULL)"),
        _check("invitation_settled_once", "accepted_at IS NULL OR revoked_at IS NULL"),
        sa.UniqueConstraint("token_hash", name=op.f("uq_invitation_token_hash")),
    )
    _index("invitation", "agency_id", "subgroup_id", "person_id")


def _create_handovers() -> None:
    _create(
        "handover",
        _to("bill"),
        _to("subgroup", "from_subgroup_id"),
        _to("subgroup", "to_subgroup_id"),
        sa.Column("reason", sa.Text(), nullable=False),
        _to("person", "proposed_by_id"),
        _at("proposed_at"),
        sa.Column("outcome", sa.String(32), nullable=True),
        _to("person", "settled_by_id", nullable=True),
        _at("settled_at", nullable=True),
        sa.Column("log_seq", sa.Integer(), nullable=True),
        _check("handover_handover_outcome", f"outcome IN ({_codes(OUTCOMES)})"),
        _check("handover_elsewhere", "from_subgroup_id <> to_subgroup_id"),
        _check("handover_settled", "(outcome IS NULL) = (settled_at IS NULL)"),
        _check("handover_settler", "(settled_at IS NULL) = (settled_by_id IS NULL)"),
        _check("handover_logged", "(log_seq IS NOT NULL) = (outcome IS NOT NULL AND outcome = 'accepted')"),
    )
    _index("handover", "bill_id", "from_subgroup_id", "to_subgroup_id")
    _one("uq_handover_waiting", "handover", ["bill_id"], "settled_at IS NULL")


def _big() -> sa.types.TypeEngine[int]:
    return sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def _create(table: str, *parts: sa.schema.SchemaItem) -> None:
    keys = [
        sa.ForeignKeyConstraint([part.name], [f"{part.info['to']}.id"], name=op.f(f"fk_{table}_{part.name}"))
        for part in parts
        if isinstance(part, sa.Column) and "to" in part.info
    ]
    own = sa.Column("id", _big(), nullable=False)
    op.create_table(table, own, *parts, *keys, sa.PrimaryKeyConstraint("id", name=op.f(f"pk_{table}")))


def _to(table: str, column: str = "", nullable: bool = False) -> sa.Column[int]:
    return sa.Column(column or f"{table}_id", _big(), nullable=nullable, info={"to": table})


def _at(column: str, nullable: bool = False) -> sa.Column[object]:
    return sa.Column(column, sa.DateTime(timezone=True), nullable=nullable)


def _check(name: str, rule: str) -> sa.CheckConstraint:
    return sa.CheckConstraint(rule, name=op.f(f"ck_{name}"))


def _codes(codes: tuple[str, ...]) -> str:
    return ", ".join(repr(code) for code in codes)


def _index(table: str, *columns: str) -> None:
    for column in columns:
        op.create_index(op.f(f"ix_{table}_{column}"), table, [column])


def _one(name: str, table: str, columns: list[str], where: str) -> None:
    """Allow one row at a time for which a condition holds."""
    op.create_index(name, table, columns, unique=True, sqlite_where=sa.text(where), postgresql_where=sa.text(where))
