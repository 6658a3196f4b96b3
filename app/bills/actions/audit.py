"""Noting who changed what in a bill that is being prepared or revised; for its agency alone, never public."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills.models import ArticleText, Bill, DraftChange, Version
from app.kernel.bilingual import EN, ZH, Bilingual

Fields = Mapping[str, "Bilingual | str | bool | None"]
ARTICLE_FIELDS = (
    "number",
    "chapter",
    "section",
    "heading",
    "text",
    "current_text",
    "explanation",
    "guide",
    "is_deleted",
)


class DraftAct(StrEnum):
    """What can happen to a draft."""

    CREATE_BILL = "create-bill"
    CHANGE_TEXTS = "change-texts"
    CHANGE_QUESTIONS = "change-questions"
    CHANGE_TERMS = "change-terms"
    START_VERSION = "start-version"
    ADD_ARTICLE = "add-article"
    CHANGE_ARTICLE = "change-article"
    DELETE_ARTICLE = "delete-article"
    RESTORE_ARTICLE = "restore-article"
    ORDER_ARTICLES = "order-articles"
    TAKE_OVER = "take-over"
    ADD_MILESTONE = "add-milestone"
    CHANGE_MILESTONE = "change-milestone"
    REMOVE_MILESTONE = "remove-milestone"


def note_change(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version | None,
    act: DraftAct,
    article_number: str = "",
    changes: Sequence[Mapping[str, str]] = (),
    *,
    now: datetime,
) -> None:
    """Note what an official changed, in the transaction of the change; where nothing differs, nothing is noted.

    `changes` is what `differences` gives; an act that has none by its nature (a version begun) is noted all the same.
    """
    assert official is not None  # noqa: S101  the policies have refused everybody else
    if not changes and act not in (DraftAct.CREATE_BILL, DraftAct.START_VERSION):
        return
    session.add(
        DraftChange(
            bill_id=bill.id,
            version_number=version.number if version else None,
            person_id=official.id,
            at=now,
            act=act.value,
            article_number=article_number,
            changes=[dict(change) for change in changes],
        )
    )


def article_fields(text: ArticleText | None) -> dict[str, Any]:
    """What an article says, field by field, to be compared with what it says later; nothing where it is not there."""
    return {} if text is None else {name: getattr(text, name) for name in ARTICLE_FIELDS}


def differences(before: Fields, after: Fields) -> list[dict[str, str]]:
    """Tell field by field and language by language what was there (`before`) and what is there now (`after`)."""
    found = []
    for name in dict.fromkeys((*before, *after)):
        old, new = _by_language(before.get(name)), _by_language(after.get(name))
        for lang in dict.fromkeys((*old, *new)):
            pair = old.get(lang, ""), new.get(lang, "")
            if pair[0] != pair[1]:
                found.append({"field": name, "lang": lang, "before": pair[0], "after": pair[1]})
    return found


def _by_language(value: Bilingual | str | bool | None) -> dict[str, str]:
    """A value's words by language tag; "" where they are of none."""
    if isinstance(value, Bilingual):
        return {ZH: value.zh, EN: value.en}
    if isinstance(value, bool):
        return {"": "yes" if value else ""}
    return {"": value or ""}
