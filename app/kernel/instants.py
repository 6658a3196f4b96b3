"""Instants on the command line."""

from datetime import datetime

import click

from app.kernel.clock import TAIPEI


class Instant(click.ParamType[datetime]):
    """An ISO 8601 instant or day; without a zone it is Taipei's."""

    name = "ISO"

    def convert(self, value: object, param: click.Parameter | None, ctx: click.Context | None) -> datetime:
        """Read the instant."""
        try:
            found = datetime.fromisoformat(str(value))
        except ValueError:
            self.fail(f"{value!r} is not an ISO 8601 instant, such as 2026-11-22T09:00+08:00", param, ctx)
        return found if found.tzinfo else found.replace(tzinfo=TAIPEI)
