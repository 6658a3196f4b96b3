"""A version as PDF, in the form of the official comparison table."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

from app.bills.exporting.particulars import (
    Counted,
    Laid,
    Part,
    Particulars,
    article_name,
    laid_lines,
    one_line,
    parts_of,
)
from app.bills.outline import Outline, OutlineArticle
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Reason, Refused

TYPESETTER = Path(__file__).with_name("typesetting.py")
TEMPLATE = Path(__file__).with_name("version.typ")
NO_FONT = 3  # what the typesetter ends with where no font has Chinese
MOST_SECONDS = 30.0
_MISSING = _l(
    "This server has no Chinese font, so it cannot make PDFs. Its operator has to install one: on Debian, apt install fonts-noto-cjk. "
    "The Word file holds the same text."
)
_FAILED = _l("The PDF could not be made. The Word file holds the same text.")


def write_pdf(outline: Outline, about: Particulars, counted: Counted | None = None) -> bytes:
    """Typeset a version; with counts, in a column of notes in the margin. Refused (unavailable) where that fails."""
    return typeset_data(_data(outline, about, counted), TEMPLATE)


def typeset_data(given: dict[str, Any], template: Path) -> bytes:
    """Typeset a document's data by a template of typst. Refused (unavailable) where that fails.

    The typesetter runs in a process of its own: it keeps tens of megabytes for each document that it has seen.
    """
    command = [sys.executable, "-I", str(TYPESETTER), str(template)]
    data = json.dumps(given).encode()
    try:
        done = subprocess.run(command, input=data, capture_output=True, timeout=MOST_SECONDS, check=False)  # noqa: S603
    except (subprocess.TimeoutExpired, OSError) as error:
        raise Refused(Reason("unavailable", _FAILED)) from error
    if done.returncode == 0:
        return done.stdout
    raise Refused(Reason("unavailable", _MISSING if done.returncode == NO_FONT else _FAILED))


def _data(outline: Outline, about: Particulars, counted: Counted | None) -> dict[str, Any]:
    words = about.words
    heads = (
        [words.proposed, words.current, words.explanation] if about.is_amendment else [words.text, words.explanation]
    )
    is_english = about.lang.startswith("en")
    notes = [one_line(note) for note in about.notes]
    if counted is not None:
        notes.append(words.counted.format(day=about.say_day(counted.day)))
    return {
        "title": one_line(about.title),
        "agency": one_line(about.agency),
        "running": one_line(about.title),
        "version": about.running_version,
        "lang": "en" if is_english else "zh",
        "region": "GB" if is_english else "TW",
        "leading": 0.65 if is_english else 0.8,
        "notes": notes,
        "facts": [[name, one_line(value)] for name, value in about.facts()],
        "general": words.general,
        "explanation": [one_line(line) for line in about.explanation],
        "table-title": about.table_title,
        "day": about.published_day.isoformat(),
        "heads": heads,
        "notes-head": words.comments if counted is not None else None,
        "is-amendment": about.is_amendment,
        "rows": [_row(part, about, counted) for part in parts_of(outline) if part.article is not None or part.name],
    }


def _row(part: Part, about: Particulars, counted: Counted | None) -> dict[str, Any]:
    article = part.article
    if article is None:
        return {"kind": part.kind, "name": part.name}
    words = about.words
    voices = counted.voices[part.index] if counted is not None else None
    current = [] if article.is_deleted else [Laid(0, "", words.added)]
    if article.current_text is not None:
        current = laid_lines(article.current_text)
    lines = [Laid(0, "", words.deleted)] if article.is_deleted else laid_lines(article.text)
    heading = _heading(article, about)
    is_beside = bool(lines) and lines[0].depth == 0 and not heading
    beside = ("　" if about.words.lang != "en" else " ") + lines.pop(0).words if is_beside else ""
    return {
        "kind": "article",
        "name": article_name(article, about.lang),
        "heading": heading,
        "beside": beside,
        "text": [_line(line, is_first=False) for line in lines],
        "current": [_line(line, is_first=n == 0) for n, line in enumerate(current)],
        "explanation": [_line(line, is_first=True, base=1) for line in laid_lines(article.explanation)],
        "note": voices.say(words) if voices is not None else "",
    }


def _heading(article: OutlineArticle, about: Particulars) -> str:
    said = one_line(article.heading)
    if not said:
        return ""
    return f" ({said})" if about.lang.startswith("en") else f"（{said}）"


def _line(line: Laid, *, is_first: bool, base: int = 0) -> dict[str, Any]:
    indent = max(line.depth - base, 0)
    return {"indent": indent, "mark": line.mark, "words": line.words, "is-first": is_first}
