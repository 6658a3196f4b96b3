"""What a bill in preparation still lacks, in words."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from app.bills.models import ArticleText, Bill, Question
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import gettext as _
from app.kernel.i18n import ngettext


@dataclass(frozen=True, slots=True)
class Check:
    """One thing to have before announcing: whether it is there, must be, what is missing, where to add it."""

    name: Any
    is_done: bool
    is_needed: bool
    missing: Any
    href: str


def check_bill(bill: Bill, texts: Sequence[ArticleText], questions: Sequence[Question]) -> list[Check]:
    """List what a bill has and lacks before its announcement."""
    here = f"/desk/bills/{bill.slug}"
    standing = [text for text in texts if not text.is_deleted]
    return [
        Check(_("Title"), bool(bill.title), True, _languages([bill.title]), f"{here}/texts"),
        Check(
            _("Summary of the bill"), bool(bill.summary), True, _languages([bill.summary]), f"{here}/texts#summary_zh"
        ),
        _optional(_("General explanation"), bill.explanation, f"{here}/texts#explanation_zh"),
        _optional(_("Plain-language guide"), bill.guide, f"{here}/texts#guide_zh"),
        _optional(_("Legal basis"), bill.legal_basis, f"{here}/texts#legal_basis_zh"),
        Check(
            ngettext("%(num)d article", "%(num)d articles", len(standing)),
            bool(standing),
            True,
            _languages(text.text for text in standing),
            f"{here}/draft",
        ),
        Check(
            ngettext("%(num)d key question", "%(num)d key questions", len(questions)),
            bool(questions),
            False,
            _languages(question.text for question in questions),
            f"{here}/questions",
        ),
    ]


def is_ready(checks: Iterable[Check]) -> bool:
    """Whether nothing that must be there is missing."""
    return all(check.is_done for check in checks if check.is_needed)


def _optional(name: Any, text: Bilingual, href: str) -> Check:
    return Check(name, bool(text), False, _languages([text]), href)


def _languages(texts: Iterable[Bilingual]) -> Any:
    """Say which language is missing where the other is there; empty where nothing is."""
    given = [text for text in texts if text]
    missing = [
        name
        for name, lacks in (
            (_("Chinese is missing"), any(not text.zh for text in given)),
            (_("English is missing"), any(not text.en for text in given)),
        )
        if lacks
    ]
    return " · ".join(map(str, missing))
