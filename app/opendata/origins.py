"""Why an article of a version reads as it does, as plain JSON (shape: schemas_bills.ArticleOrigin)."""

from collections.abc import Callable, Sequence

from sqlalchemy.orm import Session

from app.bills.models import ArticleText, Bill
from app.opendata.shapes_bills import Shape, address, both, instant
from app.responses.models import Answer
from app.responses.origins.queries import Origin, read_origins
from app.responses.queries import target_of


def tell_why(session: Session, bill: Bill, answers: Sequence[Answer]) -> Callable[[int, ArticleText], list[Shape]]:
    """Read what stands behind the changes of a bill's articles, by its answers on record, to be told of each in a version (number)."""
    found = read_origins(session, bill, answers)

    def why(version: int, text: ArticleText) -> list[Shape]:
        origins = found.get((version, text.article_id), ())
        return [origin_item(origin, bill, text.article_id) for origin in origins]

    return why


def origin_item(origin: Origin, bill: Bill, article_id: int) -> Shape:
    """An answer that points at a change of an article, what it answers, and the comments behind that."""
    answer, ground = origin
    code = target_of(answer).code
    asked, question = (ground.text if ground else None), answer.question
    return {
        "target": code,
        "outcome": answer.outcome.value if answer.outcome else None,
        "addition": answer.is_addition,
        "published_at": instant(answer.published_at),
        "places": sorted(change.address for change in answer.changes if change.article_id == article_id),
        "asked": both(asked) if asked else both(question.text) if question else None,
        "cited": ground.visible if ground else None,
        "comments": [row.id for row in ground.comments] if ground else [],
        "url": address(f"/bills/{bill.slug}/response#{code}"),
    }
