"""The entries of a list of proposals in groups, as the page and the file show them."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from app.bills.markup import plain_html, show_redline
from app.bills.models import ArticleText
from app.bills.structure import write_address
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.cards import comment_url
from app.discussion.proposal_lists import Entry
from app.kernel.i18n import html_lang


@dataclass(frozen=True, slots=True)
class Group:
    """Entries of one version that exclude each other; where `size` is 1, one that stands in nobody's way.

    `is_older` says that the article has a later text, so that the entries do not speak of the words that stand now.
    """

    version: int
    is_older: bool
    is_new_version: bool
    size: int
    entries: Sequence[Entry]

    @property
    def cards(self) -> list[dict[str, Any]]:
        """The entries as the page shows them."""
        return [entry_card(entry) for entry in self.entries]


def group_entries(entries: Sequence[Entry], texts: Sequence[ArticleText]) -> list[Group]:
    """Put entries together that follow each other in one group."""
    groups: list[Group] = []
    newest = texts[-1].version.number
    for (version, _group), run in groupby(entries, key=lambda entry: (entry.row.version_number, entry.group)):
        found = list(run)
        is_new = not groups or groups[-1].version != version
        groups.append(Group(version, version != newest, is_new, found[0].group_size, found))
    return groups


def entry_card(entry: Entry) -> dict[str, Any]:
    """An entry as the page shows it: the two sides, the reason, who, and how many."""
    row, foreign = entry.row, entry.present.lang if entry.present.lang != html_lang() else None
    named = 1 + len(entry.others)
    return {
        "id": row.id,
        "place": place_of_entry(entry),
        "present": plain_html(entry.present.words),
        "proposed": mark_blocks(show_redline(row.proposed_html or "")),
        "lang": foreign,
        "reason": mark_blocks(row.body_html or ""),
        "reason_lang": row.lang if row.lang != html_lang() else None,
        "author": row.author_handle,
        "posted_at": row.posted_at,
        "href": comment_url(row.id),
        "position": row.position.value if row.position else None,
        "people": entry.people,
        "endorsements": entry.endorsements,
        "others": [{"handle": handle, "href": comment_url(number)} for number, handle in entry.others],
        "unnamed": max(0, entry.comments - named),
    }


def place_of_entry(entry: Entry) -> str:
    """The place of an entry in words, by the article's number in its version."""
    written = write_address(entry.row.address or "", html_lang(), entry.number)
    return written[:1].upper() + written[1:]
