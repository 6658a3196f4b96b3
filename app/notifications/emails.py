"""The mails of this room. A hidden comment's words are in none of them; the moderator's reason is public and is.

What an agency asked for and did not come about is told by name of the bill alone: why stands at the desk, behind its sign-in.
"""

from collections.abc import Mapping
from typing import Any

from flask import Flask
from sqlalchemy.orm import Session, joinedload

from app.accounts.access import is_member
from app.accounts.models import Person
from app.bills.models import PendingAct
from app.discussion.rows import list_rows_by_ids
from app.discussion.words import place_label
from app.kernel.clock import request_now
from app.kernel.i18n import gettext as _
from app.kernel.i18n import words
from app.kernel.outbox import Letter, register_mail, word
from app.moderation.appeals.course import list_appeals
from app.moderation.appeals.deadlines import last_day_to_appeal
from app.moderation.appeals.models import Appeal
from app.moderation.grounds import GROUNDS
from app.moderation.placing.models import PlacingKind
from app.moderation.placing.queries import list_placings_by_ids
from app.moderation.queries import list_decisions_by_ids
from app.notifications.queries import bill_titles

Parameters = Mapping[str, Any]


def write_hidden(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an author that, why and by which act their comment was hidden."""
    body = _word("comment_hidden", session, person, parameters)
    return body and Letter(_("Your comment was hidden"), body)


def write_restored(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an author that their comment is shown again."""
    body = _word("comment_restored", session, person, parameters)
    return body and Letter(_("Your comment is shown again"), body)


def write_blacked_out(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an author that, why and by which act a passage of their comment was blacked out."""
    body = _word("comment_blacked_out", session, person, parameters)
    return body and Letter(_("A passage of your comment was blacked out"), body)


def write_uncovered(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an author that a passage of their comment is shown again."""
    body = _word("comment_uncovered", session, person, parameters)
    return body and Letter(_("A passage of your comment is shown again"), body)


def write_placed(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an author that their comment was moved or merged, or that a merging was undone."""
    row = list_rows_by_ids(session, [parameters["comment"]]).get(parameters["comment"])
    placing = list_placings_by_ids(session, [parameters["placing"]]).get(parameters["placing"])
    if row is None or placing is None:
        return None
    said = {
        PlacingKind.MOVE: (_("Your comment was moved"), _("A moderator moved a comment of yours to where it belongs.")),
        PlacingKind.MERGE: (
            _("Your comment was merged with an earlier one"),
            _("A moderator merged a comment of yours with the same one that you had posted before."),
        ),
        PlacingKind.UNMERGE: (
            _("Your comment stands for itself again"),
            _("A moderator let a comment of yours stand for itself again."),
        ),
    }
    subject, opening = said[placing.kind]
    places = [place_label(place) for place in (placing.from_place, placing.to_place) if place is not None]
    title = words(bill_titles(session, [row])[row.bill_slug]).text
    return Letter(
        subject,
        word("comment_placed", person=person, row=row, placing=placing, places=places, title=title, opening=opening),
    )


def write_act_refused(session: Session, person: Person, parameters: Parameters) -> Letter | None:
    """Word the mail that tells an official that nothing came of an act that waited, where they are still in office."""
    act = session.get(PendingAct, parameters["act"], options=[joinedload(PendingAct.bill)])
    if act is None or not is_member(person, act.bill, request_now()):
        return None
    title = words(act.bill.title).text
    return Letter(
        _("Nothing was done: %(title)s", title=title), word("act_refused", person=person, act=act, title=title)
    )


def _word(template: str, session: Session, person: Person, parameters: Parameters) -> Any:
    row = list_rows_by_ids(session, [parameters["comment"]]).get(parameters["comment"])
    decision = list_decisions_by_ids(session, [parameters["decision"]]).get(parameters["decision"])
    if row is None or decision is None:
        return None
    return word(
        template,
        person=person,
        row=row,
        decision=decision,
        ground=GROUNDS[decision.ground].name if decision.ground else "",
        place=place_label(row.place),
        title=words(bill_titles(session, [row])[row.bill_slug]).text,
        last_day=last_day_to_appeal(decision.decided_at),
        closed_appeal=bool(list_appeals(session, Appeal.restoring_id == decision.id)),
    )


def init_app(app: Flask) -> None:
    """Register this room's mails with the outbox."""
    register_mail(app, "comment-hidden", write_hidden)
    register_mail(app, "comment-restored", write_restored)
    register_mail(app, "comment-blacked-out", write_blacked_out)
    register_mail(app, "comment-uncovered", write_uncovered)
    register_mail(app, "comment-placed", write_placed)
    register_mail(app, "act-refused", write_act_refused)
