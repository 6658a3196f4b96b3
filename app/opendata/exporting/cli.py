"""The command that writes the whole site into a folder: `gongyi export`."""

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import click
from sqlalchemy.orm import Session

from app.kernel.clock import request_now
from app.opendata.exporting.dump import FORMAT, MANIFEST, write_dump
from app.opendata.exporting.folder import NotReplaceable, whole_folder

MEGABYTE = 1_000_000


def export_command(opened: Callable[[bool], AbstractContextManager[Session]]) -> click.Command:
    """Make the command; `opened` gives a session that reads."""

    @click.command("export")
    @click.argument("directory", metavar="DIR", type=click.Path(file_okay=False, path_type=Path))
    def export(directory: Path) -> None:
        """Write everything public into DIR: a ZIP of each bill, the public record, and a manifest with the hash of each file.

        DIR is written beside its place and appears whole; an earlier export there is replaced, anything else is left alone.
        """
        with opened(False) as session:
            try:
                with whole_folder(directory, (MANIFEST, FORMAT)) as folder:
                    files = write_dump(session, folder, request_now())["files"]
            except NotReplaceable as error:
                raise click.ClickException(str(error)) from error
        bills, size = sum(file["name"].startswith("bills/") for file in files), sum(file["size"] for file in files)
        click.echo(f"Wrote {bills} bills and the record to {directory}: {len(files)} files, {size / MEGABYTE:.1f} MB.")

    return export
