"""What a bill's discussion can be about: its articles and key questions, to choose and to filter by."""

from dataclasses import dataclass
from functools import cache
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.bills.models import Article, ArticleText, Bill, Question, Version
from app.bills.structure import parse_address
from app.discussion.models import Position
from app.discussion.words import POSITIONS, place_label, place_option
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l

_STANCES = tuple((code, f"{code}_count") for code in Position)


@dataclass(frozen=True, slots=True)
class Option:
    """One place: how it is written (18, Q1), its name, how many visible comments it has, how many of each position, by how many people,
    and its words: an article's heading or the key question itself.

    Of key questions it is not known how many people speak: None. `proposals` are comments on an article that propose wording.
    """

    place: str
    label: str
    count: int
    stance: dict[str, int]
    people: int | None = None
    proposals: int = 0
    words: Bilingual = Bilingual()

    def card(self, bill: Bill) -> dict[str, Any]:
        """The place as the components take it."""
        asked = f"question={self.place[1:]}" if self.place.startswith("Q") else f"article={self.place}"
        href = f"/bills/{bill.slug}/discussion?{asked}"
        return {
            "label": self.label,
            "href": href,
            "discussion": href,
            "counts": self.stance,
            "comments": self.count,
            "people": self.people,
            "key": self.place,
            "proposals": self.proposals,
            "words": self.words,
        }


@dataclass(frozen=True, slots=True)
class Places:
    """The places of a bill, and the number of the version that they are taken from."""

    version: int
    articles: list[Option]
    questions: list[Option]

    def filters(self, article: str = "") -> dict[str, list[tuple[str, str]]]:
        """Values and labels with counts for the discussion's filter; a finer place that was asked for is offered too."""
        everything = {"article": self.articles, "question": self.questions}
        shown = {
            name: [(option.place.removeprefix("Q"), f"{option.label} ({option.count})") for option in options]
            for name, options in everything.items()
        }
        if "." in article and parse_address(article):
            shown["article"].append((article, place_label(article)))
        return shown | {"position": [(code.value, str(label)) for code, label in POSITIONS.items()]}

    def stance(self, place: str) -> dict[str, int] | None:
        """How many took each position at a place (or at the article that holds it); None for the bill as a whole."""
        whole = place.partition(".")[0]
        return next((o.stance for o in (*self.articles, *self.questions) if o.place == whole), None)

    def by_place(self, bill: Bill) -> dict[str, dict[str, Any]]:
        """Each place as the components take it, by how it is written."""
        return {option.place: option.card(bill) for option in (*self.articles, *self.questions)}

    def choices(self, present: str) -> dict[str, list[SelectChoice]]:
        """Groups for a select field; a finer place that was already chosen is offered too."""
        groups = {
            str(_l("Bill")): [SelectChoice("", place_label(""))],
            str(_l("Key questions")): [SelectChoice(option.place, option.label) for option in self.questions],
            str(_l("Articles")): [SelectChoice(option.place, option.label) for option in self.articles],
        }
        if "." in present:
            groups[str(_l("Part of an article"))] = [SelectChoice(present, place_label(present))]
        return {name: options for name, options in groups.items() if options}


def list_places(session: Session, bill: Bill) -> Places:
    """List the articles of a bill's newest published version that it still has, and the key questions, in order, in one statement."""
    found = session.execute(_places(), {"bill": bill.id}).all()
    options = [_option(row) for row in found if row.comment_count or not row.is_deleted]
    return Places(
        next((row.version for row in found if row.version is not None), 1),
        [option for option in options if not option.place.startswith("Q")],
        [option for option in options if option.place.startswith("Q")],
    )


@cache
def _places() -> sa.CompoundSelect[Any]:
    bill_id = sa.bindparam("bill", type_=sa.Integer)
    return sa.union_all(_articles(bill_id), _questions(bill_id)).order_by("is_question", "ordinal")


def _articles(bill_id: sa.BindParameter[int]) -> sa.Select[Any]:
    newest = (
        sa.select(sa.func.max(Version.number))
        .where(Version.bill_id == bill_id, Version.published_at.is_not(None))
        .scalar_subquery()
    )
    columns: tuple[Any, ...] = (
        sa.literal(0).label("is_question"),
        ArticleText.ordinal,
        Version.number.label("version"),
        Article.key.label("place"),
        ArticleText.heading.label("words"),
        ArticleText.is_deleted,
        Article.people_count,
        Article.proposal_count,
    )
    return (
        sa.select(*columns, *_counts(Article))
        .select_from(Version)
        .join(ArticleText, ArticleText.version_id == Version.id)
        .join(Article, Article.id == ArticleText.article_id)
        .where(Version.bill_id == bill_id, Version.number == newest)
    )


def _questions(bill_id: sa.BindParameter[int]) -> sa.Select[Any]:
    nothing = sa.cast(sa.null(), sa.Integer)
    place = sa.literal("Q", sa.String) + sa.cast(Question.ordinal, sa.String)
    columns: tuple[Any, ...] = (sa.literal(1), Question.ordinal, nothing, place, Question.text, sa.false(), nothing)
    return sa.select(*columns, sa.literal(0), *_counts(Question)).where(Question.bill_id == bill_id)


def _option(row: Any) -> Option:
    stance = {code.value: getattr(row, column) for code, column in _STANCES}
    label = place_option(row.place, row.words)
    return Option(row.place, label, row.comment_count, stance, row.people_count, row.proposal_count, row.words)


def _counts(place: type[Article] | type[Question]) -> tuple[Any, ...]:
    return (place.comment_count, *(getattr(place, column) for _code, column in _STANCES))
