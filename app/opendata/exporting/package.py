"""The ZIP of a bill: its export, tables of it, the schema, a note on how to read and check them, and a manifest; written as it is read.

It is the same to the last byte for the same state of the bill. Nothing is kept but one block: the archive goes out while it grows.
"""

from collections.abc import Iterable, Iterator
from typing import IO, cast
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from app.opendata.exporting import parts, tables
from app.opendata.exporting.json_file import in_blocks, write_json
from app.opendata.exporting.manifest import FileShape, Tally, manifest_of, pretty, readme
from app.opendata.exporting.schemas import schema
from app.opendata.exporting.snapshot import Snapshot

LARGE = 5_000  # comments from which on files may pass 4 GiB, and are written so that they can
NO_TIME = (1980, 1, 1, 0, 0, 0)


class _Sink:
    """What the archive is written to: it cannot go back, and gives on what it has."""

    def __init__(self) -> None:
        self._held: list[bytes] = []

    def write(self, data: bytes) -> int:
        """Take a piece."""
        self._held.append(bytes(data))
        return len(data)

    def flush(self) -> None:
        """There is nothing to flush."""

    def take(self) -> bytes:
        """Give on all that has come since the last time."""
        held, self._held = b"".join(self._held), []
        return held


def write_zip(snapshot: Snapshot) -> Iterator[bytes]:
    """Write the archive; the manifest comes last, since it names the hash of every other file."""
    sink, listed = _Sink(), list[FileShape]()
    is_large = snapshot.bill.comment_count >= LARGE
    with ZipFile(cast(IO[bytes], sink), "w", ZIP_DEFLATED) as packed:
        for name, pieces in list_files(snapshot):
            tally = Tally(name)
            with packed.open(_entry(name), "w", force_zip64=is_large) as file:
                for block in in_blocks(pieces):
                    file.write(tally.count(block))
                    yield sink.take()
            listed.append(tally.shape())
        manifest = manifest_of(parts.head(snapshot), listed)
        packed.writestr(_entry("manifest.json"), pretty(manifest))
    yield sink.take()


def _entry(name: str) -> ZipInfo:
    entry = ZipInfo(name, NO_TIME)
    entry.compress_type, entry.external_attr, entry.create_system = ZIP_DEFLATED, 0o644 << 16, 3
    return entry


def list_files(snapshot: Snapshot) -> Iterator[tuple[str, Iterable[bytes]]]:
    """The files of the archive but the manifest, by name, each as pieces that are made as they are asked for."""
    yield "README.txt", [readme(snapshot.bill).encode()]
    yield "bill.schema.json", [pretty(schema())]
    yield "articles.csv", tables.write_articles(snapshot)
    yield "answers.csv", tables.write_answers(snapshot)
    yield "citations.csv", tables.write_citations(snapshot)
    yield "comments.csv", tables.write_comments(snapshot)
    yield "bill.json", write_json(parts.read_parts(snapshot))
