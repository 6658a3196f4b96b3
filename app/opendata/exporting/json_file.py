"""Writing the parts of an export as one JSON document, piece by piece: an item of a list a line."""

import json
from collections.abc import Iterable, Iterator
from typing import Any

from app.opendata.exporting.parts import Part

BLOCK = 256 * 1024
_encode = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode


def write_json(parts: Iterable[Part]) -> Iterator[bytes]:
    """Write the parts as one object; a part that is an iterator becomes a list, and is read as it is written."""
    before = "{\n"
    for name, value in parts:
        yield f"{before}{dump(name)}: ".encode()
        yield from _write_list(value) if isinstance(value, Iterator) else [dump(value).encode()]
        before = ",\n"
    yield b"\n}\n"


def _write_list(items: Iterator[Any]) -> Iterator[bytes]:
    before = "["
    for item in items:
        yield f"{before}\n{dump(item)}".encode()
        before = ","
    yield b"[]" if before == "[" else b"\n]"


def dump(value: Any) -> str:
    """Write plain JSON on one line."""
    return _encode(value)


def in_blocks(pieces: Iterable[bytes], size: int = BLOCK) -> Iterator[bytes]:
    """Gather pieces to blocks of some size, so that few are handed on."""
    held: list[bytes] = []
    length = 0
    for piece in pieces:
        held.append(piece)
        length += len(piece)
        if length >= size:
            yield b"".join(held)
            held, length = [], 0
    if held:
        yield b"".join(held)
