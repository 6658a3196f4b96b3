"""What the API's addresses and queries may hold; anything else is refused as `invalid`."""

from typing import Annotated, Literal

from pydantic import BaseModel, Field

from app.kernel.web.api import Asked, PageAsked

Slug = Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.~-]{0,79}$")]


class BillsAsked(PageAsked):
    """Filters of the list of bills."""

    cursor: str = Field("", pattern=r"^([0-9]{1,16}-[0-9]{1,18})?$", description="The `next` of the page before.")
    status: Literal["announced", "open", "closed", "answered", "withdrawn"] | None = None
    agency: Slug | None = None
    topic: Slug | None = None
    q: str = Field("", max_length=200, description="Words of the title or summary.")


class CommentsAsked(PageAsked):
    """Order and filters of a bill's comments; `article=18` includes `18.2`."""

    sort: Literal["article", "newest"] = "article"
    article: Annotated[str, Field(pattern=r"^[0-9]{1,4}(-[0-9]{1,3})?(~[0-9]{1,2})?(\.[0-9]{1,3}){0,3}$")] | None = None
    question: int | None = Field(None, ge=1, le=999)
    position: Literal["support", "oppose", "change", "ask"] | None = None


class CompareAsked(Asked):
    """Two texts: `from` is a version's number or `current` (the law in force), `to` a version's number (the newest by default)."""

    origin: Annotated[str, Field(pattern=r"^(current|[1-9][0-9]{0,5})$")] = Field("current", alias="from")
    target: int | None = Field(None, alias="to", ge=1, le=999_999)


class BillPath(BaseModel):
    """A bill's slug."""

    slug: str


class VersionPath(BillPath):
    """A bill's slug and the number of a published version."""

    number: int


class CommentPath(BaseModel):
    """A comment's id."""

    comment_id: int
