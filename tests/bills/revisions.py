"""A bill with revised texts: what the comparison pages, kept comparisons and comments are tested on."""

from datetime import timedelta
from typing import Any

from sqlalchemy.orm import Session

from app.accounts.models import Agency
from app.bills.models import Article, ArticleText, Bill, Version, place_rank
from app.bills.queries import latest_version, list_articles
from app.kernel.bilingual import Bilingual
from tests.builders import TODAY, make_bill
from tests.conftest import NOON

MOVED = Bilingual(
    "主管機關應每年公布前項檢查之結果及其改善情形。",
    "The authority shall publish the results of each inspection every year.",
)


def add_version(session: Session, bill: Bill, changes: dict[str, dict[str, Any]]) -> Version:
    """Publish the next version: the last one's articles, with what `changes` says by key; a key not there yet is new."""
    before = latest_version(session, bill)
    version = Version(bill_id=bill.id, number=before.number + 1, note=Bilingual("修正", "Revised"), published_at=NOON)
    session.add(version)
    session.flush()
    names = (
        "number",
        "chapter",
        "section",
        "heading",
        "text",
        "current_text",
        "explanation",
        "is_deleted",
        "split_from_id",
        "merged_into_id",
    )
    texts = {text.article.key: text for text in list_articles(session, before)}
    for ordinal, key in enumerate([*texts, *(key for key in changes if key not in texts)], 1):
        values: dict[str, Any] = {
            "number": key,
            "chapter": Bilingual(),
            "heading": Bilingual(f"標題{key}", f"Heading {key}"),
            "explanation": Bilingual(),
        }
        if key in texts:
            values = {name: getattr(texts[key], name) for name in names}
            article = texts[key].article
        else:
            article = Article(bill_id=bill.id, key=key, rank=place_rank(key))
        session.add(
            ArticleText(version_id=version.id, article=article, ordinal=ordinal, **(values | changes.get(key, {})))
        )
    session.flush()
    return version


def make_revised_bill(session: Session, agency: Agency, slug: str = "revised", articles: int = 5) -> Bill:
    """Make an open bill in three versions: see `revise_twice`."""
    bill = make_first_version(session, agency, slug, articles)
    revise_twice(session, bill)
    return bill


def make_first_version(session: Session, agency: Agency, slug: str = "revised", articles: int = 5) -> Bill:
    """Make an open bill whose article 2 ends with the words that version 2 splits off."""
    bill = make_bill(session, slug, agency, first_day=TODAY - timedelta(days=5), articles=articles)
    second = list_articles(session, latest_version(session, bill))[1]
    second.text = Bilingual(f"{second.text.zh}\n{MOVED.zh}", f"{second.text.en}\n{MOVED.en}")
    session.flush()
    return bill


def revise_twice(session: Session, bill: Bill) -> None:
    """Publish versions 2 and 3.

    Version 2 changes article 1, splits a new article (the next number) off article 2 and merges article 3 into article 4;
    version 3 changes article 1 again. Article 5 stays as it is.
    """
    first = {text.article.key: text for text in list_articles(session, latest_version(session, bill))}
    ends = zip(_pair(first["2"].text), _pair(MOVED), strict=True)
    kept = Bilingual(*(said.removesuffix(f"\n{moved}") for said, moved in ends))
    taken = Bilingual(*("\n".join(both) for both in zip(_pair(first["4"].text), _pair(first["3"].text), strict=True)))
    changes: dict[str, dict[str, Any]] = {
        "1": {"text": Bilingual("第1條本文，修正。", "Text 1, <b>revised</b>.")},
        "2": {"text": kept},
        "3": {"is_deleted": True, "merged_into_id": first["4"].article_id},
        "4": {"text": taken},
        str(len(first) + 1): {"text": MOVED, "split_from_id": first["2"].article_id},
    }
    add_version(session, bill, changes)
    add_version(session, bill, {"1": {"text": Bilingual("第1條本文，再修正。", "Text 1, revised again.")}})


def _pair(text: Bilingual) -> tuple[str, str]:
    return text.zh, text.en
