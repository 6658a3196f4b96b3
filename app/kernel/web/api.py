"""What every room's part of the JSON API shares: the base of shapes and queries, and how it answers."""

from functools import cache
from typing import Any, Literal

from flask import jsonify, request
from pydantic import BaseModel, ConfigDict, Field
from werkzeug.wrappers import Response as AnyResponse

from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid


class Document(BaseModel):
    """Base of all answers: fields are named in JSON as their aliases say."""

    model_config = ConfigDict(populate_by_name=True)


class Words(Document):
    """A text in two languages; null where it is missing in one."""

    zh: str | None = Field(alias="zh-Hant-TW")
    en: str | None


class ErrorReason(Document):
    """Why not: a code of the contract, and words in the language asked for."""

    code: str = Field(examples=["not_found"])
    message: str


class ErrorBody(Document):
    """Any refusal."""

    error: ErrorReason


class Asked(BaseModel):
    """Base of all queries: unknown names are refused; `lang` chooses the language of messages and segments."""

    model_config = ConfigDict(extra="forbid")

    lang: Literal["zh-TW", "en"] = Field("zh-TW", description="Language of messages and of compared text.")

    @classmethod
    def model_json_schema(cls, *args: Any, **kwargs: Any) -> dict[str, Any]:
        """The model as a JSON schema, made once as long as nothing special is asked: each request looks into it."""
        return super().model_json_schema(*args, **kwargs) if args or kwargs else _plain_schema(cls)


@cache
def _plain_schema(model: type[Asked]) -> dict[str, Any]:
    return BaseModel.model_json_schema.__func__(model)  # type: ignore[attr-defined,no-any-return]  # past the override


class PageAsked(Asked):
    """One page of a list."""

    limit: int = Field(50, ge=1, le=100, description="How many items at most.")
    cursor: str = Field("", max_length=200, description="The `next` of the page before.")


def answer(document: dict[str, Any]) -> AnyResponse:
    """Answer with a document; a client that has it already gets 304."""
    response = jsonify(document)
    response.add_etag()
    return response.make_conditional(request)


def refuse_repeated() -> None:
    """Refuse a query that names a parameter twice."""
    if any(len(request.args.getlist(name)) > 1 for name in request.args):
        raise invalid(_l("A parameter is given more than once."))
