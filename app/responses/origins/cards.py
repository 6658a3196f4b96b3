"""Why an article reads as it does, as its page takes it: for each version, what points at it."""

from markupsafe import Markup, escape

from app.bills.models import Article
from app.bills.panels import Panel
from app.discussion.beside import excerpt
from app.discussion.blackouts.marks import mark_blocks
from app.discussion.rows import CommentRow
from app.discussion.words import place_label
from app.kernel.clock import taipei_day
from app.responses.cards import Card
from app.responses.origins.queries import Ground, Origin, Origins
from app.responses.queries import target_of
from app.responses.words import target_name

TEMPLATE = "responses/_origin.html"


def origins_of(origins: Origins, article: Article, slug: str) -> dict[int, list[Panel]]:
    """What stands behind an article, by the number of the version that each answer points at, oldest answer first."""
    return {
        version: [{"template": TEMPLATE, "words": _origin(origin, slug)} for origin in found]
        for (version, article_id), found in origins.items()
        if article_id == article.id
    }


def _origin(origin: Origin, slug: str) -> Card:
    answer, ground = origin
    target = target_of(answer)
    card: Card = {
        "name": target_name(target),
        "href": f"/bills/{slug}/response#{target.code}",
        "outcome": answer.outcome.value if answer.outcome else None,
        "day": taipei_day(answer.published_at) if answer.published_at else None,
        "is_addition": answer.is_addition,
        "asked": None,
        "discussed": None,
    }
    if ground is not None:
        card["asked"] = _asked(ground, slug)
    elif answer.question is not None:
        card["discussed"] = {
            "text": answer.question.text,
            "comments": answer.question.comment_count,
            "href": f"/bills/{slug}/discussion?question={answer.question.ordinal}",
        }
    return card


def _asked(ground: Ground, slug: str) -> Card:
    return {
        "text": ground.text,
        "day": taipei_day(ground.published_at),
        "href": f"/bills/{slug}/summary#R{ground.ordinal}",
        "comments": [_comment(row) for row in ground.comments],
        "total": ground.visible,
        "more": ground.visible - len(ground.comments),
        "gone": ground.total - ground.visible,
    }


def _comment(row: CommentRow) -> Card:
    return {
        "author": row.author_handle,
        "place": place_label(row.place),
        "day": taipei_day(row.posted_at),
        "href": f"/comments/{row.id}/journey",
        "words": _quote(row.body_html or ""),
        "lang": row.lang,
    }


def _quote(html: str) -> Markup:
    return mark_blocks(str(escape(excerpt(html))))
