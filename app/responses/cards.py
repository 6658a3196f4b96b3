"""Answers as the templates' macros take them: plain dictionaries."""

from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlencode

from markupsafe import Markup
from sqlalchemy.orm import Session

from app.bills.models import Article, Bill, Status
from app.bills.structure import write_address
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, words
from app.responses.models import Answer
from app.responses.queries import Item, by_target, item_of, list_answers, target_of
from app.responses.redlines import Redlines
from app.responses.targets import Target
from app.responses.words import OUTCOMES, target_name

Card = dict[str, Any]


def answer_card(item: Item, bill: Bill, now: datetime, redlines: Redlines | None = None) -> Card:
    """What is asked and what was answered: the decision as it stands, the reasons, the changed text, later additions."""
    first = item.answer
    if first is None or first.published_at is None:
        return {"outcome": None, "due_day": bill.response_due_day, "overdue_days": bill.overdue_days(now)}
    before = first.outcome if first.outcome is not item.outcome else None
    return {
        "outcome": item.outcome.value if item.outcome else None,
        "html": _decided(_("Decided at first: %(outcome)s", outcome=OUTCOMES[before])) + prose(first.reason)
        if before
        else prose(first.reason),
        "lang": words(first.reason).lang,
        "agency": bill.agency.name,
        "day": taipei_day(first.published_at),
        "changes": change_links(first, bill.slug, redlines),
        "additions": [_addition(added, bill.slug) for added in item.additions],
    }


def item_card(item: Item, bill: Bill, now: datetime, redlines: Redlines | None = None) -> Card:
    """A recommendation or key question with its answer, as `recommendation_card` takes it; the page says once how late all is."""
    code = item.target.code
    answer = answer_card(item, bill, now, redlines) if item.answer else {"outcome": None}
    return {"number": code, "anchor": code, "text": item.text, "answer": answer}


def change_links(answer: Answer, slug: str, redlines: Redlines | None = None) -> list[Card]:
    """The articles that an answer names: each with its address in words, its page, and where its redline is.

    With `redlines`, the first place in each article has its redline too; None where the text of the article is the same.
    """
    if answer.version is None:
        return []
    links: list[Card] = [
        {
            "label": write_address(change.address, html_lang()),
            "href": redline_href(slug, answer.version.number, change.article.key),
            "article_href": f"/bills/{slug}/articles/{change.article.key}",
            "version": answer.version.number,
            "key": change.article.key,
            "id": change.article_id,
        }
        for change in sorted(answer.changes, key=lambda change: (change.article.rank, change.address))
    ]
    if redlines is not None:
        for link in {link["key"]: link for link in reversed(links)}.values():
            link["redline"] = redlines.get((answer.version.number, link["id"]))
    return links


def redline_href(slug: str, version: int, key: str) -> str:
    """Where an article of a version is compared with the text as noticed (of version 1: with the law in force)."""
    earlier = "1" if version > 1 else "current"
    return f"/bills/{slug}/compare?{urlencode({'from': earlier, 'to': version})}#article-{key}"


def prose(text: Bilingual) -> Markup:
    """Plain text in the page's language as paragraphs."""
    return passage_prose(words(text))


def passage_prose(said: Passage) -> Markup:
    """Plain text as paragraphs, which say their language where it is not the page's."""
    lang = Markup("") if said.lang == html_lang() else Markup(' lang="{}"').format(said.lang)
    parts = [part.strip() for part in said.text.split("\n\n")]
    return Markup("").join(Markup("<p{}>{}</p>").format(lang, part) for part in parts if part)


def answers_of(session: Session, bill: Bill, ordinals: Sequence[int], now: datetime) -> Mapping[int, Card]:
    """The answers to recommendations, for the page of the summary; none are awaited while the notice is open."""
    if not ordinals or bill.status(now) not in (Status.CLOSED, Status.ANSWERED):
        return {}
    answers = by_target(list_answers(session, bill))
    targets = {ordinal: Target(recommendation=ordinal) for ordinal in ordinals}
    return {n: answer_card(item_of(target, Bilingual(), answers), bill, now) for n, target in targets.items()}


def panel_rows(answers: Sequence[Answer], slug: str, article: Article) -> list[Card]:
    """The answers that changed an article, for the article's page: what was asked, the decision, and where this article shows it."""
    return [
        {
            "name": target_name(target_of(answer)),
            "href": f"/bills/{slug}/response#{target_of(answer).code}",
            "outcome": answer.outcome.value if answer.outcome else None,
            "day": taipei_day(answer.published_at) if answer.published_at else None,
            "changes": [change for change in change_links(answer, slug) if change["key"] == article.key],
        }
        for answer in answers
    ]


def _decided(sentence: str) -> Markup:
    return Markup("<p><strong>{}</strong></p>").format(sentence)


def _addition(added: Answer, slug: str) -> Card:
    decided = _decided(_("Decided now: %(outcome)s", outcome=OUTCOMES[added.outcome])) if added.outcome else Markup("")
    links = Markup(", ").join(
        Markup('<a href="{}">{}</a>').format(c["href"], c["label"]) for c in change_links(added, slug)
    )
    changed = Markup("<p>{} {}</p>").format(_("Changed text:"), links) if links else Markup("")
    day = taipei_day(added.published_at) if added.published_at else None
    return {"day": day, "html": decided + prose(added.reason) + changed}
