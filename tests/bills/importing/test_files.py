"""Files that are not what they seem: each gets one sentence, and none costs more than the reader grants."""

import io
import zipfile

import pytest

from app import Gongyi
from app.bills.importing import limits, read_file
from app.bills.importing.limits import MOST_BYTES, Deadline
from app.kernel.i18n import speaking
from app.kernel.verdict import Refused
from tests.bills.importing.word_files import TWO, table_file

GOOD = table_file(TWO, [("第一條　甲。", "說明。")])
SPACE = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
LAUGHS = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 12))
BOMB = f'<!DOCTYPE x [<!ENTITY a0 "ha">{LAUGHS}]><w:document {SPACE}><w:body><w:p><w:r><w:t>&a11;</w:t></w:r></w:p></w:body></w:document>'
OUTSIDE = '<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/passwd">]><x>&a;</x>'


def zipped(parts: dict[str, bytes], *, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    kept = io.BytesIO()
    with zipfile.ZipFile(kept, "w", method) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return kept.getvalue()


def locked() -> bytes:
    return bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500 + "EncryptedPackage".encode("utf-16-le")


def nested(depth: int) -> bytes:
    return f"<w:document {SPACE}><w:body>{'<w:sdt>' * depth}{'</w:sdt>' * depth}</w:body></w:document>".encode()


@pytest.mark.parametrize(("name", "content", "words"), [
    ("a.docx", b"", "empty"),
    ("a.docx", b"x" * (MOST_BYTES + 1), "20 MB"),
    ("a.docx", locked(), "password"),
    ("a.doc", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500, "old kind"),
    ("a.docx", bytes.fromhex("d0cf11e0a1b11ae1") + b"\0" * 500, "old kind"),
    ("a.pdf", b"%PDF-1.7 ...", "PDF"),
    ("a.docx", b"%PDF-1.7 ...", "PDF"),
    ("a.rtf", b"{\\rtf1 ...}", "RTF"),
    ("a.odt", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "not read"),
    ("a.docx", zipped({"mimetype": b"application/vnd.oasis.opendocument.text", "content.xml": b"<x/>"}), "OpenDocument"),
    ("a.xlsx", GOOD, "not read"),
    ("a", GOOD, "not read"),
    ("a.docx", b"just words", "no Word document"),
    ("a.txt", GOOD, "ends in .txt"),
    ("a.docx", GOOD[: len(GOOD) // 2], "broken"),
    ("a.docx", b"PK\x03\x04" + b"\0" * 100, "broken"),
    ("a.docx", zipped({"xl/workbook.xml": b"<x/>"}), "no text part"),
    ("a.docx", zipped({"word/document.xml": b"<x"}), "broken"),
    ("a.docx", zipped({"word/document.xml": BOMB.encode()}), "broken"),
    ("a.docx", zipped({"word/document.xml": BOMB.encode("utf-16")}), "broken"),
    ("a.docx", zipped({"word/document.xml": OUTSIDE.encode()}), "document type"),
    ("a.docx", zipped({"word/document.xml": nested(5000)}), "broken"),
    ("a.docx", zipped({"word/document.xml": f"<w:document {SPACE}/>".encode()}), "No article"),
    ("a.docx", zipped({"word/document.xml": b"<x/>", "word/media/a.bin": b"\0" * 50_000_000}), "unpacks"),
    ("a.docx", zipped({f"word/{n}.xml": b"" for n in range(3_100)}, method=zipfile.ZIP_STORED), "unpacks"),
    ("a.docx", zipped({f"{n:0300}": b"" for n in range(2_900)}, method=zipfile.ZIP_STORED), "no text part"),
    ("a.docx", zipped({f"{n:0500}": b"" for n in range(2_900)}, method=zipfile.ZIP_STORED), "unpacks"),
    ("a.txt", b"\n" * 200_001, "200,000 lines"),
    ("a.txt", ("第一條　甲。\n" + "第一條　乙。\n" * 5_001).encode(), "5,000 lines"),
    ("a.txt", b"\0\1\2\0", "no text"),
    ("a.txt", b"\x89\xff\xfe\xfa", "no text"),
    ("a.txt", "沒有條文的話。".encode(), "No article"),
    ("a.txt", "\n".join(f"第{n}條之{m}　文。" for n in range(1, 999) for m in range(1, 4)).encode(), "2,000 articles"),
    ("a.txt", ("第1條　" + "長" * 50_001).encode(), "50,000 characters"),
])  # fmt: skip
def test_bad_files(app: Gongyi, name: str, content: bytes, words: str) -> None:
    with app.app_context(), speaking("en"):
        with pytest.raises(Refused) as refused:
            read_file(name, content)
        assert refused.value.field == "file"
        assert refused.value.reason.code == "invalid"
        assert words in str(refused.value.reason.text)


def test_every_cut_of_a_file_is_refused_or_read_whole() -> None:
    for length in range(0, len(GOOD), 997):
        with pytest.raises(Refused):
            read_file("a.docx", GOOD[:length])
    assert len(read_file("a.docx", GOOD).articles) == 1


def test_time_is_over(app: Gongyi, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(Deadline.__init__, "__defaults__", (-1.0,))
    with app.app_context(), speaking("en"):
        for name, content in (("a.docx", GOOD), ("a.txt", "第一條　甲。".encode())):
            with pytest.raises(Refused) as refused:
                read_file(name, content)
            assert "took too long" in str(refused.value.reason.text)
    assert limits.MOST_SECONDS == 10


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp950"])
def test_encodings_of_text(encoding: str) -> None:
    outline = read_file("草案.TXT", "第一條　資料開放。\r\n第二項。".encode(encoding))
    assert [(a.number, a.text) for a in outline.articles] == [("1", "資料開放。\n第二項。")]


def test_control_and_hidden_signs_are_dropped() -> None:
    outline = read_file("a.txt", "第一條　資\u200b料\x07開\u202e放。".encode())
    assert outline.articles[0].text == "資料開放。"


def test_two_thousand_articles_are_read_in_time() -> None:
    text = "\n".join(f"第{n}條之{m}　文。\n一、款。" for n in range(1, 1000) for m in (1, 2))
    assert len(read_file("a.txt", text.encode()).articles) == 1998
