"""What the addresses of pages name: found in the seeds, or brought about through the pages (drafts, reports, mailed links)."""

from datetime import UTC, datetime, timedelta
from io import BytesIO
from typing import Any

import sqlalchemy as sa
from flask import Flask
from flask.testing import FlaskClient

from app.accounts.models import Person
from app.accounts.tokens import Purpose, mint_token
from app.kernel.db import database
from app.notifications.checkpoints.links import token_of
from app.notifications.checkpoints.models import Subscriber
from app.notifications.choices.links import unsubscribe_path
from app.notifications.choices.models import MailKind
from tests.bills.importing.word_files import table_file
from tests.browser import office_addresses
from tests.browser.addresses import CITIZEN, MODERATOR, OFFICIAL

_IDS = {
    "hidden": "SELECT min(comment.id) FROM comment JOIN bill ON bill.id = bill_id"
    " WHERE state = 'hidden' AND slug = 'audit-remedies'",
    "overturned": "SELECT min(comment_id) FROM appeal WHERE outcome = 'overturned'",
    "appealed": "SELECT min(comment_id) FROM appeal WHERE outcome IS NULL",
    "appeal": "SELECT min(id) FROM appeal WHERE outcome IS NULL",
    "withdrawn": "SELECT min(id) FROM comment WHERE state = 'withdrawn'",
    "edited": "SELECT min(comment_id) FROM earlier_text",
    "log_seq": "SELECT min(seq) FROM record_entry WHERE act = 'hide'",
    "cited": "SELECT min(comment_id) FROM citation JOIN recommendation ON recommendation.id = recommendation_id"
    " JOIN summary ON summary.id = summary_id JOIN bill ON bill.id = bill_id WHERE slug = 'audit-plan-committee'",
    "others": "SELECT min(comment.id) FROM comment JOIN bill ON bill.id = bill_id JOIN person ON person.id = author_id"
    " WHERE slug = 'csma-information-sharing' AND state = 'visible' AND handle NOT IN ('citizen-01', 'citizen-02')",
    "objected": "SELECT min(comment_id) FROM objection",
    "objection": "SELECT min(id) FROM objection",
    "blacked_out": "SELECT min(comment_id) FROM blackout WHERE undone_seq IS NULL",
    "blackout": "SELECT min(id) FROM blackout WHERE undone_seq IS NULL",
    "argument": "SELECT min(id) FROM argument",
    "repeated": "SELECT min(id) FROM comment WHERE argument_id IS NOT NULL",
    "parted": "SELECT max(id) FROM comment WHERE argument_id IS NOT NULL",
    "milestone": "SELECT min(milestone.id) FROM milestone JOIN bill ON bill.id = bill_id WHERE slug = 'csma-inspection'",
    "citation": "SELECT min(citation.id) FROM citation JOIN issue ON issue.id = issue_id JOIN summary ON summary.id = summary_id "
    "WHERE published_at IS NULL",
    "issue": "SELECT min(issue.id) FROM issue JOIN summary ON summary.id = summary_id JOIN bill ON bill.id = bill_id"
    " WHERE published_at IS NULL AND slug = 'csma-inspection'",
    "recommendation": "SELECT min(recommendation.id) FROM recommendation JOIN summary ON summary.id = summary_id"
    " JOIN bill ON bill.id = bill_id WHERE published_at IS NULL AND slug = 'csma-inspection'",
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
    for hours, name in ((3, "said"), (2, "merged"), (1, "twice")):
        named[name] = say_again(inside, citizen, hours)
    reason = "The same person posted the same words twice here."
    post(moderator, f"/comments/{named['merged']}/merging", reason=reason, revision="1")
    report = f"/comments/{named['others']}/reports/new"
    post(enter(inside, "citizen-02"), report, ground="spam", note="Looks like an advertisement.")
    named["reported"] = named["others"]
    reason = "It asks for something else than the others do."
    post(moderator, f"/comments/{named['parted']}/separation", reason=reason, revision="1")
    words = {"number": "90", "heading_en": "A new article", "text_en": "Agencies report once a year."}
    post(official, "/desk/bills/csma-information-sharing/draft/articles/new", **words)
    reason = "The ministry is still looking at what other countries do."
    post(official, "/desk/bills/csma-inspection/response/R3", outcome="under-study", reason_en=reason, articles="")
    reason = "The replies turned into insults."
    post(moderator, f"/comments/{named['own']}/lock", hours="1", reason=reason)
    named |= find_ids(inside, {"restraint": "SELECT max(id) FROM restraint"})
    named["appealable"] = hide_one(citizen, moderator)
    named["imported"] = upload(official, "/desk/bills/embargoed-draft/import").rpartition("/")[2]
    named["subscriber"] = subscribe_somebody(inside)
    named["unsubscription"] = link_in_a_mail(inside)
    people = {handle: enter(inside, handle) for handle in (office_addresses.LEAD, office_addresses.ADMINISTRATOR)}
    office_addresses.prepare(people, inside.test_client(), post)
    named |= find_ids(inside, office_addresses.IDS)
    return named | {purpose.value: mint(inside, purpose) for purpose in Purpose}


def hide_one(citizen: FlaskClient, moderator: FlaskClient) -> str:
    """Have a comment of the citizen's hidden, who has not appealed yet."""
    words = {"body": "A word that a moderator takes for an advertisement.", "place": ""}
    number = post(citizen, "/bills/csma-information-sharing/comments/new", **words).rpartition("/")[2]
    reason = "It reads like an advertisement."
    post(moderator, f"/comments/{number}/hiding", ground="spam", reason=reason, revision="1")
    return number


def say_again(inside: Flask, citizen: FlaskClient, hours: int) -> int:
    """Post the same words as before, some hours ago: so long apart that each is another comment."""
    words = {"body": "A word that is said again.", "place": ""}
    inside.extensions["gongyi.clock"] = lambda: datetime.now(UTC) - timedelta(hours=hours)
    try:
        return int(post(citizen, "/bills/csma-information-sharing/comments/new", **words).rpartition("/")[2])
    finally:
        inside.extensions["gongyi.clock"] = lambda: datetime.now(UTC)


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


def find_ids(inside: Flask, queries: dict[str, str] = _IDS) -> dict[str, object]:
    """The ids that the addresses name."""
    with inside.app_context(), database().engine.connect() as connection:
        found: dict[str, Any] = {name: connection.execute(sa.text(query)).scalar() for name, query in queries.items()}
    assert None not in found.values(), found
    return found


def subscribe_somebody(inside: Flask) -> str:
    """Ask for checkpoints by mail, and give the token of the link that the worker would mail."""
    post(inside.test_client(), "/record/checkpoints/subscription", email="reader@example.test", often="daily")
    with inside.app_context(), database().readers() as session:
        return token_of(session.scalars(sa.select(Subscriber)).one())


def link_in_a_mail(inside: Flask) -> str:
    """The token by which a mail lets its reader end mails of its kind."""
    with inside.app_context(), database().readers() as session:
        person = session.scalars(sa.select(Person).where(Person.handle == "citizen-12")).one()
        return unsubscribe_path(person, MailKind.CITED).rpartition("/")[2]


def mint(inside: Flask, purpose: Purpose) -> str:
    """A link's token, as the worker would mail it; for an account that nobody else tests."""
    with inside.app_context(), database().writers() as session:
        person = session.scalars(sa.select(Person).where(Person.handle == "citizen-12")).one()
        token = mint_token(session, person, purpose, datetime.now(UTC))
        session.commit()
    return token
