"""Reading pages as a test does: one h1, links, words without markup."""

import re
from html import unescape
from html.parser import HTMLParser

from flask.testing import FlaskClient

VOID = {"meta", "link", "input", "br", "hr", "img", "rect", "circle", "path", "use", "line"}


class Page(HTMLParser):
    """A parsed page: its links, ids, headings, and whether every element is closed in order."""

    def __init__(self, html: str) -> None:
        super().__init__()
        self.html = html
        self.links: list[str] = []
        self.ids: list[str] = []
        self.headings: list[int] = []
        self.inline: list[str] = []
        self.open: list[str] = []
        self.feed(html)
        assert not self.open, self.open

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = dict(attrs)
        if tag not in VOID:
            self.open.append(tag)
        if tag == "a" and given.get("href"):
            self.links.append(str(given["href"]))
        if given.get("id"):
            self.ids.append(str(given["id"]))
        if re.fullmatch("h[1-6]", tag):
            self.headings.append(int(tag[1]))
        self.inline += [name for name in given if name == "style" or name.startswith("on")]

    def handle_startendtag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        pass

    def handle_endtag(self, tag: str) -> None:
        assert self.open, f"</{tag}> closes nothing"
        assert self.open[-1] == tag, f"</{tag}> closes <{self.open[-1]}>"
        self.open.pop()

    @property
    def words(self) -> str:
        """The page's words, as read."""
        body = re.sub(r"<(script|style|head)\b.*?</\1>", " ", self.html, flags=re.DOTALL)
        return " ".join(unescape(re.sub(r"<[^>]+>", " ", body)).split())


def read(client: FlaskClient, path: str, status: int = 200, lang: str = "en") -> Page:
    """Get a page in a language and check what every page must be."""
    answer = client.get(path, headers={"Accept-Language": lang})
    assert answer.status_code == status, (path, answer.status_code, answer.text[:500])
    page = Page(answer.text)
    assert page.headings.count(1) == 1, (path, page.headings)
    for before, after in zip(page.headings, page.headings[1:], strict=False):
        assert after <= before + 1, (path, page.headings)
    assert len(page.ids) == len(set(page.ids)), (path, page.ids)
    assert not page.inline, (path, page.inline)
    assert not [link for link in page.links if link.startswith("http") and "//localhost" not in link], page.links
    return page
