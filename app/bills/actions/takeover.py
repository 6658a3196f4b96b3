"""Taking a file's articles over into a draft, so that each keeps the identity under which it is discussed.

A file is in one language. What the draft says in the other one is kept, also where the file's words are new: a translation
that lags behind is of more use to whoever translates than none, and the draft's list marks it. An English file over a draft
that has Chinese adds English and nothing else: the Chinese text decides which articles there are, and in which order.
"""

from collections.abc import Mapping, Sequence
from datetime import datetime
from types import MappingProxyType
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.freshness import require_fresh
from app.bills.actions.layout import WORDS, Laid, Standing, changed_meanwhile, lay_articles, read_standing, require_once
from app.bills.matching import Tie, TieKind, is_translation
from app.bills.models import ArticleText, Bill, Version
from app.bills.outline import Outline, OutlineArticle
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import invalid

_OPTIONAL = ("heading", "current_text", "explanation")
_TRANSLATED = ("heading", "chapter", "section", "text", "current_text", "explanation")


def take_over_outline(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    outline: Outline,
    *,
    lang: str,
    ties: Sequence[Tie],
    now: datetime,
    merged: Mapping[int, int | None] = MappingProxyType({}),
    revision: int | None = None,
) -> None:
    """Write a file's articles into a draft, each as the article of the draft that its tie names, or a new one.

    Order, chapters and sections are the file's. Headings, current texts and explanations stay where the file has none at all.
    Published articles that the file lacks stay as deleted; `merged` names those that took them up
    (article id → article id; None says that none did).
    """
    policy.may_edit_draft(official, bill, version, now).require()
    require_fresh(version, revision)
    require_once([article.number for article in outline.articles])
    standing = read_standing(session, bill, version)
    if is_translation(standing.texts.values(), lang):
        articles, merged = _translate(standing, outline, lang), {}
    else:
        articles = _take_over(standing, outline, ties, lang)
    lay_articles(session, official, bill, version, standing, articles, merged=merged, now=now)


def _take_over(standing: Standing, outline: Outline, ties: Sequence[Tie], lang: str) -> list[Laid]:
    if not outline.articles:
        raise invalid(_l("The file has no articles."))
    if len(ties) != len(outline.articles):
        raise changed_meanwhile()
    said = [name for name in _OPTIONAL if any(getattr(article, name) for article in outline.articles)]
    known = {name: _both_of(standing, name, lang) for name in ("chapter", "section")}
    laid = []
    for article, tie in zip(outline.articles, ties, strict=True):
        own = tie.article_id if tie.kind is TieKind.SAME else None
        before = standing.texts.get(own) if own is not None else None
        words = _say(before, article, said, lang)
        for name in known:
            words[name] = _place(words[name], getattr(article, name), known[name], lang)
        words["chapter"], words["section"] = words["chapter"] or Bilingual(), words["section"] or None
        parent = tie.article_id if tie.kind is TieKind.SPLIT else before.split_from_id if before else None
        laid.append(Laid(article_id=own, words=words, is_deleted=article.is_deleted, split_from_id=parent))
    return laid


def _say(before: ArticleText | None, article: OutlineArticle, said: Sequence[str], lang: str) -> dict[str, Any]:
    """What an article says from now on, its chapter and section apart: the file in its language, what stood in the other."""
    words: dict[str, Any] = {name: getattr(before, name) if before else None for name in WORDS}
    words |= {name: words[name] or Bilingual() for name in ("heading", "text", "explanation")}
    words["number"] = article.number
    for name in said:
        words[name] = _put(words[name], getattr(article, name) or "", lang)
    if "current_text" in said and article.current_text is None:
        words["current_text"] = None
    if not article.is_deleted:
        words["text"] = _put(words["text"], article.text, lang)
    return words


def _translate(standing: Standing, outline: Outline, lang: str) -> list[Laid]:
    """Add a language to the articles that stand, by their numbers."""
    translated = {article.number: article for article in outline.articles if not article.is_deleted}
    stands = {text.number for text in standing.texts.values() if not text.is_deleted}
    if unknown := next((number for number in translated if number not in stands), None):
        raise invalid(
            _l("The Chinese draft has no article %(number)s to which English could be added.", number=unknown)
        )
    laid = []
    for article_id, text in standing.texts.items():
        words = {name: getattr(text, name) for name in WORDS}
        article = None if text.is_deleted else translated.get(text.number)
        for name in _TRANSLATED if article else ():
            if own := getattr(article, name):
                words[name] = _put(words[name], own, lang)
        laid.append(
            Laid(article_id=article_id, words=words, is_deleted=text.is_deleted, split_from_id=text.split_from_id)
        )
    return laid


def _both_of(standing: Standing, name: str, lang: str) -> dict[str, Bilingual]:
    """The chapters or sections of a draft in both languages, by what they are called in one."""
    texts = [getattr(text, name) or Bilingual() for text in standing.texts.values()]
    return {_get(text, lang): text for text in reversed(texts) if _get(text, lang)}


def _place(stood: Bilingual | None, above: str, known: Mapping[str, Bilingual], lang: str) -> Bilingual:
    """The chapter or section that an article stands in, in both languages where the draft knows it in both."""
    if stood and _get(stood, lang) in ("", above):
        return _put(stood, above, lang)
    return known.get(above, _put(None, above, lang))


def _get(text: Bilingual, lang: str) -> str:
    return text.en if lang.startswith("en") else text.zh


def _put(text: Bilingual | None, words: str, lang: str) -> Bilingual:
    """A text with its words in one language set, and the other language as it was."""
    stood = text or Bilingual()
    return Bilingual(stood.zh, words) if lang.startswith("en") else Bilingual(words, stood.en)
