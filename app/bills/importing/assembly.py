"""Putting rows together into articles: what a row begins, goes on with or cannot be placed."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

from app.bills.importing.growing import Growing
from app.bills.importing.limits import MOST_ARTICLES, MOST_UNPLACED, bad_file
from app.bills.importing.marks import (
    ArticleMark,
    Division,
    is_deleted,
    is_new,
    is_supplement,
    read_division,
    read_mark,
    read_range,
)
from app.bills.importing.provisions import Line
from app.bills.outline import Outline, Unplaced
from app.kernel.i18n import lazy_gettext as _l


@dataclass(slots=True)
class Row:
    """A row of a comparison table by what its columns hold. `shared_*` are the words of a merged cell that began in a row above;
    `goes_on` says that the proposed column's is such a cell."""

    line: int
    proposed: list[Line] = field(default_factory=list)
    current: list[Line] = field(default_factory=list)
    explanation: list[Line] = field(default_factory=list)
    shared_current: list[Line] = field(default_factory=list)
    shared_explanation: list[Line] = field(default_factory=list)
    goes_on: bool = False
    source: str = ""


class Assembly:
    """The articles read so far, the chapter that stands, and what had no place."""

    def __init__(self) -> None:
        self.unplaced: list[Unplaced] = []
        self.titles: list[str] = []
        self._articles: list[Growing] = []
        self._open: Growing | None = None
        self._refused: Any = None  # why the article that is being read has no place
        self._divisions: dict[Division, str] = {}
        self._notes: list[str] = []  # what is explained about a chapter, for the article that it begins with
        self._bare: Division | None = None  # a chapter's number whose name stands on the next line
        self._idle: dict[Division, int] = {}  # the lines of chapters that no article stands in yet

    @property
    def has_articles(self) -> bool:
        """Whether an article has begun."""
        return bool(self._articles)

    def refuse(self, line: int, text: str, reason: Any) -> None:
        """Note a line that has no place."""
        if text.strip():
            self.unplaced.append(Unplaced(line, text.strip(), reason))
        if len(self.unplaced) > MOST_UNPLACED:
            most = f"{MOST_UNPLACED:,}"
            raise bad_file(_l("More than %(most)s lines of this file have no place in a draft.", most=most))

    def add(self, row: Row) -> None:
        """Take in a row of a comparison table."""
        begun: list[Growing] = []
        named: list[str] = []
        self._bare = None
        if not row.goes_on and (whole := self._begin_whole(row)) is not None:
            begun = whole
        else:
            self._read_proposed(row, begun, named)
        self._read_current(row, begun, named)
        self._explain(row, begun, named)
        for article in begun or ([self._open] if self._open else []):
            article.source.append(row.source)

    def add_line(self, number: int, line: Line) -> None:
        """Take in a line of a plain text."""
        begun: list[Growing] = []
        self._read_proposed(Row(number, [line]), begun, [], is_table=False)
        if self._open is not None and read_division(line.text) is None:
            self._open.source.append(line.text)

    def go_on(self, line: int, words: Line, *, explains: bool) -> None:
        """Take in a line of the current text or of the explanation of the article that is being read."""
        if self._open is None:
            self.refuse(line, words.text, self._refused or _BEFORE)
            return
        (self._open.explanation if explains else self._open.current).append(words)
        self._open.source.append(words.text)

    def finish(self) -> Outline:
        """Settle what was read, or raise Refused when there is no article in it."""
        articles = []
        for growing in self._articles:
            article = growing.settle()
            if article is None:
                self.refuse(growing.line, "\n".join(growing.source) or growing.written, _l("This article has no text."))
            else:
                articles.append(article)
        self._drop_idle(Division.PART)
        if not articles:
            raise bad_file(
                _l(
                    "No article was found in this file. A table needs a heading row with words such as 修正條文, 現行條文 and "
                    "說明, and articles begin with 第一條 or Article 1."
                )
            )
        self.unplaced.sort(key=lambda one: one.line)
        return Outline(tuple(articles), tuple(self.unplaced), tuple(self.titles))

    def _begin_whole(self, row: Row) -> list[Growing] | None:
        """Begin the articles that a row says as a whole to be deleted: 第十條至第十二條（刪除）, or （刪除） beside 第十條."""
        words = "".join(line.text for line in row.proposed).strip()
        if len(row.proposed) == 1 and (several := read_range(words)) and is_deleted(several[1]):
            marks = [ArticleMark(number, number, "（刪除）") for number in several[0]]
            begun = [article for mark in marks if (article := self._begin(row.line, mark)) is not None]
            if len(begun) < len(marks):
                self.refuse(row.line, words, _l("One of these numbers is there already."))
            return begun
        if words and not is_deleted(words):
            return None
        found = read_mark(row.current[0].text, is_first=True) if row.current else None
        if found is None:
            return None
        article = self._begin(row.line, ArticleMark(found.number, found.written, "（刪除）"))
        if article is None:
            self.refuse(row.line, words, self._refused)
        return [article] if article is not None else []

    def _read_proposed(self, row: Row, begun: list[Growing], named: list[str], *, is_table: bool = True) -> None:
        for n, line in enumerate(row.proposed):
            if (mark := read_mark(line.text, is_first=is_table and n == 0)) is not None:
                self._begin_at(row.line, mark, line, begun)
            elif (division := self._division_at(line)) is not None:
                self._head(row.line, division[0], line.text)
                named.append(line.text)
                self._bare = None if division[1] else division[0]
                continue
            elif self._bare is not None:
                self._divisions[self._bare] += ("　" if not line.text.isascii() else " ") + line.text.strip()
                named.append(line.text)
            elif self._open is not None:
                self._open.lines.append(line)
            else:
                self.refuse(row.line, line.text, self._refused or _BEFORE)
            self._bare = None

    def _division_at(self, line: Line) -> tuple[Division, bool] | None:
        """What a line heads; below a chapter's number alone, 附則 is that chapter's name."""
        return None if self._bare is not None and is_supplement(line.text) else read_division(line.text)

    def _begin_at(self, number: int, mark: ArticleMark, line: Line, begun: list[Growing]) -> None:
        if self._open is not None and mark.number == self._open.number and (more := _GOES_ON.match(mark.rest)):
            self._open.lines.append(Line(mark.rest[more.end() :], line.indent))
            return
        article = self._begin(number, mark)
        if article is not None:
            article.indent = line.indent
            begun.append(article)
        else:
            self.refuse(number, line.text, self._refused)

    def _begin(self, line: int, mark: ArticleMark) -> Growing | None:
        """Begin an article; None where it has no place, and what follows it has none either."""
        self._open = None
        if mark.number is None:
            self._refused = _l("Numbers go to 999, with one further number at most (999-999).")
            return None
        first = next((article for article in self._articles if article.number == mark.number), None)
        if first is not None:
            self._refused = _l("This number is there twice; the first is in line %(line)s.", line=first.line)
            return None
        if len(self._articles) >= MOST_ARTICLES:
            raise bad_file(_l("This file has more than %(most)s articles.", most=f"{MOST_ARTICLES:,}"))
        self._refused = None
        stands = self._divisions
        chapter = "　".join(stands[d] for d in (Division.PART, Division.CHAPTER) if d in stands)
        section = stands.get(Division.SECTION, "")
        self._open = Growing(mark.number, mark.written, line, mark.rest, chapter=chapter, section=section)
        self._open.explanation += [Line(note) for note in self._notes]
        self._open.source += self._notes
        self._notes, self._idle = [], {}
        self._articles.append(self._open)
        return self._open

    def _head(self, line: int, division: Division, words: str) -> None:
        """Let a part, chapter or section stand from here on; it ends the narrower ones."""
        self._drop_idle(division)
        self._divisions = {kind: name for kind, name in self._divisions.items() if kind < division}
        self._divisions[division] = words.strip()
        self._idle[division] = line
        self._open, self._refused = None, None

    def _drop_idle(self, division: Division) -> None:
        """Note the chapters that end without an article."""
        for kind in [kind for kind in self._idle if kind >= division]:
            words = "\n".join([self._divisions[kind], *self._notes])
            self._notes = []
            self.refuse(self._idle.pop(kind), words, _l("No article follows this chapter."))

    def _read_current(self, row: Row, begun: list[Growing], named: Sequence[str]) -> None:
        same = {_plain(name) for name in (*named, *self._divisions.values())}
        lines = []
        for line in row.current:
            if read_division(line.text) is None:
                lines.append(line)
            elif _plain(line.text) not in same:
                self.refuse(row.line, line.text, _l("A chapter of the law in force that the draft does not have."))
        if begun and not any(line.text.strip() for line in lines):
            lines = row.shared_current
        if named and not begun and all(is_new(line.text) for line in lines):
            return
        self._deal(row.line, lines, begun, lambda article: article.current)

    def _explain(self, row: Row, begun: list[Growing], named: Sequence[str]) -> None:
        lines = row.explanation
        if begun and not any(line.text.strip() for line in lines):
            lines = row.shared_explanation
            for article in begun:
                article.explanation += lines
        elif named and not begun:
            self._notes += [f"{named[0].strip()}：{line.text.strip()}" for line in lines if line.text.strip()]
        else:
            self._deal(row.line, lines, begun[:1], lambda article: article.explanation)

    def _deal(
        self, line: int, lines: Sequence[Line], begun: Sequence[Growing], into: Callable[[Growing], list[Line]]
    ) -> None:
        """Give lines to the article that the row begins, or to the one that goes on; where it begins several, by number."""
        target = begun[0] if begun else self._open
        for words in lines:
            if target is None:
                self.refuse(line, words.text, self._refused or _BEFORE)
                continue
            if len(begun) > 1 and (mark := read_mark(words.text, is_first=False)) is not None:
                target = next((article for article in begun if article.number == mark.number), target)
            into(target).append(words)


_BEFORE = _l("This stands outside any article.")
_GOES_ON = re.compile(r"[（(](?:續|續前頁|接上頁|continued|cont\.)[）)]\s*", re.I)


def _plain(words: str) -> str:
    return "".join(words.split())
