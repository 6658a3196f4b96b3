"""Runs migrations on the connection that app.kernel.migrate hands over."""

from importlib import import_module
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from app.kernel.db import Base

for module in (
    "kernel.idempotency", "kernel.outbox", "record.models", "record.checkpoints.models", "accounts.models",
    "accounts.offices.models", "accounts.erasure.models", "bills.models", "bills.handover.models",
    "discussion.models", "discussion.blackouts.models", "moderation.models", "moderation.appeals.models",
    "moderation.desk.models", "moderation.placing.models", "summaries.models",
    "summaries.signing.models", "summaries.objections.models", "responses.models",
    "responses.releasing.models", "responses.sharing.models",
    "notifications.models", "notifications.checkpoints.models", "search.models",
):  # fmt: skip
    import_module(f"app.{module}")


def render_plainly(kind: str, item: Any, _context: Any) -> str | Literal[False]:
    """Write our own column types as the plain types below them, so that migrations import nothing of ours."""
    if kind == "type" and isinstance(item, TypeDecorator):
        return f"sa.{item.impl!r}"
    return False


def is_mapped(name: str | None, kind: str, _parents: Any) -> bool:
    """Leave the search index out of the comparison: it is no mapped table, and SQLite keeps tables of its own below it."""
    return kind != "table" or not (name or "").startswith("search_index")


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    render_as_batch=True,
    compare_type=True,
    compare_server_default=True,
    render_item=render_plainly,
    include_name=is_mapped,
)
with context.begin_transaction():
    context.run_migrations()
