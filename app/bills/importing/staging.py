"""An outline as JSON, in which what was read waits for the official's word."""

from dataclasses import asdict
from typing import Any

from app.bills.outline import Outline, OutlineArticle, Unplaced
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import speaking, words


def pack_outline(outline: Outline, lang: str) -> dict[str, Any]:
    """Write an outline in a language as JSON; reasons are kept in both languages, whoever may look."""
    return {
        "lang": lang,
        "articles": [asdict(article) for article in outline.articles],
        "unplaced": [[one.line, one.text, _both(one.reason)] for one in outline.unplaced],
        "titles": list(outline.titles),
    }


def unpack_outline(content: dict[str, Any]) -> tuple[Outline, str]:
    """Read an outline and its language from JSON; reasons speak the page's language."""
    articles = tuple(OutlineArticle(**article) for article in content["articles"])
    unplaced = tuple(Unplaced(line, text, words(Bilingual(*reason)).text) for line, text, reason in content["unplaced"])
    return Outline(articles, unplaced, tuple(content["titles"])), content["lang"]


def _both(reason: Any) -> list[str]:
    said = []
    for language in ("zh-TW", "en"):
        with speaking(language):
            said.append(str(reason))
    return said
