"""What Word prints before the paragraphs of a numbered list, and how far styles and lists set paragraphs in."""

from dataclasses import dataclass, field

from app.bills.importing.archive import Element
from app.bills.importing.ooxml import child, children, tag, value
from app.bills.importing.provisions import SIGN
from app.bills.structure import chinese_number

_CHINESE = {
    "taiwaneseCountingThousand", "taiwaneseCounting", "chineseCounting", "chineseCountingThousand", "japaneseCounting",
    "ideographDigital", "taiwaneseDigital", "chineseLegalSimplified",
}  # fmt: skip
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
Indents = dict[str, int]


@dataclass(slots=True)
class _Level:
    start: int = 1
    form: str = "decimal"
    words: str = ""
    indents: Indents = field(default_factory=dict)


@dataclass(slots=True)
class _Style:
    based_on: str = ""
    number: tuple[str, int] | None = None
    indents: Indents = field(default_factory=dict)


def read_indents(properties: Element | None) -> Indents:
    """Read how far a paragraph is set in, in twentieths of a point; a value in signs goes before one in points."""
    found = child(properties, "ind")
    indents: Indents = {}
    for name, others in (("left", ("start",)), ("firstLine", ()), ("hanging", ())):
        for attribute in (name, *others):
            signs, points = value(found, f"{attribute}Chars"), value(found, attribute)
            if signs and _number(signs):
                indents[name] = _number(signs) * SIGN // 100
            elif points:
                indents[name] = _number(points)
    if "hanging" in indents:
        indents["firstLine"] = -indents.pop("hanging")
    return indents


class Lists:
    """The lists and styles of a document; counts as its paragraphs are asked for in order."""

    def __init__(self, numbering: Element | None, styles: Element | None) -> None:
        self._levels: dict[str, dict[int, _Level]] = {}
        self._abstract: dict[str, str] = {}
        self._counts: dict[str, dict[int, int]] = {}
        self._styles = {} if styles is None else _read_styles(styles)
        if numbering is not None:
            self._read(numbering)

    def describe(self, properties: Element | None) -> tuple[str, int]:
        """Say what is printed before the next paragraph, and where its first line begins."""
        style = value(child(properties, "pStyle")) or ""
        indents: Indents = {}
        number: tuple[str, int] | None = None
        for one in reversed(self._chain(style)):
            indents |= one.indents
            number = one.number or number
        own = _read_number(properties)
        if own is not None:
            number = (own[0] or (number[0] if number else ""), own[1])
        label, level = self._count(number) if number and number[0] not in ("", "0") else ("", None)
        indents = {**(level.indents if level else {}), **indents, **read_indents(properties)}
        return label, indents.get("left", 0) + indents.get("firstLine", 0)

    def _chain(self, style: str) -> list[_Style]:
        chain: list[_Style] = []
        while style in self._styles and len(chain) < 12:
            chain.append(self._styles[style])
            style = chain[-1].based_on
        return chain

    def _count(self, number: tuple[str, int]) -> tuple[str, _Level | None]:
        levels = self._levels.get(number[0], {})
        level = levels.get(number[1])
        if level is None:
            return "", None
        counts = self._counts.setdefault(self._abstract[number[0]], {})
        for deeper in [depth for depth in counts if depth > number[1]]:
            del counts[deeper]
        counts[number[1]] = counts.get(number[1], level.start - 1) + 1
        label = level.words
        for depth in range(9):
            if f"%{depth + 1}" in label:
                at = levels.get(depth, level)
                label = label.replace(f"%{depth + 1}", _write(counts.get(depth, at.start), at.form))
        return ("•" if level.form == "bullet" else label.strip()), level

    def _read(self, numbering: Element) -> None:
        plans = {value(one, "abstractNumId"): one for one in children(numbering, "abstractNum")}
        for one in children(numbering, "num"):
            name, plan = value(one, "numId") or "", value(child(one, "abstractNumId")) or ""
            levels = _read_levels(plans.get(plan))
            restarts = children(one, "lvlOverride")
            for override in restarts:
                depth = _number(value(override, "ilvl"))
                levels |= _read_levels(override)
                start = value(child(override, "startOverride"))
                if start is not None and depth in levels:
                    levels[depth].start = _number(start)
            self._levels[name] = levels
            self._abstract[name] = f"{plan}/{name}" if restarts else plan


def _read_levels(parent: Element | None) -> dict[int, _Level]:
    return {
        _number(value(one, "ilvl")): _Level(
            _number(value(child(one, "start")), 1),
            value(child(one, "numFmt")) or "decimal",
            value(child(one, "lvlText")) or "",
            read_indents(child(one, "pPr")),
        )
        for one in children(parent, "lvl")
    }


def _read_styles(styles: Element) -> dict[str, _Style]:
    return {
        value(one, "styleId") or "": _Style(
            value(child(one, "basedOn")) or "", _read_number(child(one, "pPr")), read_indents(child(one, "pPr"))
        )
        for one in styles
        if tag(one) == "style"
    }


def _read_number(properties: Element | None) -> tuple[str, int] | None:
    found = child(properties, "numPr")
    if found is None:
        return None
    return value(child(found, "numId")) or "", _number(value(child(found, "ilvl")))


def _number(words: str | None, otherwise: int = 0) -> int:
    """Read a number of an attribute; one that is none, or beyond any page, counts as given."""
    try:
        found = int(float(words)) if words and len(words) < 12 else otherwise
    except (ValueError, OverflowError):
        return otherwise
    return max(-100_000, min(100_000, found))


def _write(number: int, form: str) -> str:
    """Write a number as a list does."""
    if form in _CHINESE and 0 <= number <= 999:
        return chinese_number(number)
    if form == "ideographTraditional" and 1 <= number <= 10:
        return _STEMS[number - 1]
    if form == "ideographZodiac" and 1 <= number <= 12:
        return _BRANCHES[number - 1]
    if form.endswith("Letter") and 1 <= number <= 26:
        letter = chr(96 + number)
        return letter.upper() if form.startswith("upper") else letter
    if form.endswith("Roman") and 1 <= number <= 399:
        words = ""
        for worth, sign in _ROMAN:
            words, number = words + sign * (number // worth), number % worth
        return words.upper() if form.startswith("upper") else words
    return str(number)
