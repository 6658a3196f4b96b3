"""Atom feeds (RFC 4287) of what happened to bills."""

from collections.abc import Sequence
from datetime import UTC, datetime
from urllib.parse import urlsplit

import regex
from lxml import etree
from markupsafe import Markup

from app.kernel.bilingual import Bilingual, Passage
from app.kernel.clock import rfc3339
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, words
from app.notifications.happenings import Happening

ATOM = "http://www.w3.org/2005/Atom"
XML_LANG = "{http://www.w3.org/XML/1998/namespace}lang"
NEVER = datetime(1970, 1, 1, tzinfo=UTC)
_ILLEGAL = regex.compile(r"[^\t\n\x20-\uD7FF\uE000-\uFFFD\U00010000-\U0010FFFF]")


def legal(text: str) -> str:
    """Take out of a text what XML 1.0 cannot hold and no calendar should: control characters and lone surrogates."""
    return str(_ILLEGAL.sub("", text))


def write_feed(
    title: str, path: str, page: str, happenings: Sequence[Happening], *, base: str, languages: dict[str, str]
) -> bytes:
    """Write a feed; `path` is its own address, `page` that of the page it belongs to, `languages` the feed's by tag."""
    feed = etree.Element(f"{{{ATOM}}}feed", nsmap={None: ATOM})  # type: ignore[dict-item]  # the stubs forget the default
    feed.set(XML_LANG, html_lang())
    add(feed, "id", feed_id(base, page.strip("/") or "all"))
    add(feed, "title", title)
    add(feed, "updated", rfc3339(max((one.at for one in happenings), default=NEVER)))
    add_link(feed, "self", base + path, "application/atom+xml")
    add_link(feed, "alternate", base + page, "text/html")
    for tag, href in languages.items():
        add_link(feed, "alternate", base + href, "application/atom+xml", tag)
    for happening in happenings:
        _write_entry(feed, happening, base)
    return etree.tostring(feed, encoding="utf-8", xml_declaration=True)


def feed_id(base: str, name: str) -> str:
    """A name for ever (RFC 4151) of something on this platform."""
    return f"tag:{urlsplit(base).hostname},2026:{name}"


def _write_entry(feed: etree._Element, happening: Happening, base: str) -> None:
    bill, entry = happening.bill, add(feed, "entry")
    add(entry, "id", feed_id(base, f"bills/{bill.slug}/{happening.name}"))
    add(entry, "title", str(_("%(what)s: %(title)s", what=happening.title, title=words(bill.title).text)))
    add(entry, "published", rfc3339(happening.at))
    add(entry, "updated", rfc3339(happening.at))
    add_link(entry, "alternate", base + happening.path, "text/html")
    add(add(entry, "author"), "name", _name(bill.agency.name))
    add(entry, "category").set("term", happening.kind)
    add(entry, "content", _content(happening.prose)).set("type", "html")


def _content(prose: Sequence[Passage]) -> str:
    lines = [Markup('<p lang="{}">{}</p>').format(passage.lang, passage.text) for passage in prose]
    return str(Markup("").join(lines))


def _name(text: Bilingual) -> str:
    return words(text).text


def add_link(parent: etree._Element, rel: str, href: str, kind: str, lang: str = "") -> None:
    """Add a link to a feed or to an entry of one."""
    link = add(parent, "link")
    for name, value in (("rel", rel), ("type", kind), ("hreflang", lang), ("href", href)):
        if value:
            link.set(name, legal(value))


def add(parent: etree._Element, name: str, text: str = "") -> etree._Element:
    """Add an element of Atom with a text."""
    child = etree.SubElement(parent, f"{{{ATOM}}}{name}")
    child.text = legal(text) or None
    return child
