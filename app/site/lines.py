"""A bill as the home page and the offices' pages list it: the card of the bills room with one sentence of gist."""

import re
from datetime import datetime
from typing import Any

from app.bills.cards import bill_card
from app.bills.models import Bill
from app.kernel.bilingual import Bilingual

_SENTENCE = re.compile(r".*?(?:[。！？]|[.!?](?=\s|$)|$)", re.DOTALL)


def bill_line(bill: Bill, now: datetime) -> dict[str, Any]:
    """Describe a bill (agency loaded) for a list, in whole days."""
    short = first_sentence(bill.justification) if bill.justification else None
    return bill_card(bill, now) | {"gist": first_sentence(bill.summary), "short_notice": short}


def first_sentence(text: Bilingual) -> Bilingual:
    """Cut a text down to its first sentence in each language."""
    return Bilingual(*(_cut(language) for language in (text.zh, text.en)))


def _cut(text: str) -> str:
    match = _SENTENCE.match(text.strip())
    return match[0] if match else ""
