"""What a draft still lacks before it can be published: the list that the desk shows and the act enforces."""

from dataclasses import dataclass
from typing import Any

from app.kernel.i18n import lazy_gettext as _l
from app.summaries.contents import Contents, IssueRow, RecommendationRow


@dataclass(frozen=True, slots=True)
class Check:
    """One condition of publishing: its words, whether it is met, the parts (codes) that fail it, and the desk's page to meet it at."""

    text: Any
    missing: tuple[str, ...] = ()
    is_met: bool = True
    page: str = ""


def check_draft(contents: Contents, unanswered: int = 0) -> list[Check]:
    """Judge a draft: at least one issue, each part rests on a comment that can be read, and no objection is `unanswered`."""
    bare_issues, bare_asks = _uncited(contents.issues), _uncited(contents.recommendations)
    return [
        Check(_l("There is at least one issue."), is_met=bool(contents.issues), page="/issues/new"),
        Check(_l("Each issue cites at least one comment that is visible."), bare_issues, not bare_issues),
        Check(_l("Each recommendation cites at least one comment that is visible."), bare_asks, not bare_asks),
        Check(_l("Each objection to an earlier version is answered."), is_met=not unanswered, page="/objections"),
    ]


def _uncited(parts: tuple[IssueRow, ...] | tuple[RecommendationRow, ...]) -> tuple[str, ...]:
    return tuple(part.code for part in parts if not any(quote.is_shown for quote in part.quotes))
