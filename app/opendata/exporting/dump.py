"""The whole site as a folder: a ZIP of every public bill, the public record with all that checks it, and a manifest; of one moment."""

from collections.abc import Iterable, Iterator
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from typing import Any

from sqlalchemy.orm import Session

from app.bills.queries import list_bills
from app.kernel.clock import rfc3339, taipei_day
from app.opendata.exporting.json_file import in_blocks
from app.opendata.exporting.manifest import FileShape, Tally, pretty
from app.opendata.exporting.package import write_zip
from app.opendata.exporting.schemas import schema
from app.opendata.exporting.snapshot import LICENCE, take_snapshot
from app.opendata.shapes_bills import Shape, address
from app.record import verify_log
from app.record.checkpoints.queries import iterate_documents, key_documents
from app.record.queries import find_head, iterate_lines, see_one_moment
from app.record.states import read_states
from app.record.verify_log import canonical

FORMAT = "gongyi-dump-1"
MANIFEST = "manifest.json"
_PAGE = 100


def write_dump(session: Session, folder: Path, now: datetime) -> Shape:
    """Write everything that is public into an empty folder, and return the manifest, which is written last.

    The session has read nothing yet. Files and folders can be read by everybody, whatever else the process writes.
    """
    see_one_moment(session)
    files = [_write(folder, name, pieces) for name, pieces in _list_files(session, now)]
    head = find_head(session)
    manifest = {
        "format": FORMAT,
        "source": address("/"),
        "licence": LICENCE,
        "made_at": rfc3339(now),
        "day": taipei_day(now).isoformat(),
        "log": {"seq": head[0], "hash": head[1]} if head else None,
        "files": files,
    }
    _write(folder, MANIFEST, [pretty(manifest)])
    return manifest


def _list_files(session: Session, now: datetime) -> Iterator[tuple[str, Iterable[bytes]]]:
    """Each file by its name, with the pieces that it is made of as they are asked for."""
    for slug in _list_slugs(session, now):
        yield f"bills/{slug}.zip", write_zip(take_snapshot(session, slug, now))
        session.expunge_all()
    yield "bill.schema.json", [pretty(schema())]
    yield "record/record.ndjson", iterate_lines(lambda: nullcontext(session))
    yield "record/states.ndjson", _lines(read_states(session))
    yield "record/checkpoints.ndjson", _lines(iterate_documents(session))
    yield "record/keys.json", [canonical({"keys": key_documents(session)}) + b"\n"]
    yield "record/verify_log.py", [Path(verify_log.__file__).read_bytes()]


def _list_slugs(session: Session, now: datetime) -> list[str]:
    """The slugs of all bills that everybody may know of, the last announced first."""
    slugs: list[str] = []
    cursor: str | None = ""
    while cursor is not None:
        page = list_bills(session, now, cursor=cursor, limit=_PAGE)
        slugs += [bill.slug for bill in page.items]
        cursor = page.next
    return slugs


def _lines(documents: Iterable[Any]) -> Iterator[bytes]:
    return (canonical(document) + b"\n" for document in documents)


def _write(folder: Path, name: str, pieces: Iterable[bytes]) -> FileShape:
    path, tally = folder / name, Tally(name)
    path.parent.mkdir(exist_ok=True)
    path.parent.chmod(0o755)
    with path.open("xb") as file:
        for block in in_blocks(pieces):
            file.write(tally.count(block))
    path.chmod(0o644)
    return tally.shape()
