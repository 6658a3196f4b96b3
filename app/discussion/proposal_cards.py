"""Proposed wording as the pages show it beside a comment's own words."""

from typing import Any

from app.bills.markup import show_redline
from app.bills.structure import write_address
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.models import Comment
from app.discussion.rows import CommentRow
from app.kernel.i18n import html_lang


def proposed_card(said: CommentRow | Comment, slug: str) -> dict[str, Any] | None:
    """Other words for the place of a comment as `proposed_wording` takes them; None where it proposes none."""
    shown = redline_card(said.proposed_html, said.proposed_lang, said.address)
    return shown and shown | {"href": proposals_href(slug, said.address or "")}


def redline_card(html: str | None, lang: str | None, address: str | None) -> dict[str, Any] | None:
    """A kept redline with the name of its place; None where there is none."""
    if html is None:
        return None
    foreign = lang if lang != html_lang() else None
    return {
        "html": mark_blocks(show_redline(html)),
        "lang": foreign,
        "place": write_address(address or "", html_lang()),
    }


def proposals_href(slug: str, address: str) -> str:
    """Where all proposals for an article stand side by side; of a part, those of its article."""
    return f"/bills/{slug}/articles/{address.partition('.')[0]}/proposals"
