"""What was done with a draft, as its page takes it."""

import re
from collections.abc import Sequence

from app.bills.comparison import redline
from app.bills.markup import redline_html
from app.bills.structure import write_address
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, words
from app.kernel.i18n import lazy_gettext as _l
from app.responses.cards import Card
from app.responses.models import Outcome
from app.responses.sharing.models import AnswerStep, AnswerStepKind
from app.responses.words import OUTCOMES

KINDS = {
    AnswerStepKind.WRITTEN: _l("wrote it"),
    AnswerStepKind.READY: _l("declared it ready"),
    AnswerStepKind.NOT_READY: _l("declared it not ready"),
    AnswerStepKind.DISCARDED: _l("threw it away"),
}


def step_cards(steps: Sequence[AnswerStep]) -> list[Card]:
    """The changes, last first; what was written is marked against what was written before it, in the page's language."""
    cards: list[Card] = []
    before, lang = "", ""
    for step in reversed(steps):
        said = words(step.reason)
        card: Card = {"by": step.by.handle, "at": step.at, "what": KINDS[step.kind], "is_written": False}
        if step.kind is AnswerStepKind.WRITTEN:
            card |= {
                "is_written": True,
                "outcome": OUTCOMES[Outcome(step.outcome)] if step.outcome else None,
                "lang": said.lang,
                "html": redline_html(redline(before, said.text, html_lang())) if before and lang == said.lang else None,
                "text": step.reason,
                "version": step.version,
                "articles": _places(step.articles),
            }
            before, lang = said.text, said.lang
        elif step.kind is AnswerStepKind.DISCARDED:
            before = ""
        cards.insert(0, card)
    return cards


def _places(written: str) -> str:
    return _(", ").join(write_address(place, html_lang()) for place in re.split(r"[,，、;；\s]+", written) if place)
