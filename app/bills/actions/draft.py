"""Working on a draft version: its articles, their order, their lasting identity. Published versions never change."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy, queries
from app.bills.actions.audit import DraftAct, article_fields, differences, note_change
from app.bills.actions.freshness import require_fresh
from app.bills.actions.keys import add_articles
from app.bills.models import Article, ArticleText, Bill, Version, place_rank
from app.bills.structure import NUMBER
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict, invalid, not_found

_SAID = ("number", "heading", "chapter", "section", "text", "current_text", "explanation", "guide")
_COPIED = ("article_id", "ordinal", "is_deleted", "split_from_id", "merged_into_id", *_SAID)


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleContent:
    """What an article says in a version; `current_text` is None where no article in force corresponds to it.

    `guide` says in plain words what the article means; None where nothing is said.
    """

    number: str
    text: Bilingual
    heading: Bilingual = Bilingual()
    chapter: Bilingual = Bilingual()
    section: Bilingual | None = None
    current_text: Bilingual | None = None
    explanation: Bilingual = Bilingual()
    guide: Bilingual | None = None


def start_new_version(session: Session, official: Person | None, bill: Bill, *, now: datetime) -> Version:
    """Copy the latest published text into a new draft; there is one draft at a time."""
    policy.may_start_version(official, bill, now).require()
    if queries.find_draft(session, bill) is not None:
        raise conflict(_l("A revised version is already being drafted."))
    latest = queries.latest_version(session, bill)
    draft = Version(bill_id=bill.id, number=latest.number + 1, note=Bilingual())
    session.add(draft)
    session.flush()
    for text in queries.list_articles(session, latest):
        session.add(ArticleText(version_id=draft.id, **{name: getattr(text, name) for name in _COPIED}))
    note_change(session, official, bill, draft, DraftAct.START_VERSION, now=now)
    session.flush()
    return draft


def save_article(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    content: ArticleContent,
    *,
    now: datetime,
    article: Article | None = None,
    revision: int | None = None,
) -> ArticleText:
    """Write an article of a draft: a new one (placed by its number), or what `article` says in this version."""
    policy.may_edit_draft(official, bill, version, now).require()
    texts = list(queries.list_articles(session, version))
    text = _find(texts, article) if article is not None else None
    if text is not None:
        require_fresh(text, revision)
    _require_content(content, [other for other in texts if other is not text])
    before = article_fields(text)
    if text is None:
        text = ArticleText(version_id=version.id, article=add_articles(session, bill, [content.number])[0], revision=0)
        session.add(text)
        _insert_by_number(texts, text, content.number)
    for name in _SAID:
        setattr(text, name, getattr(content, name))
    text.is_deleted, text.merged_into_id = False, None
    _touch(version, text)
    changes = differences(before, article_fields(text))
    act = DraftAct.CHANGE_ARTICLE if before else DraftAct.ADD_ARTICLE
    note_change(session, official, bill, version, act, text.number, changes, now=now)
    session.flush()
    return text


def delete_article_from_draft(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    article: Article,
    *,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Drop an article from a draft: one that was published before stays in its place as （刪除）, a new one goes."""
    policy.may_edit_draft(official, bill, version, now).require()
    text = _find(queries.list_articles(session, version), article)
    require_fresh(text, revision)
    _touch(version, text)
    before, stays = article_fields(text), article.id in queries.published_article_ids(session, bill)
    changes = differences(before, {**before, "is_deleted": True} if stays else {})
    note_change(session, official, bill, version, DraftAct.DELETE_ARTICLE, text.number, changes, now=now)
    if stays:
        text.is_deleted = True
        session.flush()
        return
    session.delete(text)
    session.flush()
    session.delete(article)
    session.flush()


def restore_article_to_draft(
    session: Session, official: Person | None, bill: Bill, version: Version, article: Article, *, now: datetime
) -> None:
    """Take back an article's deletion in a draft."""
    policy.may_edit_draft(official, bill, version, now).require()
    texts = queries.list_articles(session, version)
    text = _find(texts, article)
    _require_content(text, [other for other in texts if other is not text])
    changes = differences({"is_deleted": text.is_deleted}, {"is_deleted": False})
    note_change(session, official, bill, version, DraftAct.RESTORE_ARTICLE, text.number, changes, now=now)
    text.is_deleted, text.merged_into_id = False, None
    _touch(version, text)
    session.flush()


def reorder_articles(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    articles: Sequence[int],
    *,
    now: datetime,
    revision: int | None = None,
) -> None:
    """Put a draft's articles (ids, each once) into an order; their numbers stay as they are."""
    policy.may_edit_draft(official, bill, version, now).require()
    require_fresh(version, revision)
    texts = {text.article_id: text for text in queries.list_articles(session, version)}
    if sorted(articles) != sorted(texts):
        raise conflict(_l("The articles of this draft are no longer the same. Look at the list again."))
    orders = [{"order": ", ".join(texts[article_id].number for article_id in ids)} for ids in (texts, articles)]
    note_change(session, official, bill, version, DraftAct.ORDER_ARTICLES, "", differences(*orders), now=now)
    for ordinal, article_id in enumerate(articles, 1):
        texts[article_id].ordinal = ordinal
    _touch(version)
    session.flush()


def move_article(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    article: Article,
    *,
    up: bool,
    now: datetime,
) -> None:
    """Move an article of a draft one place up or down; at the end of the list nothing happens."""
    order = [text.article_id for text in queries.list_articles(session, version)]
    if article.id not in order:
        raise not_found()
    here = order.index(article.id)
    there = max(0, min(len(order) - 1, here - 1 if up else here + 1))
    order.insert(there, order.pop(here))
    reorder_articles(session, official, bill, version, order, now=now)


def _find(texts: Sequence[ArticleText], article: Article) -> ArticleText:
    found = next((text for text in texts if text.article_id == article.id), None)
    if found is None:
        raise not_found()
    return found


def _touch(version: Version, text: ArticleText | None = None) -> None:
    version.revision += 1
    if text is not None:
        text.revision += 1


def _insert_by_number(texts: list[ArticleText], text: ArticleText, number: str) -> None:
    """Place an article before the first one with a higher number, and count the places anew."""
    rank = place_rank(number)
    at = next((n for n, other in enumerate(texts) if place_rank(other.number) > rank), len(texts))
    texts.insert(at, text)
    for ordinal, placed in enumerate(texts, 1):
        placed.ordinal = ordinal


def _require_content(content: ArticleContent | ArticleText, others: Sequence[ArticleText]) -> None:
    if not NUMBER.fullmatch(content.number):
        raise invalid(_l("Write the number as 18, or 10-1 for an article inserted after article 10."), "number")
    if any(other.number == content.number and not other.is_deleted for other in others):
        raise invalid(_l("Another article of this draft has this number."), "number")
    if not content.text:
        raise invalid(_l("Write the article's text in one language at least."), "text_zh")
