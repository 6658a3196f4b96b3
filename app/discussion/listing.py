"""What the page of a discussion lists: orders and filters in words, and its cards thread by thread."""

from collections.abc import Mapping, Sequence
from typing import Any

from app.discussion.asked import Asked, Sort
from app.discussion.cursors import write_cursor
from app.discussion.pages import Page
from app.discussion.words import POSITIONS, place_label
from app.kernel.i18n import gettext as _
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.i18n import same_page

Card = dict[str, Any]
FOLDED = 3  # from so many replies on a thread can be folded

ORDERS = {
    Sort.ARTICLE: _l("By article"),
    Sort.NEWEST: _l("Newest first"),
    Sort.OLDEST: _l("Oldest first"),
    Sort.ENDORSED: _l("Most endorsed first"),
    Sort.DISCUSSED: _l("Most discussed first"),
}


def orders() -> list[tuple[str, str]]:
    """The orders to choose from."""
    return [(sort.value, str(label)) for sort, label in ORDERS.items()]


def filter_tags(asked: Asked) -> list[dict[str, str | None]]:
    """The filters that are set, each with the address of the page without it."""
    words = {
        "article": place_label(asked.article) if asked.article and not asked.is_idle else asked.article,
        "question": place_label(f"Q{asked.question}") if asked.question else "",
        "position": str(POSITIONS[asked.position]) if asked.position else "",
        "official": _("By the agency or moderators"),
        "unanswered": _("No official reply yet"),
    }
    set_ones = [name for name in words if getattr(asked, name)]
    return [{"text": words[name], "href": same_page(**{name: None, "cursor": None})} for name in set_ones]


def list_threads(page: Page, cards: Sequence[Card], asked: Asked) -> list[Card]:
    """Group cards by thread: the first of each, its replies on this page, how many more there are and where they go on.

    In article order the first of each place bears its heading. What is listed one by one stands alone, with what it replies to.
    """
    listed: list[Card] = []
    for row, card in zip(page.rows, cards, strict=True):
        if listed and row.depth and listed[-1]["root_id"] == card["root_id"] and not is_one_by_one(asked):
            listed[-1]["replies"].append(card)
            listed[-1]["last"] = row.path
            continue
        is_headed = asked.sort is Sort.ARTICLE and (not listed or listed[-1]["first"]["place"] != card["place"])
        listed.append(
            {
                "first": card,
                "root_id": card["root_id"],
                "replies": [],
                "count": row.thread_count,
                "is_headed": is_headed,
                "last": row.path,
            }
        )
    for thread in listed:
        thread |= _rest(thread, page.more)
    return listed


def is_one_by_one(asked: Asked) -> bool:
    """Whether single comments out of their threads are listed."""
    return bool(asked.since or ((asked.position or asked.official) and not asked.is_by_thread))


def _rest(thread: Card, more: Mapping[int, int]) -> Card:
    """How many replies are not on the page, and the address at which they go on."""
    root_id = thread["root_id"]
    on = (
        f"/comments/{root_id}?cursor={write_cursor(thread['last'])}#replies"
        if thread["replies"]
        else f"/comments/{root_id}"
    )
    return {
        "more": more.get(root_id, 0),
        "more_href": on,
        "is_foldable": thread["first"]["depth"] == 0 and len(thread["replies"]) >= FOLDED,
    }
