"""Reads the source as syntax trees, for the tests that hold the house rules."""

import ast
from collections.abc import Iterator
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
APP = ROOT / "app"
Function = ast.FunctionDef | ast.AsyncFunctionDef
_ROUTES = {"route", "get", "post", "put", "patch", "delete"}


def python_files(*folders: str) -> list[Path]:
    """All Python files below some folders of the repository, generated migrations left out."""
    found = [path for folder in folders for path in sorted((ROOT / folder).rglob("*.py"))]
    return [path for path in found if "versions" not in path.parts]


@cache
def tree(path: Path) -> ast.Module:
    """The syntax tree of a file."""
    return ast.parse(path.read_text(), str(path))


def name_of(path: Path) -> str:
    """A file's path inside the repository."""
    return path.relative_to(ROOT).as_posix()


def functions(path: Path) -> Iterator[Function]:
    """Every function and method of a file."""
    yield from (node for node in ast.walk(tree(path)) if isinstance(node, Function))


def is_view(function: Function) -> bool:
    """Whether a function is registered on a route by a decorator."""
    return any(
        isinstance(d, ast.Call) and isinstance(d.func, ast.Attribute) and d.func.attr in _ROUTES
        for d in function.decorator_list
    )


def body_lines(function: Function) -> int:
    """How many lines of code a function's body has, its docstring and blank lines left out."""
    body = function.body
    if (
        isinstance(body[0], ast.Expr)
        and isinstance(body[0].value, ast.Constant)
        and isinstance(body[0].value.value, str)
    ):
        body = body[1:]
    return sum(1 for line in ast.unparse(ast.Module(body, [])).splitlines() if line.strip()) if body else 0


def imports(path: Path) -> Iterator[tuple[int, str]]:
    """Every module that a file imports, with the line: absolute names, and `package.name` for each imported name."""
    for node in ast.walk(tree(path)):
        if isinstance(node, ast.Import):
            yield from ((node.lineno, alias.name) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{name_of(path)}:{node.lineno} imports relatively"
            yield from ((node.lineno, f"{node.module}.{alias.name}") for alias in node.names)
