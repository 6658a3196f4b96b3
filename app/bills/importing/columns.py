"""The columns of a comparison table, known by the words of its heading row, in any order."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import StrEnum


class Column(StrEnum):
    """What a column holds; NAME is the column of a table about the act's own name, OTHER one that no article has a place for."""

    NUMBER = "number"
    PROPOSED = "proposed"
    CURRENT = "current"
    EXPLANATION = "explanation"
    NAME = "name"
    OTHER = "other"


_WORDS = {
    Column.PROPOSED: (
        "修正條文 修正草案條文 修正後條文 修正規定 修正草案 草案條文 草案 條文 條文內容 條文草案 訂定條文 增訂條文 新條文 建議條文 "
        "擬訂條文 修正條文草案 修正文字 修正內容 規定 "
        "proposedtext proposed proposedarticle proposedarticles proposedprovision proposedprovisions draft drafttext "
        "draftarticle draftarticles amendedtext amendedarticle amendedarticles amendment amendments text articletext provision provisions "
        "revisedtext revisedarticle revisedarticles newtext proposedamendment proposedamendments amendedprovision amendedprovisions"
    ),
    Column.CURRENT: (
        "現行條文 現行文字 現行內容 現行規定 現行法條文 現行法 現行法規定 原條文 原規定 修正前條文 "
        "currenttext current currentarticle currentarticles currentlaw currentprovision currentprovisions existingtext existing "
        "existingarticle existinglaw lawinforce textinforce articleinforce"
    ),
    Column.EXPLANATION: (
        "說明 說明及理由 修正說明 立法說明 訂定說明 條文說明 修正理由 立法理由 理由 "
        "explanation explanations explanatorynote explanatorynotes explanatorymemorandum rationale reason reasons remarks notes note"
    ),
    Column.NUMBER: "條次 條號 條 number no articleno articlenumber article articles art",
    Column.NAME: "修正名稱 現行名稱 名稱 草案名稱 法規名稱 proposedtitle currenttitle proposedname currentname nameoftheact",
}
_COLUMN = {word: column for column, words in _WORDS.items() for word in words.split()}
_CAPTION = re.compile(r".{0,120}(?:對照表|草案)(?:[（(][^）)]*[）)])?|.{0,160}\b(?:comparison|comparative) table", re.I)


@dataclass(frozen=True, slots=True)
class Heading:
    """One cell of a heading row: the grid columns that it spans (half-open), what it names, and its words."""

    start: int
    end: int
    column: Column
    words: str


def column_of(words: str) -> Column | None:
    """Tell which column some words name; None for words that name none."""
    plain = re.sub(r"[（(［\[].*?[）)］\]]", "", words)
    return _COLUMN.get(re.sub(r"[\W_]", "", plain).lower())


def read_headings(cells: Sequence[tuple[int, int, str]]) -> tuple[Heading, ...] | None:
    """Read a row's cells (start, end, words) as headings; None where it is no heading row.

    One of at least two known columns must be the articles' own: a table of `Article | Explanation` has its text under "Article".
    """
    named = [cell for cell in cells if cell[2].strip()]
    found = [column_of(words) for _start, _end, words in named]
    known = [column for column in found if column]
    if len(known) < 2 or len(known) < len(found) - 1:
        return None
    if Column.PROPOSED not in known and Column.NUMBER in known:
        found[found.index(Column.NUMBER)] = Column.PROPOSED
    if Column.PROPOSED not in found and Column.NAME not in found:
        return None
    return tuple(
        Heading(start, end, column or Column.OTHER, " ".join(words.split()))
        for (start, end, words), column in zip(named, found, strict=True)
    )


def column_at(headings: Sequence[Heading], place: int) -> Heading | None:
    """The heading over a place of the grid."""
    return next((heading for heading in headings if heading.start <= place < heading.end), None)


def is_caption(line: str) -> bool:
    """Whether a line says what the whole table is: …修正草案條文對照表."""
    return _CAPTION.fullmatch(line.strip()) is not None
