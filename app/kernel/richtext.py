"""Rich text: what people type, cleaned, counted, and rendered once to safe HTML."""

import hashlib
import unicodedata
from dataclasses import dataclass
from functools import cache, lru_cache

import nh3
import regex
from flask import Flask
from markdown_it import MarkdownIt
from markdown_it.renderer import RendererHTML
from markupsafe import Markup
from mdit_py_cjk_friendly import cjk_friendly

from app.kernel.bilingual import EN, ZH, Passage

LIMIT = 5_000
CODE_POINTS = 20  # that one character may take; the longest emoji have a dozen
# control, format and blank characters and what never is a character, but for line ends, the joiners and the tags of emoji
_DROPPED = regex.compile(
    r"[\p{Cc}\p{Cf}\p{Cs}\p{Noncharacter_Code_Point}\u115F\u1160\u2800\u3164\uFFA0--[\n\t\u200C\u200D\U000E0020-\U000E007F]]",
    regex.V1,
)
# spaces that only look like one, and the points of lists as word processors paste them (two of them from the font Symbol)
_SPACE = regex.compile(r"[\u00A0\u2007\u202F]")
_POINT = regex.compile(
    r"^[ \t]*(?:[\u2022\u25CF\u25AA\u25E6\u2023\u25A0\uF0B7\uF0A7\uF0D8\uF0FC][ \t]*|[\u00B7\u00A7o]\t[ \t]*)(?=\S)",
    regex.MULTILINE,
)
_SEEN = regex.compile(r"[\p{L}\p{N}\p{P}\p{S}]")
_FLAG = regex.compile(r"\p{Regional_Indicator}{2}")
_HAN = regex.compile(r"\p{Han}")
_LATIN = regex.compile(r"\p{Latin}+")
_LINK = regex.compile(r"https?://|mailto:|/(?!/)", regex.IGNORECASE)
_TAGS = {"p", "br", "em", "strong", "ul", "ol", "li", "blockquote", "a", "code", "pre", "hr", "del"}


@dataclass(frozen=True, slots=True)
class RichText:
    """A cleaned Markdown source with its HTML, SHA-256 (hex, of the UTF-8 source), language and graphemes."""

    source: str
    html: str
    sha256: str
    lang: str
    length: int

    @property
    def is_blank(self) -> bool:
        """Whether nothing of it can be seen: no letter, digit or sign (a rule or an empty quote is nothing)."""
        return self.length <= LIMIT and not is_seen(Markup(self.html).striptags())  # noqa: S704  sanitised


def is_seen(text: str) -> bool:
    """Whether a text has a letter, digit or sign, so that there is something to read."""
    return _SEEN.search(text) is not None


def clean(text: str) -> str:
    """Normalise typed text: NFC, LF, no control, zero-width, surrogate, bidirectional control or noncharacters."""
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    text = _DROPPED.sub("", text)
    return unicodedata.normalize("NFC", text).strip()


def tidy(text: str) -> str:
    """Clean a text that may come from a word processor: plain spaces, and the points of its lists as Markdown's."""
    return clean(_POINT.sub("- ", _SPACE.sub(" ", clean(text))))


def clean_line(text: str) -> str:
    """Clean a text that must fit on one line."""
    return " ".join(clean(text).split())


def count_graphemes(text: str) -> int:
    """Count characters as a person would (extended grapheme clusters, UAX 29).

    A text counts at least one for each CODE_POINTS of its code points, so that no character drags ten thousand marks along.
    Flags are paired beforehand: at each of them the pattern would look back over the whole row of flags.
    """
    return max(len(regex.findall(r"\X", _FLAG.sub("x", text))), -(-len(text) // CODE_POINTS))


def guess_language(text: str) -> str:
    """Guess the language tag of a text by weighing Han characters against Latin words."""
    return ZH if len(_HAN.findall(text)) >= len(_LATIN.findall(text)) else EN


def passages(text: str) -> tuple[Passage, ...]:
    """Part somebody's plain words at blank lines, each part with the language that it seems to be in: many write both."""
    parts = (part.strip() for part in text.replace("\r", "").split("\n\n"))
    return tuple(Passage(part, guess_language(part)) for part in parts if part)


def digest(source: str) -> str:
    """The SHA-256 that a receipt shows: of the cleaned source, in UTF-8."""
    return hashlib.sha256(source.encode()).hexdigest()


@cache
def _markdown() -> MarkdownIt:
    markdown = MarkdownIt("commonmark", {"html": False, "linkify": False, "breaks": True}).disable(
        ["image", "heading", "lheading", "html_inline", "html_block", "entity", "reference"]
    )
    markdown.validateLink = lambda url: _LINK.match(url) is not None  # type: ignore[method-assign]
    markdown.use(cjk_friendly)
    # a typed line stays a line, between Han characters too
    markdown.add_render_rule("softbreak", RendererHTML.softbreak)
    return markdown


def render_html(source: str) -> str:
    """Render the Markdown subset (paragraphs, emphasis, lists, quotes, links, code) to sanitised HTML."""
    return nh3.clean(
        _markdown().render(source),
        tags=_TAGS,
        attributes={"a": {"href"}, "ol": {"start"}},
        url_schemes={"http", "https", "mailto"},
        link_rel="nofollow ugc noopener",
    )


def read(text: str) -> RichText:
    """Clean, count and render what somebody typed; what is too long is counted alone, since rendering it costs seconds."""
    source = tidy(text)
    length = len(source) if len(source) > CODE_POINTS * LIMIT else count_graphemes(source)
    if length > LIMIT:
        return RichText(source, "", "", EN, length)
    return RichText(source, render_html(source), digest(source), guess_language(source), length)


def plain_lines(source: str) -> list[str]:
    """Write a Markdown text as plain lines, for files that have no emphasis: points of lists keep a mark."""
    lines: list[str] = []
    numbers: list[int | None] = []
    mark = ""
    for token in _markdown().parse(clean(source)):
        if token.type in ("bullet_list_open", "ordered_list_open"):
            numbers.append(int(token.attrGet("start") or 1) if token.type == "ordered_list_open" else None)
        elif token.type in ("bullet_list_close", "ordered_list_close"):
            numbers.pop()
        elif token.type == "list_item_open":
            number = numbers[-1]
            mark = "• " if number is None else f"{number}. "
            numbers[-1] = None if number is None else number + 1
        elif token.type in ("inline", "fence", "code_block"):
            said = [
                child.content if child.content else "\n" * (child.type in ("softbreak", "hardbreak"))
                for child in token.children or []
            ]
            for line in filter(None, ("".join(said) or token.content).splitlines()):
                lines.append(mark + line)
                mark = ""
    return lines


@lru_cache(maxsize=512)
def show_rich(source: str) -> Markup:
    """Show a text of the agency or the moderators, which is kept as Markdown; the newest few hundred stay rendered."""
    return Markup(render_html(clean(source)))  # noqa: S704  sanitised just now


def init_app(app: Flask) -> None:
    """Give templates the filter `rich` (Markdown text to safe HTML)."""
    app.jinja_env.filters["rich"] = show_rich
    app.jinja_env.filters.update(guessed_language=guess_language, passages=passages)
