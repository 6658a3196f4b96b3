"""The command that makes the index anew: `gongyi rebuild-search`."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click
from sqlalchemy.orm import Session

from app.search.keeping import rebuild

Opened = Callable[[bool], AbstractContextManager[Session]]


def rebuild_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that writes, and commits at its end."""

    @click.command("rebuild-search", help="Make the search index anew from what is public.")
    def rebuild_search() -> None:
        with opened(True) as session:
            bills, comments = rebuild(session)
        click.echo(f"The index holds {bills} bills and {comments} comments.")

    return rebuild_search
