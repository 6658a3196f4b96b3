"""Commands about people: `gongyi create-admin`, `gongyi token`."""

from collections.abc import Callable
from contextlib import AbstractContextManager

import click
from email_validator import EmailNotValidError, validate_email
from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.actions import appoint_administrator, create_api_token
from app.accounts.models import TokenScope
from app.accounts.policy import SYSTEM
from app.accounts.queries import find_by_handle
from app.kernel.clock import request_now

Opened = Callable[[bool], AbstractContextManager[Session]]


def admin_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that writes, and commits at its end."""

    @click.command("create-admin")
    @click.argument("handle")
    @click.argument("email")
    def create_admin(handle: str, email: str) -> None:
        """Make HANDLE an administrator, on the public record; a link to set the password is mailed to EMAIL."""
        with opened(True) as session:
            address = _read_email(email)
            person = appoint_administrator(session, SYSTEM, handle=handle, email=address, now=request_now())
            has_password = person.password_hash is not None
        click.echo(f"{person.handle} is an administrator.")
        if not has_password:
            click.echo("The worker mails a link to set the password.")

    return create_admin


def _read_email(email: str) -> str:
    is_demo = current_app.extensions["gongyi.settings"].is_demo
    try:
        found = validate_email(email, check_deliverability=False, allow_smtputf8=False, test_environment=is_demo)
    except EmailNotValidError as error:
        raise click.UsageError(f"{email!r} is not an e-mail address") from error
    return (found.ascii_email or found.normalized).lower()


def token_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session that writes, and commits at its end."""

    @click.command("token")
    @click.argument("handle")
    @click.option(
        "--scope", type=click.Choice([scope.value for scope in TokenScope]), default="write", show_default=True
    )
    def token(handle: str, scope: str) -> None:
        """Print a new API token of HANDLE, for demonstrations and tests; demo mode alone."""
        with opened(True) as session:
            if not current_app.extensions["gongyi.settings"].is_demo:
                raise click.UsageError("token works in demo mode alone: people make theirs on their own page")
            person = find_by_handle(session, handle)
            if person is None:
                raise click.ClickException(f"there is nobody called {handle!r}")
            made = create_api_token(session, person, name="gongyi token", scope=TokenScope(scope), now=request_now())
        click.echo(made)

    return token
