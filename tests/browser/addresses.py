"""Every page of the platform by an address that shows it, for each kind of person, and the forms that can fail on it.

Words in braces are filled in by `prepare`, which brings about what the seeds do not have: drafts, an open report, mailed links.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.tokens import Purpose, mint_token
from app.kernel.db import database
from tests.bills.importing.word_files import table_file

GUEST, CITIZEN, MODERATOR, OFFICIAL = None, "citizen-01", "moderator-01", "official-moda"
NO_PAGES = ("api.", "api_search.", "bills.version_file", "feeds.", "health.", "static")  # answers to programs
NO_PAGE = {"record.export", "site.favicon", "site.robots", "accounts.choose_language"}

PAGES: dict[str | None, tuple[str, ...]] = {
    GUEST: (
        "/",
        "/bills",
        "/bills?q=zzzz",
        "/search?q=稽核",
        "/search?q=zzzz&kind=comment",
        "/bills/csma-information-sharing",
        "/bills/csma-information-sharing/text",
        "/bills/csma-information-sharing/articles/8",
        "/bills/audit-plan-committee",
        "/bills/harmful-products-list",
        "/bills/digital-intermediary-services",
        "/bills/training-duties",
        "/bills/training-duties/discussion",
        "/bills/audit-plan-committee/text",
        "/bills/audit-plan-committee/text?against=1",
        "/bills/audit-plan-committee/compare",
        "/bills/audit-plan-committee/compare?from=1&to=2",
        "/bills/audit-plan-committee/discussion?sort=newest&position=support",
        "/bills/audit-plan-committee/summary",
        "/bills/audit-plan-committee/response",
        "/bills/audit-plan-committee/record",
        "/bills/csma-inspection/articles/18",
        "/bills/csma-inspection/response",
        "/bills/audit-remedies/discussion",
        "/bills/audit-remedies/response",
        "/comments/1",
        "/comments/{hidden}",
        "/comments/{withdrawn}",
        "/comments/{edited}/history",
        "/comments/{cited}/journey",
        "/comments/{hidden}/journey",
        "/agencies",
        "/agencies/moda",
        "/subgroups",
        "/subgroups/cybersecurity-law",
        "/record",
        "/record/{log_seq}",
        "/help",
        "/help/rules",
        "/help/roles",
        "/help/privacy",
        "/help/components",
        "/account/register",
        "/account/register/sent",
        "/account/sign-in",
        "/account/reset",
        "/account/reset/sent",
        "/account/reset/{reset}",
        "/account/reset/none",
        "/account/confirm/{confirm}",
        "/nowhere",
    ),
    CITIZEN: (
        "/bills/audit-remedies/discussion",
        "/bills/csma-information-sharing/comments/new?place=9-1",
        "/comments/{others}",
        "/comments/{others}/replies/new",
        "/comments/{others}/reports/new",
        "/comments/{own}/edit",
        "/comments/{own}/withdrawal",
        "/notifications",
        "/notifications/comments",
        "/account/settings",
        "/account/tokens",
        "/account/sign-out",
        "/desk/bills",
    ),
    MODERATOR: (
        "/desk",
        "/desk/reports",
        "/desk/reports/{reported}",
        "/comments/{reported}/hiding",
        "/comments/{hidden}/restoration",
        "/comments/{hidden}/hiding",
        "/desk/bills/audit-remedies/summary",
        "/desk/bills/csma-inspection/summary",
        "/desk/bills/csma-inspection/summary/introduction",
        "/desk/bills/csma-inspection/summary/issues/new",
        "/desk/bills/csma-inspection/summary/issues/{issue}",
        "/desk/bills/csma-inspection/summary/recommendations/new",
        "/desk/bills/csma-inspection/summary/recommendations/{recommendation}",
        "/desk/bills/csma-inspection/summary/publication",
    ),
    OFFICIAL: (
        "/desk",
        "/bills/embargoed-draft",
        "/desk/bills",
        "/desk/bills/new",
        "/desk/bills/embargoed-draft",
        "/desk/bills/embargoed-draft/texts",
        "/desk/bills/embargoed-draft/questions",
        "/desk/bills/embargoed-draft/notice",
        "/desk/bills/embargoed-draft/preview",
        "/desk/bills/embargoed-draft/preview/text",
        "/desk/bills/embargoed-draft/draft",
        "/desk/bills/embargoed-draft/draft/articles/new",
        "/desk/bills/embargoed-draft/draft/articles/{article}",
        "/desk/bills/csma-information-sharing",
        "/desk/bills/csma-information-sharing/history",
        "/desk/bills/csma-information-sharing/terms",
        "/desk/bills/csma-information-sharing/preview/text?against=1",
        "/desk/bills/csma-information-sharing/draft",
        "/desk/bills/csma-information-sharing/draft/ties",
        "/desk/bills/csma-information-sharing/draft/publication",
        "/desk/bills/embargoed-draft/import",
        "/desk/bills/embargoed-draft/import/{imported}",
        "/desk/bills/csma-information-sharing/notice",
        "/desk/bills/csma-information-sharing/notice/rescheduling",
        "/desk/bills/csma-information-sharing/notice/extension",
        "/desk/bills/csma-information-sharing/notice/postponement",
        "/desk/bills/csma-information-sharing/withdrawal",
        "/desk/bills/csma-information-sharing/waiting",
        "/desk/bills/csma-information-sharing/milestones",
        "/desk/bills/csma-inspection/milestones/{milestone}",
        "/desk/bills/csma-inspection/response",
        "/desk/bills/csma-inspection/response/R1",
        "/desk/bills/csma-inspection/response/R3",
        "/desk/bills/csma-inspection/response/publication",
    ),
}

# Forms that are refused when all their lines are emptied.
FORMS: dict[str | None, tuple[str, ...]] = {
    GUEST: ("/account/register", "/account/sign-in", "/account/reset", "/account/reset/{reset}"),
    CITIZEN: (
        "/bills/csma-information-sharing/comments/new",
        "/comments/{others}/replies/new",
        "/comments/{others}/reports/new",
        "/comments/{own}/edit",
        "/account/settings",
        "/account/tokens",
    ),
    MODERATOR: (
        "/desk/reports/{reported}",
        "/comments/{reported}/hiding",
        "/comments/{hidden}/restoration",
        "/desk/bills/csma-inspection/summary",
        "/desk/bills/csma-inspection/summary/issues/{issue}",
        "/desk/bills/csma-inspection/summary/recommendations/new",
    ),
    OFFICIAL: (
        "/desk/bills/new",
        "/desk/bills/embargoed-draft/texts",
        "/desk/bills/embargoed-draft/notice",
        "/desk/bills/csma-information-sharing/notice/extension",
        "/desk/bills/csma-information-sharing/notice/postponement",
        "/desk/bills/csma-information-sharing/milestones",
        "/desk/bills/embargoed-draft/draft/articles/{article}",
        "/desk/bills/csma-inspection/response/R3",
    ),
}

SAMPLE = (
    "/",
    "/bills/csma-information-sharing",
    "/bills/audit-plan-committee/text?against=1",
    "/bills/audit-plan-committee/compare",
    "/bills/audit-remedies/discussion",
    "/bills/audit-plan-committee/response",
    "/comments/{cited}/journey",
    "/record",
    "/account/register",
)

_IDS = {
    "hidden": "SELECT min(comment.id) FROM comment JOIN bill ON bill.id = bill_id"
    " WHERE state = 'hidden' AND slug = 'audit-remedies'",
    "withdrawn": "SELECT min(id) FROM comment WHERE state = 'withdrawn'",
    "edited": "SELECT min(comment_id) FROM earlier_text",
    "log_seq": "SELECT min(seq) FROM record_entry WHERE act = 'hide'",
    "cited": "SELECT min(comment_id) FROM citation JOIN recommendation ON recommendation.id = recommendation_id"
    " JOIN summary ON summary.id = summary_id JOIN bill ON bill.id = bill_id WHERE slug = 'audit-plan-committee'",
    "others": "SELECT min(comment.id) FROM comment JOIN bill ON bill.id = bill_id JOIN person ON person.id = author_id"
    " WHERE slug = 'csma-information-sharing' AND state = 'visible' AND handle NOT IN ('citizen-01', 'citizen-02')",
    "milestone": "SELECT min(milestone.id) FROM milestone JOIN bill ON bill.id = bill_id WHERE slug = 'csma-inspection'",
    "issue": "SELECT min(issue.id) FROM issue JOIN summary ON summary.id = summary_id WHERE published_at IS NULL",
    "recommendation": "SELECT min(recommendation.id) FROM recommendation JOIN summary ON summary.id = summary_id"
    " WHERE published_at IS NULL",
    "article": "SELECT min(article_id) FROM article_text JOIN version ON version.id = version_id"
    " JOIN bill ON bill.id = version.bill_id WHERE slug = 'embargoed-draft'",
    "drafted": "SELECT max(article_id) FROM article_text JOIN version ON version.id = version_id"
    " JOIN bill ON bill.id = version.bill_id WHERE slug = 'csma-information-sharing'",
}


def prepare(inside: Flask) -> dict[str, object]:
    """Bring about what the seeds do not have, through the pages, and find what the addresses name."""
    citizen, moderator, official = (enter(inside, who) for who in (CITIZEN, MODERATOR, OFFICIAL))
    spoken = post(citizen, "/bills/csma-information-sharing/comments/new", body="A word of my own.", place="")
    post(moderator, "/desk/bills/csma-inspection/summary/draft")
    post(official, "/desk/bills/csma-information-sharing/draft/new")
    named: dict[str, object] = {"own": spoken.rpartition("/")[2], **find_ids(inside)}
    report = f"/comments/{named['others']}/reports/new"
    post(enter(inside, "citizen-02"), report, ground="spam", note="Looks like an advertisement.")
    named["reported"] = named["others"]
    words = {"number": "90", "heading_en": "A new article", "text_en": "Agencies report once a year."}
    post(official, "/desk/bills/csma-information-sharing/draft/articles/new", **words)
    reason = "The ministry is still looking at what other countries do."
    post(official, "/desk/bills/csma-inspection/response/R3", outcome="under-study", reason_en=reason, articles="")
    named["imported"] = upload(official, "/desk/bills/embargoed-draft/import").rpartition("/")[2]
    return named | {purpose.value: mint(inside, purpose) for purpose in Purpose}


def enter(inside: Flask, handle: str | None) -> FlaskClient:
    """A client of this process in which somebody is signed in."""
    client = inside.test_client()
    post(client, "/account/sign-in", name=handle or "", password="gongyi-demo")
    return client


def post(client: FlaskClient, path: str, **words: str) -> str:
    """Send a form that must be taken; return where it leads."""
    answer = client.post(path, data=words)
    assert answer.status_code == 303, (path, answer.status_code, answer.text)
    return str(answer.location)


def upload(client: FlaskClient, path: str) -> str:
    """Send a comparison table with a line that has no place; return where its preview is."""
    rows = [["第一條　本條修正。", "第一條　本條。", "說明。"], ["附則", "", ""]]
    file = BytesIO(table_file(["修正條文", "現行條文", "說明"], rows))
    answer = client.post(path, data={"file": (file, "對照表.docx"), "language": "zh-TW"})
    assert answer.status_code == 303, answer.text
    return str(answer.location)


def find_ids(inside: Flask) -> dict[str, object]:
    """The ids that the addresses name."""
    with inside.app_context(), database().engine.connect() as connection:
        found: dict[str, Any] = {name: connection.execute(sa.text(query)).scalar() for name, query in _IDS.items()}
    assert None not in found.values(), found
    return found


def mint(inside: Flask, purpose: Purpose) -> str:
    """A link's token, as the worker would mail it; for an account that nobody else tests."""
    with inside.app_context(), database().writers() as session:
        person = session.scalars(sa.select(Person).where(Person.handle == "citizen-12")).one()
        token = mint_token(session, person, purpose, datetime.now(UTC))
        session.commit()
    return token
