"""One clock, one commit, words through the catalogue: habits that the source keeps."""

import ast
from pathlib import Path

from tests.architecture.source import name_of, python_files, tree

CLOCK = {"now", "utcnow", "today", "time", "time_ns"}
CLOCK_OWNERS = {"datetime", "date", "time", "dt", "datetime.datetime", "datetime.date"}
SQL_CLOCK = {"now", "current_timestamp", "current_date", "localtimestamp"}
ROOMS = [path for path in python_files("app") if path.parent.name != "app"]
PURE = ("policy.py", "actions.py", "queries.py")


def calls(path: Path) -> list[tuple[int, str, str]]:
    """Each call of a file as (line, what it is called on, name)."""
    return [
        (node.lineno, ast.unparse(node.func.value), node.func.attr)
        for node in ast.walk(tree(path))
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute)
    ]


def test_nothing_but_the_clock_reads_the_clock() -> None:
    found = [
        f"{name_of(path)}:{line} {owner}.{name}()"
        for path in python_files("app", "seeds")
        if name_of(path) != "app/kernel/clock.py"
        for line, owner, name in calls(path)
        if (name in CLOCK and owner in CLOCK_OWNERS) or (name in SQL_CLOCK and owner.endswith("func"))
    ]
    assert found == []


def test_rooms_never_commit() -> None:
    """The request commits; of their own are only touches of a session or a visit, what is kept, deliveries, planned acts, checkpoints."""
    allowed = {
        "app/accounts/current.py",
        "app/accounts/proof.py",
        "app/bills/due.py",
        "app/bills/files.py",
        "app/bills/kept.py",
        "app/discussion/following.py",
        "app/notifications/delivery.py",
        "app/record/checkpoints/due.py",
    }
    found = [
        f"{name_of(path)}:{line} {owner}.{name}()"
        for path in ROOMS
        if not name_of(path).startswith("app/kernel/") and name_of(path) not in allowed
        for line, owner, name in calls(path)
        if name in {"commit", "rollback"}
    ]
    assert found == []


def test_rules_know_no_request() -> None:
    """Policies, actions and queries import nothing of the web; policies not even a session."""
    web = ("flask", "wtforms", "flask_wtf", "werkzeug")
    found = []
    for path in ROOMS:
        kind = next((part for part in PURE if path.name == part or f"/{part[:-3]}/" in path.as_posix()), None)
        if kind is None:
            continue
        banned = (*web, "sqlalchemy", "app.kernel.clock") if kind == "policy.py" else web
        for node in ast.walk(tree(path)):
            module = node.module or "" if isinstance(node, ast.ImportFrom) else ""
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else [module]
            found += [
                f"{name_of(path)} imports {name}" for name in names if name.split(".")[0] in banned or name in banned
            ]
    assert found == []
