"""Bills and articles as the templates' macros take them: plain dictionaries, judged at one instant."""

from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from app.bills.comparison import Change, Compared
from app.bills.models import Article, ArticleText, Bill, Question, Status
from app.bills.structure import Provision, parse, write_address, write_number
from app.bills.words import SHORT_GROUNDS, topic_name
from app.kernel.bilingual import Bilingual, Passage
from app.kernel.clock import taipei_day
from app.kernel.i18n import html_lang, words

Card = dict[str, Any]


def bill_card(bill: Bill, now: datetime) -> Card:
    """A bill in a list: what it is, its status in days, who spoke."""
    status, today, notice = bill.status(now), taipei_day(now), bill.notice
    is_quiet = status in (Status.UNPUBLISHED, Status.ANNOUNCED)
    card = {
        "href": f"/bills/{bill.slug}",
        "slug": bill.slug,
        "title": bill.title,
        "gist": bill.summary,
        "status": status.value,
        "agency": bill.agency.name,
        "first_day": bill.first_day,
        "last_day": bill.last_day,
        "due_day": bill.response_due_day,
        "overdue_days": bill.overdue_days(now),
        "rule_day": _rule_day(bill),
        "answered_day": taipei_day(bill.answered_at) if bill.answered_at else None,
        "withdrawn_day": taipei_day(bill.withdrawn_at) if bill.withdrawn_at else None,
        "comments": None if is_quiet else bill.comment_count,
        "people": None if is_quiet else bill.people_count,
        "different": bill.comment_count - bill.copy_count if bill.copy_count else None,
        "short_notice": bill.justification,
    }
    if notice and status is Status.OPEN:
        card["days_left"] = (notice.last_day - today).days
        card["passed"] = 100 * ((today - notice.first_day).days + 1) / (notice.days + 1)
    if notice and status is Status.ANNOUNCED:
        card["days_until"] = (notice.first_day - today).days
    return card


def _rule_day(bill: Bill) -> date | None:
    """The day on which the response would be due by the rule alone, where the agency put it off."""
    rule = bill.notice.response_due_day if bill.notice else None
    return rule if rule and bill.response_due_day and rule < bill.response_due_day else None


def bill_band(bill: Bill, now: datetime) -> Card:
    """A bill at the head of its own pages: the card and who is responsible. Needs what `queries.get_bill` loads."""
    notice = bill.notice
    return bill_card(bill, now) | {
        "agency_href": f"/agencies/{bill.agency.slug}",
        "co_leads": [{"name": agency.name, "href": f"/agencies/{agency.slug}"} for agency in bill.co_leads],
        "subgroup": bill.subgroup.name,
        "subgroup_href": f"/subgroups/{bill.subgroup.slug}",
        "legal_basis": bill.legal_basis,
        "topics": [{"name": topic_name(t.topic), "href": f"/bills?topic={t.topic}"} for t in bill.topics],
        "note": bill.note,
        "notice_days": notice.days if notice else None,
        "short_ground": SHORT_GROUNDS[bill.short_ground] if bill.short_ground else None,
        "withdrawal_reason": bill.withdrawal_reason,
    }


def stance_counts(place: Article | Question) -> dict[str, int]:
    """How many visible comments take which position at an article or a question."""
    return {code: getattr(place, f"{code}_count") for code in ("support", "oppose", "change", "ask")}


def article_label(number: str, lang: str | None = None) -> str:
    """An article's number in words as a heading: 第十八條 or "Article 18"."""
    written = write_number(number, lang or html_lang())
    return written[:1].upper() + written[1:]


def article_title(text: ArticleText) -> str:
    """An article's number and heading: 第十八條 行政檢查."""
    return f"{article_label(text.number)} {words(text.heading).text}".rstrip()


def former_title(found: Compared) -> str | None:
    """What an article was called on the earlier side, where it has another number or heading now."""
    if found.old is None or found.new is None or found.old.is_deleted or found.new.is_deleted:
        return None
    before = article_title(found.old)
    return before if before != article_title(found.new) else None


def article_card(
    bill: Bill, text: ArticleText, change: Change | None = None, texts: Mapping[str, Any] | None = None
) -> Card:
    """An article as a row, an outline item or a set text; `texts` adds what else a macro takes (segments, outcome)."""
    article = text.article
    return {
        "key": article.key,
        "number": text.number,
        "label": article_label(text.number),
        "place": write_number(text.number, html_lang()),
        "heading": text.heading,
        "text": text.heading,
        "change": change.value if change else None,
        "href": f"/bills/{bill.slug}/articles/{article.key}",
        "discussion": f"/bills/{bill.slug}/discussion?article={article.key}",
        "counts": stance_counts(article),
        "comments": article.comment_count,
        "people": article.people_count,
        "proposals": article.proposal_count,
        "deleted": text.is_deleted,
        **(texts or {}),
    }


def proposed_articles(texts: Sequence[ArticleText]) -> list[tuple[str, str, int]]:
    """The articles of a version for which people propose wording: key, title, and how many comments do."""
    return [(t.article.key, article_title(t), t.article.proposal_count) for t in texts if t.article.proposal_count]


def provision_nodes(text: Bilingual, key: str, number: str) -> list[Card]:
    """An article's text in the page's language as nodes with addresses of their own."""
    passage = words(text)
    return _nodes(parse(passage.text), key, number, passage.lang)


def _nodes(provisions: Sequence[Provision], key: str, number: str, lang: str) -> list[Card]:
    return [
        {
            "anchor": f"a{key}{provision.suffix}",
            "href": f"#a{key}{provision.suffix}",
            "label": provision.mark,
            "text": Passage(provision.text, lang),
            "title": write_address(key + provision.suffix, html_lang(), number),
            "children": _nodes(provision.children, key, number, lang),
        }
        for provision in provisions
    ]


def text_language(text: Bilingual | None) -> str | None:
    """The language in which a text is shown where that is not the page's; else None."""
    passage = words(text)
    return passage.lang if passage.text and passage.lang != html_lang() else None
