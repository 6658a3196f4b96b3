"""The command that reads a draft from a file: `gongyi import`."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import click
import sqlalchemy as sa
from flask import current_app
from sqlalchemy.orm import Session

from app.accounts.models import Membership, Person, Role
from app.accounts.queries import find_by_handle
from app.bills import actions, queries
from app.bills.importing import read_file
from app.bills.matching import match_articles, suggest_merged
from app.bills.models import Bill
from app.bills.outline import Outline
from app.bills.structure import parse, walk
from app.kernel.clock import request_now
from app.kernel.verdict import Refused

Opened = Callable[[bool], AbstractContextManager[Session]]
_HELP = """Read the draft articles of BILL (its slug) from FILE: .docx, .md, .xml or .txt.

Prints the articles, each line that has no place in them and why, and last "N articles, M lines not placed". Nothing is saved without
--confirm. Exits 0 where every line has its place, 1 where a line has none or the file cannot be read, 2 on wrong use.
"""


def import_command(opened: Opened) -> click.Command:
    """Make the command; `opened` gives a session (one that writes, and commits at its end, or one that reads)."""

    @click.command("import", help=_HELP)
    @click.argument("bill")
    @click.argument("file", type=click.Path(exists=True, dir_okay=False, path_type=Path))
    @click.option(
        "--confirm", is_flag=True, help="Take the articles over into the bill's draft; unpublished drafts alone."
    )
    @click.option(
        "--lang", type=click.Choice(["zh-TW", "en"]), default="zh-TW", show_default=True, help="The file's language."
    )
    @click.option("--as", "handle", help="The official who takes it over (demo mode: by default the agency's first).")
    @click.pass_context
    def import_bill(ctx: click.Context, bill: str, file: Path, confirm: bool, lang: str, handle: str | None) -> None:
        content = file.read_bytes()
        with opened(False) as session:
            _require_draft(session, bill)
            outline = read_file(file.name, content)
            _show(outline)
        if confirm:
            with opened(True) as session:
                _take_over(session, bill, outline, lang, handle)
        click.echo(f"{len(outline.articles)} articles, {len(outline.unplaced)} lines not placed")
        ctx.exit(1 if outline.unplaced else 0)

    return import_bill


@contextmanager
def refused_as(words: str) -> Iterator[None]:
    """Say in a command's own words that somebody may not read a bill, where a page would say that there is no such page."""
    try:
        yield
    except Refused as refused:
        raise click.ClickException(words) from refused


def _require_draft(session: Session, slug: str) -> Bill:
    bill = session.scalars(sa.select(Bill).where(Bill.slug == slug)).one_or_none()
    if bill is None:
        raise click.ClickException(f"there is no bill {slug!r}")
    if queries.find_draft(session, bill) is None:
        raise click.ClickException(
            f"{slug} has no draft; published versions never change: start a revised version first"
        )
    return bill


def _show(outline: Outline) -> None:
    for title in outline.titles:
        click.echo(title)
    place = ("", "")
    for article in outline.articles:
        if (article.chapter, article.section) != place:
            place = (article.chapter, article.section)
            click.echo(" ".join(filter(None, place)))
        parts = sum(1 for _ in walk(parse(article.text)))
        words = "(deleted)" if article.is_deleted else f"{parts} {'provision' if parts == 1 else 'provisions'}"
        click.echo(f"  {article.number:<7} {article.heading or article.text.partition(chr(10))[0][:30]}  {words}")
    for one in outline.unplaced:
        click.echo(f"line {one.line}: {' '.join(one.text.split())} -- {one.reason}")


def _take_over(session: Session, slug: str, outline: Outline, lang: str, handle: str | None) -> None:
    now = request_now()
    official = _find_official(session, _require_draft(session, slug), handle)
    with refused_as(f"{official.handle} may not read {slug}: name an official of its agency with --as HANDLE"):
        bill = queries.get_bill(session, slug, official, now, lock=True)
    version = queries.get_draft(session, bill)
    standing = queries.list_articles(session, version)
    ties = match_articles(standing, outline.articles, lang)
    merged = suggest_merged(standing, outline.articles, ties, lang)
    actions.take_over_outline(session, official, bill, version, outline, lang=lang, ties=ties, merged=merged, now=now)
    click.echo(f"Taken over into version {version.number} of {slug} as {official.handle}.")


def _find_official(session: Session, bill: Bill, handle: str | None) -> Person:
    """Find who acts: the one named, or in demo mode whoever became an official of the lead agency first."""
    if handle is not None:
        person = find_by_handle(session, handle)
        if person is None:
            raise click.UsageError(f"there is nobody called {handle!r}")
        return person
    if not current_app.extensions["gongyi.settings"].is_demo:
        raise click.UsageError("--confirm needs --as HANDLE, the official who takes the file over")
    officials = (
        sa.select(Person)
        .join(Person.memberships)
        .where(Membership.agency_id == bill.agency_id, Membership.role == Role.OFFICIAL)
    )
    person = session.scalars(officials.order_by(Membership.starts_at, Membership.id).limit(1)).first()
    if person is None:
        raise click.UsageError("this bill's agency has no official; name one with --as HANDLE")
    return person
