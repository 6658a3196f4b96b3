"""Imports point one way, and siblings never import each other."""

from pathlib import Path

import pytest

from tests.architecture.source import APP, imports, name_of, python_files

LAYERS = (
    {"config", "kernel"},
    {"record"},
    {"accounts"},
    {"bills"},
    {"discussion"},
    {"moderation", "summaries"},
    {"responses"},
    {"notifications", "search", "opendata"},
    {"site"},
    {"__init__"},  # builds and wires everything
    {"cli"},
)
LEVEL = {room: level for level, rooms in enumerate(LAYERS) for room in rooms}


def room_of(module: str) -> str | None:
    """The room that `app.room.…` names; `app` itself is the builder; None for anything else."""
    first, *rest = module.split(".")
    if first != "app":
        return None
    return rest[0] if rest and rest[0] in LEVEL else "__init__"


def wrong_arrows(path: Path, here: str) -> list[str]:
    """The imports of a file that run up or aside."""
    there = [(line, module, room_of(module)) for line, module in imports(path)]
    return [
        f"{name_of(path)}:{line} imports {module}"
        for line, module, room in there
        if room and room != here and LEVEL[room] >= LEVEL[here]
    ]


def test_every_room_has_its_place() -> None:
    rooms = {path.parent.name for path in APP.glob("*/__init__.py")} | {path.stem for path in APP.glob("*.py")}
    assert rooms <= LEVEL.keys()


def test_imports_point_one_way() -> None:
    wrong = []
    for path in python_files("app"):
        inside = path.relative_to(APP).parts
        wrong += wrong_arrows(path, inside[0].removesuffix(".py"))
    assert wrong == []


def test_nothing_imports_seeds_or_tests() -> None:
    outside = ("seeds", "tests", "migrations")
    found = [
        f"{name_of(path)} imports {module}"
        for path in python_files("app")
        if name_of(path) != "app/cli.py"
        for _line, module in imports(path)
        if module.split(".")[0] in outside
    ]
    assert found == []
    assert not [m for path in python_files("seeds") for _line, m in imports(path) if m.startswith("tests")]


@pytest.mark.parametrize(
    ("here", "line", "count"),
    [
        ("record", "from app.kernel import db", 0),
        ("record", "from app.accounts.models import Person", 1),
        ("moderation", "import app.summaries.models", 1),
        ("bills", "from app import create_app", 1),
        ("site", "from app.moderation import queries", 0),
    ],
)
def test_a_wrong_arrow_is_found(here: str, line: str, count: int, tmp_path: Path, monkeypatch) -> None:
    monkeypatch.setattr("tests.architecture.test_imports.name_of", str)
    path = tmp_path / "module.py"
    path.write_text(line)
    assert len(wrong_arrows(path, here)) == count
