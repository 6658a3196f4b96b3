"""What the API's addresses and queries may hold; anything else is refused as `invalid`."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.kernel.web.api import Asked, PageAsked

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.~-]{0,79}$")]
Id = Annotated[int, Field(ge=0, lt=10**18)]


class BillsAsked(PageAsked):
    """Filters of the list of bills."""

    cursor: str = Field("", pattern=r"^([0-9]{1,16}-[0-9]{1,18})?$", description="The `next` of the page before.")
    status: Literal["announced", "open", "closed", "answered", "withdrawn"] | None = None
    agency: Slug | None = None
    topic: Slug | None = None
    q: str = Field("", max_length=200, description="Words of the title or summary.")


class CommentsAsked(PageAsked):
    """Order and filters of a bill's comments; `article=18` includes `18.2`."""

    sort: Literal["article", "newest", "oldest", "endorsed", "discussed"] = Field(
        "article",
        description="`discussed` lists what begins a thread, the longest thread first; the others list all comments.",
    )
    article: Annotated[str, Field(pattern=r"^[0-9]{1,4}(-[0-9]{1,3})?(~[0-9]{1,2})?(\.[0-9]{1,3}){0,3}$")] | None = None
    question: int | None = Field(None, ge=1, le=999)
    position: Literal["support", "oppose", "change", "ask"] | None = None
    official: Literal["1"] | None = Field(
        None, description="Only what was said in office, by an official or a moderator."
    )
    unanswered: Literal["1"] | None = Field(
        None, description="Only what begins a thread in which nobody in office has spoken."
    )


class CompareAsked(Asked):
    """Two texts: `from` is a version's number or `current` (the law in force), `to` a version's number (the newest by default)."""

    origin: Annotated[str, Field(pattern=r"^(current|[1-9][0-9]{0,5})$")] = Field("current", alias="from")
    target: int | None = Field(None, alias="to", ge=1, le=999_999)


class RecordAsked(PageAsked):
    """Where to begin on the public record."""

    cursor: str = Field("", pattern=r"^[0-9]{0,18}$", description="The `next` of the page before.")
    after: int = Field(0, ge=0, lt=10**18, description="The number of the last entry that is known already.")


class CheckpointAsked(Asked):
    """Which checkpoint."""

    seq: int | None = Field(
        None,
        ge=1,
        lt=10**18,
        description="An entry: the first checkpoint that covers it. The newest where it is missing.",
    )


class BillPath(BaseModel):
    """A bill's slug."""

    slug: Slug


class VersionPath(BillPath):
    """A bill's slug and the number of a published version."""

    number: Id


class CommentPath(BaseModel):
    """A comment's id."""

    comment_id: Id


class AppealPath(BaseModel):
    """An appeal's id."""

    appeal_id: Id


class ArgumentPath(BaseModel):
    """An argument's id."""

    argument_id: int
