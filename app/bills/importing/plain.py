"""Reading a plain text: lines that begin with 第一條 or Article 1, and the paragraphs below each."""

import re
from collections.abc import Iterable

from app.bills.importing.assembly import Assembly
from app.bills.importing.columns import Column, column_of, is_caption
from app.bills.importing.limits import MOST_LINES, Deadline, bad_file
from app.bills.importing.marks import read_division, read_mark
from app.bills.importing.provisions import Line, indent_of
from app.bills.outline import Outline
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean

_LABEL = re.compile(
    r"[【［\[]?(?P<name>[^\s:：】］\]]{2,12}|[A-Za-z]+ [A-Za-z]+)[】］\]]?\s*[:：]\s*(?P<rest>.*)", re.DOTALL
)
_ASIDE = (Column.CURRENT, Column.EXPLANATION)


def read_text(text: str) -> Outline:
    """Read a plain text's articles, or raise Refused. Lines after 說明： or 現行條文： belong to the article above."""
    if text.count("\n") > MOST_LINES:
        raise bad_file(_l("This file has more than %(most)s lines.", most=f"{MOST_LINES:,}"))
    deadline = Deadline()
    assembly = Assembly()
    read_lines(assembly, _numbered(text, deadline))
    return assembly.finish()


def _numbered(text: str, deadline: Deadline) -> Iterable[tuple[int, Line]]:
    for number, line in enumerate(text.replace("\r\n", "\n").replace("\r", "\n").split("\n"), 1):
        deadline.check()
        yield number, Line(clean(line), indent_of(line))


def read_lines(assembly: Assembly, lines: Iterable[tuple[int, Line]]) -> None:
    """Take numbered lines into an assembly."""
    aside: Column | None = None  # the label that lines stand under
    for number, line in lines:
        if not line.text:
            continue
        if is_caption(line.text) and not assembly.has_articles:
            assembly.titles.append(line.text)
            continue
        if read_division(line.text) is not None or read_mark(line.text, is_first=False) is not None:
            aside = None
        label = _LABEL.fullmatch(line.text)
        named = column_of(label["name"]) if label else None
        if label is not None and named in _ASIDE:
            aside, line = named, Line(label["rest"])
        if aside is None:
            assembly.add_line(number, line)
        elif line.text:
            assembly.go_on(number, line, explains=aside is Column.EXPLANATION)
