"""What an answer must say: an outcome, a reason, and for adopted ones the articles that changed."""

from collections.abc import Sequence

from sqlalchemy.orm import Session

from app.bills.models import ArticleText, Bill, Version
from app.bills.queries import list_articles, list_versions
from app.bills.structure import parse_address
from app.kernel.bilingual import Bilingual
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import LIMIT, count_graphemes
from app.kernel.verdict import invalid
from app.responses.models import CHANGING, AnswerArticle, Outcome
from app.responses.targets import Target

SHORTEST_REASON = 20  # graphemes
MOST_ARTICLES = 50


def require_outcome(target: Target, outcome: Outcome | None) -> None:
    """Check that an answer decides (a statement has no outcome), or raise Refused."""
    if target.is_statement and outcome is not None:
        raise invalid(_l("A statement on the whole has no outcome."), "outcome")
    if not target.is_statement and outcome is None:
        raise invalid(_l("Choose what the agency decides."), "outcome")


def require_reason(reason: Bilingual) -> None:
    """Check that an answer gives its reasons, in at least one language, or raise Refused."""
    lengths = [count_graphemes(reason.zh), count_graphemes(reason.en)]
    if max(lengths) < SHORTEST_REASON:
        raise invalid(_l("Give the reason, in at least %(least)s characters.", least=SHORTEST_REASON), "reason_zh")
    for field, length in zip(("reason_zh", "reason_en"), lengths, strict=True):
        if length > LIMIT:
            raise invalid(_l("This is too long: at most %(limit)s characters.", limit=f"{LIMIT:,}"), field)


def find_changes(
    session: Session, bill: Bill, outcome: Outcome | None, number: int | None, addresses: Sequence[str]
) -> tuple[Version | None, list[AnswerArticle]]:
    """Find the articles that an answer names in the version it names, or raise Refused; adopted ones must name some."""
    wanted = list(dict.fromkeys(addresses))
    if outcome in CHANGING and not wanted:
        raise invalid(_l("Name the articles that were changed: adopted means that the text shows it."), "articles")
    if not wanted:
        return None, []
    if len(wanted) > MOST_ARTICLES:
        raise invalid(_l("Name at most %(most)s places.", most=MOST_ARTICLES), "articles")
    published = [v for v in list_versions(session, bill) if v.published_at is not None and v.number == number]
    if not published:
        raise invalid(_l("Choose the published version in which the articles can be read."), "version")
    texts = {text.article.key: text for text in list_articles(session, published[0])}
    found = [_find_change(texts, address) for address in wanted]
    missing = [written[:48] for written, change in zip(wanted, found, strict=True) if change is None]
    if missing:
        raise invalid(_l("This version has no %(address)s.", address=", ".join(missing)), "articles")
    return published[0], [change for change in found if change is not None]


def _find_change(texts: dict[str, ArticleText], written: str) -> AnswerArticle | None:
    address = parse_address(written)
    text = texts.get(address.key) if address else None
    if address is None or text is None or (text.is_deleted and address.place) or not address.is_within(text.text):
        return None
    return AnswerArticle(article=text.article, article_id=text.article_id, address=str(address))
