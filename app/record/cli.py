"""Commands on the log: `gongyi verify-log`, `gongyi reconcile`, `gongyi rotate-key`."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session

from app.config import SettingsError, read_settings, write_secret
from app.kernel.clock import request_now
from app.record import reconciliation, verify_log
from app.record.checkpoints import queries
from app.record.checkpoints.actions import rotate_key
from app.record.checkpoints.keys import Signer, key_file, new_secret, open_signer
from app.record.queries import iterate_documents, see_one_moment
from app.record.states import read_states

Opened = Callable[[bool], AbstractContextManager[Session]]
FILE = click.Path(exists=True, dir_okay=False, readable=True, path_type=Path)


def verify_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that reads."""

    @click.command("verify-log")
    @click.argument("file", type=FILE, required=False)
    @click.option("--checkpoint", type=FILE, multiple=True, help="A signed checkpoint, or a file of one a line.")
    @click.option("--states", type=FILE, help="The public states of comments (states.ndjson).")
    @click.option("--key", "keys", multiple=True, help="A public key (hex) that you trust.")
    def verify(file: Path | None, checkpoint: tuple[Path, ...], states: Path | None, keys: tuple[str, ...]) -> None:
        """Check the log, or the export FILE of one, against checkpoints and the public states of comments.

        Without FILE the platform's own log is checked, with its own checkpoints and the states as they are now. A checkpoint must be signed
        by a key that leads back to a trusted one: --key, else the platform's own, else that of the first checkpoint.
        """
        if file is None:
            with opened(False) as session:
                see_one_moment(session)
                report(_verify_own(session, checkpoint, states, keys))
            return
        trusted = keys or (_own_keys(opened) if checkpoint else ())
        report(verify_log.verify(file, checkpoint, states, trusted))

    return verify


def _own_keys(opened: Opened) -> list[str]:
    """The first key of this platform; none where there is no platform here, but only files."""
    try:
        with opened(False) as session:
            return [key.key for key in queries.list_keys(session)[:1]]
    except (click.ClickException, SettingsError, DBAPIError):
        return []


def _verify_own(
    session: Session, files: Sequence[Path], states: Path | None, keys: Sequence[str]
) -> Iterator[verify_log.Finding]:
    replay = verify_log.Replay()
    shown = list(verify_log.read_lines(states)) if states else read_states(session)
    yield from verify_log.verify_chain(iterate_documents(lambda: nullcontext(session)), replay)
    given = [one for file in files for one in verify_log.read_checkpoints(file)]
    trusted = keys or [key.key for key in queries.list_keys(session)[:1]]
    yield from verify_log.verify_checkpoints(replay, [*queries.iterate_documents(session), *given], trusted)
    yield from verify_log.verify_states(replay, shown)


def reconcile_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that reads."""

    @click.command("reconcile")
    def reconcile() -> None:
        """Compare the database with the log, both ways: what was done without an entry, and what an entry says and is not so."""
        with opened(False) as session:
            see_one_moment(session)
            report(reconciliation.reconcile(session), "The database and the log agree.")

    return reconcile


def report(findings: Iterable[Any], fine: str = "The log agrees with everything it was held against.") -> None:
    """Print each finding on a line of its own, and fail where there is one."""
    count = 0
    for finding in findings:
        click.echo(str(finding))
        count += 1
    if count:
        raise click.ClickException(f"findings: {count}")
    click.echo(fine)


def rotate_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that writes, and commits at its end."""

    @click.command("rotate-key")
    @click.option(
        "--to", type=click.Path(path_type=Path), help="Write the new key into this file, and leave the old one."
    )
    def rotate(to: Path | None) -> None:
        """Change the key that signs checkpoints: the old one signs the new one, and both stand on the record.

        Where the key lies in a file, the new one takes its place; else --to names a file, to which GONGYI_CHECKPOINT_KEY must point then.
        """
        settings = read_settings()
        own, old, secret = key_file(settings), open_signer(settings), new_secret()
        if to is None and own is None:
            raise click.UsageError("GONGYI_CHECKPOINT_KEY is the key itself: name a file for the new one by --to")
        kept = to or Path(f"{own}.new")
        try:
            write_secret(kept, secret)
        except FileExistsError as error:
            raise click.ClickException(f"{kept} is there already") from error
        entry = _rotate(opened, old, Signer(secret), kept)
        if to is None and own is not None:
            kept.replace(own)
        click.echo(f"The new key is {Signer(secret).key}, on record as entry {entry}.")
        if to is not None:
            click.echo(f"Point GONGYI_CHECKPOINT_KEY to {to.absolute()} and start the worker anew.")

    return rotate


def _rotate(opened: Opened, old: Signer, new: Signer, kept: Path) -> int:
    """Put the new key on record; where that fails, its file goes again."""
    try:
        with opened(True) as session:
            return rotate_key(session, old, new, request_now()).seq
    except BaseException:
        kept.unlink()
        raise
