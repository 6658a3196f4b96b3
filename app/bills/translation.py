"""The two languages of a draft against each other: where one was changed and the other was not."""

from collections.abc import Iterable

from app.bills.models import ArticleText
from app.kernel.bilingual import EN, ZH


def find_lagging(earlier: Iterable[ArticleText], later: Iterable[ArticleText]) -> dict[int, str]:
    """Tell by article id which language still says what an earlier version said, although the other one has changed."""
    before = {text.article_id: text.text for text in earlier if not text.is_deleted}
    lagging = {}
    for text in later:
        old, new = before.get(text.article_id), text.text
        if old is None or text.is_deleted or not (old.zh and old.en and new.zh and new.en):
            continue
        if (old.zh == new.zh) != (old.en == new.en):
            lagging[text.article_id] = ZH if old.zh == new.zh else EN
    return lagging
