"""Finding through the JSON API."""

from typing import Annotated, Any, Literal

from flask import current_app
from flask_openapi import APIBlueprint
from pydantic import Field
from werkzeug.wrappers import Response

from app.bills.cards import article_label
from app.kernel.bilingual import EN, ZH, Bilingual
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.guards import public
from app.kernel.richtext import clean_line
from app.kernel.web.api import Document, ErrorBody, PageAsked, Words, answer, refuse_repeated
from app.search.cards import path_of
from app.search.contents import END
from app.search.queries import Asked, Found, FoundComment, Kind, find_bill_id, list_article_keys, search

ERRORS: dict[Any, Any] = {"422": ErrorBody, "503": ErrorBody}
bp = APIBlueprint("api_search", __name__, url_prefix="/api/v1", abp_responses=ERRORS)
bp.before_request(refuse_repeated)


class SearchAsked(PageAsked):
    """What is looked for: words between blanks must all be there; `bill` and `article` narrow it."""

    cursor: str = Field("", pattern=r"^[0-9]{0,18}$", description="The `next` of the page before.")
    q: str = Field(min_length=1, max_length=100, description="Words to look for; signs count for nothing.")
    kind: Literal["bill", "comment"] | None = Field(None, description="Texts of bills, or comments; both by default.")
    bill: Annotated[str, Field(pattern=r"^[a-z0-9][a-z0-9.~-]{0,79}$")] | None = Field(
        None, description="A bill's slug."
    )
    article: Annotated[str, Field(pattern=r"^[0-9]{1,4}(-[0-9]{1,3})?(~[0-9]{1,2})?$")] | None = Field(
        None, description="An article's key; needs `bill`."
    )


class FoundItem(Document):
    """A place where the words stand: a bill's own text, one of its articles or questions, or a comment."""

    kind: Literal["bill", "comment"]
    url: str
    title: Words = Field(description="The article with its number, or else the bill.")
    snippet: str = Field(description="Text around the first words found.")
    lang: str = Field(description="The snippet's language.")
    marks: list[tuple[int, int]] = Field(description="Where in the snippet words were found: from, to below.")
    bill: str
    article: str | None
    version: int | None = Field(description="The version that an article is found in.")
    question: int | None
    comment: int | None


class FoundList(Document):
    """One page of what was found: bills first, then comments, newest first."""

    items: list[FoundItem]
    next: str | None = Field(description="The cursor of the following page, or null.")


@bp.get("/search", summary="Search", operation_id="search", responses={"200": FoundList})
@public
def find(query: SearchAsked) -> Response:
    """Find words in the texts of bills and in visible comments."""
    db, now = session(), request_now()
    bill = find_bill_id(db, query.bill, now) if query.bill else None
    article = dict(list_article_keys(db, bill or 0)).get(query.article, 0) if query.article else None
    asked = Asked.read(clean_line(query.q), bill, article, before=int(query.cursor or END))
    kind = Kind(query.kind) if query.kind else None
    page = search(db, asked, kind, now, EN if query.lang == "en" else ZH, query.limit)
    return answer({"items": [_item(found) for found in page.items], "next": str(page.next) if page.next else None})


def _item(found: Found) -> dict[str, Any]:
    base: str = current_app.extensions["gongyi.settings"].base_url
    shape = {
        "kind": "comment" if isinstance(found, FoundComment) else "bill",
        "url": base + path_of(found),
        "title": found.bill_title.as_json(),
        "snippet": found.snippet.text,
        "lang": found.snippet.lang,
        "marks": found.snippet.marks,
        "bill": found.bill_slug,
        "article": None,
        "version": None,
        "question": None,
        "comment": None,
    }
    if isinstance(found, FoundComment):
        return shape | {"comment": found.position}
    if found.number is None or found.heading is None:
        return shape | {"question": found.question}
    title = _with_number(found.number, found.heading)
    return shape | {"title": title.as_json(), "article": found.key, "version": found.version}


def _with_number(number: str, heading: Bilingual) -> Bilingual:
    labels = (article_label(number, lang) for lang in (ZH, EN))
    return Bilingual(
        *(f"{label} {words}".rstrip() for label, words in zip(labels, (heading.zh, heading.en), strict=True))
    )
