"""A version as Markdown, and back: what people can read, edit in any editor, and compare line by line.

`## 條文對照表` begins the articles; below it a chapter is a heading of level 3, a section of level 4, an article of level 5, and
inside an article 現行條文 and 說明 of level 6. Each provision is a paragraph. Signs that mean something to Markdown are escaped.
Other people's files are read too: a heading that begins with 第…條 is an article; a comparison table in pipes is read as such.
"""

import re
from dataclasses import dataclass, field

from app.bills.exporting.markdown_table import blocks_of, has_table
from app.bills.exporting.particulars import Particulars, article_name, one_line, parts_of, printable
from app.bills.exporting.wording import is_word
from app.bills.importing.docx import read_blocks
from app.bills.importing.limits import MOST_ARTICLES, Deadline, bad_file
from app.bills.importing.marks import is_supplement
from app.bills.outline import Outline, OutlineArticle, Unplaced
from app.bills.structure import read_number
from app.kernel.i18n import lazy_gettext as _l

LONGEST_HEADING = 2_000
_SIGNS = re.compile(r"([\\`*_\[\]<>#|~&$])")
_LINE_SIGNS = re.compile(r"^([-+=:])|^(\d+)([.)])(?=\s|$)")
_ESCAPED = re.compile(r"\\([!-/:-@\[-`{-~])")
_HEADING = re.compile(r"(#{1,6})(?:[ \t]+(.*?))?(?:[ \t]+#+)?[ \t]*")
_RANKS = {"chapter": "###", "section": "####"}
_SECTION = re.compile(r"第.{1,8}節|section\b", re.IGNORECASE)
_BRACKETS = re.compile(r"[（(](.*)[)）]", re.DOTALL)


def write_markdown(outline: Outline, about: Particulars) -> bytes:
    """Write a version as Markdown."""
    words = about.words
    blocks = [f"# {_escape(one_line(about.title))}"]
    blocks += [f"> {_escape(one_line(note))}" for note in about.notes]
    blocks.append("\n".join(f"- {name}{words.colon}{_escape(one_line(value))}" for name, value in about.facts()))
    if about.explanation:
        blocks += [f"## {words.general}", *map(_escape, map(one_line, about.explanation))]
    blocks.append(f"## {about.table_title}")
    for part in parts_of(outline):
        if part.article is None:
            blocks.append(f"{_RANKS[part.kind]} {_escape(part.name)}".rstrip())
        else:
            blocks += _article(part.article, about)
    return ("\n\n".join(blocks) + "\n").encode()


def _article(article: OutlineArticle, about: Particulars) -> list[str]:
    words = about.words
    blocks = [f"##### {_title(article, about.lang)}"]
    blocks += [words.deleted] if article.is_deleted else _paragraphs(article.text)
    if article.current_text is not None:
        blocks += [f"###### {words.current}", *_paragraphs(article.current_text)]
    elif about.is_amendment and not article.is_deleted:
        blocks += [f"###### {words.current}", words.added]
    if article.explanation:
        blocks += [f"###### {words.explanation}", _broken_lines(article.explanation)]
    return blocks


def _title(article: OutlineArticle, lang: str) -> str:
    name, heading = article_name(article, lang), one_line(article.heading)
    said = f"{name} {heading}".rstrip()
    found = read_number(said)
    if found is None or found[0] != article.number or _heading(found[1]) != heading:
        said = f"{name} （{heading}）"  # it would be read as a part of the number, or lose a sign
    return _escape(said)


def _paragraphs(text: str) -> list[str]:
    """Write each line as a paragraph of its own."""
    return [_escape(line) for line in map(str.strip, printable(text).splitlines()) if line]


def _broken_lines(text: str) -> str:
    """Write a text whose blank lines count: a line that another follows at once ends in a hard break."""
    lines = [_escape(line.strip()) for line in printable(text).strip().splitlines()]
    return "\n".join(
        f"{line}\\" if line and following else line for line, following in zip(lines, [*lines[1:], ""], strict=True)
    )


def _escape(line: str) -> str:
    """Take every meaning from the signs of a line."""
    return _LINE_SIGNS.sub(lambda found: f"{found[2] or ''}\\{found[1] or found[3]}", _SIGNS.sub(r"\\\1", line))


def _unescape(line: str) -> str:
    return _ESCAPED.sub(r"\1", line)


@dataclass(slots=True)
class _Draft:
    number: str
    heading: str
    chapter: str
    section: str
    lines: dict[str, list[str]] = field(default_factory=lambda: {"text": []})
    source: list[str] = field(default_factory=list)

    def settle(self) -> OutlineArticle:
        said = {name: "\n".join(lines).strip() for name, lines in self.lines.items()}
        text = "\n".join(filter(None, said["text"].splitlines()))
        current = "\n".join(filter(None, said.get("current", "").splitlines()))
        is_deleted = is_word(text, "deleted") or (not text and is_word(self.heading, "deleted"))
        return OutlineArticle(
            number=self.number,
            heading="" if is_deleted and is_word(self.heading, "deleted") else self.heading,
            chapter=self.chapter,
            section=self.section,
            text="" if is_deleted else text,
            is_deleted=is_deleted,
            current_text=None if not current or is_word(current, "added") else current,
            explanation=re.sub(r"\n{3,}", "\n\n", said.get("explanation", "")),
            source="\n".join(self.source).strip(),
        )


class _Reader:
    """Reads line by line: `part` is what the lines belong to (None before the articles begin)."""

    def __init__(self) -> None:
        self.drafts: list[_Draft] = []
        self.unplaced: list[Unplaced] = []
        self.level = 0  # of the heading that began the articles, 0 without one
        self.chapter = self.section = ""
        self.part: str | None = None
        self.is_begun = False
        self.idle: dict[str, tuple[int, str]] = {}  # the headings of chapters that no article stands in yet

    def take(self, number: int, raw: str) -> None:
        line = raw.strip()
        heading = _HEADING.fullmatch(line) if len(line) <= LONGEST_HEADING else None
        if heading is not None:
            self._take_heading(number, line, len(heading[1]), _unescape((heading[2] or "").strip()))
        elif not self.level and is_supplement(line.strip("*_")):  # in a file of ours, every chapter is a heading
            self._begin("chapter", number, line, line.strip("*_"), None)
        elif self.part is not None:
            self.drafts[-1].lines[self.part].append(_unescape(line[:-1].rstrip() if _ends_broken(line) else line))
        elif line and self.is_begun:
            self.unplaced.append(Unplaced(number, line, _l("It stands under no article.")))
        if self.drafts and self.part is not None:
            self.drafts[-1].source.append(raw.rstrip())

    def _take_heading(self, number: int, line: str, level: int, said: str) -> None:
        if not self.level and not self.drafts and any(is_word(said, name) for name in ("table", "new_act", "text")):
            self.level, self.is_begun = level, True
            return
        found = read_number(said)
        if self.level:
            kind = {1: "chapter", 2: "section", 3: "article", 4: "part"}.get(level - self.level, "")
        elif found:
            kind = "article"
        elif self.part is not None and any(is_word(said, name) for name in ("current", "explanation", "proposed")):
            kind = "part"
        elif is_supplement(said) or re.match(r"第.{1,8}[章編節]|chapter\b|section\b", said, re.IGNORECASE):
            kind = "section" if _SECTION.match(said) else "chapter"
        else:
            kind = "" if self.is_begun else "introduction"
        self._begin(kind, number, line, said, found)

    def _begin(self, kind: str, number: int, line: str, said: str, found: tuple[str, str] | None) -> None:
        if kind in ("chapter", "section"):
            self.is_begun, self.part = True, None
            self.drop_idle(*(("section",) if kind == "section" else ("chapter", "section")))
            self.idle[kind] = number, line
            self.chapter, self.section = (said, "") if kind == "chapter" else (self.chapter, said)
        elif kind == "article" and found:
            self.is_begun, self.part, self.idle = True, "text", {}
            self.drafts.append(_Draft(found[0], _heading(found[1]), self.chapter, self.section))
        elif kind == "part" and (names := [name for name in ("current", "explanation") if is_word(said, name)]):
            self.part = names[0]
            self.drafts[-1].lines.setdefault(self.part, [])
        elif kind == "part" and is_word(said, "proposed"):
            self.part = "text"
        elif kind != "introduction":
            self.part = None
            self.unplaced.append(Unplaced(number, line, _l("This heading names no article.")))

    def drop_idle(self, *kinds: str) -> None:
        """Note the chapters and sections that end without an article."""
        for kind in kinds:
            if kind in self.idle:
                self.unplaced.append(Unplaced(*self.idle.pop(kind), _l("No article follows this chapter.")))


def _ends_broken(line: str) -> bool:
    """Whether a line ends in a hard break: a backslash that nothing escapes."""
    return (len(line) - len(line.rstrip("\\"))) % 2 == 1


def _heading(rest: str) -> str:
    said = rest.strip().lstrip(".．:：").strip()
    found = _BRACKETS.fullmatch(said)
    return found[1].strip() if found else said


def read_markdown(text: str) -> Outline:
    """Read the articles of a Markdown file, or raise Refused; what stands before the first of them is its introduction."""
    lines = printable(text).splitlines()
    if has_table(lines):
        return read_blocks(list(blocks_of(lines)), Deadline())
    reader = _Reader()
    for number, line in enumerate(lines, 1):
        reader.take(number, line)
    if not reader.drafts:
        raise bad_file(
            _l(
                "No article was found in this file. Articles begin with a heading such as “## 第一條” or “## Article 1”."
            )
        )
    if len(reader.drafts) > MOST_ARTICLES:
        raise bad_file(_l("This file has more than %(most)s articles.", most=f"{MOST_ARTICLES:,}"))
    reader.drop_idle("chapter", "section")
    unplaced = sorted(reader.unplaced, key=lambda one: one.line)
    return Outline(tuple(draft.settle() for draft in reader.drafts), tuple(unplaced))
