"""The documented shapes of what the API takes. Unknown fields are refused; lengths are judged by the acts themselves."""

from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from app.opendata.schemas_debate import CommentPosition, GroundCode

Words = Annotated[str, Field(max_length=100_000)]


class Sent(BaseModel):
    """Base of all bodies: unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", strict=True)


class NewComment(Sent):
    """A comment, filed under an article (down to its part) or a key question or neither; or a reply, which takes its parent's place."""

    body: Words = Field(description="Markdown source, at most 5,000 characters as a person counts them.")
    article: Annotated[str, Field(max_length=48)] | None = Field(None, examples=["18.2"])
    question: int | None = Field(None, ge=1, le=999)
    parent: int | None = Field(None, ge=1, lt=2**63)
    position: CommentPosition | None = None


class NewWords(Sent):
    """Other words for one's own comment; the earlier ones stay public."""

    body: Words


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


class ReportItem(BaseModel):
    """A report as its sender may see it."""

    comment: int
    ground: Literal["personal-data", "threat", "harassment", "spam", "sexual-content", "infringement", "off-topic"]
    note: str
    reported_at: str
