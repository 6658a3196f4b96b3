"""The addresses of a response's files."""

import hashlib
import re
from collections import OrderedDict
from threading import Lock
from urllib.parse import quote

from flask import Response, request, url_for
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.current import me
from app.accounts.throttles import count_try
from app.bills.queries import get_bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.verdict import not_found
from app.responses.exporting.document import Document, file_title, write_document
from app.responses.exporting.pdf import write_pdf
from app.responses.queries import read_response
from app.responses.redlines import read_redlines
from app.responses.releasing.queries import list_released
from app.responses.views import bp

EDITION = 2  # of the writers: raise it when one of them writes something else for the same response
KEPT = 16  # files in memory; each is some tens of kilobytes
_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')
_MEDIA = {
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "pdf": "application/pdf",
}
_press = Lock()  # one file is made at a time, so that many at once cannot take the machine
_made: OrderedDict[str, bytes] = OrderedDict()


@bp.get("/bills/<slug:slug>/response.docx", defaults={"suffix": "docx"})
@bp.get("/bills/<slug:slug>/response.pdf", defaults={"suffix": "pdf"})
@public
def response_file(slug: str, suffix: str) -> AnyResponse:
    """Hand out what is published of a response as a file; not found while nothing is."""
    db, now = session(), request_now()
    bill = get_bill(db, slug, me(), now)
    found = read_response(db, bill)
    if not found.is_begun:
        raise not_found()
    address = url_for("responses.response", slug=slug, _external=True)
    document = write_document(bill, found, list_released(db, bill), read_redlines(db, bill, found.answers), address)
    mark = hashlib.sha256(repr((EDITION, suffix, document)).encode("utf-8", "surrogatepass")).hexdigest()
    answer = Response(content_type=_MEDIA[suffix])
    answer.set_etag(mark)
    if not request.if_none_match.contains_weak(mark):
        answer.set_data(_read(mark, suffix, document))
    answer.headers["Content-Disposition"] = _disposition(document, slug, suffix)
    answer.content_language.add(document.lang)
    return answer.make_conditional(request)


def _read(mark: str, suffix: str, document: Document) -> bytes:
    """Read a file that is kept in memory, or make it."""
    kept = _made.get(mark)
    if kept is None:
        count_try("file")
        with _press:
            kept = _made.get(mark) or _write(suffix, document)
            _made[mark] = kept
            while len(_made) > KEPT:
                _made.popitem(last=False)
    return kept


def _write(suffix: str, document: Document) -> bytes:
    if suffix == "pdf":
        return write_pdf(document)
    # Late, since its library is large and few processes write Word's files.
    from app.responses.exporting.docx import write_docx

    return write_docx(document)


def _disposition(document: Document, slug: str, suffix: str) -> str:
    """Name the file in both forms of RFC 6266: in ASCII for old programs, and as people would."""
    said = f"{_UNSAFE.sub(' ', file_title(document))[:80].strip()}.{suffix}"
    plain = f"{slug.replace('~', '-')}-response.{suffix}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(said, safe='')}"
