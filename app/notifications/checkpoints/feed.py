"""The Atom feed of checkpoints: whoever keeps what a feed brought can hold any later record against it."""

from collections.abc import Sequence

from lxml import etree

from app.kernel.clock import rfc3339
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang
from app.notifications.feeds import ATOM, NEVER, XML_LANG, add, add_link, feed_id
from app.record.checkpoints.models import Checkpoint
from app.record.verify_log import canonical

PATH, PAGE = "/record/checkpoints.atom", "/record/checkpoints"


def write_checkpoint_feed(checkpoints: Sequence[Checkpoint], base: str) -> bytes:
    """Write the feed of some checkpoints, newest first; the content of each entry is its document, as it was signed."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs forget the default
    feed.set(XML_LANG, html_lang())
    add(feed, "id", feed_id(base, "record/checkpoints"))
    add(feed, "title", _("Gongyi: checkpoints of the public record"))
    add(feed, "updated", checkpoints[0].at if checkpoints else rfc3339(NEVER))
    add(add(feed, "author"), "name", _("Gongyi"))
    add_link(feed, "self", base + PATH, "application/atom+xml")
    add_link(feed, "alternate", base + PAGE, "text/html")
    for checkpoint in checkpoints:
        entry = add(feed, "entry")
        add(entry, "id", feed_id(base, f"record/checkpoints/{checkpoint.seq}"))
        add(entry, "title", _("Entry no. %(number)s: %(hash)s", number=checkpoint.seq, hash=checkpoint.hash))
        add(entry, "published", checkpoint.at)
        add(entry, "updated", checkpoint.at)
        add_link(entry, "alternate", f"{base}/record/checkpoint?seq={checkpoint.seq}", "application/json")
        add(entry, "content", canonical(checkpoint.document).decode()).set("type", "text")
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True)
