"""The inner structure of an article: paragraphs 項, subparagraphs 款, items 目, and how their addresses are written.

An article's text has one paragraph a line. A line that begins with 一、 or 1. is a subparagraph of the paragraph above,
one that begins with （一） or (1) an item of the subparagraph above (where there is none, a subparagraph itself).
Provisions are counted by their place: 18.2.3.1 is item 1 of subparagraph 3 of paragraph 2 of the article with key 18.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import lru_cache

from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid

_NUMERAL = "[一二三四五六七八九十百〇零]{1,7}(?:之[一二三四五六七八九十]{1,3})?"
_SUBPARAGRAPH = re.compile(rf"(?P<mark>{_NUMERAL}、|[0-9]{{1,3}}[.．](?=\s))\s*")
_ITEM = re.compile(rf"(?P<mark>[（(](?:{_NUMERAL}|[0-9]{{1,3}})[）)])\s*")
_ADDRESS = re.compile(
    r"(?P<key>[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})?(?:~[1-9][0-9]?)?)"
    r"(?:\.(?P<paragraph>[1-9][0-9]{0,2})(?:\.(?P<subparagraph>[1-9][0-9]{0,2})(?:\.(?P<item>[1-9][0-9]{0,2}))?)?)?"
)
NUMBER = re.compile(r"[1-9][0-9]{0,2}(?:-[1-9][0-9]{0,2})?")
_DIGITS = "零一二三四五六七八九"
_COUNT = "[一二三四五六七八九十百零〇]{1,7}|[0-9]{1,3}"
_HEAD = re.compile(
    rf"第\s*(?P<stem>{_COUNT})(?:\s*[-－–]\s*(?P<dash>[0-9]{{1,2}}))?\s*條(?:\s*之\s*(?P<sub>{_COUNT}))?(?![0-9])"
    r"|(?i:article|art\.)\s+(?P<en>[0-9]{1,3})(?:-(?P<en_dash>[0-9]{1,2}))?(?![0-9])"
)


@dataclass(frozen=True, slots=True)
class Provision:
    """One paragraph, subparagraph or item: its place in the article, the mark before it (paragraphs: ""), its words."""

    place: tuple[int, ...]
    mark: str
    text: str
    children: tuple["Provision", ...] = ()

    @property
    def suffix(self) -> str:
        """What its address adds to the article's key: .2.3.1"""
        return "".join(f".{ordinal}" for ordinal in self.place)

    @property
    def line(self) -> str:
        """Its mark and its own words, as they stand on a line."""
        space = " " if self.mark and not self.mark.endswith("、") and self.mark.isascii() else ""
        return self.mark + space + self.text


@dataclass(frozen=True, slots=True)
class Address:
    """An article's key and a place inside the article (empty for the whole article)."""

    key: str
    place: tuple[int, ...] = ()

    def __str__(self) -> str:
        return self.key + "".join(f".{ordinal}" for ordinal in self.place)

    def is_within(self, text: Bilingual) -> bool:
        """Whether an article with this text has the place, in either language."""
        return not self.place or any(
            provision.place == self.place for language in text.both for provision in walk(parse(language.text))
        )


@dataclass(slots=True)
class _Growing:
    mark: str
    text: str
    children: list["_Growing"] = field(default_factory=list)

    def settle(self, place: tuple[int, ...]) -> Provision:
        children = tuple(child.settle((*place, n)) for n, child in enumerate(self.children, 1))
        return Provision(place, self.mark, self.text, children)


@lru_cache(maxsize=2048)
def parse(text: str) -> tuple[Provision, ...]:
    """Read an article's text into its paragraphs; blank lines count for nothing."""
    paragraphs: list[_Growing] = []
    for line in filter(None, map(str.strip, text.splitlines())):
        item, part = _ITEM.match(line), _SUBPARAGRAPH.match(line)
        match = item or part
        if match is None:
            paragraphs.append(_Growing("", line))
            continue
        if not paragraphs:
            paragraphs.append(_Growing("", ""))
        above = paragraphs[-1]
        if item and above.children and _SUBPARAGRAPH.match(above.children[-1].mark + " "):
            above = above.children[-1]
        above.children.append(_Growing(match["mark"], line[match.end() :]))
    return tuple(paragraph.settle((n,)) for n, paragraph in enumerate(paragraphs, 1))


def mark_level(line: str) -> int:
    """How deep a line stands by its mark: 0 a paragraph, 1 a subparagraph, 2 an item."""
    line = line.lstrip()
    return 2 if _ITEM.match(line) else 1 if _SUBPARAGRAPH.match(line) else 0


def walk(provisions: tuple[Provision, ...]) -> Iterator[Provision]:
    """Yield provisions and all that is inside them, in the order of the text."""
    for provision in provisions:
        yield provision
        yield from walk(provision.children)


def parse_address(address: str) -> Address | None:
    """Read an address such as 18, 10-1.2 or 18~2.2.3.1; None where it is not one."""
    match = _ADDRESS.fullmatch(address)
    if match is None:
        return None
    return Address(match["key"], tuple(int(match[n]) for n in ("paragraph", "subparagraph", "item") if match[n]))


def require_address(address: str, key: str, text: Bilingual, form_field: str | None = None) -> Address:
    """Read the address of a place that an article with this key and text has, or raise Refused."""
    found = parse_address(address)
    if found is None or found.key != key or not found.is_within(text):
        raise invalid(_l("The article has no such paragraph, subparagraph or item."), form_field)
    return found


def chinese_number(number: int) -> str:
    """Write 1–999 in Chinese numerals as Taiwan's statutes do: 十八, 一百十, 一百零一."""
    hundreds, rest = divmod(number, 100)
    tens, ones = divmod(rest, 10)
    words = _DIGITS[hundreds] + "百" if hundreds else ""
    if tens:
        words += ("" if tens == 1 else _DIGITS[tens]) + "十"
    elif hundreds and ones:
        words += "零"
    return words + (_DIGITS[ones] if ones or not number else "")


def read_chinese_number(words: str) -> int | None:
    """Read a number up to 999 in digits or in Chinese numerals (十八, 一百零一, 一百一十, 一〇一); None where it is none."""
    if words.isascii():
        return int(words) if words.isdigit() else None
    total, waiting, places = 0, 0, ""
    for sign in words.replace("〇", "零"):
        if sign in _DIGITS:
            waiting = 10 * waiting + _DIGITS.index(sign)
            continue
        unit = {"十": 10, "百": 100}.get(sign)
        if unit is None or sign in places or "十" in places:
            return None
        total, waiting, places = total + max(waiting, 1) * unit, 0, places + sign
    return total + waiting


def read_number(line: str) -> tuple[str, str] | None:
    """Read an article's number before a line: 第十八條之一, 第 18-1 條, Article 18-1; with the rest of the line."""
    found = _HEAD.match(line.lstrip())
    if found is None:
        return None
    stem = read_chinese_number(found["stem"] or found["en"])
    tail = found["dash"] or found["sub"] or found["en_dash"]
    sub = read_chinese_number(tail) if tail else None
    number = f"{stem}-{sub}" if tail else str(stem)
    return (number, line.lstrip()[found.end() :]) if NUMBER.fullmatch(number) else None


def write_number(number: str, lang: str) -> str:
    """Write an article's number: 第十條之一 or "article 10-1"."""
    if lang.startswith("en"):
        return f"article {number}"
    if not NUMBER.fullmatch(number):
        return f"第 {number} 條"
    stem, _, sub = number.partition("-")
    return f"第{chinese_number(int(stem))}條" + (f"之{chinese_number(int(sub))}" if sub else "")


def write_address(address: Address | str, lang: str, number: str | None = None) -> str:
    """Write an address in words: 第十八條第二項第三款第一目 or "article 18, paragraph 2, subparagraph 3, item 1".

    `number` is the article's number in the version at hand; without it the key's own number is written.
    """
    found = parse_address(address) if isinstance(address, str) else address
    if found is None:
        return str(address)
    words = write_number(number or found.key.partition("~")[0], lang)
    if lang.startswith("en"):
        names = ("paragraph", "subparagraph", "item")
        return words + "".join(f", {name} {n}" for name, n in zip(names, found.place, strict=False))
    return words + "".join(f"第{chinese_number(n)}{name}" for name, n in zip("項款目", found.place, strict=False))
