"""The documented shapes of what the API takes. Unknown fields are refused; lengths are judged by the acts themselves."""

from typing import Annotated, Any, Literal

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field

from app.opendata.schemas_debate import CommentPosition, GroundCode


def _whole(value: Any) -> Any:
    """Take 5.0 for 5, as JSON Schema does."""
    return int(value) if isinstance(value, float) and value.is_integer() else value


Words = Annotated[str, Field(max_length=100_000)]
ProposedLang = Literal["zh-Hant-TW", "en"]
_LANGUAGE = "The language of the article's text that is rewritten; told from the words where it is missing."
WHOLE = BeforeValidator(_whole)


class Sent(BaseModel):
    """Base of all bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewComment(Sent):
    """A comment, filed under an article (down to its part) or a key question or neither; or a reply, which takes its parent's place."""

    body: Words = Field(description="Markdown source, at most 5,000 characters as a person counts them.")
    article: Annotated[str, Field(max_length=48)] | None = Field(None, examples=["18.2"])
    question: Annotated[int, Field(ge=1, le=999), WHOLE] | None = None
    parent: Annotated[int, Field(ge=1, lt=2**63), WHOLE] | None = None
    position: CommentPosition | None = None
    proposed_text: Words | None = Field(
        None,
        description="How the article, or its part, should read instead: plain text, one paragraph a line. Not in replies.",
    )
    proposed_lang: ProposedLang | None = Field(None, description=_LANGUAGE)


class NewWords(Sent):
    """Other words for one's own comment; the earlier ones stay public."""

    body: Words
    proposed_text: Words | None = Field(
        None, description="Other proposed wording; null takes it away, and without this field it stays as it is."
    )
    proposed_lang: ProposedLang | None = Field(None, description=_LANGUAGE)


class NewReport(Sent):
    """A report to the bill's moderators."""

    ground: GroundCode
    note: Words = ""


class NewHiding(Sent):
    """A ground and a reason for hiding a comment, both published."""

    ground: GroundCode
    reason: Words


class NewRestoration(Sent):
    """A reason for showing a comment again, published."""

    reason: Words


class NewAppeal(Sent):
    """What an author says against the hiding of their comment, in 10 to 1,000 characters; read by those who may decide alone."""

    text: Words


class NewAppealDecision(Sent):
    """A decision on an appeal, and its reason; both are published."""

    outcome: Literal["upheld", "overturned"]
    reason: Words


class ReportItem(BaseModel):
    """A report as its sender may see it."""

    comment: int
    ground: Literal["personal-data", "threat", "harassment", "spam", "sexual-content", "infringement", "off-topic"]
    note: str
    reported_at: str
