"""A letter as a message: plain text, and the very same words as simple HTML, in which nothing is fetched from anywhere.

The HTML is made of the plain text: a paragraph each, a list of lines that begin with "- ", addresses as links, and below a line "-- " how
to end such mails. So no mail can say one thing to one program and another to the next.
"""

import re
from collections.abc import Iterator
from datetime import datetime
from email.headerregistry import Address
from email.message import EmailMessage
from email.policy import EmailPolicy
from email.utils import format_datetime
from functools import cache
from typing import NamedTuple
from urllib.parse import urlsplit

from flask import current_app
from markupsafe import Markup, escape

from app.kernel.outbox import Letter

ENDING = "\n-- \n"
_ADDRESS = re.compile(r"https?://[^\s<>\"，。：；（）]+")
_ITEM = "- "


class Whole(EmailPolicy):
    """Writes addresses in headers as they are: folded like words they would be encoded, and no mail program could post to them."""

    def fold(self, name: str, value: str) -> str:
        """Write one header."""
        if name == "List-Unsubscribe":
            return f"{name}: {value}{self.linesep}"
        return str(super().fold(name, value))

    def fold_binary(self, name: str, value: str) -> bytes:
        """Write one header as bytes."""
        if name == "List-Unsubscribe":
            return self.fold(name, value).encode("ascii")
        return bytes(super().fold_binary(name, value))


class Block(NamedTuple):
    """A paragraph or, with `is_list`, the items of a list: lines of HTML."""

    is_list: bool
    lines: tuple[Markup, ...]


def compose(letter: Letter, to: str, language: str, base_url: str, number: int, now: datetime) -> EmailMessage:
    """Make a message of a letter."""
    host = urlsplit(base_url).hostname or "localhost"
    message = EmailMessage(Whole())
    message["From"] = Address("Gongyi 公議", "no-reply", host)
    message["To"] = Address(addr_spec=to)
    message["Subject"] = letter.subject
    message["Date"] = format_datetime(now)
    message["Message-ID"] = f"<outbox-{number}@{host}>"
    message["Auto-Submitted"] = "auto-generated"
    if letter.unsubscribe:
        message["List-Unsubscribe"] = f"<{base_url}{letter.unsubscribe}>"
        message["List-Unsubscribe-Post"] = "List-Unsubscribe=One-Click"
    lang = "en" if language == "en" else "zh-Hant-TW"
    message.set_content(letter.body, cte="8bit")
    message.add_alternative(render_html(letter, lang), subtype="html", cte="8bit")
    message["Content-Language"] = lang
    return message


def render_html(letter: Letter, lang: str) -> str:
    """Say a letter's words as HTML."""
    body, _dashes, ending = letter.body.partition(ENDING)
    page = current_app.jinja_env.get_template("mail/letter.html")
    blocks = {"blocks": list(_blocks(body)), "ending": list(_blocks(ending))}
    return page.render(subject=letter.subject, lang=lang, looks=_looks(), **blocks) + "\n"


def _blocks(text: str) -> Iterator[Block]:
    for paragraph in re.split(r"\n\s*\n", text.strip()):
        lines = [line for line in paragraph.splitlines() if line.strip()]
        start = 0
        for end in range(1, len(lines) + 1):
            is_list = lines[start].startswith(_ITEM)
            if end == len(lines) or lines[end].startswith(_ITEM) != is_list:
                said = (line.removeprefix(_ITEM) if is_list else line for line in lines[start:end])
                yield Block(is_list, tuple(map(_linked, said)))
                start = end


def _linked(line: str) -> Markup:
    """A line with its addresses as links; what stands around them is escaped."""
    parts, at = [], 0
    for found in _ADDRESS.finditer(line):
        parts += [escape(line[at : found.start()]), Markup('<a href="{0}">{0}</a>').format(found[0])]
        at = found.end()
    return Markup("").join([*parts, escape(line[at:])])


@cache
def _looks() -> Markup:
    """How it looks, in the letter itself: mail programs fetch nothing."""
    source, _name, _fresh = current_app.jinja_env.loader.get_source(current_app.jinja_env, "mail/letter.css")  # type: ignore[union-attr]
    return Markup("<style>\n{}</style>").format(Markup(source))  # noqa: S704  our own file, and no mark-up in it
