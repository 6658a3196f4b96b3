"""The command that checks the kept counts: `gongyi check-counts`."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click
from sqlalchemy.orm import Session

from app.discussion.recount import find_wrong_counts


def check_command(opened: Callable[[bool], AbstractContextManager[Session]]) -> click.Command:
    """Make the command; `opened` gives a session that reads."""

    @click.command("check-counts")
    def check_counts() -> None:
        """Check every kept count (comments, people, positions, replies, endorsements) against a recount."""
        with opened(False) as session:
            wrong = list(find_wrong_counts(session))
        for found in wrong:
            row = ", ".join(map(str, found.row))
            click.echo(f"{found.name} of {row}: kept {found.kept}, counted {found.counted}")
        if wrong:
            raise click.ClickException(f"counts that are wrong: {len(wrong)}")
        click.echo("All counts are right.")

    return check_counts
