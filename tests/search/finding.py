"""How the tests of the search ask: positions and addresses of what is found."""

from sqlalchemy.orm import Session

from app.search.cards import path_of
from app.search.queries import Asked, Kind, search
from tests.conftest import NOON


def found(session: Session, typed: str, kind: Kind | None = None, lang: str = "en") -> list[str]:
    """The addresses of what is found, in its order."""
    return [path_of(item) for item in search(session, Asked.read(typed), kind, NOON, lang, 100).items]


def comments(session: Session, typed: str) -> list[int]:
    """The ids of the comments that are found."""
    return [item.position for item in search(session, Asked.read(typed), Kind.COMMENT, NOON, "en", 100).items]
