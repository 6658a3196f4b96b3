"""What the search page shows: read from the address, looked up, and set out for the template."""

from typing import Any

from sqlalchemy.orm import Session

from app.accounts.current import me
from app.bills.cards import article_label
from app.bills.queries import get_bill
from app.kernel.clock import request_now
from app.kernel.db import session
from app.kernel.i18n import gettext as _
from app.kernel.i18n import html_lang, same_page
from app.kernel.web.parameters import code_parameter, text_parameter
from app.search.cards import card
from app.search.contents import END
from app.search.queries import MOST_COUNTED, PAGE, SHOWN_FIRST, Asked, Kind, Page, list_article_keys, search

LONGEST = 100
_READ = 1_000  # so much of what was typed is shown again


def read_page() -> dict[str, Any]:
    """Look for what the address asks, and give the template what it takes."""
    db, typed, kind = session(), text_parameter("q", _READ), code_parameter("kind", Kind)
    bill = get_bill(db, text_parameter("bill", 80), me(), request_now()) if text_parameter("bill", 80) else None
    articles = dict(list_article_keys(db, bill.id)) if bill else {}
    key = text_parameter("article", 24)
    asked = Asked.read(
        typed[:LONGEST],
        bill.id if bill else None,
        articles.get(key),
        before=read_position(text_parameter("cursor")) or END,
    )
    problem = _problem(typed, asked)
    pages = {} if problem or not typed else _look(db, asked, kind)
    return {
        "typed": typed,
        "kind": kind.value if kind else "",
        "bill": bill,
        "article": key if key in articles else "",
        "articles": [(found, article_label(found.partition("~")[0])) for found in articles],
        "problem": problem,
        "sections": [_section(name, page, is_whole=kind is not None) for name, page in pages.items() if page.items],
        "tabs": _tabs(kind) if typed and not problem else [],
        "is_later": asked.before < END,
        "first_url": same_page(cursor=None),
        "wider_url": same_page(kind=None, article=None, cursor=None),
    }


def read_position(cursor: str) -> int | None:
    """Read where to go on; None where it is no position."""
    return int(cursor) if cursor.isascii() and cursor.isdigit() and len(cursor) <= 18 else None


def _problem(typed: str, asked: Asked) -> str | None:
    if len(typed) > LONGEST:
        return _("Look for at most %(most)s characters; these are more. Take some away and search again.", most=LONGEST)
    if typed and not asked.phrases:
        return _("There is no word in this. Type characters, letters or digits; signs alone are not looked for.")
    return None


def _look(db: Session, asked: Asked, kind: Kind | None) -> dict[Kind, Page]:
    """Look in one kind for a whole page; in both for a few passages of bills and a page of comments."""
    limits = {kind: PAGE} if kind else {Kind.BILL: SHOWN_FIRST, Kind.COMMENT: PAGE}
    return {name: search(db, asked, name, request_now(), html_lang(), limit) for name, limit in limits.items()}


def _section(kind: Kind, page: Page, *, is_whole: bool) -> dict[str, Any]:
    names = {Kind.BILL: _("In the texts of bills"), Kind.COMMENT: _("In comments")}
    return {
        "kind": kind.value,
        "title": names[kind],
        "cards": [card(found) for found in page.items],
        "count": page.count,
        "is_more": page.count > MOST_COUNTED,
        "next_url": same_page(kind=kind.value, cursor=page.next) if page.next else None,
        "all_url": same_page(kind=kind.value, cursor=None)
        if page.next and not is_whole and kind is Kind.BILL
        else None,
    }


def _tabs(kind: Kind | None) -> list[dict[str, Any]]:
    names = ((None, _("Everything")), (Kind.BILL, _("Bills")), (Kind.COMMENT, _("Comments")))
    return [
        {"text": name, "href": same_page(kind=code.value if code else None, cursor=None), "current": code is kind}
        for code, name in names
    ]
