"""Runs migrations on the connection that app.kernel.migrate hands over."""

from importlib import import_module
from pathlib import Path
from typing import Any, Literal

from alembic import context
from sqlalchemy.types import TypeDecorator

from app.kernel.db import Base

ROOMS = Path(__file__).parents[1] / "app"


def find_models() -> list[str]:
    """Every module of every room that maps tables."""
    found = sorted([*ROOMS.rglob("*models.py"), *ROOMS.rglob("models")])
    return [".".join(path.relative_to(ROOMS.parent).with_suffix("").parts) for path in found]


for module in ("app.kernel.idempotency", "app.kernel.outbox", *find_models()):
    import_module(module)


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
