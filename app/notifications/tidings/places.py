"""Where in a summary or a text something stands, for notices and mails."""

from collections import defaultdict
from collections.abc import Collection, Sequence

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.cards import article_title
from app.bills.models import Article, ArticleText, Version
from app.summaries.models import Citation, Issue, Recommendation, Summary
from app.summaries.queries import belongs_to


def codes_of_citations(session: Session, bill_id: int, number: int, comments: Collection[int]) -> dict[int, list[str]]:
    """The parts (I1, R2) of a version of a bill's summary that cite some comments, by comment."""
    summary = sa.select(Summary.id).where(Summary.bill_id == bill_id, Summary.number == number).scalar_subquery()
    query = (
        sa.select(Citation.comment_id, Issue.ordinal, Recommendation.ordinal)
        .outerjoin(Issue, Issue.id == Citation.issue_id)
        .outerjoin(Recommendation, Recommendation.id == Citation.recommendation_id)
        .where(Citation.comment_id.in_(comments), belongs_to(summary))
        .order_by(Recommendation.ordinal.is_not(None), Issue.ordinal, Recommendation.ordinal)
    )
    codes: dict[int, list[str]] = defaultdict(list)
    for comment, issue, asked in session.execute(query):
        codes[comment].append(f"R{asked}" if asked else f"I{issue}")
    return codes


def labels_of_articles(session: Session, version: Version, keys: Sequence[str]) -> list[tuple[str, str]]:
    """The names of some articles as a version or the one before it has them, with their keys, in order."""
    texts = (
        sa.select(ArticleText, Article.key)
        .join(Article, Article.id == ArticleText.article_id)
        .join(Version, Version.id == ArticleText.version_id)
        .where(Version.bill_id == version.bill_id, Version.number.in_((version.number - 1, version.number)))
        .where(Article.key.in_(keys))
        .order_by(Article.rank, Version.number)
    )
    return [(title, key) for key, title in {key: article_title(text) for text, key in session.execute(texts)}.items()]
