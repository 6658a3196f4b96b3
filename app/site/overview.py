"""A bill's front page as its components take it: steps, questions, changes at a glance, articles, milestones."""

from collections import Counter
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from app.bills.cards import Card, article_card
from app.bills.comparison import Change
from app.bills.glossary import Glossary
from app.bills.models import Bill, Milestone, Question, Stage, Status
from app.bills.notice_changes import change_cards, short_since
from app.bills.words import STAGES
from app.discussion.timeline import Timeline, make_timeline, most_discussed
from app.kernel.bilingual import Passage
from app.kernel.clock import taipei_day
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.richtext import show_rich
from app.responses.targets import Target
from app.site.queries_bill import Overview

STEPPED = (Status.ANNOUNCED, Status.OPEN, Status.CLOSED, Status.ANSWERED)


def gist(bill: Bill, overview: Overview) -> Passage:
    """The bill in a few sentences, as safe HTML in the page's language, its terms explained."""
    passage = words(bill.summary)
    rich = show_rich(passage.text)
    return Passage(Glossary(overview.terms, "gist").mark_html(rich, passage.lang), passage.lang)


def steps(bill: Bill, overview: Overview, now: datetime) -> list[Card]:
    """The way from notice to summary to response, with what is late; none for bills that are withdrawn or not public."""
    status = bill.status(now)
    if status not in STEPPED:
        return []
    return [_notice(bill, status), _summary(bill, overview, status), _response(bill, overview, status, now)]


def _notice(bill: Bill, status: Status) -> Card:
    step: Card = {"title": _("Notice"), "href": f"/bills/{bill.slug}/discussion"}
    if status is Status.ANNOUNCED:
        return step | {"state": "ahead", "text": _("opens on"), "day": bill.first_day}
    if status is Status.OPEN:
        return step | {"state": "now", "text": _("open until the end of"), "day": bill.last_day}
    return step | {"state": "done", "text": _("ended on"), "day": bill.last_day}


def _summary(bill: Bill, overview: Overview, status: Status) -> Card:
    step: Card = {"title": _("Summary"), "href": f"/bills/{bill.slug}/summary"}
    if overview.summarised_at is not None:
        return step | {"state": "done", "text": _("published on"), "day": taipei_day(overview.summarised_at)}
    if status is Status.CLOSED:
        return step | {"state": "now", "text": _("being written by the moderators")}
    return step | {"state": "ahead", "text": _("after the notice")}


def _response(bill: Bill, overview: Overview, status: Status, now: datetime) -> Card:
    step: Card = {"title": _("Response"), "href": f"/bills/{bill.slug}/response"}
    if status is Status.ANSWERED and bill.answered_at is not None:
        return step | {"state": "done", "text": _("complete since"), "day": taipei_day(bill.answered_at)}
    if status is not Status.CLOSED:
        return step | {"state": "ahead", "text": _("due by"), "day": bill.response_due_day}
    counts = {"answered": overview.answered, "asked": len(overview.asked)}
    begun = _("%(answered)s of %(asked)s answered;", **counts) + " " if overview.answered else ""
    if bill.overdue_days(now):
        return step | {"state": "late", "text": begun + _("was due on"), "day": bill.response_due_day}
    state = "now" if overview.summarised_at else "ahead"
    return step | {"state": state, "text": begun + _("due by"), "day": bill.response_due_day}


def question_cards(bill: Bill, overview: Overview, now: datetime) -> list[Card]:
    """The key questions with their counts and, once answers are awaited, their outcomes."""
    awaited = bill.status(now) in (Status.CLOSED, Status.ANSWERED)
    return [_question(bill, question, overview, awaited) for question in overview.questions]


def _question(bill: Bill, question: Question, overview: Overview, awaited: bool) -> Card:
    outcome = overview.outcomes.get(Target(question=question.ordinal))
    return {
        "number": question.ordinal,
        "text": question.text,
        "href": f"/bills/{bill.slug}/discussion?question={question.ordinal}",
        "comments": question.comment_count,
        "outcome": outcome.value if outcome else None,
        "answered": awaited,
    }


def glances(bill: Bill, overview: Overview, preview: str | None = None) -> list[dict[str, Any]]:
    """How many articles the text changes against the law in force, and since version 1.

    In a preview (`preview` is its text's address) the changes are shown there.
    """
    texts, here = overview.texts, f"/bills/{bill.slug}/compare"
    shown = []
    if texts.against_law:
        href = f"{preview}?against=current" if preview else f"{here}?from=current"
        shown.append(_glance(_("Against the law in force"), texts.against_law, href))
    if texts.since_first is not None and texts.version is not None:
        to = texts.version.number
        title = _("Version %(number)s against version 1", number=to)
        href = f"{preview}?against=1" if preview else f"{here}?from=1&to={to}"
        shown.append(_glance(title, texts.since_first, href))
    return shown


def _glance(title: str, changes: Mapping[int, Change], href: str) -> dict[str, Any]:
    counts = Counter(changes.values())
    return {"title": title, "href": href, "items": [{"code": c.value, "n": counts[c]} for c in Change if counts[c]]}


def article_rows(bill: Bill, overview: Overview, preview: str | None = None) -> list[Card]:
    """The articles of the newest text with stance, what changed (since version 1, else against the law), and the answer."""
    texts = overview.texts
    changes = texts.against_law if texts.since_first is None else texts.since_first
    rows = []
    for text in texts.articles:
        change, outcome = changes.get(text.article_id), overview.by_article.get(text.article_id)
        shown = None if change is Change.KEPT else change
        more = {"outcome": outcome.value if outcome else None}
        spoken = {} if text.article.comment_count else {"counts": None}
        place = {"href": f"{preview}#article-{text.article.key}"} if preview else {}
        rows.append(article_card(bill, text, shown, more | spoken | place))
    return rows


def busiest(rows: list[Card]) -> list[Card]:
    """The articles that most is said on."""
    return most_discussed(rows)


def stances(rows: list[Card]) -> list[Card]:
    """The articles on which somebody has spoken, for the table of positions."""
    return [row for row in rows if row["counts"]]


def timeline(bill: Bill, overview: Overview, now: datetime) -> Timeline | None:
    """The comments per day of the notice; None while it has not opened."""
    return make_timeline(bill, overview.path, now)


def day_changes(overview: Overview) -> list[Card]:
    """How the bill's days changed since its announcement, last first."""
    return change_cards(overview.changes)


def shortening(overview: Overview) -> Card | None:
    """The rescheduling that made a short notice what it is, and whose the justification is; None where it was announced so."""
    return short_since(overview.changes)


def milestone_cards(bill: Bill, overview: Overview) -> list[Card]:
    """The stages that the bill has reached, each with where it is written; its withdrawal, the exit that we know ourselves, too."""
    cards = [_milestone(found) for found in overview.milestones]
    if bill.withdrawn_at is not None and all(found.stage is not Stage.WITHDRAWN for found in overview.milestones):
        cards.append({"day": taipei_day(bill.withdrawn_at), "title": STAGES[Stage.WITHDRAWN]})
    return sorted(cards, key=lambda card: card["day"])


def _milestone(found: Milestone) -> Card:
    return {
        "day": found.day,
        "title": STAGES[found.stage],
        "note": found.note,
        "source": found.source_url,
        "source_label": words(found.source_label).text or _("Source"),
    }
