"""Writing a draft whole: which articles it has, in which order, which standing article each is, and what goes."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, TypeVar

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import queries
from app.bills.actions.audit import DraftAct, article_fields, differences, note_change
from app.bills.actions.keys import add_articles
from app.bills.models import ArticleText, Bill, Version
from app.bills.structure import NUMBER
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import Refused, conflict, invalid

T = TypeVar("T")
WORDS = ("number", "chapter", "section", "heading", "text", "current_text", "explanation", "guide")


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """An article to lay into a draft: the article of the draft that it is (None: a new one), and what it says.

    `words` are columns of ArticleText. `split_from_id` is the article that it was split off.
    """

    article_id: int | None
    words: Mapping[str, Any]
    is_deleted: bool = False
    split_from_id: int | None = None


@dataclass(frozen=True, slots=True)
class Standing:
    """What a draft is made from, by article id: its own articles, the latest published ones, and all ever published."""

    texts: Mapping[int, ArticleText]
    published: Mapping[int, ArticleText]
    ever_published: frozenset[int]


def read_standing(session: Session, bill: Bill, version: Version) -> Standing:
    """Read what a draft is made from."""
    latest = queries.latest_version(session, bill)
    texts = queries.list_articles(session, *{version, latest})
    return Standing(
        {text.article_id: text for text in texts if text.version_id == version.id},
        {text.article_id: text for text in texts if text.version_id != version.id},
        queries.published_article_ids(session, bill),
    )


def lay_articles(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    standing: Standing,
    articles: Sequence[Laid],
    *,
    merged: Mapping[int, int | None],
    now: datetime,
) -> None:
    """Make a draft hold these articles in this order.

    What stood in a published version and is not among them stays after its neighbour as deleted, with the words of that
    version. `merged` says which article took up one that goes (None: none did); what stands about others stays. What was
    only drafted goes altogether.
    """
    _require_articles(standing, articles, merged)
    before = {article_id: article_fields(text) for article_id, text in standing.texts.items()}
    texts = _write(session, bill, version, standing, articles)
    here = {text.article_id for text in texts}
    drafted = [standing.texts[gone] for gone in standing.texts if gone not in here | standing.ever_published]
    _keep_deleted(standing, texts)
    _point(texts, merged)
    for ordinal, text in enumerate(texts, 1):
        text.ordinal = ordinal
        changes = differences(before.get(text.article_id, {}), article_fields(text))
        text.revision += bool(changes)
        note_change(session, official, bill, version, DraftAct.TAKE_OVER, text.number, changes, now=now)
    for text in drafted:
        changes = differences(before[text.article_id], {})
        note_change(session, official, bill, version, DraftAct.TAKE_OVER, text.number, changes, now=now)
    version.revision += 1
    session.flush()
    _drop(session, drafted)


def changed_meanwhile() -> Refused:
    """The refusal of an act on articles that the draft does not have any more."""
    return conflict(_l("The articles of this draft are no longer the same. Look at the list again."))


def require_once(numbers: Sequence[str]) -> None:
    """Raise Refused where a number is there twice."""
    if twice := _repeated(numbers):
        raise invalid(_l("Two articles have the number %(number)s.", number=twice))


def _require_articles(standing: Standing, articles: Sequence[Laid], merged: Mapping[int, int | None]) -> None:
    for article in articles:
        number = article.words["number"]
        if not NUMBER.fullmatch(number):
            words = _l("“%(number)s” is not an article's number. Write it as 18, or 10-1.", number=number)
            raise invalid(words)
        if not article.is_deleted and not article.words["text"]:
            raise invalid(_l("Article %(number)s has no text.", number=number))
    here = [article.article_id for article in articles if article.article_id is not None]
    if twice_same := _repeated(here):
        number = standing.texts[twice_same].number if twice_same in standing.texts else ""
        raise invalid(_l("Two articles cannot both be article %(number)s as before.", number=number))
    parents = {article.split_from_id for article in articles if article.split_from_id is not None}
    stays = standing.ever_published.union(here)
    if not standing.texts.keys() >= {*here, *parents, *merged} or not stays >= parents:
        raise changed_meanwhile()
    stands = {article.article_id for article in articles if not article.is_deleted}
    if not stands >= {target for target in merged.values() if target is not None}:
        raise invalid(_l("Only an article that stands in this draft can take up another."))


def _repeated(values: Sequence[T]) -> T | None:
    return next((value for value, count in Counter(values).items() if count > 1), None)


def _write(
    session: Session, bill: Bill, version: Version, standing: Standing, articles: Sequence[Laid]
) -> list[ArticleText]:
    """Write what each article says, new ones too."""
    numbers = [article.words["number"] for article in articles if article.article_id is None]
    new = iter(add_articles(session, bill, numbers))
    texts = []
    for article in articles:
        if article.article_id is None:
            text = ArticleText(
                version_id=version.id, article=(identity := next(new)), article_id=identity.id, revision=0
            )
            session.add(text)
        else:
            text = standing.texts[article.article_id]
        for name, value in article.words.items():
            if getattr(text, name) != value:
                setattr(text, name, value)
        text.is_deleted, text.split_from_id = article.is_deleted, article.split_from_id
        texts.append(text)
    return texts


def _keep_deleted(standing: Standing, texts: list[ArticleText]) -> None:
    """Put the published articles that are gone after those that they used to follow, in their chapters."""
    here, above = {text.article_id for text in texts}, None
    for article_id, text in standing.texts.items():
        if article_id not in here:
            if article_id not in standing.ever_published:
                continue
            published = standing.published.get(article_id, text)
            for name in WORDS:
                setattr(text, name, getattr(published, name))
            at = 0 if above is None else texts.index(above) + 1
            beside = above or next(iter(texts), text)
            text.chapter, text.section = beside.chapter, beside.section
            text.is_deleted = True
            texts.insert(at, text)
        above = text


def _point(texts: Sequence[ArticleText], merged: Mapping[int, int | None]) -> None:
    """Say which articles took up the deleted ones, and forget what points at an article that is not there any more."""
    here = {text.article_id for text in texts}
    for text in texts:
        target = merged.get(text.article_id, text.merged_into_id)
        text.merged_into_id = target if text.is_deleted and target in here else None
        if text.split_from_id not in here:
            text.split_from_id = None


def _drop(session: Session, drafted: Sequence[ArticleText]) -> None:
    """Remove articles that stood in this draft alone; nothing points at them any more."""
    for text in drafted:
        session.delete(text)
    session.flush()
    for text in drafted:
        session.delete(text.article)
    session.flush()
