"""Playing the agency's consolidated response."""

from app.kernel.verdict import not_found
from app.responses import actions
from app.responses.models import Outcome
from app.responses.releasing import actions as releasing
from app.responses.targets import parse_target
from seeds import steps
from seeds.stage import Stage


def publish_response(stage: Stage, step: steps.PublishResponse) -> None:
    """Draft the answers; another official releases them at once."""
    session, official, bill = stage.session, stage.person(step), stage.bill(step.slug, step)
    for draft in step.answers:
        target = parse_target(draft.target)
        if target is None:
            raise not_found()
        words = actions.AnswerWords(
            outcome=Outcome(draft.outcome) if draft.outcome else None,
            reason=draft.reason,
            version=draft.version,
            articles=draft.articles,
        )
        actions.save_answer(session, official, bill, target, words, is_ready=True, now=step.at)
    session.flush()
    release = releasing.ask_for_release(session, official, bill, now=step.at)
    session.flush()
    second = stage.named(step.released_by)
    releasing.release_response(session, second, bill, release, seen=release.stamp, now=step.at)
