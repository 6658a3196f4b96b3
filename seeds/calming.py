"""Playing the steps by which a discussion was calmed."""

from app.moderation.calming import actions
from seeds import steps
from seeds.stage import Stage


def slow_discussion(stage: Stage, step: steps.SlowDiscussion) -> None:
    """Slow a discussion down."""
    bill, asked = stage.bill(step.slug, step), {"minutes": step.minutes, "hours": step.hours}
    actions.slow_discussion(stage.session, stage.person(step), bill, **asked, reason=step.reason, now=step.at)
