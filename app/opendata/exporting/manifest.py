"""The manifest of a ZIP and of a whole dump: the size and SHA-256 of each file, the licence, and as of what they are."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from app.bills.models import Bill
from app.opendata.exporting.snapshot import LICENCE
from app.opendata.shapes_bills import Shape, address

FORMAT = "gongyi-manifest-1"
FileShape = dict[str, Any]


class Tally:
    """Counts and hashes a file while it is written."""

    def __init__(self, name: str) -> None:
        self._name, self._size, self._hash = name, 0, hashlib.sha256()

    def count(self, block: bytes) -> bytes:
        """Count a block, and give it on."""
        self._size += len(block)
        self._hash.update(block)
        return block

    def shape(self) -> FileShape:
        """The file as a manifest lists it."""
        return {"name": self._name, "size": self._size, "sha256": self._hash.hexdigest()}


def manifest_of(head: Shape, files: Iterable[FileShape]) -> Shape:
    """The manifest of one bill's ZIP: the head of its export, and its files. It tells no time but the day, so that it stays the same."""
    return {**head, "format": FORMAT, "content": head["format"], "files": list(files)}


def pretty(document: object) -> bytes:
    """Write a small document for people too."""
    return (json.dumps(document, ensure_ascii=False, indent=1) + "\n").encode()


def readme(bill: Bill) -> str:
    """What the files are and how they are checked, in both languages."""
    titles = "\n".join(passage.text for passage in bill.title.both)
    terms = {"licence": LICENCE["name"], "terms": LICENCE["url"], "compatible": LICENCE["compatible"]}
    return _README.format(titles=titles, address=address(f"/bills/{bill.slug}"), **terms)


_README = """{titles}
{address}

bill.json         法案的全部公開資料，格式見 bill.schema.json  All public facts of the bill; bill.schema.json describes them
comments.csv      留言，每列一則  The comments, one a line
articles.csv      各版本的條文與修正緣由  The articles of every version, and what stands behind their changes
citations.csv     各版彙整引用的留言  Which comments each version of the summary cites
answers.csv       機關的答覆  The agency's answers
manifest.json     各檔案的大小與 SHA-256  Size and SHA-256 of each file

表格（CSV）採 UTF-8 編碼；儲存格開頭若多一個撇號（'），是為了避免試算表將其當成公式，以程式讀取時請去掉。
Tables are UTF-8. An apostrophe at the beginning of a cell keeps spreadsheets from taking it for a formula; a program takes it away.

已隱藏或撤回的留言保留位置，但沒有內文。  Hidden and withdrawn comments keep their place without their words.

授權 Licence: {licence}, {terms}
相容於 Compatible with: {compatible}
"""
