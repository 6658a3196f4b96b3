"""Suggestions by a machine: which comments use similar words. They are shown and labelled as such, and never act.

Texts are compared by their Chinese characters in twos and by the beginnings of other words; what few texts have counts most (TF-IDF),
and the cosine of the angle between two says how alike they are. This knows nothing of what a text means: who denies a sentence uses its
words too. It needs scikit-learn (`pip install gongyi[suggestions]`); without it nothing is suggested.
"""

import re
import unicodedata
from collections.abc import Sequence
from functools import cache
from hashlib import blake2b
from importlib.util import find_spec
from typing import Any, NamedTuple

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Bill
from app.discussion.models import Comment, State

MOST_COMPARED = 5_000  # comments of a bill, the newest
MOST_WANTED = 200  # comments whose like is looked for at once
LEAST = 0.18
_KEPT = 4
_BEGINNING = 7  # letters of a word that count: regulation, regulations
_RUNS = re.compile(r"[\u3005-\u3007\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]+|[^\W_\u2e80-\U0003ffff]{3,}")

_kept: dict[bytes, Any] = {}  # vectors by the digest of the texts that they were made of; no words


class Near(NamedTuple):
    """How alike (0 to 1) a comment is to the nearest of some others, and which that is."""

    likeness: float
    comment_id: int


class Space:
    """The visible comments of a bill as vectors."""

    def __init__(self, ids: Sequence[int], vectors: Any) -> None:
        self._at = {comment_id: at for at, comment_id in enumerate(ids)}
        self._vectors = vectors

    def near(self, wanted: Sequence[int], among: Sequence[int]) -> dict[int, Near]:
        """Find for each of some comments the nearest of those wanted; what is too far from all of them is left out."""
        there = [comment_id for comment_id in wanted if comment_id in self._at][:MOST_WANTED]
        here = [comment_id for comment_id in among if comment_id in self._at]
        if not (there and here):
            return {}
        rows, columns = ([self._at[comment_id] for comment_id in ids] for ids in (here, there))
        alike = (self._vectors[rows] @ self._vectors[columns].T).toarray()
        found = {}
        for comment_id, row, best in zip(here, alike, alike.argmax(axis=1), strict=True):
            if row[best] >= LEAST and there[best] != comment_id:
                found[comment_id] = Near(float(row[best]), there[best])
        return found

    @property
    def ids(self) -> list[int]:
        """The comments that are compared."""
        return list(self._at)


@cache
def is_offered() -> bool:
    """Whether this machine can make suggestions."""
    return find_spec("sklearn") is not None


def read_space(session: Session, bill: Bill) -> Space:
    """Read the visible comments of a bill as vectors, in one statement; those of the same texts are made once."""
    visible = sa.select(Comment.id, Comment.body).where(Comment.bill_id == bill.id, Comment.state == State.VISIBLE)
    rows = session.execute(visible.order_by(Comment.id.desc()).limit(MOST_COMPARED)).all()
    texts = [body or "" for _id, body in rows]
    name = blake2b("\0".join(texts).encode("utf-8", "surrogatepass"), digest_size=16).digest()
    vectors = _kept.get(name)
    if vectors is None:
        vectors = _kept[name] = _measure(texts)
        for old in list(_kept)[:-_KEPT]:
            _kept.pop(old, None)
    return Space([comment_id for comment_id, _body in rows] if vectors is not None else [], vectors)


def _measure(texts: Sequence[str]) -> Any:
    from sklearn.feature_extraction.text import TfidfVectorizer  # takes a second, and may not be there

    vectorizer = TfidfVectorizer(analyzer=_pieces, sublinear_tf=True, norm="l2")
    return vectorizer.fit_transform(texts) if any(map(_pieces, texts)) else None


def _pieces(text: str) -> list[str]:
    """By what a text is compared."""
    runs = _RUNS.findall(unicodedata.normalize("NFKC", text).casefold())
    return [piece for run in runs for piece in (_twos(run) if run[0] >= "\u2e80" else [run[:_BEGINNING]])]


def _twos(run: str) -> list[str]:
    return [run[at : at + 2] for at in range(len(run) - 1)]
