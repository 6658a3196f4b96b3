"""How drafts write the marks of their parts: 第十八條之一, Article 18-1, 第一章, （刪除）, （本條新增）, 一、 and （一）."""

import re
from dataclasses import dataclass
from enum import IntEnum

from app.bills.structure import NUMBER, read_chinese_number

_WIDE = str.maketrans("０１２３４５６７８９", "0123456789")  # one sign for one, so that places in the line stay
_SIGN = "[一二三四五六七八九十百千零〇]"
_N = rf"(?:{_SIGN}{{1,9}}|[0-9]{{1,4}})"
_SPACED = rf"(?:{_SIGN}(?:[ 　]{{0,3}}{_SIGN}){{0,8}}|[0-9]{{1,4}})"  # 第 十 八 條, as justified lines have it
_CHINESE = re.compile(
    rf"第\s*(?P<stem>{_SPACED})\s*(?:(?:[-－–—‑]|之)\s*(?P<inner>{_N}))?\s*條(?:\s*之\s*(?P<sub>{_N}))?(?P<more>\s*之\s*{_N})?"
)
_ENGLISH = re.compile(r"(?:article|art\.)\s+(?P<stem>[0-9]{1,4})(?:[-–—‑](?P<sub>[0-9]{1,4}))?(?![0-9])", re.I)
_REFERS = re.compile(r"[之第所及至與或、，,]|規定|前項|各[項款]|但書|準用")
_RANGE = re.compile(r"\s*(?P<kind>至|~|～|、|及|和|to|and|-|–)\s*", re.I)
_DELETED = re.compile(
    r"[（(［\[]?\s*(?:本條)?\s*[刪删]\s*除\s*[）)］\]]?\s*。?|[（(\[]?\s*(?:deleted|repealed)\s*[）)\]]?\.?", re.I
)
_NEW = re.compile(
    r"[（(［\[]?\s*(?:本[條章節編項]\s*)?新\s*增\s*[）)］\]]?\s*。?|[（(]?\s*無\s*[）)]?|[-–—－]+"
    r"|[（(\[]?\s*(?:new(?: (?:article|chapter|section))?|none|n/a)\s*[）)\]]?\.?",
    re.I,
)
_CHAPTER = re.compile(rf"第\s*{_SPACED}\s*(?P<kind>[編章節])(?:\s*之\s*{_N})?(?P<rest>.*)", re.DOTALL)
_EN_CHAPTER = re.compile(
    r"(?P<kind>part|title|chapter|section)\s+(?:[IVXLC]{1,7}|[0-9]{1,3})(?:-[0-9]{1,3})?(?=$|[\s.:：–—-])(?P<rest>.*)",
    re.I | re.DOTALL,
)
_SUPPLEMENT = re.compile(r"附\s*則|supplement(?:ary|al)\s+provisions", re.I)
_STOPS = re.compile(r"[。；，：;！？]")
_ITEM_SIGNS = {chr(0x3220 + n): f"（{sign}）" for n, sign in enumerate("一二三四五六七八九十")}
_ITEM_SIGNS |= {chr(0x2474 + n): f"({n + 1})" for n in range(20)} | {chr(0x2488 + n): f"{n + 1}. " for n in range(20)}
_ARABIC = re.compile(r"(?P<n>[0-9]{1,3})\s*[.．、]\s*(?=[^\s0-9])")
_PART = re.compile(r"(?P<n>[一二三四五六七八九十百]{1,5})\s*、\s*")
_BRACKETED = re.compile(
    r"(?P<open>[（(])\s*(?P<n>[0-9]{1,3}|[一二三四五六七八九十百]{1,5})\s*(?P<close>[）)])\s*(?=\S)"
)
_OPENING, _CLOSING = "（(［[【", "）)］]】"
_LONGEST_NAME = 120


class Division(IntEnum):
    """What articles stand in, the widest first."""

    PART = 1
    CHAPTER = 2
    SECTION = 3


_DIVISIONS = {"編": Division.PART, "章": Division.CHAPTER, "節": Division.SECTION}
_DIVISIONS |= {"part": Division.PART, "title": Division.PART, "chapter": Division.CHAPTER, "section": Division.SECTION}


@dataclass(frozen=True, slots=True)
class ArticleMark:
    """An article's number before its words. `number` is None where it is one that a bill here cannot hold (1000, 1-1-1)."""

    number: str | None
    written: str
    rest: str


def read_mark(line: str, *, is_first: bool) -> ArticleMark | None:
    """Read the number that begins an article; None where the line only speaks of an article.

    `is_first` says that the line stands first in its cell, where an article may begin without a space after its number.
    """
    line = line.strip()
    plain = line.translate(_WIDE)
    if found := _CHINESE.match(plain):
        rest = line[found.end() :]
        return _mark(found, line, rest.lstrip(" \t　：:")) if _begins_chinese(rest, is_first) else None
    if found := _ENGLISH.match(plain):
        rest = line[found.end() :]
        return _mark(found, line, rest.lstrip(" \t　.:：–—-")) if _begins_english(rest) else None
    return None


def _mark(found: re.Match[str], line: str, rest: str) -> ArticleMark:
    parts = found.groupdict()
    subs = [part for part in (parts.get("inner"), parts.get("sub"), parts.get("more")) if part]
    numbers = [_number(part) for part in (parts["stem"], *subs)]
    number = "-".join(str(n) for n in numbers)
    is_held = None not in numbers and NUMBER.fullmatch(number) is not None
    return ArticleMark(number if is_held else None, line[: found.end()], rest)


def _number(words: str) -> int | None:
    words = re.sub(r"[\s之]", "", words)
    return None if "千" in words else read_chinese_number(words)


def _begins_chinese(rest: str, is_first: bool) -> bool:
    if not rest or rest[0] in "　：:" + _OPENING:
        return True
    refers = _REFERS.match(rest.lstrip()) is not None
    return not refers and (is_first or rest[0].isspace())


def _begins_english(rest: str) -> bool:
    if not rest or rest[0] in ".:：–—-　":
        return True
    if rest[0] in _OPENING:
        return not rest[1:2].isdigit()
    return rest[0].isspace() and not rest.lstrip()[0].islower()


def read_range(line: str) -> tuple[list[str], str] | None:
    """Read 第十條至第十二條（刪除） into its numbers, with the rest of the line; None where it is no such range."""
    numbers: list[str] = []
    kind, rest = "", line.strip()
    while found := (_CHINESE.match(rest.translate(_WIDE)) or _ENGLISH.match(rest.translate(_WIDE))):
        number = _mark(found, rest, "").number
        if number is None:
            return None
        numbers += _between(numbers[-1], number) if numbers and kind not in ("、", "及", "和", "and") else [number]
        rest = rest[found.end() :]
        between = _RANGE.match(rest)
        if between is None:
            break
        kind, rest = between["kind"].lower(), rest[between.end() :]
    return (numbers, rest.strip()) if len(numbers) > 1 else None


def _between(first: str, last: str) -> list[str]:
    """The numbers after one up to another: 10, 12 gives 11 and 12."""
    if "-" in first or "-" in last or int(last) <= int(first):
        return [last]
    return [str(n) for n in range(int(first) + 1, int(last) + 1)]


def read_division(line: str) -> tuple[Division, bool] | None:
    """Tell whether a line heads a part, chapter or section, and whether it says its name too; 附則 heads a chapter without a number."""
    line = line.strip()
    if is_supplement(line):
        return Division.CHAPTER, True
    plain = line.translate(_WIDE)
    found = _CHAPTER.fullmatch(plain)
    if found is None:
        found = _EN_CHAPTER.fullmatch(plain)
        rest = found["rest"].lstrip(" .:：–—-") if found else ""
        if rest[:1].islower() or rest.endswith((".", ",", ":")):
            return None
    if found is None or len(line) > _LONGEST_NAME or _STOPS.search(line):
        return None
    rest = found["rest"].strip()
    if re.match(r"[之所及至與或、]|規定", rest):
        return None
    return _DIVISIONS[found["kind"].lower()], bool(rest.strip(" .:：–—-"))


def is_supplement(line: str) -> bool:
    """Whether a line says 附則 and nothing else: the heading of the supplementary provisions, which often has no number."""
    return _SUPPLEMENT.fullmatch(line.strip()) is not None


def is_deleted(text: str) -> bool:
    """Whether a text says that the article goes: （刪除）."""
    return _DELETED.fullmatch(text.strip()) is not None


def is_new(text: str) -> bool:
    """Whether the current law's cell says that there is nothing yet: （本條新增）, 無, —."""
    return _NEW.fullmatch(text.strip()) is not None


def settle_mark(line: str) -> str:
    """Write the mark before a subparagraph or item as structure.py reads it: ㈠, １．, 1、 and （１） become （一）, 1. and （1）."""
    line = line.strip()
    line = _ITEM_SIGNS[line[0]] + line[1:].lstrip() if line[:1] in _ITEM_SIGNS else line
    plain = line.translate(_WIDE)
    if found := _ARABIC.match(plain):
        return f"{found['n']}. {line[found.end() :]}"
    if found := _PART.match(plain):
        return f"{found['n']}、{line[found.end() :]}"
    if found := _BRACKETED.match(plain):
        gap = " " if found["open"] == "(" and line[found.end() - 1].isspace() else ""
        return f"{found['open']}{found['n']}{found['close']}{gap}{line[found.end() :]}"
    return line


def level_of(line: str) -> int:
    """The depth that a line's mark says: 0 for a paragraph 項, 1 for a subparagraph 款, 2 for an item 目."""
    if re.match(r"[一二三四五六七八九十百〇零]{1,7}(?:之[一二三四五六七八九十]{1,3})?、|[0-9]{1,3}[.．]\s", line):
        return 1
    return 2 if re.match(r"[（(](?:[0-9]{1,3}|[一二三四五六七八九十百〇零之]{1,9})[）)]", line) else 0


def split_heading(rest: str) -> tuple[str, str]:
    """Split what follows a number into a heading in brackets and the words after it; ("", rest) where there is none."""
    if rest[:1] not in tuple(_OPENING):
        return "", rest
    depth = 0
    for n, sign in enumerate(rest):
        depth += (sign in _OPENING) - (sign in _CLOSING)
        if depth == 0:
            inside = rest[1:n].strip()
            is_heading = inside and len(inside) <= 200 and level_of(rest) == 0 and not is_deleted(rest[: n + 1])
            return (inside, rest[n + 1 :].strip()) if is_heading else ("", rest)
    return "", rest


def is_plain_heading(words: str, below: str) -> bool:
    """Whether the words on a number's line, without brackets, are a heading over the words below."""
    if not words or len(words) > 100 or level_of(words) or level_of(below) or _STOPS.search(words):
        return False
    if words.isascii():
        return not words.endswith((".", ",", ":")) and not re.search(r"\b(shall|may|must|means?|is|are)\b", words)
    return len(words) <= 30 and words[-1] not in "：:.,、）)」"
