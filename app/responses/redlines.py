"""The articles that answers name, each with its redline: against the text as noticed, or in version 1 against the law in force."""

from collections.abc import Iterable, Mapping

import sqlalchemy as sa
from sqlalchemy.orm import Session, joinedload

from app.bills.comparison import Change, Compared, compare_article, compare_with_current
from app.bills.models import ArticleText, Bill, Version
from app.kernel.i18n import html_lang
from app.responses.models import Answer

Redlines = Mapping[tuple[int, int], Compared]


def read_redlines(session: Session, bill: Bill, answers: Iterable[Answer | None]) -> dict[tuple[int, int], Compared]:
    """Compare what some answers (with their changes) name, by number of the version and id of the article; in one query."""
    named = [a for a in answers if a is not None and a.version is not None]
    wanted = {(a.version.number, c.article_id) for a in named if a.version for c in a.changes}
    if not wanted:
        return {}
    numbers, articles = {1, *(number for number, _id in wanted)}, {article_id for _number, article_id in wanted}
    query = (
        sa.select(Version.number, ArticleText)
        .join(ArticleText, ArticleText.version_id == Version.id)
        .options(joinedload(ArticleText.article))
        .where(Version.bill_id == bill.id, Version.number.in_(numbers), ArticleText.article_id.in_(articles))
    )
    texts = {(number, text.article_id): text for number, text in session.execute(query)}
    found = {at: _compare(at[0], texts[at], texts.get((1, at[1]))) for at in wanted if at in texts}
    return {
        at: compared for at, compared in found.items() if compared is not None and compared.change is not Change.KEPT
    }


def _compare(number: int, text: ArticleText, noticed: ArticleText | None) -> Compared | None:
    if number > 1:
        return compare_article(noticed, text, html_lang())
    return next(iter(compare_with_current([text], html_lang())), None)
