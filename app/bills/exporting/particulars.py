"""What a file says about the version that it holds, and about who spoke on it; and texts laid out in lines for any writer."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from babel.dates import format_date

from app.bills.exporting.wording import Wording, wording
from app.bills.notice_period import NoticePeriod
from app.bills.outline import Outline, OutlineArticle
from app.bills.structure import parse, walk, write_number
from app.kernel.bilingual import EN

_UNPRINTABLE = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Particulars:
    """A version as its file names it, in one language.

    `explanation` holds the general explanation's paragraphs as plain lines; `notes` are sentences that stand above everything
    (that a text is illustrative, what has no translation); `identifier` and `agency_slug` name bill and agency to machines.
    """

    title: str
    agency: str
    number: int
    announced_day: date
    published_day: date
    address: str
    lang: str
    identifier: str
    agency_slug: str
    is_amendment: bool
    notice: NoticePeriod | None = None
    explanation: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    @property
    def words(self) -> Wording:
        """The fixed words of the file's language."""
        return wording(self.lang)

    @property
    def table_title(self) -> str:
        """What the articles' part is called."""
        return self.words.table if self.is_amendment else self.words.new_act

    @property
    def running_version(self) -> str:
        """Which version it is, for the head of each page."""
        return self.words.running.format(number=self.number, day=self.say_day(self.published_day))

    def say_day(self, day: date) -> str:
        """Write a day as the file's language does, in years of the Republic in Chinese."""
        if self.words.lang == EN:
            return format_date(day, "d MMMM y", locale="en")
        return f"民國 {day.year - 1911} 年 {day.month} 月 {day.day} 日"

    def facts(self) -> list[tuple[str, str]]:
        """The lines that say whose text this is, and which: (name, value)."""
        words = self.words
        version = words.version_value.format(number=self.number, day=self.say_day(self.published_day))
        found = [(words.agency, self.agency), (words.version, version)]
        if self.notice is not None:
            first, last = map(self.say_day, (self.notice.first_day, self.notice.last_day))
            found.append((words.notice, words.span.format(first=first, last=last)))
        return [*found, (words.address, self.address)]


@dataclass(frozen=True, slots=True)
class Voices:
    """How many people said how much on one article, and where they stand (visible comments by position)."""

    people: int
    comments: int
    positions: dict[str, int] = field(default_factory=dict)

    def say(self, words: Wording) -> str:
        """Say it in one sentence."""
        stances = [f"{name} {self.positions[code]}" for code, name in words.positions if self.positions.get(code)]
        people, comments = words.people_count[self.people != 1], words.comment_count[self.comments != 1]
        said = words.counts.format(people=people.format(n=self.people), comments=comments.format(n=self.comments))
        return said + (words.colon + words.comma.join(stances) if stances else "")


@dataclass(frozen=True, slots=True)
class Counted:
    """The voices on each article of an outline, in its order (None where nobody spoke), and the day they were counted."""

    voices: tuple[Voices | None, ...]
    day: date


def printable(text: str) -> str:
    """Drop what XML cannot hold: control characters, lone surrogates."""
    return _UNPRINTABLE.sub("", text)


def one_line(text: str) -> str:
    """Write a text that has to fit on one line."""
    return " ".join(printable(text).splitlines()).strip()


class Laid(NamedTuple):
    """A line of a text: how deep it stands (0 a paragraph, 1 a subparagraph, 2 an item), its mark with the blanks after it, its words."""

    depth: int
    mark: str
    words: str


def laid_lines(text: str) -> list[Laid]:
    """Lay a text out in lines; together, mark and words are the line as it was written."""
    lines = [line for line in map(str.strip, printable(text).splitlines()) if line]
    found = [provision for provision in walk(parse("\n".join(lines))) if provision.mark or provision.text]
    return [
        Laid(
            len(provision.place) - 1, line[: len(line) - len(provision.text)] if provision.mark else "", provision.text
        )
        for provision, line in zip(found, lines, strict=True)
    ]


def article_name(article: OutlineArticle, lang: str) -> str:
    """An article's number as a heading has it: 第十八條 or Article 18."""
    written = write_number(article.number, lang)
    return written[:1].upper() + written[1:]


@dataclass(frozen=True, slots=True)
class Part:
    """A heading that stands above articles (kind "chapter" or "section"), or an article with its place in the outline."""

    kind: str
    name: str
    article: OutlineArticle | None = None
    index: int = -1


def parts_of(outline: Outline) -> Iterator[Part]:
    """Yield an outline's articles in order, with a chapter or section before the first article that stands in it."""
    chapter = section = ""
    for index, article in enumerate(outline.articles):
        found = one_line(article.chapter), one_line(article.section)
        if found[0] != chapter:
            yield Part("chapter", found[0])
            section = ""
        if found[1] != section:
            yield Part("section", found[1])
        chapter, section = found
        yield Part("article", "", article, index)
