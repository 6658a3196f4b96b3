"""The addresses of a version's files."""

import re
from urllib.parse import quote

from flask import Response, request
from werkzeug.wrappers import Response as AnyResponse

from app.accounts.current import me
from app.accounts.throttles import count_try
from app.bills import files, queries
from app.bills.views import bp
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.i18n import html_lang

_UNSAFE = re.compile(r'[\x00-\x1f\x7f/\\:*?"<>|\u200e\u200f\u202a-\u202e\u2066-\u2069]+')


@bp.get("/bills/<slug:slug>/versions/<id:number>.docx", defaults={"suffix": "docx"})
@bp.get("/bills/<slug:slug>/versions/<id:number>.pdf", defaults={"suffix": "pdf"})
@bp.get("/bills/<slug:slug>/versions/<id:number>.md", defaults={"suffix": "md"})
@bp.get("/bills/<slug:slug>/versions/<id:number>.xml", defaults={"suffix": "xml"})
@public
def version_file(slug: str, number: int, suffix: str) -> AnyResponse:
    """Hand out a published version as a file, with the counts of comments where they are asked for."""
    db, now, kind = session(), request_now(), files.Kind(suffix)
    bill = queries.get_bill(db, slug, me(), now)
    with_counts = request.args.get("comments") == "1"
    order = files.order_file(db, bill, number, kind, html_lang(), with_counts=with_counts, now=now)
    response = Response(content_type=files.MEDIA[kind])
    response.set_etag(order.mark)
    if not request.if_none_match.contains_weak(order.mark):
        response.set_data(files.read_file(db, order, lambda: count_try("file")))
    response.headers["Content-Disposition"] = _disposition(order, slug)
    response.content_language.add(order.about.lang)
    return response.make_conditional(request)


def _disposition(order: files.Order, slug: str) -> str:
    """Name the file in both forms of RFC 6266: in ASCII for old programs, and as people would."""
    about = order.about
    said = about.words.file_name.format(title=_UNSAFE.sub(" ", about.title)[:80].strip(), number=about.number)
    plain = f"{slug.replace('~', '-')}-v{about.number}{'-comments' if order.counted else ''}.{order.kind.value}"
    said += f"{f' {about.words.comments}' if order.counted else ''}.{order.kind.value}"
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(said, safe='')}"
