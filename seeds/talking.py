"""Playing the steps of the discussion and its moderation."""

import sqlalchemy as sa

from app.bills.queries import latest_version
from app.discussion import actions
from app.discussion.blackouts.plans import look_for
from app.discussion.blackouts.texts import NOW
from app.discussion.models import Ground, Position
from app.discussion.places import Place, find_place
from app.discussion.wordings import read_proposal
from app.kernel import richtext
from app.moderation import actions as moderation
from app.moderation.models import Report
from app.moderation.passages import actions as passages
from seeds import steps
from seeds.stage import Stage


def post_comment(stage: Stage, step: steps.PostComment) -> None:
    """Post a comment or a reply."""
    session, bill = stage.session, stage.bill(step.slug, step)
    version = latest_version(session, bill)
    parent = stage.comment(step.reply_to, step) if step.reply_to else None
    place = Place() if parent else find_place(session, bill, version, step.place or "")
    comment = actions.post_comment(
        session,
        stage.person(step),
        bill,
        text=richtext.read(step.body),
        place=place,
        proposal=read_proposal(session, version.id, place, step.proposed),
        version=version,
        position=Position(step.position) if step.position else None,
        parent=parent,
        now=step.at,
    )
    stage.comments[step.ref] = comment.id


def edit_comment(stage: Stage, step: steps.EditComment) -> None:
    """Edit a comment."""
    comment = stage.comment(step.ref, step)
    text = richtext.read(step.body)
    actions.edit_comment(
        stage.session, stage.person(step), comment, comment.bill, text=text, revision=comment.revision, now=step.at
    )


def withdraw_comment(stage: Stage, step: steps.WithdrawComment) -> None:
    """Withdraw a comment."""
    comment = stage.comment(step.ref, step)
    actions.withdraw_comment(stage.session, stage.person(step), comment, comment.bill, now=step.at)


def endorse_comment(stage: Stage, step: steps.EndorseComment) -> None:
    """Endorse a comment."""
    comment = stage.comment(step.ref, step)
    actions.endorse_comment(stage.session, stage.person(step), comment, comment.bill, now=step.at)


def report_comment(stage: Stage, step: steps.ReportComment) -> None:
    """Report a comment."""
    comment = stage.comment(step.ref, step)
    moderation.report_comment(
        stage.session,
        stage.person(step),
        comment,
        comment.bill,
        ground=Ground(step.ground),
        note=step.note,
        now=step.at,
    )


def hide_comment(stage: Stage, step: steps.HideComment) -> None:
    """Hide a comment."""
    comment = stage.comment(step.ref, step)
    moderation.hide_comment(
        stage.session,
        stage.person(step),
        comment,
        comment.bill,
        ground=Ground(step.ground),
        reason=step.reason,
        revision=comment.revision,
        now=step.at,
    )


def black_out_passage(stage: Stage, step: steps.BlackOutPassage) -> None:
    """Black out a passage of a comment, wherever it stands."""
    comment = stage.comment(step.ref, step)
    found = look_for(stage.session, comment, step.passage)
    passages.black_out(
        stage.session,
        stage.person(step),
        comment,
        comment.bill,
        passage=step.passage,
        places=range(sum(seen.slot.ordinal == NOW for seen in found)),
        ground=Ground(step.ground),
        reason=step.reason,
        revision=comment.revision,
        now=step.at,
    )


def restore_comment(stage: Stage, step: steps.RestoreComment) -> None:
    """Restore a hidden comment."""
    comment = stage.comment(step.ref, step)
    moderation.restore_comment(
        stage.session,
        stage.person(step),
        comment,
        comment.bill,
        reason=step.reason,
        revision=comment.revision,
        now=step.at,
    )


def dismiss_reports(stage: Stage, step: steps.DismissReports) -> None:
    """Dismiss all reports of a comment that came so far."""
    comment = stage.comment(step.ref, step)
    newest = stage.session.scalar(sa.select(sa.func.max(Report.id)).where(Report.comment_id == comment.id)) or 0
    moderation.dismiss_reports(
        stage.session,
        stage.person(step),
        comment,
        comment.bill,
        reason=step.reason,
        revision=comment.revision,
        newest=newest,
        now=step.at,
    )
