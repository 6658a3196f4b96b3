"""What proposals have in common, kept in the writing transaction: equal ones are one wording, those that exclude each other one group.

The bill's row is held by whoever writes here, so that one act on a discussion follows the other.
"""

from collections import Counter

import sqlalchemy as sa
from sqlalchemy.orm import Session

from app.bills.models import Article, ArticleText
from app.discussion.conflicts import Edit, group_conflicts
from app.discussion.models import Comment, State, Wording
from app.discussion.places import Place
from app.discussion.proposals import FIELD, Proposal, propose
from app.kernel.i18n import lazy_gettext as _l
from app.kernel.richtext import clean, is_seen
from app.kernel.verdict import Refused, invalid


def read_proposal(session: Session, version_id: int, place: Place, typed: str, lang: str = "") -> Proposal | None:
    """Read the words that somebody proposes for a place of a version, or raise Refused; None where there are none."""
    if not is_seen(clean(typed)):
        return None
    if place.article is None or place.address is None:
        raise refuse_place()
    at = sa.select(ArticleText).where(ArticleText.article_id == place.article.id, ArticleText.version_id == version_id)
    return propose(session.scalars(at).one(), place.address, typed, lang)


def require_place(proposal: Proposal, place: Place, version_id: int, *, is_reply: bool) -> None:
    """Raise Refused unless a proposal is for the very place and version of its comment, which begins a thread there."""
    if is_reply or place.article is None:
        raise refuse_place()
    if (proposal.article_id, proposal.address, proposal.version_id) != (place.article.id, place.address, version_id):
        raise invalid(_l("These words were written for another place or another version of the text."), FIELD)


def refuse_place() -> Refused:
    """The refusal of proposed wording where there are no words to change."""
    return invalid(_l("Only a comment on an article, or on a part of one, can propose wording."), FIELD)


def replace(session: Session, comment: Comment, proposal: Proposal | None) -> None:
    """Give a visible comment another proposal than it had, or take it away."""
    count(session, comment, -1)
    left = clear(comment)
    if proposal is not None:
        attach(session, comment, proposal)
    session.flush()
    forget(session, left)
    count(session, comment, 1)


def attach(session: Session, comment: Comment, proposal: Proposal) -> None:
    """Give a comment its proposal; it counts from `count` on."""
    key = (proposal.article_id, proposal.version_id, proposal.lang, proposal.digest)
    same = sa.tuple_(Wording.article_id, Wording.version_id, Wording.lang, Wording.digest) == sa.tuple_(*key)
    wording = session.scalars(sa.select(Wording).where(same)).one_or_none()
    if wording is None:
        names = dict(zip(("article_id", "version_id", "lang", "digest"), key, strict=True))
        wording = Wording(bill_id=comment.bill_id, **names, edits=[list(edit) for edit in proposal.edits])
        session.add(wording)
        session.flush()
    comment.proposed_text, comment.proposed_html = proposal.text, proposal.html
    comment.proposed_lang, comment.wording_id = proposal.lang, wording.id


def is_of(comment: Comment, proposal: Proposal | None) -> bool:
    """Whether a comment proposes just this already."""
    if proposal is None:
        return comment.proposed_text is None
    return (comment.proposed_text, comment.proposed_lang) == (proposal.text, proposal.lang)


def clear(comment: Comment) -> int | None:
    """Take a comment's proposal away; return the wording that it shared, to be forgotten once that is written."""
    left = comment.wording_id
    comment.proposed_text = comment.proposed_html = comment.proposed_lang = comment.wording_id = None
    return left


def forget(session: Session, wording_id: int | None) -> None:
    """Erase a wording that no comment has any more, not even a hidden one."""
    if wording_id is not None:
        used = sa.exists().where(Comment.wording_id == wording_id)
        session.execute(sa.delete(Wording).where(Wording.id == wording_id, ~used))


def count(session: Session, comment: Comment, by: int) -> None:
    """Count a comment's proposal in (by=1) or out (by=-1); the groups of its article follow."""
    if comment.wording_id is None:
        return
    wording = session.get_one(Wording, comment.wording_id, with_for_update=True, populate_existing=True)
    others = sa.exists().where(
        Comment.wording_id == wording.id,
        Comment.author_id == comment.author_id,
        Comment.state == State.VISIBLE,
        Comment.id != comment.id,
    )
    is_known = session.scalar(sa.select(others))
    wording.comment_count += by
    wording.people_count += 0 if is_known else by
    wording.endorsement_count += by * comment.endorsement_count
    session.flush()
    more = {"proposal_count": Article.proposal_count + by}
    session.execute(
        sa.update(Article).where(Article.id == wording.article_id).values(more),
        execution_options={"synchronize_session": "fetch"},
    )
    if wording.comment_count == max(by, 0):
        regroup(session, wording)


def count_endorsement(session: Session, comment: Comment, by: int) -> None:
    """Count an endorsement of a comment's proposal in or out."""
    if comment.wording_id is not None:
        more = {"endorsement_count": Wording.endorsement_count + by}
        session.execute(
            sa.update(Wording).where(Wording.id == comment.wording_id).values(more),
            execution_options={"synchronize_session": "fetch"},
        )


def regroup(session: Session, sample: Wording) -> None:
    """Group anew the shown wordings of an article's text that one of them belongs to."""
    same_text = (
        Wording.article_id == sample.article_id,
        Wording.version_id == sample.version_id,
        Wording.lang == sample.lang,
    )
    shown = session.scalars(sa.select(Wording).where(*same_text, Wording.comment_count > 0)).all()
    edits = {wording.id: [Edit(*edit) for edit in wording.edits] for wording in shown}
    groups = group_conflicts(list(edits.items()))
    sizes = Counter(groups.values())
    starts: dict[int, int] = {}
    for number, own in edits.items():
        group = groups[number]
        first = min((edit.start for edit in own), default=0)
        starts[group] = min(starts.get(group, first), first)
    for wording in shown:
        group = groups[wording.id]
        wording.group_id, wording.group_start, wording.group_size = group, starts[group], sizes[group]
    session.flush()
