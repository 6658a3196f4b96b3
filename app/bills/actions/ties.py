"""Correcting in a draft which published article each of its articles is."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.bills import policy
from app.bills.actions.freshness import require_fresh
from app.bills.actions.layout import WORDS, Laid, Standing, changed_meanwhile, lay_articles, read_standing
from app.bills.matching import Tie, TieKind
from app.bills.models import ArticleText, Bill, Version
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.verdict import conflict


def tie_articles(
    session: Session,
    official: Person | None,
    bill: Bill,
    version: Version,
    ties: Sequence[Tie],
    *,
    merged: Mapping[int, int | None],
    now: datetime,
    revision: int | None = None,
) -> None:
    """Tie a draft's articles to the published ones: one tie for each that stands in the draft, in order.

    The words stay where they are; what changes is the identity that they go by. A published identity that nothing in the draft
    has any more stays as a deleted article. One that was only drafted has no comments, so that it can come and go.
    """
    policy.may_edit_draft(official, bill, version, now).require()
    require_fresh(version, revision)
    standing = read_standing(session, bill, version)
    if not standing.ever_published:
        raise conflict(_l("No version of this bill is published yet, so that there is nothing to tie its articles to."))
    stands = [text for text in standing.texts.values() if not text.is_deleted]
    published = [tie.article_id for tie in ties if tie.kind is not TieKind.NEW]
    if len(ties) != len(stands) or not standing.ever_published.issuperset(published):
        raise changed_meanwhile()
    tied = {text.article_id: tie for text, tie in zip(stands, ties, strict=True)}
    claimed = {tie.article_id for tie in ties if tie.kind is TieKind.SAME}
    articles = [
        _lay(text, tied.get(text.article_id), standing)
        for text in standing.texts.values()
        if text.article_id in tied or not (text.article_id in claimed or text.article_id in standing.ever_published)
    ]
    lay_articles(session, official, bill, version, standing, articles, merged=merged, now=now)


def _lay(text: ArticleText, tie: Tie | None, standing: Standing) -> Laid:
    """An article of the draft under its identity: the one tied to, or one that is the draft's own."""
    words = {name: getattr(text, name) for name in WORDS}
    drafted = None if text.article_id in standing.ever_published else text.article_id
    if tie is None:
        return Laid(article_id=drafted, words=words, is_deleted=True, split_from_id=text.split_from_id)
    if tie.kind is TieKind.SAME and tie.article_id is not None:
        was_split_from = standing.texts[tie.article_id].split_from_id
        return Laid(article_id=tie.article_id, words=words, split_from_id=was_split_from)
    return Laid(article_id=drafted, words=words, split_from_id=tie.article_id)
