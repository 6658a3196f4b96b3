"""A folder that appears whole or not at all: it is written beside its place and then takes it, where nothing else stands."""

import fcntl
import json
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path


class NotReplaceable(Exception):
    """There is something at the place that is not ours to replace, or somebody else writes there; says what."""


@contextmanager
def whole_folder(place: Path, ours: tuple[str, str]) -> Iterator[Path]:
    """Give an empty folder to fill, which then takes the place, or goes again where something fails.

    An empty folder there is replaced, and one that was made so before: its file `ours[0]` is JSON with the format `ours[1]`.
    """
    place = place.resolve()
    beside, old = (place.with_name(f".{place.name}.{mark}") for mark in ("part", "old"))
    place.parent.mkdir(parents=True, exist_ok=True)
    held = _hold(beside)
    try:
        if old.exists() and not place.exists():  # an earlier run ended between the two steps of taking the place
            old.rename(place)
        _require_replaceable(place, ours)
        _empty(beside)
        yield beside
        _take_place(beside, place, old)
    except BaseException:
        shutil.rmtree(beside, ignore_errors=True)
        raise
    finally:
        os.close(held)


def _hold(beside: Path) -> int:
    """Make the folder that is filled, and keep others from filling it as long as this process holds what is returned."""
    beside.mkdir(exist_ok=True)
    held = os.open(beside, os.O_RDONLY | os.O_DIRECTORY)
    try:
        fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        is_same = beside.exists() and os.fstat(held).st_ino == beside.stat().st_ino
    except BlockingIOError:
        is_same = False
    if not is_same:
        os.close(held)
        raise NotReplaceable(f"another export is being written to {beside}")
    return held


def _require_replaceable(place: Path, ours: tuple[str, str]) -> None:
    name, form = ours
    if not place.exists() or (place.is_dir() and not any(place.iterdir())):
        return
    try:
        is_ours = json.loads((place / name).read_bytes())["format"] == form
    except (OSError, ValueError, LookupError, TypeError):
        is_ours = False
    if not is_ours:
        raise NotReplaceable(f"{place} holds something else than an earlier export: name another folder")


def _empty(folder: Path) -> None:
    for child in folder.iterdir():
        shutil.rmtree(child) if child.is_dir() and not child.is_symlink() else child.unlink()


def _take_place(beside: Path, place: Path, old: Path) -> None:
    """Put a folder in its place; the one before it goes only then."""
    beside.chmod(0o755)
    shutil.rmtree(old, ignore_errors=True)
    if place.exists():
        place.rename(old)
    beside.rename(place)
    shutil.rmtree(old, ignore_errors=True)
