"""A summary as it is read: issues and recommendations with the comments that they cite, as plain values."""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any, TypeVar

import rfc8785

from app.discussion.models import State
from app.discussion.rows import CommentRow
from app.kernel.bilingual import Bilingual
from app.summaries.models import Side
from app.summaries.passages import find_passage
from app.summaries.signing.models import SigningOutcome
from app.summaries.signing.policy import Standing, standing_of


@dataclass(frozen=True, slots=True)
class Quote:
    """A cited comment; its words are None where it has been hidden or withdrawn since. Under an issue it may take a side."""

    citation_id: int
    row: CommentRow
    side: Side | None = None
    chosen: str | None = None

    @property
    def is_shown(self) -> bool:
        """Whether the comment can still be read."""
        return self.row.state is State.VISIBLE

    @property
    def passage(self) -> str | None:
        """The passage that was chosen, where it still stands in the comment; None stands for the whole comment."""
        return find_passage(self.row.body_html, self.chosen)


@dataclass(frozen=True, slots=True)
class IssueRow:
    """An issue with its citations; `code` names it on the desk and in addresses: I1."""

    id: int
    ordinal: int
    title: Bilingual
    statement: Bilingual
    position_for: Bilingual
    position_against: Bilingual
    revision: int
    quotes: tuple[Quote, ...]

    @property
    def code(self) -> str:
        """Its short name."""
        return f"I{self.ordinal}"


@dataclass(frozen=True, slots=True)
class RecommendationRow:
    """A recommendation with its citations; `code` is the lasting name R1, R2 …"""

    id: int
    ordinal: int
    text: Bilingual
    rationale: Bilingual
    issue_id: int | None
    revision: int
    quotes: tuple[Quote, ...]

    @property
    def code(self) -> str:
        """Its lasting name."""
        return f"R{self.ordinal}"


@dataclass(frozen=True, slots=True)
class Proposed:
    """What was last proposed of a draft: who declared it ready, at which revision; who settled that and how; moderators alone see it."""

    revision: int
    asked_by: str
    asked_at: datetime
    settled_by: str | None
    settled_at: datetime | None
    outcome: SigningOutcome | None
    words: str


@dataclass(frozen=True, slots=True)
class Head:
    """A summary's own columns; `published_by` is who signed, `proposed_by` who had declared it ready.

    `proposed` is what was last proposed of a draft, where the desk reads it.
    """

    id: int
    number: int
    introduction: Bilingual
    created_at: datetime
    published_at: datetime | None
    published_by: str | None
    proposed_by: str | None
    log_seq: int | None
    covered_comments: int
    covered_people: int
    total_comments: int
    total_people: int
    revision: int
    changed_by_id: int | None
    introduction_revision: int
    proposed: Proposed | None = None

    @property
    def standing(self) -> Standing:
        """Where a draft stands between those who write it and who sign it."""
        return standing_of(self.proposed, self.revision)


Part = TypeVar("Part", IssueRow, RecommendationRow)


@dataclass(frozen=True, slots=True)
class Contents:
    """One version of a summary, whole."""

    head: Head
    issues: tuple[IssueRow, ...]
    recommendations: tuple[RecommendationRow, ...]

    def of_issue(self, issue_id: int | None) -> list[RecommendationRow]:
        """The recommendations that belong to an issue (None: to none)."""
        return [r for r in self.recommendations if r.issue_id == issue_id]

    @property
    def as_published(self) -> "Contents":
        """A draft as publishing makes it: without the citations of comments that can no longer be read."""
        return Contents(
            self.head, tuple(map(_without_gone, self.issues)), tuple(map(_without_gone, self.recommendations))
        )

    @property
    def quotes(self) -> list[Quote]:
        """All citations."""
        parts: list[IssueRow | RecommendationRow] = [*self.issues, *self.recommendations]
        return [quote for part in parts for quote in part.quotes]

    @property
    def covered_comments(self) -> int:
        """How many visible comments are cited."""
        return len({quote.row.id for quote in self.quotes if quote.is_shown})

    @property
    def covered_people(self) -> int:
        """How many people wrote the visible comments that are cited."""
        return len({quote.row.author_id for quote in self.quotes if quote.is_shown})


def _without_gone(part: Part) -> Part:
    return replace(part, quotes=tuple(quote for quote in part.quotes if quote.is_shown))


def document_of(contents: Contents) -> dict[str, Any]:
    """What is published, as plain JSON: words in both languages, the ids of the cited comments, their sides and passages.

    Recommendations stand in the order in which they are read. `sides` and `passages` are left out where there are none.
    """
    codes = {issue.id: issue.code for issue in contents.issues}
    return {
        "number": contents.head.number,
        "introduction": contents.head.introduction.as_json(),
        "issues": [
            {
                "code": issue.code,
                "title": issue.title.as_json(),
                "statement": issue.statement.as_json(),
                "position_for": issue.position_for.as_json(),
                "position_against": issue.position_against.as_json(),
                **_shown(issue.quotes),
            }
            for issue in contents.issues
        ],
        "recommendations": [
            {
                "code": recommendation.code,
                "issue": codes.get(recommendation.issue_id or 0),
                "text": recommendation.text.as_json(),
                "rationale": recommendation.rationale.as_json(),
                **_shown(recommendation.quotes),
            }
            for recommendation in contents.recommendations
        ],
    }


def digest_document(contents: Contents) -> str:
    """The SHA-256 (hex) of the RFC 8785 JSON of what is published: the record's witness of its words."""
    return hashlib.sha256(rfc8785.dumps(document_of(contents))).hexdigest()


def _shown(quotes: Iterable[Quote]) -> dict[str, Any]:
    shown = sorted((quote for quote in quotes if quote.is_shown), key=lambda quote: quote.row.id)
    sides = {str(quote.row.id): quote.side.value for quote in shown if quote.side}
    passages = {str(quote.row.id): words for quote in shown if (words := quote.passage)}
    found: dict[str, Any] = {"comments": [quote.row.id for quote in shown]}
    return found | ({"sides": sides} if sides else {}) | ({"passages": passages} if passages else {})
