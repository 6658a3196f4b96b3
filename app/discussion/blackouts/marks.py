"""Blocks in the HTML of comments, as people read and hear them."""

import re

from markupsafe import Markup, escape

from app.discussion.blackouts.blocks import BLOCK
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang

_WORDS = re.compile(r"(<[^>]*>)")


def mark_blocks(html: str) -> Markup:
    """Set each block in a sanitised text apart, with words for who listens; a block in a link's address is left alone.

    The words are the page's, whatever language the text around them is in, and say which that is.
    """
    words = escape(_("[blacked out]"))
    spoken = f'<span class="visually-hidden" lang="{html_lang()}">{words}</span>'
    block = f'<span class="blackout"><span aria-hidden="true">{BLOCK}</span>{spoken}</span>'
    pieces = _WORDS.split(html)
    pieces[::2] = [piece.replace(BLOCK, block) for piece in pieces[::2]]
    return Markup("".join(pieces))  # noqa: S704  sanitised when it was written
