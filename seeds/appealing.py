"""Playing the steps of appeals."""

from app.moderation.appeals import actions
from app.moderation.appeals.models import AppealOutcome
from app.moderation.appeals.queries import find_open, get_appeal
from seeds import steps
from seeds.stage import Stage


def appeal_hiding(stage: Stage, step: steps.AppealHiding) -> None:
    """Appeal the hiding of a comment."""
    comment = stage.comment(step.ref, step)
    actions.appeal_hiding(stage.session, stage.person(step), comment, comment.bill, text=step.text, now=step.at)


def decide_appeal(stage: Stage, step: steps.DecideAppeal) -> None:
    """Decide the open appeal on a comment."""
    decider, found = stage.person(step), find_open(stage.session, stage.comments[step.ref])
    appeal, comment = get_appeal(stage.session, found.id if found else 0, decider, step.at)
    actions.decide_appeal(
        stage.session,
        decider,
        appeal,
        comment,
        comment.bill,
        outcome=AppealOutcome(step.outcome),
        reason=step.reason,
        revision=comment.revision,
        now=step.at,
    )
