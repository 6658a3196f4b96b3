"""What a bill's discussion can be about: its articles and key questions, to choose and to filter by."""

from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy.orm import Session
from wtforms.fields import SelectChoice  # type: ignore[attr-defined]  # newer than its stubs

from app.bills.models import Article, ArticleText, Bill, Question, Version
from app.bills.structure import parse_address
from app.discussion.models import Position
from app.discussion.words import POSITIONS, place_label, place_option
from app.kernel.i18n import lazy_gettext as _l


@dataclass(frozen=True, slots=True)
class Option:
    """One place: how it is written (18, Q1), its name, how many visible comments it has, and how many of each position."""

    place: str
    label: str
    count: int
    stance: dict[str, int]


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
    """List the articles of a bill's newest published version that it still has, and the key questions, in order."""
    newest = (
        sa.select(sa.func.max(Version.number))
        .where(Version.bill_id == bill.id, Version.published_at.is_not(None))
        .scalar_subquery()
    )
    texts = session.execute(
        sa.select(Version.number, ArticleText.heading, ArticleText.is_deleted, Article.key, *_counts(Article))
        .join(ArticleText, ArticleText.version_id == Version.id)
        .join(Article, Article.id == ArticleText.article_id)
        .where(Version.bill_id == bill.id, Version.number == newest)
        .order_by(ArticleText.ordinal)
    ).all()
    questions = session.execute(
        sa.select(Question.ordinal, Question.text, *_counts(Question))
        .where(Question.bill_id == bill.id)
        .order_by(Question.ordinal)
    )
    return Places(
        texts[0].number if texts else 1,
        [
            Option(t.key, place_option(t.key, t.heading), t.comment_count, _stance(t))
            for t in texts
            if t.comment_count or not t.is_deleted
        ],
        [
            Option(f"Q{q.ordinal}", place_option(f"Q{q.ordinal}", q.text), q.comment_count, _stance(q))
            for q in questions
        ],
    )


def _counts(place: type[Article] | type[Question]) -> tuple[Any, ...]:
    return (place.comment_count, *(getattr(place, f"{code}_count") for code in Position))


def _stance(row: Any) -> dict[str, int]:
    return {code.value: getattr(row, f"{code}_count") for code in Position}
