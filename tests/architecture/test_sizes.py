"""Files stay within 300 lines, functions within 40, views within 15; no room is a drawer."""

import pytest

from tests.architecture.source import APP, ROOT, body_lines, functions, is_view, name_of, python_files

OURS = python_files("app", "seeds", "tests", "migrations")
PAGES = [path for kind in ("html", "js", "txt") for path in sorted(APP.rglob(f"*.{kind}"))]


def test_files_stay_within_300_lines() -> None:
    long = [(name_of(path), len(path.read_text().splitlines())) for path in [*OURS, *PAGES]]
    assert [found for found in long if found[1] > 300] == []


def test_functions_stay_within_40_lines() -> None:
    sizes = [
        (f"{name_of(path)}:{f.lineno} {f.name}", (f.end_lineno or 0) - f.lineno + 1)
        for path in OURS
        for f in functions(path)
    ]
    assert [found for found in sizes if found[1] > 40] == []


def test_views_stay_within_15_lines() -> None:
    """Counted in the body as one would write it without wrapping: a call that the formatter wraps is one line."""
    sizes = [
        (f"{name_of(path)}:{f.lineno} {f.name}", body_lines(f))
        for path in python_files("app")
        for f in functions(path)
        if is_view(f)
    ]
    assert sizes
    assert [found for found in sizes if found[1] > 15] == []


@pytest.mark.parametrize(
    "word", ["utils", "util", "helpers", "helper", "common", "manager", "service", "services", "misc"]
)
def test_nothing_is_a_drawer(word: str) -> None:
    names = [path.relative_to(ROOT) for path in [*OURS, *PAGES]]
    assert [str(name) for name in names if word in {part.split(".")[0] for part in name.parts}] == []
