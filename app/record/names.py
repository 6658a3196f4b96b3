"""Names of what the log holds as opaque ids: joined at display, so that the log itself names nobody.

Higher rooms plug namers in (`add_namer`); a namer takes opaque ids and answers with the names of those that it knows.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from flask import Flask, current_app
from sqlalchemy.orm import Session

from app.kernel.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Name:
    """What people call a thing (text or a bilingual text), and its page, if it has one."""

    text: Any
    href: str | None = None


Namer = Callable[[Session, frozenset[str]], Mapping[str, Name]]


def add_namer(app: Flask, namer: Namer) -> None:
    """Let a room name the ids that it knows."""
    app.extensions.setdefault("gongyi.names", []).append(namer)


def find_names(session: Session, ids: Iterable[str]) -> dict[str, Name]:
    """Name opaque ids: each namer is asked once for all of them; the rest is named by its address or stays as it is."""
    wanted, found = frozenset(ids), {}
    for namer in current_app.extensions.get("gongyi.names", []):
        found.update(namer(session, wanted))
    return {opaque: found.get(opaque) or name_by_address(opaque) for opaque in wanted}


def name_by_address(opaque: str) -> Name:
    """Name a thing whose id tells its address: comment:7 (argument, appeal), version:slug/2, summary:slug:1, response:slug, bill:slug."""
    kind, _, rest = opaque.partition(":")
    slug, _, number = rest.replace("/", ":").partition(":")
    if kind == "comment":
        return Name(_l("Comment %(number)s", number=slug), f"/comments/{slug}")
    if kind == "argument":
        return Name(_l("Argument %(number)s", number=slug), f"/arguments/{slug}")
    if kind == "appeal":
        return Name(_l("Appeal %(number)s", number=slug), f"/appeals/{slug}")
    if kind == "rules":
        return Name(_l("Version %(number)s", number=slug), f"/help/rules/{slug}")
    if kind == "version":
        return Name(_l("Version %(number)s", number=number), f"/bills/{slug}/text?version={number}")
    if kind == "summary":
        return Name(_l("Summary %(number)s", number=number), f"/bills/{slug}/summary")
    if kind == "response":
        return Name(_l("Response"), f"/bills/{slug}/response")
    if kind == "key":
        return Name(_l("Key %(start)s…", start=slug[:12]), "/record/checkpoints")
    if opaque == "system":
        return Name(_l("Operator, by command"))
    return Name(slug, f"/bills/{slug}") if kind == "bill" else Name(slug or opaque)
