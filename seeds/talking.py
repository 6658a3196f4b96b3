"""Playing the steps of the discussion and its moderation."""

from app.bills.queries import latest_version
from app.discussion import actions
from app.discussion.models import Ground, Position
from app.discussion.places import Place, find_place
from app.kernel import richtext
from app.moderation import actions as moderation
from seeds import steps
from seeds.stage import Stage


def post_comment(stage: Stage, step: steps.PostComment) -> None:
    """Post a comment or a reply."""
    session, bill = stage.session, stage.bill(step.slug, step)
    version = latest_version(session, bill)
    parent = stage.comment(step.reply_to, step) if step.reply_to else None
    comment = actions.post_comment(
        session,
        stage.person(step),
        bill,
        text=richtext.read(step.body),
        place=Place() if parent else find_place(session, bill, version, step.place or ""),
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
