"""Where one language of a draft was changed and the other was not."""

import pytest

from app.bills.models import ArticleText
from app.bills.translation import find_lagging
from app.kernel.bilingual import EN, ZH, Bilingual


def _text(zh: str, en: str, *, is_deleted: bool = False) -> ArticleText:
    return ArticleText(article_id=7, text=Bilingual(zh, en), is_deleted=is_deleted)


@pytest.mark.parametrize(("before", "after", "lagging"), [
    (("一", "One"), ("一", "One"), None),
    (("一", "One"), ("二", "Two"), None),
    (("一", "One"), ("二", "One"), EN),
    (("一", "One"), ("一", "Two"), ZH),
    (("一", ""), ("二", ""), None),
    (("一", ""), ("一", "One"), None),
    (("一", "One"), ("二", ""), None),
])  # fmt: skip
def test_language_that_was_not_changed_with_the_other(
    before: tuple[str, str], after: tuple[str, str], lagging: str | None
) -> None:
    assert find_lagging([_text(*before)], [_text(*after)]) == ({7: lagging} if lagging else {})


def test_what_is_deleted_or_new_lags_behind_nothing() -> None:
    assert find_lagging([], [_text("二", "One")]) == {}
    assert find_lagging([_text("一", "One")], [_text("二", "One", is_deleted=True)]) == {}
    assert find_lagging([_text("一", "One", is_deleted=True)], [_text("二", "One")]) == {}
