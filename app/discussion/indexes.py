"""The indexes that give a discussion in each of its orders and count it, and what holds for all in them.

Each is read backwards or forwards from a position, so that a page costs the same wherever it is. `path` breaks ties: SQLite finds no
position by a row's id within a composite key.
"""

import sqlalchemy as sa

ROOTS = "parent_id IS NULL"
UNANSWERED = "parent_id IS NULL AND office_count = 0 AND badge IS NULL AND state = 'visible'"
STANCES = "position IS NOT NULL AND state = 'visible'"
OFFICES = "badge IS NOT NULL AND state = 'visible'"
HIDDEN = "state = 'hidden'"

BY_PLACE = ("place_rank", "path")
BY_SUPPORT = ("endorsement_count", "path")
BY_THREAD = ("thread_count", "path")

COLUMNS: dict[str, tuple[tuple[str, ...], str | None]] = {
    "article_order": (BY_PLACE, None),
    "newest": (("id",), None),
    "endorsed": (BY_SUPPORT, None),
    "place_newest": (("place_rank", "id"), None),
    "place_endorsed": (("place_rank", *BY_SUPPORT), None),
    "roots": (("path",), ROOTS),
    "roots_endorsed": (BY_SUPPORT, ROOTS),
    "roots_discussed": (BY_THREAD, ROOTS),
    "roots_place": (BY_PLACE, ROOTS),
    "roots_place_endorsed": (("place_rank", *BY_SUPPORT), ROOTS),
    "roots_place_discussed": (("place_rank", *BY_THREAD), ROOTS),
    "unanswered": (("path",), UNANSWERED),
    "unanswered_place": (BY_PLACE, UNANSWERED),
    "unanswered_endorsed": (BY_SUPPORT, UNANSWERED),
    "unanswered_discussed": (BY_THREAD, UNANSWERED),
    "stance": (("position", "id"), STANCES),
    "stance_place": (("position", *BY_PLACE), STANCES),
    "stance_endorsed": (("position", *BY_SUPPORT), STANCES),
    "office": (("id",), OFFICES),
    "office_place": (BY_PLACE, OFFICES),
    "office_endorsed": (BY_SUPPORT, OFFICES),
    "office_discussed": (BY_THREAD, OFFICES),
    "posted": (("posted_at",), None),
    "hidden": ((), HIDDEN),
}


def comment_indexes() -> list[sa.Index]:
    """The indexes of the orders, for the table of comments."""
    return [_index(f"ix_comment_{name}", columns, only) for name, (columns, only) in COLUMNS.items()]


def _index(name: str, columns: tuple[str, ...], only: str | None) -> sa.Index:
    if only is None:
        return sa.Index(name, "bill_id", *columns)
    return sa.Index(name, "bill_id", *columns, sqlite_where=sa.text(only), postgresql_where=sa.text(only))
