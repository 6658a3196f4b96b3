"""Telling of appeals: those who may decide that one was made, and its author what was decided. Its words are in none of it."""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session

from app.accounts.models import Person
from app.discussion.rows import list_rows_by_ids
from app.discussion.words import place_label
from app.kernel.events import Events
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.outbox import Letter, enqueue, register_mail, word
from app.moderation.appeals.course import AppealRow, list_appeals
from app.moderation.appeals.events import AppealDecided, AppealMade
from app.moderation.appeals.models import Appeal, AppealOutcome
from app.notifications.actions import Telling, tell
from app.notifications.models import NoticeKind
from app.notifications.queries import bill_titles


def tell_of_appeal(session: Session, event: AppealMade) -> None:
    """Tell those who may decide that an appeal waits."""
    about = {"appeal": event.appeal.id}
    tell(
        session,
        [Telling(person, NoticeKind.APPEALED, event.comment.id, about) for person in event.deciders],
        event.now,
    )


def tell_of_decision(session: Session, event: AppealDecided) -> None:
    """Tell the author what was decided on their appeal, in the application and by mail."""
    author, about = event.comment.author_id, {"appeal": event.appeal.id}
    tell(session, [Telling(author, NoticeKind.APPEAL_DECIDED, event.comment.id, about)], event.now)
    enqueue(session, "appeal-decided", author, event.now, **about)


def write_decided(session: Session, person: Person, parameters: Mapping[str, Any]) -> Letter | None:
    """Word the mail that tells an author what was decided on their appeal, why and by whom."""
    appeal = next(iter(list_appeals(session, Appeal.id == parameters["appeal"])), None)
    row = list_rows_by_ids(session, [appeal.comment_id]).get(appeal.comment_id) if appeal else None
    if appeal is None or row is None:
        return None
    title = words(bill_titles(session, [row])[row.bill_slug]).text
    body = word("appeal_decided", person=person, appeal=appeal, row=row, place=place_label(row.place), title=title)
    return Letter(_subject(appeal), body)


def _subject(appeal: AppealRow) -> str:
    if appeal.outcome is AppealOutcome.OVERTURNED:
        return str(_("Your appeal: the hiding was overturned"))
    return str(_("Your appeal: the hiding was upheld"))


def init_app(app: Flask) -> None:
    """Listen to appeals, and register their mail with the outbox."""
    events: Events = app.extensions["gongyi.events"]
    events.subscribe(AppealMade, tell_of_appeal)
    events.subscribe(AppealDecided, tell_of_decision)
    register_mail(app, "appeal-decided", write_decided)
