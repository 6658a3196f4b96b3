"""Opening a Word file without trusting it: sizes and ratios first, XML without entities, document types or a network."""

import posixpath
from io import BytesIO
from zipfile import BadZipFile, ZipFile, ZipInfo
from zlib import error as ZlibError  # noqa: N812  (zlib names it in lower case)

from lxml import etree

from app.bills.importing.limits import bad_file
from app.kernel.i18n import lazy_gettext as _l

Element = etree._Element

MOST_ENTRIES = 3_000
MOST_LISTED = 1024 * 1024  # bytes of the list of entries, which is held in memory whole
MOST_UNPACKED = 200 * 1024 * 1024
MOST_XML = 30 * 1024 * 1024
MOST_RATIO = 200
_END = b"PK\x05\x06"
_SMALL = 1024 * 1024  # below this a high ratio harms nobody
_BROKEN = _l("This file is broken: it cannot be opened as a Word document. Save it again in Word and send that.")
_BOMB = _l("This file unpacks to far more than a draft can hold, so it was not read.")


def read_xml(content: bytes) -> Element:
    """Read XML that may be hostile; a document type is refused, since entities come with it."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False, remove_pis=True)
    try:
        root = etree.fromstring(content, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise bad_file(_BROKEN) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise bad_file(_l("This file declares a document type inside its XML, which a Word document never does."))
    return root


class Archive:
    """The parts of a Word file."""

    def __init__(self, content: bytes) -> None:
        end = content.rfind(_END)
        if end >= 0 and int.from_bytes(content[end + 12 : end + 16], "little") > MOST_LISTED:
            raise bad_file(_BOMB)
        try:
            self._zip = ZipFile(BytesIO(content))
        except (BadZipFile, ValueError, OSError, NotImplementedError) as error:
            raise bad_file(_BROKEN) from error
        self._entries = {entry.filename.lstrip("/"): entry for entry in self._zip.infolist()}
        _require_sizes(self._zip.infolist())
        self.main = self._find_main()

    def part(self, name: str) -> Element | None:
        """Read a part beside the main one, e.g. "numbering.xml"; None where the file has none."""
        path = posixpath.join(posixpath.dirname(self.main), name)
        return read_xml(self._read(path)) if path in self._entries else None

    def document(self) -> Element:
        """Read the main part."""
        return read_xml(self._read(self.main))

    def _read(self, name: str) -> bytes:
        try:
            with self._zip.open(self._entries[name]) as part:
                found = part.read(MOST_XML + 1)
        except (BadZipFile, ZlibError, OSError, RuntimeError, NotImplementedError, EOFError, ValueError) as error:
            raise bad_file(_BROKEN) from error
        if len(found) > MOST_XML:
            raise bad_file(_BOMB)
        return found

    def _find_main(self) -> str:
        """The path of the main part, as the package says or as Word always has it."""
        if "mimetype" in self._entries and "content.xml" in self._entries:
            raise bad_file(_l("This is an OpenDocument file. Save it as Word document (.docx) and send that."))
        if "_rels/.rels" in self._entries:
            for relation in read_xml(self._read("_rels/.rels")):
                target = (relation.get("Target") or "").lstrip("/")
                if (relation.get("Type") or "").endswith("/officeDocument") and target in self._entries:
                    if not target.startswith("word/"):
                        break
                    return target
        if "word/document.xml" in self._entries:
            return "word/document.xml"
        raise bad_file(
            _l("This is no Word document: it has no text part. Save the draft as .docx in Word and send that.")
        )


def _require_sizes(entries: list[ZipInfo]) -> None:
    total = sum(entry.file_size for entry in entries)
    if len(entries) > MOST_ENTRIES or total > MOST_UNPACKED:
        raise bad_file(_BOMB)
    for entry in entries:
        if entry.file_size > _SMALL and entry.file_size > MOST_RATIO * max(entry.compress_size, 1):
            raise bad_file(_BOMB)
