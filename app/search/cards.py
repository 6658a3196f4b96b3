"""What the page shows of something found: what it is, where it stands, and its address."""

from typing import Any
from urllib.parse import urlencode

from app.bills.cards import article_label
from app.discussion.words import place_label
from app.kernel.i18n import gettext as _
from app.search.queries import Found, FoundComment, FoundPassage


def path_of(found: Found) -> str:
    """The address of something found, within this site."""
    if isinstance(found, FoundComment):
        return f"/comments/{found.position}"
    here = f"/bills/{found.bill_slug}"
    if found.question is not None:
        return f"{here}/discussion?{urlencode({'question': found.question})}"
    if found.key is None:
        return here
    return (
        f"{here}/articles/{found.key}"
        if found.is_newest
        else f"{here}/text?version={found.version}#article-{found.key}"
    )


def card(found: Found) -> dict[str, Any]:
    """Something found as the template takes it."""
    shown = {
        "href": path_of(found),
        "snippet": found.snippet,
        "bill": found.bill_title,
        "bill_href": f"/bills/{found.bill_slug}",
    }
    return shown | (_comment_card(found) if isinstance(found, FoundComment) else _passage_card(found))


def _comment_card(found: FoundComment) -> dict[str, Any]:
    return {
        "title": _("Comment by %(handle)s", handle=found.author),
        "place": place_label(found.place),
        "posted_at": found.posted_at,
    }


def _passage_card(found: FoundPassage) -> dict[str, Any]:
    if found.question is not None:
        return {"title": _("Question %(number)s", number=found.question)}
    if found.number is None:
        return {"title": found.bill_title, "is_bill": True}
    earlier = (
        None if found.is_newest else _("as text %(number)s has it; a later one reads otherwise", number=found.version)
    )
    return {"title": article_label(found.number), "heading": found.heading, "place": earlier}
