"""A consolidated response as PDF."""

from dataclasses import asdict
from pathlib import Path

from app.bills.exporting.pdf import typeset_data
from app.responses.exporting.document import Document

TEMPLATE = Path(__file__).with_name("response.typ").resolve()


def write_pdf(document: Document) -> bytes:
    """Typeset a response; Refused (unavailable) where that fails, or where no font of the server has Chinese."""
    is_english = document.lang.startswith("en")
    data = asdict(document) | {
        "sections": [
            {"name": name, "points": [asdict(point) for point in points]} for name, points in document.sections
        ],
        "day": document.day.isoformat(),
        "lang": "en" if is_english else "zh",
        "region": "GB" if is_english else "TW",
        "leading": 0.65 if is_english else 0.8,
    }
    return typeset_data(data, TEMPLATE)
