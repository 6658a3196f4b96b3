"""Files of published versions: what goes into one, its mark, and those that are made once and kept.

Word and PDF files are kept; the worker makes the PDFs of a new version, everything else is made when somebody first asks for it.
A file's mark is a digest of all that it is made from, so that a kept file with another mark is out of date.
"""

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from threading import Lock

import sqlalchemy as sa
import structlog
from flask import Flask, current_app
from sqlalchemy.exc import DBAPIError
from sqlalchemy.orm import Session, joinedload, raiseload

from app.bills import queries
from app.bills.cards import stance_counts
from app.bills.exporting.akomantoso import write_akomantoso
from app.bills.exporting.markdown import write_markdown
from app.bills.exporting.particulars import Counted, Particulars, Voices, article_name
from app.bills.exporting.pdf import write_pdf
from app.bills.exporting.wording import wording
from app.bills.models import ArticleText, Bill, BillKind, Version, VersionFile
from app.bills.outline import Outline, outline_of
from app.bills.panels import article_people
from app.kernel.bilingual import EN, ZH
from app.kernel.clock import request_now, taipei_day
from app.kernel.db import Database, database
from app.kernel.richtext import plain_lines
from app.kernel.verdict import Refused, not_found

EDITION = 1  # of the writers: raise it when one of them writes something else for the same version
_BATCH = 3
_press = Lock()  # one file is typeset at a time, so that many at once cannot take the machine
_seen: set[tuple[int, str]] = set()  # versions that the worker has made PDFs of, or failed to, since it started


class Kind(StrEnum):
    """The kinds of files, by their suffix."""

    DOCX = "docx"
    PDF = "pdf"
    MD = "md"
    XML = "xml"


MEDIA = {
    Kind.DOCX: "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    Kind.PDF: "application/pdf",
    Kind.MD: "text/markdown; charset=utf-8",
    Kind.XML: "application/akn+xml; charset=utf-8",
}


@dataclass(frozen=True, slots=True)
class Order:
    """A file that somebody asks for, with all that it is made from."""

    version_id: int
    kind: Kind
    outline: Outline
    about: Particulars
    counted: Counted | None

    @property
    def name(self) -> str:
        """What the file is kept as."""
        return f"{self.kind.value}-comments" if self.counted else self.kind.value

    @property
    def mark(self) -> str:
        """The digest of all that the file is made from."""
        parts = (EDITION, self.version_id, self.kind.value, self.outline, self.about, self.counted)
        return hashlib.sha256(repr(parts).encode("utf-8", "surrogatepass")).hexdigest()


def order_file(
    session: Session, bill: Bill, number: int, kind: Kind, lang: str, *, with_counts: bool, now: datetime
) -> Order:
    """Say what goes into a file of a published version, or raise Refused (not found).

    It is in the language asked for where any article is; else in the other one.
    """
    version = queries.get_version(session, bill, number)
    if version.published_at is None or bill.announced_at is None:
        raise not_found()
    texts = queries.list_articles(session, version)
    lang = _written_language(texts, lang)
    counted = None
    if with_counts and kind in (Kind.DOCX, Kind.PDF):
        people = article_people(session, bill)
        voices = (
            Voices(people[a.id], a.comment_count, stance_counts(a)) if people.get(a.id) else None
            for a in (text.article for text in texts)
        )
        counted = Counted(tuple(voices), taipei_day(now))
    return Order(version.id, kind, outline_of(texts, lang), _describe(bill, version, texts, lang), counted)


def read_file(session: Session, order: Order, before_making: Callable[[], None]) -> bytes:
    """Read a kept file, or make it (and keep it, where its kind is kept); `before_making` may refuse what takes long."""
    if order.kind not in (Kind.DOCX, Kind.PDF):
        return _write(order)
    query = sa.select(VersionFile.content).where(_is_kept(order), VersionFile.basis == order.mark)
    kept = session.scalars(query).one_or_none()
    if kept is not None:
        return kept
    before_making()
    content = _write(order)
    _keep(database(), order, content)
    return content


def make_missing_pdfs(app: Flask) -> int:
    """Make and keep the PDFs of published versions that have none yet, a few at a time; return how many were made."""
    db: Database = app.extensions["gongyi.db"]
    made = 0
    with app.app_context():
        with db.readers() as session:
            found = [
                (lang, _order_pdf(session, *row, lang)) for lang in (ZH, EN) for row in _list_missing(session, lang)
            ]
        for lang, order in found[:_BATCH]:
            made += _make(db, order)
            _seen.add((order.version_id, lang))
    return made


def _list_missing(session: Session, lang: str) -> list[tuple[Bill, int]]:
    """List the published versions without a PDF in a language, newest first, but for those that were tried already."""
    kept = sa.exists().where(
        VersionFile.version_id == Version.id, VersionFile.kind == Kind.PDF.value, VersionFile.lang == lang
    )
    seen = [version_id for version_id, tongue in _seen if tongue == lang]
    query = (
        sa.select(Bill, Version.number)
        .join(Version, Version.bill_id == Bill.id)
        .where(Version.published_at.is_not(None), Bill.announced_at.is_not(None), ~kept, Version.id.not_in(seen))
        .options(joinedload(Bill.agency, innerjoin=True), raiseload(Bill.co_leads))
    )
    return [(bill, number) for bill, number in session.execute(query.order_by(Version.id.desc()).limit(_BATCH))]


def _order_pdf(session: Session, bill: Bill, number: int, lang: str) -> Order:
    return order_file(session, bill, number, Kind.PDF, lang, with_counts=False, now=request_now())


def _make(db: Database, order: Order) -> bool:
    try:
        _keep(db, order, _write(order))
    except Refused as refused:
        reason = str(refused.reason.text)
        structlog.get_logger().error("a PDF could not be made", version=order.version_id, reason=reason)
        return False
    return True


def _written_language(texts: Sequence[ArticleText], lang: str) -> str:
    is_english = lang.startswith("en")
    is_there = any(text.text.en if is_english else text.text.zh for text in texts)
    return lang if is_there or not texts else (ZH if is_english else EN)


def _describe(bill: Bill, version: Version, texts: Sequence[ArticleText], lang: str) -> Particulars:
    words, is_english = wording(lang), lang.startswith("en")
    outline = outline_of(texts, lang)
    blank = [
        article_name(article, lang)
        for article, text in zip(outline.articles, texts, strict=True)
        if not article.text and not text.is_deleted and (text.text.zh if is_english else text.text.en)
    ]
    notes = [bill.note.to(lang).text] if bill.note else []
    if blank:
        notes.append(words.untranslated.format(names=words.comma.join(blank)))
    assert bill.announced_at is not None  # noqa: S101
    assert version.published_at is not None  # noqa: S101
    base: str = current_app.extensions["gongyi.settings"].base_url
    return Particulars(
        title=bill.title.to(lang).text,
        agency=bill.agency.name.to(lang).text,
        number=version.number,
        announced_day=taipei_day(bill.announced_at),
        published_day=taipei_day(version.published_at),
        address=f"{base}/bills/{bill.slug}/text?version={version.number}",
        lang=lang,
        identifier=bill.slug,
        agency_slug=bill.agency.slug,
        is_amendment=bill.kind is BillKind.AMENDMENT or any(text.current_text for text in texts),
        notice=bill.notice,
        explanation=tuple(plain_lines(bill.explanation.to(lang).text)),
        notes=tuple(notes),
    )


def _write(order: Order) -> bytes:
    if order.kind is Kind.MD:
        return write_markdown(order.outline, order.about)
    if order.kind is Kind.XML:
        return write_akomantoso(order.outline, order.about)
    with _press:
        if order.kind is Kind.PDF:
            return write_pdf(order.outline, order.about, order.counted)
        # Late, since its library is large and few processes write Word's files.
        from app.bills.exporting.docx import write_docx

        return write_docx(order.outline, order.about, order.counted)


def _is_kept(order: Order) -> sa.ColumnElement[bool]:
    return sa.and_(
        VersionFile.version_id == order.version_id,
        VersionFile.kind == order.name,
        VersionFile.lang == order.about.lang,
    )


def _keep(db: Database, order: Order, content: bytes) -> None:
    """Keep a file in a transaction of its own; a busy or read-only database, or a twin, does not hinder reading."""
    kept = VersionFile(
        version_id=order.version_id,
        kind=order.name,
        lang=order.about.lang,
        basis=order.mark,
        made_at=request_now(),
        sha256=hashlib.sha256(content).hexdigest(),
        content=content,
    )
    try:
        with db.writers() as writer:
            writer.execute(sa.delete(VersionFile).where(_is_kept(order)))
            writer.add(kept)
            writer.commit()
    except DBAPIError:
        pass
