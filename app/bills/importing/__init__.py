"""Reading an agency's file into an outline of articles: Word, Markdown, Akoma Ntoso, plain text. Nothing here writes a draft."""

import codecs
from pathlib import PurePath

from app.bills.importing.docx import read_docx
from app.bills.importing.limits import MOST_BYTES, bad_file
from app.bills.importing.plain import read_text
from app.bills.outline import Outline
from app.kernel.i18n import lazy_gettext as _l

__all__ = ["SUFFIXES", "read_docx", "read_file", "read_text"]

SUFFIXES = (".docx", ".md", ".markdown", ".txt", ".text", ".xml", ".akn")
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_ZIP = b"PK\x03\x04"
_LOCKED = "EncryptedPackage".encode("utf-16-le")
_OTHERS = (
    (
        b"%PDF",
        _l("This is a PDF, from which articles cannot be read reliably. Send the Word file that it was made from."),
    ),
    (b"{\\rtf", _l("This is an RTF file. Save it as Word document (.docx) and send that.")),
)


def read_file(name: str, content: bytes) -> Outline:
    """Read a file by its suffix and its first bytes, or raise Refused with one sentence that says what is wrong."""
    suffix = PurePath(name).suffix.lower()
    _require_kind(suffix, content)
    if suffix == ".docx":
        return read_docx(content)
    if suffix in (".xml", ".akn"):
        from app.bills.exporting.akomantoso import read_akomantoso

        return read_akomantoso(content)
    text = decode(content)
    if suffix in (".md", ".markdown"):
        from app.bills.exporting.markdown import read_markdown

        return read_markdown(text)
    return read_text(text)


def decode(content: bytes) -> str:
    """Read bytes as text: UTF-8, UTF-16 with its mark, or Big5 as Taiwan's older systems write it; or raise Refused."""
    is_utf16 = content.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE))
    for encoding in ("utf-16",) if is_utf16 else ("utf-8-sig", "cp950"):
        try:
            text = content.decode(encoding)
        except UnicodeDecodeError:
            continue
        if "\0" not in text:
            return text
    raise bad_file(_l("This is no text: its bytes are neither UTF-8 nor Big5. Save it as text in UTF-8 and send that."))


def _require_kind(suffix: str, content: bytes) -> None:
    if not content:
        raise bad_file(_l("This file is empty."))
    if len(content) > MOST_BYTES:
        raise bad_file(_l("This file is larger than 20 MB."))
    if content.startswith(_OLE):
        if _LOCKED in content:
            raise bad_file(_l("This file is locked with a password. Take the password away in Word and send it again."))
        raise bad_file(_l("This is a Word file of the old kind (.doc). Save it as .docx in Word and send that."))
    for magic, words in _OTHERS:
        if content.startswith(magic):
            raise bad_file(words)
    if suffix not in SUFFIXES:
        raise bad_file(
            _l("Files of this kind are not read. Send Word (.docx), Markdown (.md), Akoma Ntoso (.xml) or text (.txt).")
        )
    if suffix == ".docx" and not content.startswith(b"PK"):
        raise bad_file(_l("This is no Word document, though its name ends so. Save it as .docx in Word and send that."))
    if suffix != ".docx" and content.startswith(_ZIP):
        raise bad_file(_l("The name of this file ends in %(suffix)s, but it is a Word or ZIP file.", suffix=suffix))
