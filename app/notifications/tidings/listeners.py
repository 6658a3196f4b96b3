"""What happens in the rooms below, and who is told what became of their words; in the same transaction."""

from collections.abc import Iterable

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.events import VersionPublished
from app.bills.models import Bill
from app.discussion.models import Comment, State
from app.kernel.events import Events
from app.moderation.appeals.queries import list_office
from app.notifications.actions import tell_everybody
from app.notifications.choices.models import MailKind
from app.notifications.models import NoticeKind
from app.notifications.tidings.concerned import changed_articles, concerned_by_answers, filed_under, newly_cited
from app.notifications.tidings.telling import Share, Tiding, shares_of, tell_each
from app.responses.events import ReleaseAsked, ReleaseDeclined, ResponsePublished
from app.responses.releasing.queries import list_officials
from app.summaries.events import ObjectionMade, SummaryProposed, SummaryPublished, SummarySentBack
from app.summaries.objections.models import Objection
from app.summaries.policy import may_summarise


def tell_of_citing(session: Session, event: SummaryPublished) -> None:
    """Tell the authors whose comments a published summary cites, each comment's author once, whatever the versions."""
    summary = event.summary
    about = {"summary": summary.number}
    tiding = Tiding(summary.bill_id, NoticeKind.CITED, MailKind.CITED, about)
    tell_each(session, tiding, shares_of(newly_cited(session, summary)), event.now)


def tell_of_answered_objections(session: Session, event: SummaryPublished) -> None:
    """Tell those who objected to an earlier version that this one answers them; not where the comment is hidden by now."""
    summary = event.summary
    answered = (
        sa.select(Objection.comment_id, Comment.author_id)
        .join(Comment, Comment.id == Objection.comment_id)
        .where(Objection.answered_in_id == summary.id, Objection.withdrawn_at.is_(None))
        .where(Comment.state == State.VISIBLE)
        .order_by(Objection.id)
    )
    about = {"summary": summary.number}
    tiding = Tiding(summary.bill_id, NoticeKind.OBJECTION_ANSWERED, MailKind.OBJECTION, about)
    found = [(comment, author) for comment, author in session.execute(answered)]
    tell_each(session, tiding, shares_of(found), event.now)


def tell_of_answers(session: Session, event: ResponsePublished) -> None:
    """Tell the authors whose comments are cited under an answered recommendation or stand under an answered question."""
    shares: dict[int, Share] = {}
    for comment, author, answer in concerned_by_answers(session, event.bill, event.answers):
        share = shares.setdefault(author, Share(more={"answers": []}))
        share.comments += [comment] if comment not in share.comments[-1:] else []
        share.more["answers"] += [answer] if answer not in share.more["answers"] else []
    tell_each(session, Tiding(event.bill.id, NoticeKind.ANSWERED, MailKind.ANSWERED), shares, event.now)


def tell_of_version(session: Session, event: VersionPublished) -> None:
    """Tell all who spoke on a bill that a revised text is published; those on whose articles it reads differently, of these."""
    bill, version = event.bill, event.version
    about = {"version": version.id}
    articles = changed_articles(session, bill, version)
    spoke = filed_under(articles)
    shares: dict[int, Share] = {}
    for comment, author, article in session.execute(spoke) if articles else ():
        share = shares.setdefault(author, Share(more={"articles": []}))
        share.comments.append(comment)
        key = articles[article]
        share.more["articles"] += [key] if key not in share.more["articles"] else []
    tiding = Tiding(bill.id, NoticeKind.ARTICLE_CHANGED, MailKind.ARTICLE_CHANGED, about)
    tell_each(session, tiding, shares, event.now)
    others = spoke.with_only_columns(Comment.author_id).order_by(None) if articles else None
    tell_everybody(session, bill, NoticeKind.VERSION_PUBLISHED, about, event.now, but=others)


def tell_of_objection(session: Session, event: ObjectionMade) -> None:
    """Tell the moderators of a bill that an author objects to how the summary reads a comment."""
    objection = event.objection
    comment = objection.comment
    about = {"objection": objection.id}
    tiding = Tiding(comment.bill_id, NoticeKind.OBJECTED, MailKind.OBJECTION, about)
    moderators = _moderators(session, comment.bill, event, but={comment.author_id})
    tell_each(session, tiding, {person: Share([comment.id]) for person in moderators}, event.now)


def tell_of_proposal(session: Session, event: SummaryProposed) -> None:
    """Tell the moderators who may sign a draft of a bill's summary that it waits: neither who asks nor who wrote its last words."""
    bill = event.summary.bill
    tiding = Tiding(bill.id, NoticeKind.TO_SIGN, MailKind.SIGNING, {"proposal": event.proposal.id})
    mine = {event.proposal.asked_by_id, event.summary.changed_by_id}
    others = _moderators(session, bill, event, but=mine)
    tell_each(session, tiding, {person: Share() for person in others}, event.now)


def tell_of_sending_back(session: Session, event: SummarySentBack) -> None:
    """Tell a moderator that the draft which they declared ready was sent back."""
    about = {"proposal": event.proposal.id}
    tiding = Tiding(event.summary.bill_id, NoticeKind.SENT_BACK, MailKind.SIGNING, about)
    tell_each(session, tiding, {event.proposal.asked_by_id: Share()}, event.now)


def tell_of_asking(session: Session, event: ReleaseAsked) -> None:
    """Tell the other officials of a bill's agencies that a release of answers waits for one of them."""
    tiding = Tiding(event.bill.id, NoticeKind.TO_RELEASE, MailKind.SIGNING, {"release": event.release.id})
    others = (one.id for one in list_officials(session, event.bill, event.now) if one.id != event.release.asked_by_id)
    tell_each(session, tiding, {person: Share() for person in others}, event.now)


def tell_of_declining(session: Session, event: ReleaseDeclined) -> None:
    """Tell an official that the release which they asked for was declined."""
    about = {"release": event.release.id}
    tiding = Tiding(event.bill.id, NoticeKind.RELEASE_DECLINED, MailKind.SIGNING, about)
    tell_each(session, tiding, {event.release.asked_by_id: Share()}, event.now)


def _moderators(
    session: Session, bill: Bill, event: ObjectionMade | SummaryProposed, *, but: set[int | None]
) -> Iterable[int]:
    """The ids of those who may work on a bill's summary now."""
    office = list_office(session, [bill.subgroup_id], event.now)
    return [one.id for one in office if one.id not in but and may_summarise(one, bill, event.now)]


def subscribe(events: Events) -> None:
    """Listen to the rooms below."""
    events.subscribe(SummaryPublished, tell_of_citing)
    events.subscribe(SummaryPublished, tell_of_answered_objections)
    events.subscribe(ResponsePublished, tell_of_answers)
    events.subscribe(VersionPublished, tell_of_version)
    events.subscribe(ObjectionMade, tell_of_objection)
    events.subscribe(SummaryProposed, tell_of_proposal)
    events.subscribe(SummarySentBack, tell_of_sending_back)
    events.subscribe(ReleaseAsked, tell_of_asking)
    events.subscribe(ReleaseDeclined, tell_of_declining)
